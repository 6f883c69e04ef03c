import type { Exchanger } from "./destinations.ts";
import { deferLine, errorText, hostField } from "./exim-lines.ts";
import { type EximMessage, type EximScene, exchangersOf } from "./exim-scene.ts";
import { GREYLIST, type Refusal } from "./replies.ts";
import { countOf } from "./truth.ts";

const ROUTE = "R=dnslookup T=remote_smtp";
const TLS = "X=TLS1.3:ECDHE_X25519__RSA_PSS_RSAE_SHA256__AES_256_GCM:256 CV=yes";

/** Tries one message and leaves in it the recipients that stay in the queue. */
export function attempt(scene: EximScene, message: EximMessage): void {
  const { random } = scene;
  const { destination } = message;
  const strictness = destination.provider.strictness * 0.8 ** message.tries;
  const refusals = destination.provider.refusals.filter(({ code }) => code < 500);
  const luck = random.below(1000);
  if (message.tries > 0 && luck < 300) withhold(scene, message);
  else if (random.chance(strictness)) refuse(scene, message, random.pick(refusals));
  else if (destination.greylists && message.tries === 0) refuseEach(scene, message, GREYLIST);
  else if (luck > 990) missConnection(scene, message);
  else if (luck > 980) bounce(scene, message);
  else accept(scene, message, random.pick(destination.exchangers));
}

function accept(scene: EximScene, message: EximMessage, exchanger: Exchanger): void {
  const receipt = `250 2.0.0 Ok: queued as ${scene.random.hex(10)}`;
  for (const [index, recipient] of message.recipients.entries()) {
    const mark = index === 0 ? "=>" : "->";
    scene.write(
      `${message.id} ${mark} ${recipient} ${ROUTE} ${hostField(exchanger)} ${TLS} C="${receipt}"`,
    );
  }
  scene.truth.status.sent += message.recipients.length;
  scene.truth.attempts.delivered += message.recipients.length;
  message.recipients = [];
}

/** One reply to the session: a host line, then a line per recipient, unless the next host takes the message. */
function refuse(scene: EximScene, message: EximMessage, refusal: Refusal): void {
  if (refusal.stage === "rcpt") {
    refuseEach(scene, message, refusal);
    return;
  }
  const [exchanger, next] = exchangersOf(scene, message.destination);
  const [first = ""] = message.recipients;
  const error = errorText(refusal, refusal.text(scene.random, first), message.sender, first);
  const count = countOf(scene.truth, refusal.code);
  writeQuote(scene, refusal, `${message.id} ${hostField(exchanger)}: ${error}`);
  count.replies++;
  if (next !== null && scene.random.chance(0.35)) {
    accept(scene, message, next);
    return;
  }
  for (const recipient of message.recipients) {
    const line = deferLine(recipient, refusal, hostField(exchanger), error);
    writeQuote(scene, refusal, `${message.id} ${line}`);
  }
  count.recipients += message.recipients.length;
  scene.truth.attempts.deferred += message.recipients.length;
  scene.truth.status.deferred += message.recipients.length;
}

/** Every recipient has a reply of its own. */
function refuseEach(scene: EximScene, message: EximMessage, refusal: Refusal): void {
  const exchanger = scene.random.pick(message.destination.exchangers);
  const count = countOf(scene.truth, refusal.code);
  for (const recipient of message.recipients) {
    const text = refusal.text(scene.random, recipient);
    const error = errorText(refusal, text, message.sender, recipient);
    const line = deferLine(recipient, refusal, hostField(exchanger), error);
    writeQuote(scene, refusal, `${message.id} ${line}`);
    count.replies++;
    count.recipients++;
    scene.truth.attempts.deferred++;
    scene.truth.status.deferred++;
  }
}

function writeQuote(scene: EximScene, refusal: Refusal, body: string): void {
  if (refusal.code === 421) scene.truth.linesWith421++;
  scene.write(body);
}

/** Exim looked into the queue and did not even try. */
function withhold(scene: EximScene, { id, recipients, destination }: EximMessage): void {
  const why = `retry time not reached for any host for '${destination.domain}'`;
  for (const recipient of recipients)
    scene.write(`${id} == ${recipient} ${ROUTE} defer (-54): ${why}`);
  countOf(scene.truth, null).withheld += recipients.length;
  scene.truth.status.deferred += recipients.length;
}

function missConnection(scene: EximScene, { id, recipients, destination }: EximMessage): void {
  const host = hostField(scene.random.pick(destination.exchangers));
  scene.write(`${id} ${host} Connection refused`);
  for (const recipient of recipients)
    scene.write(`${id} == ${recipient} ${ROUTE} defer (111): Connection refused ${host}`);
  scene.truth.unreachable.connections++;
  scene.truth.unreachable.recipients += recipients.length;
  scene.truth.status.deferred += recipients.length;
}

/** No such user: the sender gets a notice, which is delivered on this machine. */
function bounce(scene: EximScene, message: EximMessage): void {
  const exchanger = scene.random.pick(message.destination.exchangers);
  for (const recipient of message.recipients) {
    scene.write(
      `${message.id} ** ${recipient} ${ROUTE} ${hostField(exchanger)}: SMTP error from remote mail server after RCPT TO:<${recipient}>: 550 5.1.1 <${recipient}>: no such mailbox here, trace ${scene.random.id(8)}`,
    );
  }
  scene.truth.status.bounced += message.recipients.length;
  scene.truth.attempts.bounced += message.recipients.length;
  message.recipients = [];
}
