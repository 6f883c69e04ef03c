import type { EpochMs, EpochSeconds } from "../../src/domain/time.ts";
import type { Codes } from "../lens.ts";
import type { Thresholds } from "../model.ts";

/** What is asked: the half-open window (null: as far as the data go), the zone, the lens, perhaps one provider. */
export type Question = {
  readonly from: EpochSeconds | null;
  readonly until: EpochSeconds | null;
  readonly zone: string;
  readonly codes: Codes;
  /** Only what this provider did. */
  readonly provider?: string;
  /** Where others than ours are to decide. What makes a rate at all is not up to anybody. */
  readonly thresholds?: Partial<Pick<Thresholds, "watchRate" | "criticalRate">>;
  readonly now: EpochMs;
};
