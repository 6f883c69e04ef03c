import type { ReportModel } from "../model.ts";
import type { Window } from "./model.ts";

export function windowOf({ span }: ReportModel): Window {
  const { from, until, zone, readUntil } = span;
  return { from, until, zone, readUntil };
}
