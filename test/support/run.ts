import { Readable, Writable } from "node:stream";
import type { Io } from "../../cli/io.ts";
import { run } from "../../cli/run.ts";
import { NOW } from "./walk.ts";

export type Answer = {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
};

export type World = {
  readonly stdin?: string | Readable;
  readonly isTerminal?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly now?: () => number;
  readonly onHangup?: Io["onHangup"];
};

/** One command line, with everything it wrote. */
export async function command(argv: readonly string[], world: World = {}): Promise<Answer> {
  const stdout = collector(world.isTerminal);
  const stderr = collector(world.isTerminal);
  const input = world.stdin ?? "";
  const stdin: Io["stdin"] =
    typeof input === "string" ? Readable.from([Buffer.from(input)]) : input;
  const exitCode = await run(argv, {
    stdin: world.isTerminal === true ? Object.assign(stdin, { isTTY: true }) : stdin,
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: { ...world.env },
    hostname: "mx1.example.org",
    cores: 2,
    now: world.now ?? (() => NOW),
    random: () => 0.5,
    signal: world.signal ?? new AbortController().signal,
    onHangup: world.onHangup ?? (() => {}),
  });
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

function collector(isTTY = false): { readonly stream: Io["stdout"]; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return {
    stream: isTTY ? Object.assign(stream, { isTTY }) : stream,
    text: () => Buffer.concat(chunks).toString(),
  };
}
