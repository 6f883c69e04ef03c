import { causes, PLAYBOOK, THROTTLING_CAUSES } from "../meaning/playbook.ts";
import { retryOf } from "../meaning/retry.ts";
import type { Database } from "./database.ts";

const STORED = `
  SELECT cause, step, label, meaning, who, throttling, retry, retry_when, action
  FROM _advice
  ORDER BY cause, step
`;

const FORGET = "DELETE FROM _advice";

const TELL = `
  INSERT INTO _advice (cause, step, label, meaning, who, throttling, retry, retry_when, action)
  VALUES (:cause, :step, :label, :meaning, :who, :throttling, :retry, :retry_when, :action)
`;

type AdviceRow = {
  readonly cause: string;
  readonly step: number;
  readonly label: string;
  readonly meaning: string;
  readonly who: string;
  readonly throttling: 0 | 1;
  readonly retry: string;
  readonly retry_when: string;
  readonly action: string;
};

/** What this program advises, one row per cause and step, in the order of the table. */
function adviceRows(): readonly AdviceRow[] {
  return causes().flatMap((cause) => {
    const { label, question, who, steps } = PLAYBOOK[cause];
    const { helps, when } = retryOf(cause, "4");
    const throttling = THROTTLING_CAUSES.has(cause) ? 1 : 0;
    return steps.map((action, place) => ({
      cause,
      step: place + 1,
      label,
      meaning: question,
      who,
      throttling,
      retry: helps,
      retry_when: when,
      action,
    }));
  });
}

/** Writes the advice anew where another version of the program wrote other words. Nothing is written where they are the same. */
export function keepAdvice(db: Database): void {
  const rows = adviceRows();
  const stored = db.prepare<[], AdviceRow>(STORED);
  if (JSON.stringify(stored.all()) === JSON.stringify(rows)) return;
  const tell = db.prepare(TELL);
  const replace = db.transaction(() => {
    db.exec(FORGET);
    for (const row of rows) tell.run(row);
  });
  replace.immediate();
}
