import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { DASHES } from "../../reports/charts.ts";

const SHEET = readFileSync(
  fileURLToPath(new URL("../../reports/render/assets/palette.css", import.meta.url)),
  "utf8",
);
const [LIGHT = "", DARK = ""] = SHEET.split("@media screen and (prefers-color-scheme: dark)");

function coloursIn(part: string): ReadonlyMap<string, string> {
  return new Map(
    Array.from(part.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/gu), ([, name = "", colour = ""]) => [
      name,
      colour,
    ]),
  );
}

/** Relative luminance (WCAG 2.2, "relative luminance"). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Linear RGB as people without one kind of cone see it (Machado, Oliveira and Fernandes 2009, severity 1). */
const VISION: readonly (readonly [string, Matrix])[] = [
  [
    "normal",
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  ],
  [
    "protan",
    [
      [0.152286, 1.052583, -0.204868],
      [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
  ],
  [
    "deutan",
    [
      [0.367322, 0.860646, -0.227968],
      [0.280085, 0.672501, 0.047413],
      [-0.01182, 0.04294, 0.968881],
    ],
  ],
  [
    "tritan",
    [
      [1.255528, -0.076749, -0.178779],
      [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.3039],
    ],
  ],
];

function linear(colour: string): Triple {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** CIE L*a*b* (D65) of linear RGB seen through a matrix. */
function labOf(colour: string, matrix: Matrix): Triple {
  const seen = linear(colour);
  const [r = 0, g = 0, b = 0] = matrix.map((row) =>
    Math.min(1, Math.max(0, row[0] * seen[0] + row[1] * seen[1] + row[2] * seen[2])),
  );
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIE76. */
function difference(one: string, two: string, matrix: Matrix): number {
  const [a, b] = [labOf(one, matrix), labOf(two, matrix)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

test("acceptance 13: six lines have six kinds of dashes, so that they are told apart in grey", () => {
  expect(new Set(DASHES.map(String)).size).toBeGreaterThanOrEqual(6);
});

describe.each([
  ["light", coloursIn(LIGHT)],
  ["dark", coloursIn(DARK)],
])("the %s palette", (_, colours) => {
  const colour = (name: string) => colours.get(name) ?? "#000000";

  test.each([
    ["ink", "card"],
    ["ink", "page"],
    ["soft", "card"],
    ["soft", "page"],
    ["soft", "tint"],
    ["link", "card"],
    ["ok", "ok-tint"],
    ["watch", "watch-tint"],
    ["critical", "critical-tint"],
    ["insufficient", "insufficient-tint"],
    ["critical", "card"],
    ["ok", "card"],
    ["watch", "card"],
    ["heat-ink-1", "heat-1"],
    ["heat-ink-2", "heat-2"],
    ["heat-ink-3", "heat-3"],
    ["heat-ink-4", "heat-4"],
    ["heat-ink-5", "heat-5"],
  ])("text in %s is readable on %s", (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.each([...colours.keys()].filter((name) => /^(?:slot|layer)-/u.test(name)))(
    "%s stands out from the card",
    (name) => {
      expect(contrast(colour(name), colour("card"))).toBeGreaterThanOrEqual(3);
    },
  );

  test("has a heat scale that goes one way, so that it can be told in grey", () => {
    const steps = ["tint", "heat-1", "heat-2", "heat-3", "heat-4", "heat-5"].map((name) =>
      luminance(colour(name)),
    );
    const sorted = [...steps].sort((a, b) => a - b);
    expect([sorted, sorted.toReversed()]).toContainEqual(steps);
  });

  test.each(["slot", "layer"])(
    "acceptance 13: every two colours of a %s are told apart with any kind of colour vision",
    (kind) => {
      const named = [...colours].filter(([name]) => name.startsWith(`${kind}-`));
      for (const [vision, matrix] of VISION)
        for (const [place, [name, one]] of named.entries())
          for (const [other, two] of named.slice(place + 1))
            expect(difference(one, two, matrix), `${name} and ${other}, ${vision}`).toBeGreaterThan(
              20,
            );
    },
  );

  test("has seven slots and five layers", () => {
    expect([...colours.keys()].filter((name) => name.startsWith("slot-"))).toHaveLength(7);
    expect([...colours.keys()].filter((name) => name.startsWith("layer-"))).toHaveLength(5);
  });
});
