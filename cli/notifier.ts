import { spawn } from "node:child_process";
import { Failure } from "../src/domain/failure.ts";
import type { Io } from "./io.ts";
import { tell } from "./tell.ts";

/** Tells systemd how the program does (sd_notify(3)). */
export type Notifier = {
  /** The program is at work: says so the first time, and whenever the watchdog is due. */
  beat(): void;
  /** The program is about to end. */
  stop(): void;
};

/**
 * systemd listens on a Unix datagram socket, which Node cannot write to: its own command does. It runs once at the start, once
 * at the end and, with a watchdog, three times in each of its periods.
 */
export function createNotifier(io: Io): Notifier {
  const isWanted = (io.env["NOTIFY_SOCKET"] ?? "") !== "";
  const period = Number(io.env["WATCHDOG_USEC"] ?? 0) / 1000 / 3;
  let isReady = false;
  let toldAt = 0;
  return {
    beat() {
      if (!isWanted) return;
      const now = io.now();
      const isDue = period > 0 && now - toldAt >= period;
      if (isReady && !isDue) return;
      send(isReady ? ["WATCHDOG=1"] : ["READY=1", "WATCHDOG=1"], io);
      isReady = true;
      toldAt = now;
    },
    stop() {
      if (isWanted) send(["STOPPING=1"], io);
    },
  };
}

function send(states: readonly string[], io: Io): void {
  const child = spawn("systemd-notify", states, { env: { ...io.env }, stdio: "ignore" });
  child.unref();
  child.on("error", () => {
    tell(
      new Failure(
        "cannot tell systemd: the command systemd-notify is not installed",
        "it comes with systemd; without it use Type=exec and no watchdog",
      ),
      io,
    );
  });
}
