import { isAlphanumeric } from "../../characters.ts";

/** The length of the queue id before `: `, short or long (global/mail_queue.h), or 0 where a message begins without one. */
export function queueIdLengthOf(message: string): number {
  let length = 0;
  while (length <= 20 && isAlphanumeric(message.charCodeAt(length))) length++;
  return length >= 5 && length <= 20 && message.startsWith(": ", length) ? length : 0;
}
