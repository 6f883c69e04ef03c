import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { FIRST_SECOND } from "../../bench/log-file.ts";
import { generatePostfixLog } from "../../bench/postfix-log.ts";
import type { Truth } from "../../bench/truth.ts";
import { countOf } from "../../bench/truth.ts";
import { recount } from "./recount.ts";

type Generated = { readonly text: string; readonly truth: Truth };

function generated(seed: number, bytes: number): Generated {
  const lines: string[] = [];
  const truth = generatePostfixLog({ seed, bytes, startAt: FIRST_SECOND }, (line) => {
    lines.push(line);
  });
  return { text: lines.join(""), truth };
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Large enough for the first retries: about twenty minutes of mail. */
const LOG = generated(1, 6_000_000);
const LINES = LOG.text.split("\n").slice(0, -1);

test("the same seed and size give the same bytes", () => {
  const again = generated(1, 6_000_000);
  expect(hashOf(again.text)).toBe(hashOf(LOG.text));
  expect(again.truth).toEqual(LOG.truth);
});

test("another seed gives another log", () => {
  expect(hashOf(generated(2, 200_000).text)).not.toBe(hashOf(generated(1, 200_000).text));
});

test("a longer log begins with the shorter one", () => {
  const short = generated(1, 300_000).text;
  expect(LOG.text.startsWith(short)).toBe(true);
});

test("the log is hardly larger than asked", () => {
  expect(LOG.truth.bytes).toBeGreaterThanOrEqual(6_000_000);
  expect(LOG.truth.bytes).toBeLessThan(6_020_000);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "seed %d: between 5 and 8 in a hundred lines quote a 421",
  (seed) => {
    const { truth } = generated(seed, 3_000_000);
    const share = truth.linesWith421 / truth.lines;
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.08);
  },
);

test("every line is stamp, host, service, pid and a text in ASCII", () => {
  const shape = /^Nov {2}2 \d\d:\d\d:\d\d mx[12] [a-z/-]+\[\d+\]: [\x20-\x7e]+$/u;
  expect(LINES.filter((line) => !shape.test(line))).toEqual([]);
});

test("every status line follows the grammar of Postfix", () => {
  const shape =
    /: [0-9A-Za-z]{10,16}: to=<[^<> ]+@[^<> ]+>, relay=(?:none|[^ ,]+\[[^\]]+\](?::25)?)(?:, conn_use=\d+)?, delay=[\d.]+, delays=[\d.]+\/[\d.]+\/[\d.]+\/[\d.]+, dsn=[245]\.\d\.\d{1,3}, status=(?:sent|deferred|bounced) \(.+\)$/u;
  const status = LINES.filter((line) => line.includes(", dsn="));
  expect(status.length).toBeGreaterThan(3000);
  expect(status.filter((line) => !shape.test(line))).toEqual([]);
});

test("stamps never run backwards", () => {
  const clock = LINES.map((line) => line.slice(0, 15));
  expect(clock.every((stamp, index) => index === 0 || stamp >= (clock[index - 1] ?? ""))).toBe(
    true,
  );
});

test("a queue id belongs to one message until it is removed", () => {
  const queued = new Set<string>();
  const reused: string[] = [];
  for (const line of LINES) {
    const [, host, id] = /(mx[12]) postfix\/cleanup\[\d+\]: (\w+): message-id/u.exec(line) ?? [];
    const [, end, removed] = /(mx[12]) postfix\/qmgr\[\d+\]: (\w+): removed$/u.exec(line) ?? [];
    if (id !== undefined && queued.has(`${host} ${id}`)) reused.push(line);
    if (id !== undefined) queued.add(`${host} ${id}`);
    if (removed !== undefined) queued.delete(`${end} ${removed}`);
  }
  expect(reused).toEqual([]);
  expect(queued.size).toBeGreaterThan(100);
});

test("every 421 reply carries an id of its own", () => {
  const { replies } = countOf(LOG.truth, 421);
  const texts = new Set<string>();
  for (const line of LINES) {
    const quoted = /: \w+: (?:to=.*\()?host \S+ (?:said|refused to talk to me): (421.*)$/u.exec(
      line,
    );
    if (quoted?.[1] !== undefined && !line.includes("temporarily suspended")) {
      texts.add(quoted[1].replace(/\)$/u, ""));
    }
  }
  expect(texts.size).toBeGreaterThan(0.98 * replies);
  expect(texts.size).toBeLessThanOrEqual(replies);
});

test("the record agrees with a recount of the text", () => {
  const { truth } = LOG;
  const throttled = countOf(truth, 421);
  expect(recount(LOG.text)).toEqual({
    lines: truth.lines,
    linesWith421: truth.linesWith421,
    status: Object.fromEntries(Object.entries(truth.status).filter(([, lines]) => lines > 0)),
    ...throttled,
    deferredByReply: truth.attempts.deferred,
    delivered: truth.attempts.delivered,
    bounced: truth.attempts.bounced,
    lost: truth.attempts.lost,
    connectionsMissed: truth.unreachable.connections,
    deliveredLocally: truth.deliveredLocally,
  });
});

test("every kind of event occurs", () => {
  const { truth } = LOG;
  const counts = [
    ...Object.values(countOf(truth, 421)),
    countOf(truth, 450).replies,
    countOf(truth, 451).replies,
    countOf(truth, null).withheld,
    ...Object.values(truth.attempts),
    truth.unreachable.connections,
  ];
  expect(counts.every((count) => count > 0)).toBe(true);
  expect(
    LINES.some((line) => / postfix\/smtp\[\d+\]: \w+: host .* (?:said|me): 421/u.test(line)),
  ).toBe(true);
});
