import { accept, bounceOne } from "./acceptance.ts";
import type { Conversation } from "./conversation.ts";
import { openConversation } from "./conversation.ts";
import type { Provider } from "./destinations.ts";
import type { Message, Part } from "./message.ts";
import { refuse, refuseRecipients } from "./refusal.ts";
import { GREYLIST } from "./replies.ts";
import type { Scene } from "./scene.ts";
import { withhold } from "./suspension.ts";
import { loseConversation, missConnection, missName } from "./trouble.ts";

/** The share of all lines that shall quote a 421; the pressure of the providers follows it. */
const WANTED_SHARE = 0.07;
const QUARTER_HOUR = 900;
/** Providers are calm in some quarters of an hour and severe in others. */
const WEATHER = [0.3, 0.7, 1, 2];

function weatherOf(provider: Provider, now: number): number {
  const quarter = Math.floor(now / QUARTER_HOUR);
  const mixed = Math.imul(quarter ^ (provider.name.charCodeAt(0) << 7), 0x45d9f3b) >>> 16;
  return WEATHER[mixed % WEATHER.length] ?? 1;
}

/** How likely this attempt is refused for now: less with every try, so that most mail arrives in the end. */
function refusalChance(scene: Scene, provider: Provider, tries: number): number {
  const share = scene.truth.linesWith421 / Math.max(scene.truth.lines, 1000);
  const pressure = Math.min(2.5, Math.max(0.05, 1 + (WANTED_SHARE - share) * 50));
  return Math.min(
    0.95,
    provider.strictness * weatherOf(provider, scene.now()) * pressure * 0.8 ** tries,
  );
}

/** Tries one part of a message and leaves in it the recipients that stay in the queue. */
export function attemptPart(scene: Scene, message: Message, part: Part): void {
  const conversation = openConversation(scene, message, part.destination, part.recipients);
  part.recipients = outcomeOf(conversation);
}

function outcomeOf(conversation: Conversation): readonly string[] {
  const { scene, destination, message } = conversation;
  const { suspension, provider } = destination;
  if (suspension !== null && suspension.until > scene.now())
    return withhold(conversation, suspension);
  if (destination.faulty && scene.random.chance(0.5)) {
    return missConnection(conversation, "Connection timed out");
  }
  if (scene.random.chance(refusalChance(scene, provider, message.tries))) {
    return refuse(conversation, scene.random.pick(provider.refusals));
  }
  if (destination.greylists && message.tries === 0) return refuseRecipients(conversation, GREYLIST);
  return ordinaryOutcome(conversation);
}

/** What happens in per mille of the attempts that nobody throttles. */
function ordinaryOutcome(conversation: Conversation): readonly string[] {
  const { scene, recipients, message } = conversation;
  const luck = scene.random.below(1000);
  if (luck < 12 && message.tries === 0) return bounceOne(conversation);
  if (luck < 16 && recipients.length === 1) return loseConversation(conversation);
  if (luck < 18) return missConnection(conversation, "Connection refused");
  if (luck < 19) return missName(conversation);
  return accept(conversation);
}
