import { attempt } from "./exim-attempt.ts";
import { messageId } from "./exim-lines.ts";
import { type EximMessage, type EximScene, openEximScene } from "./exim-scene.ts";
import type { LogOptions } from "./postfix-log.ts";
import type { LineSink } from "./scene.ts";
import type { Truth } from "./truth.ts";

const ARRIVALS = 4;
const FIRST_WAIT = 300;
const LAST_TRY = 9;

/** Writes Exim's main log about the same world as the Postfix log, second by second, and returns the record of it. */
export function generateEximLog(options: LogOptions, sink: LineSink): Truth {
  const scene = openEximScene(options, sink);
  const calendar = openCalendar();
  while (scene.truth.bytes < options.bytes) {
    scene.tick();
    for (const message of calendar.due(scene.now())) {
      if (scene.truth.bytes < options.bytes) deliver(scene, calendar, message);
    }
    for (let done = 0; done < ARRIVALS && scene.truth.bytes < options.bytes; done++) {
      deliver(scene, calendar, submit(scene));
      if (scene.random.chance(0.7)) writeNoise(scene);
    }
  }
  return scene.truth;
}

/** What is due in each coming second. */
type Calendar = {
  readonly add: (at: number, message: EximMessage) => void;
  readonly due: (at: number) => readonly EximMessage[];
};

function openCalendar(): Calendar {
  const slots = new Map<number, EximMessage[]>();
  return {
    add: (at, message) => {
      const slot = slots.get(at);
      if (slot === undefined) slots.set(at, [message]);
      else slot.push(message);
    },
    due: (at) => {
      const slot = slots.get(at) ?? [];
      slots.delete(at);
      return slot;
    },
  };
}

/** One try; what is left waits for the next. */
function deliver(scene: EximScene, calendar: Calendar, message: EximMessage): void {
  attempt(scene, message);
  message.tries++;
  if (message.recipients.length === 0 || message.tries > LAST_TRY) {
    finish(scene, message);
    return;
  }
  const wait = FIRST_WAIT * 2 ** Math.min(message.tries - 1, 4);
  calendar.add(scene.now() + wait + scene.random.below(60), message);
}

function submit(scene: EximScene): EximMessage {
  const { random } = scene;
  const destination = scene.addressBook.draw(random);
  const wanted = 1 + (random.chance(0.08) ? 1 + random.below(6) : 0);
  const first = random.below(90_000);
  const recipients = Array.from(
    { length: wanted },
    (_, index) => `user${first + index * 7}@${destination.domain}`,
  );
  const id = messageId(scene.now(), scene.nextNumber());
  const sender = `list${random.below(40)}@example.net`;
  const client = `H=app${random.below(9)}.example.net [198.19.${random.below(40)}.${1 + random.below(250)}]`;
  scene.write(
    `${id} <= ${sender} ${client} P=esmtpsa X=TLS1.3:ECDHE_X25519__RSA_PSS_RSAE_SHA256__AES_256_GCM:256 CV=no A=plain_server:app S=${900 + random.below(60_000)} id=${random.hex(16)}@example.net`,
  );
  return { id, sender, destination, recipients, tries: 0 };
}

/** Delivered or bounced; after the last try what is left is given up. */
function finish(scene: EximScene, { id, recipients }: EximMessage): void {
  for (const recipient of recipients) scene.write(`${id} ** ${recipient}: retry timeout exceeded`);
  scene.truth.status.expired += recipients.length;
  scene.write(`${id} Completed`);
}

/** What has nothing to do with outgoing mail: strangers at the door, guessed passwords, looks into the queue. */
function writeNoise(scene: EximScene): void {
  const { random } = scene;
  const peer = `[198.19.${40 + random.below(200)}.${1 + random.below(250)}]`;
  const lines = [
    `no host name found for IP address ${peer.slice(1, -1)}`,
    `H=(client) ${peer} F=<a@example.org> rejected RCPT <user${random.below(999)}@example.org>: relay not permitted`,
    `login_server authenticator failed for (ylmf-pc) ${peer}: 535 Incorrect authentication data (set_id=info)`,
    `SMTP connection from (client) ${peer} lost D=0s`,
    `unexpected disconnection while reading SMTP command from (client) ${peer} D=1s`,
    `Start queue run: pid=${20_000 + random.below(9999)}`,
  ];
  scene.write(random.pick(lines));
}
