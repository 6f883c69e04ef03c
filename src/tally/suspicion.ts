/** Words that stand in the records of deliveries, of Postfix and of Exim, and hardly anywhere else (docs/formats.md). */
const WORDS: readonly string[] = [
  "status=",
  " said: ",
  "refused to talk to me: ",
  "lost connection with ",
  " timed out while ",
  " == ",
  " => ",
  " ** ",
  "SMTP error from remote ",
];

/** Whether a line that was not understood looks as if it told of a delivery. */
export function isDeliveryLike(line: string): boolean {
  return WORDS.some((words) => line.includes(words));
}
