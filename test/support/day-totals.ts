import { countTables } from "../../src/store/count-tables.ts";
import type { Database } from "../../src/store/database.ts";

const HOURS = `
  DELETE FROM _attempt_hour;
  INSERT INTO _attempt_hour
  SELECT bucket - bucket % 3600, remote_id, sum(delivered), sum(deferred), sum(bounced), sum(lost), sum(unreachable)
  FROM _attempt
  GROUP BY 1, 2;
`;

/** Works the totals by hour and day out again, for a test that wrote counts itself. */
export function totalDays(db: Database): void {
  db.exec(HOURS);
  for (const { name, keys, sums } of countTables(db)) {
    const isTotalled = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?").get(`${name}_day`);
    if (isTotalled === undefined) continue;
    const ends = name === "_deferral" ? ", min(bucket), max(bucket)" : "";
    const totals = sums.map((sum) => `sum(${sum})`);
    db.exec(
      `DELETE FROM ${name}_day; INSERT INTO ${name}_day SELECT bucket - bucket % 86400, ${keys}, ${totals}${ends} FROM ${name} GROUP BY 1, ${keys}`,
    );
  }
}
