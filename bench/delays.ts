import type { Random } from "./random.ts";

/** `delay=` and `delays=a/b/c/d` of a status line: the age of the message and where it went. */
export type Delays = { readonly total: string; readonly parts: string };

/** Postfix prints two significant digits, and whole seconds from ten on. */
function secondsText(centiseconds: number): string {
  if (centiseconds >= 1000) return String(Math.round(centiseconds / 100));
  return String(centiseconds >= 100 ? Math.round(centiseconds / 10) / 10 : centiseconds / 100);
}

/** `age`: whole seconds the message has waited. `setUp` and `transfer`: centiseconds of connection and dialogue. */
export function delaysOf(random: Random, age: number, setUp: number, transfer: number): Delays {
  const before = age * 100 + 1 + random.below(12);
  const queued = random.below(4);
  const parts = `${secondsText(before)}/${secondsText(queued)}/${secondsText(setUp)}/${secondsText(transfer)}`;
  return { total: secondsText(before + queued + setUp + transfer), parts };
}
