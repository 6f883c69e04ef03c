import { askDoctor } from "../../reports/answers/doctor.ts";
import type { DatabaseHealth } from "../../reports/model-doctor.ts";
import { type DoctorFormat, renderDoctor } from "../../reports/render/answers/doctor.ts";
import { secondOf } from "../../src/domain/time.ts";
import { type Health, healthOf, timeJumps } from "../../src/store/health.ts";
import { reading } from "../../src/store/open.ts";
import { guarded } from "../../src/store/trouble.ts";
import { type Io, lookOf } from "../io.ts";
import { print } from "../print.ts";
import { parseZone } from "../zone.ts";

export type DoctorFlags = {
  readonly db: string;
  readonly full?: boolean;
  readonly tz?: string;
  readonly format: DoctorFormat;
};

/** Prints what is well and what is not. Answers 1 when something is wrong. */
export function doctor(flags: DoctorFlags, io: Io): number {
  const zone = parseZone(flags.tz);
  const now = secondOf(io.now());
  const answer = reading(flags.db, (db) => {
    const database = databaseHealth(flags.db, healthOf(db, now, flags.full === true));
    return guarded(flags.db, () => askDoctor(db, { now, zone, database, jumps: timeJumps(db) }));
  });
  print(renderDoctor(answer, flags.format, lookOf(io)), flags.format, io);
  return answer.state === "ok" ? 0 : 1;
}

function databaseHealth(path: string, health: Health): DatabaseHealth {
  const { size, rows, rowsAfterCompact, ...rest } = health;
  const tables = [...rows].map(([name, count]) => ({
    name,
    rows: count,
    compacted: rowsAfterCompact?.get(name) ?? null,
  }));
  return { path, ...rest, ...size, tables };
}
