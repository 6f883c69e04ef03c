import { existsSync, readFileSync } from "node:fs";
import type { DeliveryEvent } from "../../src/domain/delivery-event.ts";
import type { LogRecord, RawEntry } from "../../src/domain/log-record.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import { openDatabase } from "../../src/store/open.ts";
import { walk } from "../support/walk.ts";

/** How a case is read, where that is not UTC and 2026: `<case>.options.json`. */
type Options = { readonly zone?: string; readonly year?: number | null };

/** The golden text of a log: a line per event or issue, then what the whole log comes to. */
export async function goldenOf(path: string): Promise<string> {
  const options = path.replace(/\.\w+$/u, ".options.json");
  const found: Options = existsSync(options) ? JSON.parse(readFileSync(options, "utf8")) : {};
  const lines: string[] = [];
  const db = openDatabase(":memory:");
  await walk([path], db, {
    ...found,
    seen: (entry, outcome, record) => {
      const told = tellingOf(entry, outcome, record);
      if (told !== null) lines.push(JSON.stringify(told));
    },
  });
  return `${[...lines, JSON.stringify(accountOf(db))].join("\n")}\n`;
}

function tellingOf(
  entry: RawEntry,
  outcome: Outcome<DeliveryEvent>,
  record: LogRecord | null,
): object | null {
  const line = entry.line + 1;
  switch (outcome.kind) {
    case "skip":
      return null;
    case "issue":
      return { line, issue: outcome.issue.code };
    case "value": {
      const { kind, at, writer, pid, ...event } = outcome.value;
      const by = [writer.logHost, writer.service, pid ?? "-"].join(" ").trim();
      const repeats = record?.repeats === undefined ? {} : { repeats: record.repeats };
      return {
        line,
        kind,
        at: new Date(at).toISOString(),
        mta: writer.mta,
        by,
        ...repeats,
        ...event,
      };
    }
  }
}

/** Accounting of all lines, issues by code, and what was counted. */
export function accountOf(db: ReturnType<typeof openDatabase>): object {
  const row = (sql: string): object => db.prepare<[], object>(sql).get() ?? {};
  const issues = db.prepare<[], { code: string; lines: number }>(ISSUES).all();
  return {
    ...row(LINES),
    issues: Object.fromEntries(issues.map(({ code, lines }) => [code, lines])),
    ...row(COUNTS),
    ...row(ATTEMPTS),
  };
}

const LINES = `
  SELECT
    coalesce(sum(lines), 0) AS lines, coalesce(sum(understood), 0) AS understood,
    coalesce(sum(irrelevant), 0) AS irrelevant, coalesce(sum(not_understood), 0) AS not_understood
  FROM coverage
`;
const ISSUES = "SELECT code, sum(lines) AS lines FROM issue GROUP BY code ORDER BY code";
const COUNTS = `
  SELECT
    coalesce(sum(recipients) FILTER (WHERE code = 421), 0) AS recipients_421,
    coalesce(sum(replies) FILTER (WHERE code = 421), 0) AS replies_421,
    coalesce(sum(recipients) FILTER (WHERE code BETWEEN 400 AND 499), 0) AS recipients_4xx,
    coalesce(sum(replies) FILTER (WHERE code BETWEEN 400 AND 499), 0) AS replies_4xx,
    coalesce(sum(withheld), 0) AS withheld, coalesce(sum(shadowed), 0) AS shadowed
  FROM deferral
`;
const ATTEMPTS = `
  SELECT
    coalesce(sum(delivered), 0) AS delivered, coalesce(sum(bounced), 0) AS bounced,
    coalesce(sum(lost), 0) AS lost, coalesce(sum(unreachable), 0) AS unreachable
  FROM attempt
`;
