import type { Delta } from "../tally/cells.ts";
import type { Database } from "./database.ts";
import type { Dimensions } from "./dimensions.ts";

const INBOUND = `
  INSERT INTO _inbound_refusal (bucket, bucket_seconds, writer_id, code, reason, refusals)
  VALUES (:bucket, 60, :writer, :code, :reason, :refusals)
  ON CONFLICT DO UPDATE SET refusals = refusals + excluded.refusals
`;

/** Adds what we refused to clients to what is stored. Call inside the transaction that moves the positions. */
export function createInboundWriter(db: Database, ids: Dimensions): (delta: Delta) => void {
  const refusal = db.prepare(INBOUND);
  return ({ inbound }) => {
    for (const cell of inbound) refusal.run({ ...cell, writer: ids.writer(cell.writer) });
  };
}
