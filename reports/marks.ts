import type { ReportModel } from "./model.ts";
import type { Jump, Rotation } from "./model-quality.ts";
import { epochOf } from "./render/local-time.ts";

/** Something that happened to a log at one moment of the time axis, in epoch seconds. */
export type Mark =
  | { readonly kind: "rotation"; readonly at: number; readonly rotation: Rotation }
  | { readonly kind: "jump"; readonly at: number; readonly jump: Jump };

/** So many are drawn and listed; a month of daily rotations of two logs. */
const MARKS_SHOWN = 60;

/** Oldest first. What is left out is said where they are listed. */
export function marksOf({ quality }: Pick<ReportModel, "quality">): readonly Mark[] {
  const rotations = quality.rotations.map(
    (rotation): Mark => ({ kind: "rotation", at: epochOf(rotation.beganAt), rotation }),
  );
  const jumps = quality.jumps.map((jump): Mark => ({ kind: "jump", at: epochOf(jump.from), jump }));
  return [...jumps, ...rotations].slice(0, MARKS_SHOWN).sort((a, b) => a.at - b.at);
}
