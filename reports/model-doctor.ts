import type { Gap, Instant, SourceRow } from "./model.ts";
import type { Jump } from "./model-quality.ts";

/** `wrong` decides the exit code; a `note` is worth knowing and takes nothing from the numbers. */
export type CheckState = "ok" | "note" | "wrong";

/** One thing that was looked at. Whatever is not ok says what to do next. */
export type Check = {
  readonly name: string;
  readonly state: CheckState;
  readonly text: string;
  readonly next: string | null;
};

/** How the database is. `compacted` and `damage` are null where the whole file was not read. */
export type DatabaseHealth = {
  readonly path: string;
  readonly applicationId: number;
  readonly schemaVersion: number;
  readonly bytes: number;
  readonly free: number;
  readonly walBytes: number;
  readonly tables: readonly {
    readonly name: string;
    readonly rows: number;
    readonly compacted: number | null;
  }[];
  readonly isCompact: boolean;
  readonly damage: readonly string[] | null;
};

/** Can I trust this? Sources with most lines not understood first, gaps newest first. */
export type DoctorAnswer = {
  readonly schema: "smtp-analyze/doctor/1";
  readonly state: "ok" | "wrong";
  readonly at: Instant;
  readonly zone: string;
  readonly checks: readonly Check[];
  readonly total: Omit<SourceRow, "source">;
  readonly sources: readonly SourceRow[];
  readonly sourcesOmitted: number;
  readonly gaps: readonly Gap[];
  readonly gapsOmitted: number;
  readonly jumps: readonly Jump[];
  readonly issues: readonly { readonly code: string; readonly lines: number }[];
  readonly database: DatabaseHealth;
};
