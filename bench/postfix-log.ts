import { attemptPart } from "./attempt.ts";
import type { Message } from "./message.ts";
import { recipientsLeft } from "./message.ts";
import { writeNoise } from "./noise.ts";
import type { LineSink, Scene } from "./scene.ts";
import { openScene } from "./scene.ts";
import { expire, returnToSender, submit, writeActive, writeRemoved } from "./submission.ts";
import type { Truth } from "./truth.ts";

export type LogOptions = {
  readonly seed: number;
  /** The log ends with the first step that reaches this size. */
  readonly bytes: number;
  /** Epoch seconds of the first line. */
  readonly startAt: number;
};

/** Messages handed in per second at an average hour: a third of a million a day. */
const ARRIVALS = 4;
/** Longer than any wait of the queue, so that a slot of the calendar is never shared by two instants. */
const CALENDAR = 8192;
const FIRST_WAIT = 300;
const LONGEST_WAIT = 4000;
const LAST_TRY = 9;

/** What is due in each coming second. A ring: adding and taking cost the same, however many messages wait. */
type Calendar = {
  readonly add: (at: number, message: Message) => void;
  readonly due: (at: number) => Message[];
};

function openCalendar(): Calendar {
  const slots: Message[][] = Array.from({ length: CALENDAR }, () => []);
  const due = (at: number): Message[] => slots[at % CALENDAR] ?? [];
  return { due, add: (at, message) => due(at).push(message) };
}

/** Writes a Postfix log of realistic lives, second by second, and returns the record of it. */
export function generatePostfixLog(options: LogOptions, sink: LineSink): Truth {
  const scene = openScene(options, sink);
  const calendar = openCalendar();
  while (scene.truth.bytes < options.bytes) {
    scene.tick();
    liveOneSecond(scene, calendar, options.bytes);
  }
  return scene.truth;
}

function liveOneSecond(scene: Scene, calendar: Calendar, bytes: number): void {
  const now = scene.now();
  const due = calendar.due(now);
  const arrivals = arrivalsIn(scene);
  for (let done = 0; done < Math.max(due.length, arrivals); done++) {
    if (scene.truth.bytes >= bytes) return;
    const message = due[done];
    if (message !== undefined) deliver(scene, calendar, message);
    if (done < arrivals) {
      calendar.add(now + scene.random.below(3), submit(scene));
      if (scene.random.chance(0.75)) writeNoise(scene);
    }
  }
  due.length = 0;
}

/** More mail by day than by night (UTC), evenly spread inside the hour. */
function arrivalsIn(scene: Scene): number {
  const hour = (scene.now() % 86_400) / 3600;
  const rate = ARRIVALS * (1 + 0.6 * Math.sin(((hour - 8) / 24) * 2 * Math.PI));
  return Math.floor(rate) + (scene.random.chance(rate % 1) ? 1 : 0);
}

/** One round of delivery attempts; what is left waits for the next. */
function deliver(scene: Scene, calendar: Calendar, message: Message): void {
  if (message.tries > 0) writeActive(scene, message);
  const bounced = scene.truth.status.bounced;
  for (const part of message.parts) {
    if (part.recipients.length > 0) attemptPart(scene, message, part);
  }
  if (scene.truth.status.bounced > bounced) returnToSender(scene, message);
  if (recipientsLeft(message) === 0) {
    writeRemoved(scene, message);
    return;
  }
  message.tries++;
  if (message.tries > LAST_TRY) {
    expire(scene, message);
    return;
  }
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (message.tries - 1));
  calendar.add(scene.now() + wait + scene.random.below(60), message);
}
