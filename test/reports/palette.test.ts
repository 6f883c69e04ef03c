import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

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

  test("has seven slots and five layers", () => {
    expect([...colours.keys()].filter((name) => name.startsWith("slot-"))).toHaveLength(7);
    expect([...colours.keys()].filter((name) => name.startsWith("layer-"))).toHaveLength(5);
  });
});
