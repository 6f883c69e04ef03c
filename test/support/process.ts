import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const MAIN = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

/** The real program in a process of its own, run from its sources. It is killed when the test is over. */
export function start(
  argv: readonly string[],
  { env, ...user }: { readonly uid?: number; readonly env?: NodeJS.ProcessEnv } = {},
): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", MAIN, ...argv], {
    env: { ...process.env, ...env, TSX_DISABLE_CACHE: "1" },
    ...user,
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

export type Ended = {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stderr: string;
};

/** What a process has written to stderr since this was called. */
export function saidBy(child: ChildProcess): () => string {
  let stderr = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return () => stderr;
}

/** Waits for the end of a process that writes little. */
export async function ended(child: ChildProcess): Promise<Ended> {
  const said = saidBy(child);
  const [exitCode, signal] = (await once(child, "close")) as [number | null, string | null];
  return { exitCode, signal, stderr: said() };
}
