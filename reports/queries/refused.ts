import { type Database, listIn, rowsOf, type Scope } from "./ask.ts";
import type { CauseFlowRow, RefusedRow } from "./flow.ts";
import { type Names, remoteNames } from "./names.ts";
import {
  createSaidSums,
  type Judged,
  judgedReplies,
  SAID_AT,
  type Said,
  type SaidAt,
  type SaidSums,
} from "./said.ts";
import { readingOf, stretchesOf } from "./stretches.ts";
import type { Writable } from "./writable.ts";

/** Not grouped: the rows of a day are about as many as its groups, and sorting them would cost more than adding them up. */
const SAID_IN_DAY = `
  SELECT remote_id, reply_id, recipients, replies, withheld, shadowed, first_bucket, last_bucket
  FROM deferral_day
  WHERE day >= :from AND day < :until
`;

/** A bucket of all providers is one row: a hundred thousand rows would cost more than what they hold. */
const SUMMED = `
  SELECT
    start,
    json_group_array(provider) AS providers,
    json_group_array(reply_id) AS said,
    json_group_array(recipients) AS recipients,
    json_group_array(replies) AS replies,
    json_group_array(withheld) AS withheld,
    json_group_array(shadowed) AS shadowed
  FROM provider_deferral
  WHERE width = :width AND start >= :from AND start < :until
  GROUP BY start
`;

type SummedRow = {
  readonly start: number;
  readonly providers: string;
  readonly said: string;
  readonly recipients: string;
  readonly replies: string;
  readonly withheld: string;
  readonly shadowed: string;
};

type Refused = {
  readonly rows: readonly RefusedRow[];
  readonly causes: readonly CauseFlowRow[];
  readonly said: readonly Said[];
};

type Counts = Pick<RefusedRow, "recipients" | "replies" | "withheld" | "shadowed">;

function noRefusals(start: number, provider: string): Writable<RefusedRow> {
  return {
    start,
    provider,
    recipients: 0,
    replies: 0,
    withheld: 0,
    shadowed: 0,
    cause_recipients: 0,
    cause_replies: 0,
    cause_withheld: 0,
    cause_shadowed: 0,
    all_recipients: 0,
    all_replies: 0,
    all_withheld: 0,
    all_shadowed: 0,
  };
}

function addToRow(row: Writable<RefusedRow>, judged: Judged, counts: Counts): void {
  const { recipients, replies, withheld, shadowed } = counts;
  row.all_recipients += recipients;
  row.all_replies += replies;
  row.all_withheld += withheld;
  row.all_shadowed += shadowed;
  if (judged.throttling) {
    row.cause_recipients += recipients;
    row.cause_replies += replies;
    row.cause_withheld += withheld;
    row.cause_shadowed += shadowed;
  }
  if (!judged.inside) return;
  row.recipients += recipients;
  row.replies += replies;
  row.withheld += withheld;
  row.shadowed += shadowed;
}

/** Rows of a picture by bucket and provider. */
function createPicture() {
  const buckets = new Map<number, Map<string, Writable<RefusedRow>>>();
  const causes = new Map<Writable<RefusedRow>, Map<string, number>>();
  return {
    /** Adds to the row, and inside the lens to its causes. */
    add(row: Writable<RefusedRow>, judged: Judged, counts: Counts): void {
      addToRow(row, judged, counts);
      if (!judged.inside || counts.recipients === 0) return;
      const mine = causes.get(row) ?? new Map<string, number>();
      if (mine.size === 0) causes.set(row, mine);
      const { cause } = judged.reply;
      mine.set(cause, (mine.get(cause) ?? 0) + counts.recipients);
    },
    rowAt(start: number, provider: string): Writable<RefusedRow> {
      const rows = buckets.get(start) ?? new Map<string, Writable<RefusedRow>>();
      if (rows.size === 0) buckets.set(start, rows);
      const row = rows.get(provider) ?? noRefusals(start, provider);
      rows.set(provider, row);
      return row;
    },
    all: (): readonly RefusedRow[] => [...buckets.values()].flatMap((rows) => [...rows.values()]),
    causes: (): readonly CauseFlowRow[] =>
      [...causes].flatMap(([{ start, provider }, mine]) =>
        [...mine].map(([cause, recipients]) => ({ start, provider, cause, recipients })),
      ),
  };
}

type Picture = ReturnType<typeof createPicture>;

/** Adds what was added up by hour or day and provider. */
function addSummed(picture: Picture, row: SummedRow, start: number, judge: Names<Judged>): void {
  const said = listIn<number>(row.said);
  const recipients = listIn<number>(row.recipients);
  const replies = listIn<number>(row.replies);
  const withheld = listIn<number>(row.withheld);
  const shadowed = listIn<number>(row.shadowed);
  let sum: Writable<RefusedRow> | null = null;
  for (const [place, provider] of listIn<string>(row.providers).entries()) {
    if (sum?.provider !== provider) sum = picture.rowAt(start, provider);
    picture.add(sum, judge(said[place] ?? 0), {
      recipients: recipients[place] ?? 0,
      replies: replies[place] ?? 0,
      withheld: withheld[place] ?? 0,
      shadowed: shadowed[place] ?? 0,
    });
  }
}

/** Reads the rows of the picture, and what was said where somebody asks for that too. */
function pictureOf(db: Database, scope: Scope, judge: Names<Judged>, said: SaidSums | null) {
  const nameOf = remoteNames(db);
  const picture = createPicture();
  const { width, sums, rest } = readingOf(db, scope);
  for (const { from, until } of sums) {
    for (const row of rowsOf<SummedRow>(db, SUMMED, { width, from, until }))
      addSummed(picture, row, row.start - (row.start % scope.width), judge);
    said?.addSpan({ from, until });
  }
  const parts = db.prepare<object, SaidAt>(SAID_AT).raw();
  const days = db.prepare<object, SaidAt>(SAID_IN_DAY).raw();
  const stretches = rest.flatMap((span) => [...stretchesOf(span, scope.width)]);
  for (const { start, from, until, grain } of stretches)
    for (const counts of (grain === "days" ? days : parts).all({ from, until })) {
      const { 0: remote, 1: reply, 2: recipients, 3: replies, 4: withheld, 5: shadowed } = counts;
      const row = picture.rowAt(start, nameOf(remote).provider);
      picture.add(row, judge(reply), { recipients, replies, withheld, shadowed });
      said?.add(counts);
    }
  return picture;
}

/** Reads the refusals once, for all questions. Every refusal counts once: inside the lens or not, for a throttling cause or not. */
export function refusedIn(db: Database, scope: Scope): Refused {
  const judge = judgedReplies(db, scope);
  const said = createSaidSums(db, judge);
  const picture = pictureOf(db, scope, judge, said);
  return { rows: picture.all(), causes: picture.causes(), said: said.all() };
}

/** The rows of the picture alone. */
export function refusedRows(db: Database, scope: Scope): readonly RefusedRow[] {
  return pictureOf(db, scope, judgedReplies(db, scope), null).all();
}
