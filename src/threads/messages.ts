import type { Totals } from "../pipeline.ts";
import type { PackedBatch } from "./packed-batch.ts";
import type { PackedCommit } from "./packed-commit.ts";

/** What the database holds in flight: as before, more than anybody here knows, or just these (hashes of queue ids). */
export type InFlightNews =
  | { readonly kind: "same" }
  | { readonly kind: "uncertain" }
  | { readonly kind: "known"; readonly hashes: Uint32Array<ArrayBuffer> };

/** What the thread that reads and stores says to the one that counts. `kept`: the commit of that number is in the database. */
export type ToCounting =
  | { readonly kind: "batch"; readonly batch: PackedBatch }
  | { readonly kind: "kept"; readonly number: number; readonly inFlight: InFlightNews }
  | { readonly kind: "end" };

/** What the thread that counts answers. `read`: a batch is done with, and what it made due has been sent before. */
export type FromCounting =
  | {
      readonly kind: "commit";
      readonly number: number;
      readonly commit: PackedCommit;
      readonly isCrowded: boolean;
    }
  | { readonly kind: "read" }
  | { readonly kind: "done"; readonly totals: Totals };

/** One end of the way between the two threads; a MessagePort or a Worker of node:worker_threads is one. */
export type Port<Sent, Heard> = {
  postMessage(message: Sent, transfer?: readonly ArrayBuffer[]): void;
  on(event: "message", listener: (message: Heard) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
};
