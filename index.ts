/** The library: what other programs may import. The command line is made of the same parts. */
export { createInterpreter } from "./ingest/dialects/interpret.ts";
export { createDecoder } from "./ingest/envelopes/decode.ts";
export {
  buildReport,
  type Format,
  type ReportModel,
  type ReportOptions,
  renderReport,
} from "./reports/index.ts";
export type { DeliveryEvent } from "./src/domain/delivery-event.ts";
export type { LogRecord, RawEntry } from "./src/domain/log-record.ts";
export type { Reply } from "./src/domain/reply.ts";
export {
  createUnderstand,
  type Meaning,
  type Said,
  type Understand,
} from "./src/meaning/understand.ts";
export type { Database } from "./src/store/database.ts";
export { openReadOnly } from "./src/store/open.ts";
