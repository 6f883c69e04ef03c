import type { Check, CheckState } from "../../model-doctor.ts";
import type { Look } from "../look.ts";
import { withoutControls } from "../remote-text.ts";
import { paint, wrapped } from "../text-table.ts";

/** Sign and colour of a state: never the colour alone. */
const STATES: Readonly<Record<CheckState, readonly [string, "green" | "yellow" | "red"]>> = {
  ok: ["●", "green"],
  note: ["▲", "yellow"],
  wrong: ["■", "red"],
};

/** As wide as the longest name of a check. */
const NAMES = 11;

/** What was looked at, in words, and what to do next where it is not well. */
export function checkLines({ name, state, text, next }: Check, look: Look): readonly string[] {
  const [sign, colour] = STATES[state];
  const indent = " ".repeat(NAMES + 4);
  const words = withoutControls(text);
  const [first = "", ...rest] = wrapped(words, look.columns, indent);
  const head = `${paint(colour, sign, look)} ${name.padEnd(NAMES)}  ${first.trimStart()}`;
  const step = next === null ? [] : wrapped(`→ ${next}`, look.columns, indent, `${indent}  `);
  return [head, ...rest, ...step];
}
