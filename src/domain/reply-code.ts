/** The three digits of a negative reply (RFC 5321 §4.2.1: 4yz, 5yz) that stand at `at`, or 0. */
export function replyCodeAt(text: string, at: number): number {
  const a = text.charCodeAt(at) - 48;
  const b = text.charCodeAt(at + 1) - 48;
  const c = text.charCodeAt(at + 2) - 48;
  const isNegative = (a === 4 || a === 5) && b >= 0 && b <= 9 && c >= 0 && c <= 9;
  return isNegative ? a * 100 + b * 10 + c : 0;
}
