/** What a log holds, counted from its text alone by rules written anew for this purpose. */
type Recount = {
  lines: number;
  linesWith421: number;
  status: Record<string, number>;
  recipients: number;
  replies: number;
  withheld: number;
  shadowed: number;
  deferredByReply: number;
  delivered: number;
  bounced: number;
  lost: number;
  connectionsMissed: number;
  deliveredLocally: number;
};

const OUTGOING = /^postfix\/(?:smtp|error|lmtp|qmgr)$/u;
const EXPIRED = /^from=<[^>]*>, status=expired/u;
const LINE = /^\w{3} [ \d]\d [\d:]{8} (\w+) (\S+?)\[(\d+)\]: (.*)$/u;
const STATUS = /^to=<([^>]*)>, relay=([^,]+), .*?status=(\w+) \((.*)\)$/u;
const REPLY = /^host \S+\[([^\]]+)\] (?:said|refused to talk to me): (\d{3})[ -]/u;
const BROKEN = /^(?:lost connection|conversation) with \S+\[([^\]]+)\] /u;
const QUOTES_421 = /(?:said|refused to talk to me): 421[ -]/u;

function openRecount(): Recount {
  return {
    lines: 0,
    linesWith421: 0,
    status: {},
    recipients: 0,
    replies: 0,
    withheld: 0,
    shadowed: 0,
    deferredByReply: 0,
    delivered: 0,
    bounced: 0,
    lost: 0,
    connectionsMissed: 0,
    deliveredLocally: 0,
  };
}

function countWord(count: Recount, word: string): void {
  count.status[word] = (count.status[word] ?? 0) + 1;
}

/** One line of an outgoing service; the fields of a status record are empty on other lines. */
type Line = {
  /** Log host, queue id and pid: with the address of the remote host they name a session. */
  readonly process: string;
  readonly recipient: string;
  readonly relay: string;
  readonly word: string;
  readonly reason: string;
};

/** Sessions that a reply ended, and replies already counted. */
type Memory = { readonly ended: Set<string>; readonly seen: Set<string> };

/** Counts a Postfix log. `recipients`, `replies`, `withheld` and `shadowed` are those of code 421. */
export function recount(text: string): Recount {
  const count = openRecount();
  const memory = { ended: new Set<string>(), seen: new Set<string>() };
  for (const line of text.split("\n").slice(0, -1)) {
    count.lines++;
    const [, host = "", service = "", pid = "", body = ""] = LINE.exec(line) ?? [];
    if (!OUTGOING.test(service)) continue;
    if (body.startsWith("connect to ")) count.connectionsMissed++;
    const queueId = body.slice(0, body.indexOf(":"));
    const record = body.slice(queueId.length + 2);
    if (EXPIRED.test(record)) countWord(count, "expired");
    const [, recipient = "", relay = "", word = "", quoted] = STATUS.exec(record) ?? [];
    const reason = quoted ?? record;
    countLine(count, memory, {
      process: `${host} ${queueId} ${pid}`,
      recipient,
      relay,
      word,
      reason,
    });
  }
  return count;
}

function countLine(count: Recount, memory: Memory, line: Line): void {
  const { word, reason, relay } = line;
  const quotes421 = QUOTES_421.test(reason);
  if (quotes421) count.linesWith421++;
  if (word !== "") countWord(count, word);
  if (word === "sent") {
    if (relay.includes("[private/")) count.deliveredLocally++;
    else count.delivered++;
    return;
  }
  if (word === "bounced") {
    count.bounced++;
    return;
  }
  if (!reason.startsWith("delivery temporarily suspended: ")) countReply(count, memory, line);
  else if (quotes421) count.withheld++;
}

function countReply(count: Recount, { ended, seen }: Memory, line: Line): void {
  const [, ip = "", code] = REPLY.exec(line.reason) ?? [];
  if (code === undefined) {
    const [, peer] = BROKEN.exec(line.reason) ?? [];
    if (peer === undefined) return;
    count.lost++;
    if (ended.has(`${line.process} ${peer}`)) count.shadowed++;
    return;
  }
  const session = `${line.process} ${ip}`;
  if (line.recipient !== "") count.deferredByReply++;
  if (code !== "421") return;
  ended.add(session);
  if (line.recipient !== "") count.recipients++;
  const alone = line.reason.endsWith("(in reply to RCPT TO command)") ? line.recipient : "";
  const reply = `${session} ${line.reason} ${alone}`;
  if (!seen.has(reply)) count.replies++;
  seen.add(reply);
}
