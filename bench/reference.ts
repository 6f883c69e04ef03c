import type { ReportOptions } from "../reports/index.ts";
import { DAY } from "../src/domain/time.ts";
import type { Database } from "../src/store/database.ts";
import { openDatabase } from "../src/store/open.ts";
import { settledBefore } from "../src/store/settle.ts";
import { writeYear } from "./year-database.ts";
import { END, YEAR, type YearPlan } from "./year-plan.ts";

/** What a page is measured on: thirty days by the hour, 50 providers, 500 hosts, 200 texts, three services that send. */
const MONTH: YearPlan = { ...YEAR, days: 30, hourDays: 30, minuteDays: 0 };

export const REFERENCE: ReportOptions = {
  from: END - 30 * DAY,
  until: END,
  zone: "Europe/Berlin",
  codes: "all-throttling",
  previous: true,
  sections: true,
  generatedAt: END * 1000,
  version: "0.1.0",
  command: "npm run bench:page",
};

/** The generator has one service; here a third of the hosts is served by each of three. */
const SERVICES = `
  INSERT INTO _writer (id, mta, log_host, service) VALUES
    (2, 'postfix', 'mx2.example.org', 'postfix/smtp'),
    (3, 'postfix', 'mx2.example.org', 'postfix-bulk/smtp');
  UPDATE _attempt SET writer_id = remote_id % 3 + 1;
  UPDATE _attempt_day SET writer_id = remote_id % 3 + 1;
  UPDATE _deferral SET writer_id = remote_id % 3 + 1;
  UPDATE _deferral_day SET writer_id = remote_id % 3 + 1;
`;

/** The same counts every time: they are drawn from a seed. */
export function openReference(): Database {
  const db = openDatabase(":memory:");
  writeYear(db, MONTH);
  db.exec(SERVICES);
  for (const _ of settledBefore(db, END));
  return db;
}
