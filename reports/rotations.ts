import { DAY } from "../src/domain/time.ts";
import { groupedBy } from "./grouped.ts";
import type { Jump, Rotation } from "./model-quality.ts";
import { greatestOf, leastOf } from "./statistics.ts";
import { instantOf } from "./window.ts";

/** A source on one day, by its number: two files may have had one name. Ends are stamps in epoch seconds. */
type Stretch = {
  readonly source_id: number;
  readonly source: string;
  readonly first: number | null;
  readonly last: number | null;
};

type File = {
  readonly id: number;
  readonly name: string;
  readonly first: number;
  readonly last: number;
};

/** `mail.log.2.gz` → `.gz` */
const PACKED = /\.(?:gz|bz2|xz|zst)$/u;

/** `mail.log.2`, `mainlog.01`, `mail.log-20261120` → `.2`, `.01`, `-20261120`, also before `.log` */
const NUMBER = /[.-]\d[\d-]{0,16}(?=$|\.log$)/u;

/** What the files of one log have in common, whichever of them was rotated away. */
function familyOf(name: string): string {
  return name.replace(PACKED, "").replace(NUMBER, "");
}

/** Stamps of the lines around a rotation may be this many seconds out of order: processes write side by side. */
const DISORDER = 60;

/** After a longer silence than this nobody knows whether a file lies between them that was never read. */
const LONGEST_PAUSE = DAY;

function filesIn(rows: readonly Stretch[]): readonly File[] {
  return [...groupedBy(rows, (row) => String(row.source_id)).values()].flatMap((group) => {
    const [head] = group;
    const first = leastOf(group.map((row) => row.first));
    const last = greatestOf(group.map((row) => row.last));
    if (head === undefined || first === null || last === null) return [];
    return [{ id: head.source_id, name: head.source, first, last }];
  });
}

type Window = { readonly from: number; readonly until: number };

/**
 * Where one file of a log ends and the next begins. The database does not know of a rotation, it knows the stamps of its sources:
 * files of one name, but for number and date, that follow each other. Files that overlap were written side by side.
 */
export function rotationsOf(rows: readonly Stretch[], window: Window): readonly Rotation[] {
  const families = groupedBy(filesIn(rows), ({ name }) => familyOf(name));
  return [...families.values()]
    .flatMap((files) => {
      const sorted = [...files].sort((a, b) => a.first - b.first || a.id - b.id);
      return sorted.flatMap((next, place) => {
        const before = sorted[place - 1];
        if (before === undefined || next.first < window.from || next.first >= window.until)
          return [];
        const pause = next.first - before.last;
        return pause < -DISORDER || pause > LONGEST_PAUSE ? [] : [{ before, next }];
      });
    })
    .sort((a, b) => a.next.first - b.next.first || (a.next.name < b.next.name ? -1 : 1))
    .map(({ before, next }) => ({
      ended: before.name,
      endedAt: instantOf(before.last),
      began: next.name,
      beganAt: instantOf(next.first),
    }));
}

/** A file is written without a break longer than this many seconds, or its stamps are wrong: a year guessed, a clock set. */
const JUMP = 7 * DAY;

/** Where the stamps of one file leap, oldest first. Stamps that go back are not recorded. */
export function jumpsOf(rows: readonly Stretch[]): readonly Jump[] {
  const leaps = [...groupedBy(rows, (row) => String(row.source_id)).values()].flatMap((group) => {
    const days = group.flatMap(({ source, first, last }) =>
      first === null || last === null ? [] : [{ source, first, last }],
    );
    return days
      .sort((a, b) => a.first - b.first)
      .flatMap(({ source, first }, place) => {
        const before = days[place - 1];
        return before === undefined || first - before.last <= JUMP
          ? []
          : [{ source, from: before.last, until: first }];
      });
  });
  return leaps
    .sort((a, b) => a.from - b.from)
    .map(({ source, from, until }) => ({
      source,
      from: instantOf(from),
      until: instantOf(until),
    }));
}
