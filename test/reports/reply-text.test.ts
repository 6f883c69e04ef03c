import { describe, expect, test } from "vitest";
import { replyLines, spokenText } from "../../reports/render/reply-text.ts";

describe("a sample is shown as the lines that were sent", () => {
  test.each<readonly [string, string, number | null, readonly string[], string]>([
    [
      "one line",
      "421 4.7.0 Too many messages",
      421,
      ["421 4.7.0 Too many messages"],
      "Too many messages",
    ],
    [
      "joined by blanks",
      "421-4.7.28 Gmail has seen an unusual rate from your IP 421-4.7.28 address [192.0.2.1      15]. For more 421 4.7.28 information, see our guidelines. - gsmtp",
      421,
      [
        "421-4.7.28 Gmail has seen an unusual rate from your IP",
        "421-4.7.28 address [192.0.2.1      15]. For more",
        "421 4.7.28 information, see our guidelines. - gsmtp",
      ],
      "Gmail has seen an unusual rate from your IP address [192.0.2.1 15]. For more information, see our guidelines. - gsmtp",
    ],
    [
      "without enhanced codes",
      "421-gmx.net (mxgmx43) Service not available 421-Too many connections 421 For explanation visit https://example.com/?c=rlim",
      421,
      [
        "421-gmx.net (mxgmx43) Service not available",
        "421-Too many connections",
        "421 For explanation visit https://example.com/?c=rlim",
      ],
      "gmx.net (mxgmx43) Service not available Too many connections For explanation visit https://example.com/?c=rlim",
    ],
    [
      "the last line with a code of its own",
      "450-4.7.1 You are on the greylist 421 4.7.0 and this connection is closed",
      421,
      ["450-4.7.1 You are on the greylist", "421 4.7.0 and this connection is closed"],
      "You are on the greylist and this connection is closed",
    ],
    [
      "joined as Exim joins them",
      "421-4.7.0 Slow down\\n421 4.7.0 and see C:\\new",
      421,
      ["421-4.7.0 Slow down", "421 4.7.0 and see C:\\new"],
      "Slow down and see C:\\new",
    ],
    [
      "cut before its last line",
      "421-4.7.0 paragraph 1  421-4.7.0 paragraph 2",
      421,
      ["421-4.7.0 paragraph 1", "421-4.7.0 paragraph 2"],
      "paragraph 1 paragraph 2",
    ],
    ["a number in one line is no line", "421 Wait 421 s", 421, ["421 Wait 421 s"], "Wait 421 s"],
    ["bare digits", "421", 421, ["421"], ""],
    ["digits and a blank", "421 ", 421, ["421"], ""],
    ["digits and an enhanced code", "421 4.7.0", 421, ["421 4.7.0"], ""],
    [
      "words of our own queue",
      "connect to mx.example.net[192.0.2.7]:25: Connection refused",
      null,
      ["connect to mx.example.net[192.0.2.7]:25: Connection refused"],
      "connect to mx.example.net[192.0.2.7]:25: Connection refused",
    ],
    ["nothing", "", null, [], ""],
  ])("%s", (_, sample, code, lines, spoken) => {
    expect(replyLines(sample, code)).toEqual(lines);
    expect(spokenText(sample, code)).toBe(spoken);
  });
});
