import {
  CLOSING_CODES,
  FIRST_DIGITS,
  REPLY_CODES,
  SECOND_DIGITS,
  THIRD_DIGITS,
} from "./data/reply-codes.ts";
import {
  OWN_STATUS,
  STATUS_CLASSES,
  STATUS_REGISTRY,
  STATUS_SUBJECTS,
} from "./data/status-registry.ts";

/** One digit, or one number of a status, and what it says. */
export type Part = { readonly digits: string; readonly says: string };

/** A reply code taken apart. `title` is null where no standard defines the code. `contrast`: how it differs from its neighbour. */
export type CodeWords = {
  readonly title: string | null;
  readonly source: string | null;
  readonly parts: readonly Part[];
  readonly contrast: string | null;
};

/** An enhanced status code taken apart. `own`: what this operator means by it. */
export type StatusWords = {
  readonly title: string | null;
  readonly source: string | null;
  readonly parts: readonly Part[];
  readonly own: string | null;
};

const CLOSING: ReadonlySet<number> = new Set([221, 421]);

/** What each digit of a reply code says (RFC 5321 §4.2.1), and the code as a whole. */
export function explainCode(code: number): CodeWords {
  const digits = String(code);
  const known = REPLY_CODES.get(code);
  return {
    title: known?.title ?? null,
    source: known?.source ?? null,
    parts: [
      {
        digits: digits.charAt(0),
        says: FIRST_DIGITS.get(digits.charAt(0)) ?? "not a reply's first digit",
      },
      { digits: digits.charAt(1), says: SECOND_DIGITS.get(digits.charAt(1)) ?? "not defined" },
      { digits: digits.charAt(2), says: THIRD_DIGITS.get(code) ?? "tells it from its neighbours" },
    ],
    contrast: CLOSING.has(code) ? CLOSING_CODES : null,
  };
}

/** What each number of an enhanced status says (RFC 3463 §2), and the code in the IANA registry. */
export function explainStatus(status: string, provider: string): StatusWords {
  const [first = "", subject = "", detail = ""] = status.split(".");
  const key = `${subject}.${detail}`;
  const known = STATUS_REGISTRY.get(key);
  return {
    title: known?.title ?? null,
    source: known?.source ?? null,
    parts: [
      { digits: first, says: STATUS_CLASSES.get(first) ?? "not defined" },
      { digits: subject, says: STATUS_SUBJECTS.get(subject) ?? "not defined" },
      { digits: detail, says: known?.title.toLowerCase() ?? "not registered: the operator's own" },
    ],
    own: OWN_STATUS.get(provider)?.get(key) ?? null,
  };
}
