import { DELAY_BANDS, delayBandOf } from "../domain/delay-band.ts";
import { dayOf, type EpochSeconds } from "../domain/time.ts";
import type { Meaning } from "../meaning/understand.ts";
import { cellAt } from "../tally/cells.ts";
import type { Diary, Journey, Outcome } from "../tally/journey.ts";
import type { Database } from "./database.ts";

const JOURNEY = `
  INSERT INTO _journey (day, provider, cause, code, tries, outcome, delay_band, recipients)
  VALUES (:day, :provider, :cause, :code, :tries, :outcome, :band, :count)
  ON CONFLICT DO UPDATE SET recipients = recipients + excluded.recipients
`;

const RETRY = `
  INSERT INTO _retry (day, provider, cause, code, try, interval_band, tries)
  VALUES (:day, :provider, :cause, :code, :tries, :band, :count)
  ON CONFLICT DO UPDATE SET tries = tries + excluded.tries
`;

/** A diary that is written into the database with `flush`. */
export type Logbook = Diary & { flush(): void };

const OUTCOMES: readonly Outcome[] = ["delivered", "bounced", "expired", "lost track"];

/** Journeys of so many tries or more are counted as one kind. */
const MOST_TRIES = 999;

export function createLogbook(db: Database): Logbook {
  const ends = OUTCOMES.map((outcome) => createCounter(db, JOURNEY, { outcome }));
  const retries = createCounter(db, RETRY, {});
  return {
    ended(journey, outcome, seconds) {
      ends[OUTCOMES.indexOf(outcome)]?.count(journey, journey.firstAt, seconds);
    },
    triedAgain(journey, seconds) {
      retries.count(journey, journey.lastAt, seconds);
    },
    flush() {
      for (const one of ends) one.flush();
      retries.flush();
    },
  };
}

type Counts = Map<
  number,
  { readonly day: number; readonly tries: number; readonly band: number; count: number }
>;

/** Counts what is alike and adds each count to its row. */
function createCounter(db: Database, sql: string, named: object) {
  const add = db.prepare(sql);
  let byMeaning = new Map<Meaning, Counts>();
  return {
    count({ filedUnder, tries }: Journey, at: EpochSeconds, seconds: number): void {
      const day = dayOf(at * 1000);
      const band = delayBandOf(seconds);
      const counts = cellAt(byMeaning, filedUnder, (): Counts => new Map());
      const most = Math.min(tries, MOST_TRIES);
      const key = (day + band) * (MOST_TRIES + 1) + most;
      const found = counts.get(key);
      if (found === undefined)
        counts.set(key, { day, tries: most, band: DELAY_BANDS[band] ?? 0, count: 1 });
      else found.count++;
    },
    flush(): void {
      for (const [{ provider, cause, code }, counts] of byMeaning) {
        for (const row of counts.values()) add.run({ provider, cause, code, ...row, ...named });
      }
      byMeaning = new Map();
    },
  };
}
