import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { DeliveryEvent } from "../../src/domain/delivery-event.ts";
import { openDatabase } from "../../src/store/open.ts";
import { createOpenRepliesWriter, readOpenReplies } from "../../src/store/open-replies.ts";
import type { Cell } from "../../src/tally/cells.ts";
import { OpenReplies } from "../../src/tally/open-replies.ts";
import { createReader } from "../ingest/dialects/exim/read.ts";
import { CORPUS, describeCorpus } from "../support/shared.ts";
import { freshTally } from "../support/tally.ts";

const RECORDINGS = "_generated/exim-4.96";

type Read = { readonly events: DeliveryEvent[]; readonly issues: string[] };

function eventsIn(name: string): Read {
  const read = createReader();
  const found: Read = { events: [], issues: [] };
  for (const text of readFileSync(join(CORPUS, name), "utf8").split("\n").slice(0, -1)) {
    const outcome = read(text);
    if (outcome.kind === "value") found.events.push(outcome.value);
    if (outcome.kind === "issue") found.issues.push(text);
  }
  return found;
}

type Counted = Readonly<Cell>;

/** Counts events; `every` so many of them counting stops, is kept in a database and goes on. */
function tallied(events: readonly DeliveryEvent[], every = events.length): readonly Counted[] {
  const db = openDatabase(":memory:");
  const cells: Counted[] = [];
  for (let at = 0; at < events.length; at += every) {
    const openReplies = new OpenReplies(1, readOpenReplies(db));
    const tally = freshTally(openReplies);
    for (const event of events.slice(at, at + every)) tally.add(event);
    createOpenRepliesWriter(db)(openReplies.drain());
    cells.push(...tally.drain().cells);
  }
  return cells;
}

type Wanted = (code: number) => boolean;
const is421: Wanted = (code) => code === 421;
const is4xx: Wanted = (code) => code >= 400 && code <= 499;

function repliesIn(cells: readonly Counted[], wanted: Wanted): number {
  const all = cells.flatMap((cell) => cell.deferrals);
  return all.filter((one) => wanted(one.meaning.code)).reduce((sum, one) => sum + one.replies, 0);
}

function sumOf(cells: readonly Counted[], key: "withheld" | "shadowed" | "recipients"): number {
  return cells.flatMap((cell) => cell.deferrals).reduce((sum, one) => sum + one[key], 0);
}

/** Replies by the address of the server that gave them. */
function repliesByServer(cells: readonly Counted[], wanted: Wanted): Map<string, number> {
  const sums = new Map<string, number>();
  for (const cell of cells) {
    const replies = repliesIn([cell], wanted);
    const server = cell.remote?.ip ?? "";
    if (replies > 0) sums.set(server, (sums.get(server) ?? 0) + replies);
  }
  return sums;
}

/** What the servers say they sent. */
function sentByServer(name: string, wanted: Wanted): Map<string, number> {
  const sums = new Map<string, number>();
  for (const line of readFileSync(join(CORPUS, name), "utf8").trim().split("\n")) {
    const { server, reply } = JSON.parse(line) as { server: string; reply: string | string[] };
    const last = typeof reply === "string" ? "" : (reply.at(-1) ?? "");
    if (wanted(Number(last.slice(0, 3)))) sums.set(server, (sums.get(server) ?? 0) + 1);
  }
  return sums;
}

describeCorpus("recordings of Exim 4.96", () => {
  // 421 replies, 4xx replies, withheld, lines not understood
  test.each([
    ["exim496-default.mainlog", [76, 85, 14, 0]],
    ["exim496-selectors.mainlog", [11, 11, 0, 0]],
    ["exim496-all.mainlog", [3, 3, 0, 0]],
    ["exim496-ehlo-multiline.mainlog", [3, 3, 0, 0]],
    ["exim-trunc.mainlog", [1, 1, 0, 0]],
    ["exim496-inbound.mainlog", [0, 0, 0, 0]],
  ])("%s", (name, expected) => {
    const { events, issues } = eventsIn(join(RECORDINGS, name));
    for (const every of [events.length, 1, 7]) {
      const cells = tallied(events, Math.max(every, 1));
      expect([
        repliesIn(cells, is421),
        repliesIn(cells, is4xx),
        sumOf(cells, "withheld"),
        issues.length,
      ]).toEqual(expected);
    }
  });

  // Exim logs neither a refused STARTTLS nor a 452 that it tries again in the same session.
  test.each([
    ["exim496-default", is421, {}],
    ["exim496-default", is4xx, { "127.0.16.1": 2 }],
    ["exim496-selectors", is421, { "127.0.26.1": 1 }],
  ])("%s agrees with what each server sent", (name, wanted, unlogged) => {
    const cells = tallied(eventsIn(join(RECORDINGS, `${name}.mainlog`)).events);
    const sent = sentByServer(join(RECORDINGS, `${name}.truth.ndjson`), wanted);
    const counted = repliesByServer(cells, wanted);
    const missing = [...sent].map(([server, count]) => [
      server,
      count - (counted.get(server) ?? 0),
    ]);
    expect(Object.fromEntries(missing.filter(([, count]) => count !== 0))).toEqual(unlogged);
    expect([...counted.keys()].filter((server) => !sent.has(server))).toEqual([]);
  });
});
