/** The colours of a picture, read from the style sheet so that both have one source. */
export type Theme = {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly card: string;
  readonly hatch: string;
  readonly band: string;
  readonly font: string;
  readonly slots: readonly string[];
  readonly layers: Readonly<Record<string, string>>;
};

const LAYERS: readonly string[] = ["throttled", "other", "bounced", "lost", "delivered"];

export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: colour("ink"),
    soft: colour("soft"),
    line: colour("line"),
    card: colour("card"),
    hatch: colour("hatch"),
    band: colour("band"),
    font: getComputedStyle(document.body).fontFamily,
    slots: Array.from({ length: 7 }, (_, slot) => colour(`slot-${slot + 1}`)),
    layers: Object.fromEntries(LAYERS.map((layer) => [layer, colour(`layer-${layer}`)])),
  };
}

/** Diagonal lines on a ground, falling where the step is negative: for "unknown", and to tell bars apart without colour. */
export function hatching(
  ground: string | null,
  stroke: string,
  step: number,
): CanvasPattern | string {
  const size = Math.abs(step);
  const tile = document.createElement("canvas");
  tile.width = size;
  tile.height = size;
  const context = tile.getContext("2d");
  if (context === null) return stroke;
  if (ground !== null) {
    context.fillStyle = ground;
    context.fillRect(0, 0, size, size);
  }
  context.strokeStyle = stroke;
  context.lineWidth = 1;
  context.beginPath();
  for (const shift of [-size, 0, size]) {
    context.moveTo(shift, step < 0 ? 0 : size);
    context.lineTo(shift + size, step < 0 ? size : 0);
  }
  context.stroke();
  return context.createPattern(tile, "repeat") ?? stroke;
}
