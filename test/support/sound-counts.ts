import fc from "fast-check";
import { expect } from "vitest";
import type { DeliveryEvent } from "../../src/domain/delivery-event.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import type { Delta } from "../../src/tally/cells.ts";
import { freshTally } from "./tally.ts";

function expectSound({ cells, inbound }: Delta): void {
  for (const { code } of inbound) expect(code === 0 || (code >= 400 && code < 500)).toBe(true);
  for (const { bucket, bands, deferrals } of cells) {
    expect(Number.isInteger(bucket)).toBe(true);
    for (const band of bands) expect(Number.isInteger(band)).toBe(true);
    for (const { meaning, recipients, replies, withheld, shadowed } of deferrals) {
      expect(recipients + replies + withheld + shadowed).toBeGreaterThan(0);
      expect(meaning.code === 0 || (meaning.code >= 400 && meaning.code <= 599)).toBe(true);
    }
  }
}

/** Whatever the lines are, no step throws and no count goes astray. */
export function expectSoundCounts(
  lines: fc.Arbitrary<string>,
  read: (text: string) => Outcome<DeliveryEvent>,
): void {
  const tally = freshTally();
  fc.assert(
    fc.property(lines, (text) => {
      const outcome = read(text);
      if (outcome.kind !== "value") return;
      tally.add(outcome.value);
      expectSound(tally.drain());
    }),
    { numRuns: 20_000 },
  );
}
