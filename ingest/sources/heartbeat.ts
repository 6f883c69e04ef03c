/** How long a quiet stream stays silent before an empty batch lets the loop commit what it holds, in milliseconds. */
export const HEARTBEAT_MS = 250;
