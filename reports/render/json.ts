import type { ReportModel } from "../model.ts";
import { safeJson } from "./remote-text.ts";

/** The model as it is. Its fields are the interface: added to, never changed, under one `schema`. */
export function renderJson(model: ReportModel): string {
  return `${safeJson(JSON.stringify(model, null, 2))}\n`;
}
