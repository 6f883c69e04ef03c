import { BACKSLASH } from "./char-class.ts";

/** Characters of a reply that are read. The longest reply Postfix logs has 2000 bytes; the bound keeps a hostile one cheap. */
const READ_LIMIT = 4096;

/** Room behind the limit for a word that is copied before it is judged. */
const SLACK = READ_LIMIT + 64;

const WRITE_LIMIT = 2048;

const BLANK = 0x20;
const QUOTE = 0x22;
const LESS = 0x3c;

export type Placeholder = "ip" | "id" | "n" | "host" | "address" | "time";

const WRITTEN: Readonly<Record<Placeholder, readonly number[]>> = {
  ip: codesOf("<ip>"),
  id: codesOf("<id>"),
  n: codesOf("<n>"),
  host: codesOf("<host>"),
  address: codesOf("<address>"),
  time: codesOf("<time>"),
};

function codesOf(text: string): readonly number[] {
  return [...text].map((char) => char.charCodeAt(0));
}

/**
 * The reply being read and the fingerprint being written: two buffers that live as long as the program, because a
 * fingerprint is made for every deferral of a log. Typed arrays, since reading a slice of a large block character by
 * character costs three times as much.
 */
export class Slate {
  readonly input: Uint16Array = new Uint16Array(READ_LIMIT + 4);
  readonly output: Uint16Array = new Uint16Array(WRITE_LIMIT + SLACK);
  end = 0;
  length = 0;
  limit = 0;
  /** Classes of the characters of the word that was copied last. */
  bits = 0;
  /** Nothing more fits: what was written last was taken back whole. */
  full = false;

  readonly #inputBytes: Buffer = Buffer.from(this.input.buffer);
  readonly #outputBytes: Buffer = Buffer.from(this.output.buffer);

  /** Starts on a new reply, and closes it with NULs: a blank that ends every word. `limit` is the length of the fingerprint in characters. */
  open(text: string, limit: number): void {
    this.end = this.#inputBytes.write(text, 0, READ_LIMIT * 2, "utf16le") >> 1;
    for (let at = this.end; at < this.end + 4; at++) this.input[at] = 0;
    this.length = 0;
    this.limit = limit;
    this.full = false;
  }

  /** Copies a part of the reply, or nothing where it does not fit whole. */
  keep(start: number, end: number): void {
    if (this.length + end - start > this.limit) {
      this.full = true;
      return;
    }
    const { input, output } = this;
    let length = this.length;
    for (let at = start; at < end; at++) output[length++] = input[at] ?? 0;
    this.length = length;
  }

  /** Writes `<ip>` and the like. A number right after an address is Gmail's counter, which only some replies carry. */
  put(placeholder: Placeholder): void {
    if (placeholder === "n" && this.#endsWithAddress()) {
      this.length--;
      return;
    }
    const codes = WRITTEN[placeholder];
    if (this.length + codes.length > this.limit) {
      this.full = true;
      return;
    }
    for (const code of codes) this.output[this.length++] = code;
  }

  /**
   * Takes back a quoted local part, which was written as words: `"john doe"`, at most `reach` characters long. The quote
   * itself goes only where a word or a bracket begins, because elsewhere it may be what ends a link.
   */
  takeBackQuoted(reach: number): void {
    const { output } = this;
    const floor = Math.max(0, this.length - reach);
    for (let at = this.length - 2; at >= floor; at--) {
      if (output[at] !== QUOTE || output[at - 1] === BACKSLASH) continue;
      const before = at === 0 ? BLANK : output[at - 1];
      this.length = before === BLANK || before === LESS ? at : at + 1;
      return;
    }
  }

  text(): string {
    const blank = this.length > 0 && this.output[this.length - 1] === 32 ? 1 : 0;
    return this.#outputBytes.toString("utf16le", 0, (this.length - blank) * 2);
  }

  /** Whether `<ip> ` was written last. */
  #endsWithAddress(): boolean {
    const { output, length } = this;
    return (
      output[length - 1] === 0x20 &&
      output[length - 2] === 0x3e &&
      output[length - 3] === 0x70 &&
      output[length - 4] === 0x69 &&
      output[length - 5] === 0x3c
    );
  }
}
