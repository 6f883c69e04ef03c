import type { Stage } from "../domain/stage.ts";
import type { Knowledge } from "../meaning/knowledge.ts";
import type { Cause } from "../meaning/rules/rule.ts";
import type { Database } from "./database.ts";

const STORED = `
  SELECT
    _reply.id,
    _reply.provider,
    _reply.code,
    _reply.enhanced,
    _reply.stage,
    _reply.sample,
    _reply.cause,
    _reply.rule,
    coalesce(sum(_deferral.recipients), 0) AS recipients,
    coalesce(sum(_deferral.replies), 0) AS replies
  FROM _reply
  LEFT JOIN _deferral ON _deferral.reply_id = _reply.id
  GROUP BY _reply.id
  ORDER BY recipients DESC, _reply.id
`;
type StoredRow = {
  readonly id: number;
  readonly provider: string;
  readonly code: number;
  readonly enhanced: string;
  readonly stage: Stage;
  readonly sample: string;
  readonly cause: string;
  readonly rule: string;
  readonly recipients: number;
  readonly replies: number;
};

const CHANGE = `UPDATE _reply SET cause = :cause, rule = :rule WHERE id = :id`;

const REMOTES = `SELECT host, coalesce(ip, '') AS ip, provider FROM _remote WHERE host <> ''`;
type RemoteRow = { readonly host: string; readonly ip: string; readonly provider: string };

/** A stored reply that would get another cause or rule. */
export type CauseChange = {
  readonly id: number;
  readonly provider: string;
  readonly sample: string;
  readonly from: { readonly cause: string; readonly rule: string };
  readonly to: { readonly cause: Cause; readonly rule: string };
  readonly recipients: number;
  readonly replies: number;
};

export type ProviderChange = { readonly host: string; readonly from: string; readonly to: string };

/**
 * Which stored replies other rules would read otherwise. Only the sample is kept of a reply, so a change is one only where a
 * rule of the user's now decides, or where the rule that decided exists no longer: two answers of the same rules, from the whole
 * text and from its sample, never count as one.
 */
export function causeChanges(
  db: Database,
  knowledge: Knowledge,
  isOwn: (rule: string) => boolean,
): readonly CauseChange[] {
  return db
    .prepare<[], StoredRow>(STORED)
    .all()
    .flatMap(
      ({ id, provider, code, enhanced, stage, sample, cause, rule, recipients, replies }) => {
        const said = {
          provider,
          code,
          enhanced: enhanced === "" ? null : enhanced,
          stage,
          text: sample,
        };
        const to = knowledge.causeOf(said);
        const isGone = rule !== "" && knowledge.entryOf(rule) === undefined;
        const isChange =
          (to.rule !== rule && isOwn(to.rule)) ||
          isGone ||
          (to.rule === rule && to.cause !== cause);
        return isChange
          ? [{ id, provider, sample, from: { cause, rule }, to, recipients, replies }]
          : [];
      },
    );
}

/** Hosts that would be another provider's. Stored counts keep the provider they were counted under. */
export function providerChanges(
  db: Database,
  { providerOf }: Knowledge,
): readonly ProviderChange[] {
  return db
    .prepare<[], RemoteRow>(REMOTES)
    .all()
    .flatMap(({ host, ip, provider }) => {
      const to = providerOf({ name: host, ip: ip === "" ? null : ip });
      return to === provider ? [] : [{ host, from: provider, to }];
    });
}

/** Writes the causes, all or none. */
export function applyCauses(db: Database, changes: readonly CauseChange[]): void {
  const change = db.prepare(CHANGE);
  db.transaction(() => {
    for (const { id, to } of changes) change.run({ id, ...to });
  }).immediate();
}
