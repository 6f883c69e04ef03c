import type { Meaning } from "../meaning/understand.ts";
import type { MessageStep } from "../tally/journeys.ts";
import type { Placed, Places } from "./places.ts";

/** A kind is sent as its place in this list. */
const KINDS = ["refused", "broken off", "delivered", "bounced", "expired", "removed"] as const;

/** Numbers of one step: kind, message, recipient, time, whether its message was known, meaning. */
const WIDTH = 6;

export function packSteps(
  steps: readonly MessageStep[],
  meanings: Places<Meaning>,
): Float64Array<ArrayBuffer> {
  const numbers = new Float64Array(steps.length * WIDTH);
  steps.forEach((step, place) => {
    const { kind, message, recipient, at, wasKnown } = step;
    const meaning = step.kind === "refused" ? meanings.of(step.meaning) : 0;
    const from = place * WIDTH;
    numbers[from] = KINDS.indexOf(kind);
    numbers[from + 1] = message;
    numbers[from + 2] = recipient;
    numbers[from + 3] = at;
    numbers[from + 4] = wasKnown ? 1 : 0;
    numbers[from + 5] = meaning;
  });
  return numbers;
}

export function unpackSteps(
  numbers: Float64Array,
  meanings: Placed<Meaning>,
): readonly MessageStep[] {
  const steps: MessageStep[] = [];
  for (let from = 0; from < numbers.length; from += WIDTH) {
    const kind = KINDS[numbers[from] ?? 0] ?? "removed";
    const message = numbers[from + 1] ?? 0;
    const recipient = numbers[from + 2] ?? 0;
    const at = numbers[from + 3] ?? 0;
    const wasKnown = numbers[from + 4] === 1;
    if (kind === "refused") {
      const meaning = meanings.at(numbers[from + 5] ?? 0);
      steps.push({ kind, message, recipient, at, wasKnown, meaning });
    } else steps.push({ kind, message, recipient, at, wasKnown });
  }
  return steps;
}
