/** A seeded source of chance: the same seed gives the same log, byte for byte. */
export type Random = {
  /** A whole number from 0 up to, not including, `limit`. */
  readonly below: (limit: number) => number;
  /** True with the given probability. */
  readonly chance: (probability: number) => boolean;
  /** One element of a list that is not empty. */
  readonly pick: <T>(list: readonly T[]) => T;
  /** Letters and digits of even length, for the ids that remote servers put into their replies. */
  readonly id: (length: number) => string;
  /** Hexadecimal digits in upper case, an even number. */
  readonly hex: (length: number) => string;
};

const WORD = 2 ** 32;
const ALPHANUMERIC = "abcdefghijkmnpqrstuvwxyz0123456789";
/** `7` in `k7`, a pair of symbols. */
const DIGIT = /[0-9]/u;
const HEX = "0123456789ABCDEF";

/** Pairs of symbols, so that an id takes half as many draws. */
function pairsOf(alphabet: string): readonly string[] {
  const symbols = [...alphabet];
  return symbols.flatMap((first) => symbols.map((second) => first + second));
}

const ALPHANUMERIC_PAIRS = pairsOf(ALPHANUMERIC);
/** An id has a digit near its beginning, which tells it from a word, as the ids of real servers nearly always do. */
const ID_BEGINNINGS = ALPHANUMERIC_PAIRS.filter((pair) => DIGIT.test(pair));
const HEX_PAIRS = pairsOf(HEX);

/** A 32-bit xorshift generator (Marsaglia 2003): small state, no dependence on the platform. */
export function openRandom(seed: number): Random {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) | 0 || 1;
  const below = (limit: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / WORD) * limit);
  };
  const pick = <T>(list: readonly T[]): T => {
    const found = list[below(list.length)];
    if (found === undefined) throw new RangeError("nothing to pick from");
    return found;
  };
  const textOf = (first: readonly string[], pairs: readonly string[], length: number): string => {
    let text = pick(first);
    for (let done = 2; done < length; done += 2) text += pick(pairs);
    return text;
  };
  return {
    below,
    chance: (probability) => below(1_000_000) < probability * 1_000_000,
    pick,
    id: (length) => textOf(ID_BEGINNINGS, ALPHANUMERIC_PAIRS, length),
    hex: (length) => textOf(HEX_PAIRS, HEX_PAIRS, length),
  };
}
