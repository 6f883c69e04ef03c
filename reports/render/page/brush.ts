import { element } from "./elements.ts";

/** A click moves the pointer by a pixel or two; whoever marks a stretch moves it further. */
const LEAST_PIXELS = 6;

/** Marking a stretch of a picture with the pointer. `timeAt` gives the instant below a pixel of the canvas. */
export function brushOn(
  canvas: HTMLCanvasElement,
  timeAt: (x: number) => number,
  marked: (from: number, until: number) => void,
): void {
  const mark = element("div", { class: "brush", hidden: "" });
  canvas.after(mark);
  let began: number | null = null;
  const edges = (x: number): readonly [number, number] => {
    const start = began ?? x;
    return [Math.min(start, x), Math.max(start, x)];
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    began = event.offsetX;
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (began === null) return;
    const [left, right] = edges(event.offsetX);
    mark.hidden = right - left < LEAST_PIXELS;
    mark.style.left = `${left}px`;
    mark.style.width = `${right - left}px`;
  });
  canvas.addEventListener("pointerup", (event) => {
    if (began === null) return;
    const [left, right] = edges(event.offsetX);
    began = null;
    mark.hidden = true;
    if (right - left >= LEAST_PIXELS) marked(timeAt(left), timeAt(right));
  });
  canvas.addEventListener("pointercancel", () => {
    began = null;
    mark.hidden = true;
  });
}
