import { createInterface } from "node:readline";
import { text as readText } from "node:stream/consumers";
import { createSpokenReader, type ReadSpoken, type Spoken } from "../../ingest/spoken.ts";
import { jsonDocument, jsonLine } from "../../reports/render/json.ts";
import { withoutControls } from "../../reports/render/remote-text.ts";
import { renderWhy } from "../../reports/render/why.ts";
import { Failure } from "../../src/domain/failure.ts";
import { type RemoteHost, remoteHostOf } from "../../src/domain/remote-host.ts";
import { classify, explain, type Question, type WhyDocument } from "../../src/meaning/explain.ts";
import type { Knowledge } from "../../src/meaning/knowledge.ts";
import { type Io, lookOf } from "../io.ts";
import { knowledgeOf } from "../knowledge.ts";
import { print } from "../print.ts";
import { providerNamed } from "../provider-name.ts";

export type WhyFlags = {
  readonly host?: string;
  readonly provider?: string;
  readonly mta?: "postfix" | "exim";
  readonly format: "text" | "json" | "jsonl";
  readonly rules?: string;
};

/** Longest text that is shown back in a message. */
const QUOTED_LENGTH = 60;

/** `mx.example.net`, `192.0.2.7`, `2001:db8::1`: what may stand before the tab of a line */
const HOST = /^[A-Za-z0-9_-]{0,255}[.:][A-Za-z0-9.:_-]{0,255}\t/u;

/** Explains one text, or classifies a stream of them. */
export async function why(words: readonly string[], flags: WhyFlags, io: Io): Promise<void> {
  const read = createSpokenReader(io.now());
  const knowledge = await knowledgeOf(flags.rules);
  const provider = flags.provider === undefined ? null : providerNamed(flags.provider, knowledge);
  const ask = (spoken: Spoken, host: RemoteHost | null): Question =>
    questionOf(spoken, host, provider);
  const isStream = words.length === 1 && words[0] === "-";
  if (isStream && flags.format === "jsonl")
    return classifyLines({ read, ask, knowledge }, flags, io);
  const given = (isStream ? await readText(io.stdin) : words.join(" ")).trim();
  const { text, host } = splitHost(given, flags);
  const spoken = read(text);
  const question = ask(spoken, host);
  if (!hasAnswer(question, knowledge)) throw notUnderstood(given);
  if (flags.format === "jsonl") {
    io.stdout.write(lineOf(question, knowledge));
    return;
  }
  const explanation = explain(question, knowledge);
  if (flags.format === "json") {
    const document: WhyDocument = { schema: "smtp-analyze/why/1", ...explanation };
    io.stdout.write(jsonDocument(document));
    return;
  }
  print(renderWhy(explanation, flags.mta ?? spoken.mta, lookOf(io)), "text", io);
}

/** How a line of a stream is read, and asked about. */
type Classifying = {
  readonly read: ReadSpoken;
  readonly ask: (spoken: Spoken, host: RemoteHost | null) => Question;
  readonly knowledge: Knowledge;
};

/** One object per line, blank ones included, so that input and output can be laid side by side. */
async function classifyLines(
  { read, ask, knowledge }: Classifying,
  flags: WhyFlags,
  io: Io,
): Promise<void> {
  let lines = 0;
  let notRead = 0;
  for await (const line of createInterface({
    input: io.stdin,
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (io.signal.aborted) break;
    const { text, host } = splitHost(line, flags);
    const question = ask(read(text), host);
    lines++;
    if (!hasAnswer(question, knowledge)) notRead++;
    io.stdout.write(lineOf(question, knowledge));
  }
  if (notRead > 0) io.stderr.write(`${notRead} of ${lines} lines hold no SMTP reply\n`);
}

function lineOf(question: Question, knowledge: Knowledge): string {
  return jsonLine(classify(question, knowledge));
}

/** A host before a tab is who answered, unless --host says otherwise for all. */
function splitHost(line: string, flags: WhyFlags): { text: string; host: RemoteHost | null } {
  const before = HOST.exec(line)?.[0] ?? "";
  const name = flags.host ?? before.slice(0, -1);
  return { text: line.slice(before.length), host: name === "" ? null : hostNamed(name) };
}

/** A host of which only the name is known is a remote one all the same. */
function hostNamed(name: string): RemoteHost {
  return remoteHostOf(name, "0.0.0.0");
}

/** `provider`: who it is whatever the host is called. */
function questionOf(spoken: Spoken, host: RemoteHost | null, provider: string | null): Question {
  const { code, enhanced, stage, text } = spoken;
  const said = { remote: host ?? spoken.remote, code, enhanced, stage, text };
  return provider === null ? said : { ...said, provider };
}

/** There is a number to explain, or words that a rule knows. */
function hasAnswer(question: Question, knowledge: Knowledge): boolean {
  const { code, enhanced } = question;
  return code !== 0 || enhanced !== null || classify(question, knowledge).rule !== "";
}

function notUnderstood(given: string): Failure {
  const shown = given.length > QUOTED_LENGTH ? `${given.slice(0, QUOTED_LENGTH)}…` : given;
  const quoted = JSON.stringify(withoutControls(shown));
  const what = given === "" ? "nothing was given" : `no SMTP reply in ${quoted}`;
  return new Failure(
    what,
    'give a reply ("421 4.7.0 Try later"), a code (421), a status (4.7.28) or a line of a Postfix or Exim log',
    2,
  );
}
