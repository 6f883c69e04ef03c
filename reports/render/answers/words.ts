import type { Change, Direction, Window } from "../../answers/model.ts";
import type { Measure } from "../../model.ts";
import type { Service } from "../../model-spread.ts";
import { fraction, rateText } from "../context.ts";
import { epochOf, localTime } from "../local-time.ts";
import type { Look } from "../look.ts";
import { withoutControls } from "../remote-text.ts";
import { paint, wrapped } from "../text-table.ts";

/** `20 Nov 02:00 – 20 Nov 03:00, Europe/Berlin (UTC+01:00), read up to 20 Nov 02:58` */
function windowText(window: Window): string {
  const time = localTime(window.zone);
  const until = epochOf(window.until);
  const zone = time.zone === "UTC" ? "UTC" : `${time.zone} (${time.offset(until)})`;
  const read =
    window.readUntil === null
      ? "nothing read"
      : `read up to ${time.minute(epochOf(window.readUntil))}`;
  return `${time.minute(epochOf(window.from))} – ${time.minute(until)}, ${zone}, ${read}`;
}

/** What a window is, in a quiet colour, under an answer; behind a label where there are two. */
export function windowLines(window: Window, look: Look, label = ""): readonly string[] {
  return wrapped(windowText(window), look.columns, label, " ".repeat(label.length)).map((line) =>
    paint("dim", line, look),
  );
}

/** `31 % (1,204 of 3,871 attempts)`, without the percentage below the minimum volume. */
export function shareText(measure: Pick<Measure, "recipients" | "attempts" | "rate">): string {
  return measure.rate === null ? fraction(measure) : `${rateText(measure)} (${fraction(measure)})`;
}

/** `+12 points (+9 to +15)`: the difference of two rates with its 95 % interval. */
export function differenceText({ difference }: Pick<Change, "difference">): string {
  if (difference === null) return "–";
  const { points, low, high } = difference;
  return `${signed(points)} points (${signed(low)} to ${signed(high)})`;
}

/** A difference of rates: `0.123` → `+12.3`. */
function signed(share: number): string {
  const points = (share * 100).toFixed(1);
  if (Number(points) === 0) return "0.0";
  return share > 0 ? `+${points}` : points.replace("-", "−");
}

export const DIRECTION_STYLES: Readonly<Record<Direction, "green" | "red" | "dim">> = {
  better: "green",
  worse: "red",
  "no clear change": "dim",
  "not enough data": "dim",
};

/** How a comparison begins to be told. */
export const DIRECTION_WORDS: Readonly<Record<Direction, string>> = {
  better: "Better",
  worse: "Worse",
  "no clear change": "No clear change",
  "not enough data": "Not enough data to tell",
};

/** `mx1 postfix/smtp`: what delivers, on the host that logged it. */
export function serviceName({ logHost, service }: Service): string {
  return logHost === "" ? service : `${logHost} ${service}`;
}

/** A sender domain, or what stands for the others. */
export function senderName(sender: string | null): string {
  if (sender === null) return "not known";
  return sender === "<>" ? "<> (bounces)" : withoutControls(sender);
}
