import type { AlertChange, AlertsAnswer } from "../../answers/model.ts";
import { localTime } from "../local-time.ts";
import type { Look } from "../look.ts";
import { withoutControls } from "../remote-text.ts";
import type { TableFormat } from "../table.ts";
import { paint, wrapped } from "../text-table.ts";
import { renderDocument } from "./document.ts";

const COLUMNS = ["kind", "provider", "name", "state", "since", "text"] as const;

const STYLES: Readonly<Record<AlertChange["state"], "green" | "yellow" | "red">> = {
  ok: "green",
  watch: "yellow",
  critical: "red",
};

/** Nothing at all where nothing changed: cron sends no mail then. */
function textOf({ changes }: AlertsAnswer, zone: string, look: Look): string {
  const time = localTime(zone);
  return changes
    .flatMap(({ kind, name, state, since, text }) => {
      const head = `${kind.toUpperCase()} (${state}, since ${time.minute(since)})`;
      const [first = "", ...rest] = wrapped(
        `${head}: ${withoutControls(`${name} ${text}`)}`,
        look.columns,
        "",
        "  ",
      );
      return [paint(STYLES[state], first, look), ...rest];
    })
    .map((line) => `${line}\n`)
    .join("");
}

/** Only what changed. The JSON document is there even when nothing did. */
export function renderAlerts(
  answer: AlertsAnswer,
  zone: string,
  format: TableFormat,
  look: Look,
): string {
  const { schema, changes } = answer;
  return renderDocument(
    {
      answer: { schema, changes },
      columns: COLUMNS,
      rows: changes.map((change) => COLUMNS.map((column) => change[column])),
      text: () => textOf(answer, zone, look),
    },
    format,
  );
}
