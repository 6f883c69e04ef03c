import { analyse, type Steps } from "../pipeline.ts";
import type { InFlight } from "../tally/in-flight.ts";
import { Inbox } from "./inbox.ts";
import type { FromCounting, InFlightNews, Port, ToCounting } from "./messages.ts";
import { type PackedBatch, unpackBatch } from "./packed-batch.ts";
import { createCommitPacker } from "./packed-commit.ts";
import { UnderWay } from "./under-way.ts";

/** What counting begins with. `inFlight` is the set that the steps look into, `holds` what the database says of it. */
export type Counting = {
  readonly steps: Omit<Steps, "keep" | "progress">;
  readonly inFlight: InFlight;
  readonly holds: InFlightNews;
};

/**
 * The side that counts: runs the one loop over the batches that come through the port, and sends what is to be kept. Ends
 * with the last of them.
 */
export async function countAt(
  port: Port<FromCounting, ToCounting>,
  { steps, inFlight, holds }: Counting,
): Promise<void> {
  const inbox = new Inbox<PackedBatch>();
  const underWay = new UnderWay(inFlight, steps.journeys);
  const pack = createCommitPacker();
  let number = 0;

  underWay.kept(number, holds);
  port.on("message", (message) => {
    switch (message.kind) {
      case "batch":
        inbox.put(message.batch);
        break;
      case "kept":
        underWay.kept(message.number, message.inFlight);
        break;
      case "end":
        inbox.close();
        break;
    }
  });
  const totals = await analyse(unpacked(inbox), {
    ...steps,
    keep(commit) {
      number++;
      underWay.sent(number, commit.journeys);
      const packed = pack(commit);
      port.postMessage({ kind: "commit", number, commit: packed, isCrowded: inFlight.isCrowded }, [
        packed.cells.buffer,
        packed.steps.buffer,
      ]);
    },
    progress: () => port.postMessage({ kind: "read" }),
  });
  port.postMessage({ kind: "done", totals });
}

async function* unpacked(inbox: Inbox<PackedBatch>) {
  for await (const batch of inbox.items()) yield unpackBatch(batch);
}
