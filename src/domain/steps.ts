import type { DeliveryEvent } from "./delivery-event.ts";
import type { LogRecord, RawEntry } from "./log-record.ts";
import type { Outcome } from "./outcome.ts";
import type { EpochMs } from "./time.ts";

/** Takes the envelope off an entry of one source. `reference` settles the year of stamps that name none. */
export type Decode = (entry: RawEntry, reference: EpochMs) => Outcome<LogRecord>;

/** What a record says about deliveries. */
export type Interpret = (record: LogRecord) => Outcome<DeliveryEvent>;
