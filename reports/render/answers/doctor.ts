import type { DoctorAnswer } from "../../model-doctor.ts";
import { jsonDocument } from "../json.ts";
import { epochOf, localTime } from "../local-time.ts";
import type { Look } from "../look.ts";
import { count, percent, plural } from "../numbers.ts";
import { withoutControls } from "../remote-text.ts";
import { tableOf } from "../text-table.ts";
import { checkLines } from "./checks.ts";

export type DoctorFormat = "text" | "json";

function sourceLines(answer: DoctorAnswer, look: Look): readonly string[] {
  if (answer.sources.length === 0) return [];
  const time = localTime(answer.zone);
  const at = (instant: string | null) => (instant === null ? "–" : time.minute(epochOf(instant)));
  const rows = answer.sources.map((row) => {
    const relevant = row.understood + row.notUnderstood;
    return [
      withoutControls(row.source),
      at(row.firstAt),
      at(row.lastAt),
      count(row.lines),
      count(row.notUnderstood),
      relevant === 0 ? "–" : percent(row.notUnderstood / relevant),
    ];
  });
  const head = ["source", "first", "last", "lines", "not understood", "of its delivery lines"];
  const more = answer.sourcesOmitted;
  return [
    "",
    ...tableOf(head, rows, look.columns, "own line"),
    ...(more === 0 ? [] : [plural(more, "more source", "more sources")]),
  ];
}

function gapLines({ gaps, gapsOmitted, zone }: DoctorAnswer): readonly string[] {
  if (gaps.length === 0) return [];
  const time = localTime(zone);
  const rows = gaps.map(({ from, until, kind }) => [
    time.full(epochOf(from)),
    time.full(epochOf(until)),
    kind,
  ]);
  return [
    "",
    ...tableOf(["gap from", "to", "kind"], rows),
    ...(gapsOmitted === 0 ? [] : [plural(gapsOmitted, "more gap", "more gaps")]),
  ];
}

function tableLines({ database: { tables } }: DoctorAnswer): readonly string[] {
  const rows = tables.map(({ name, rows: all, compacted }) => [
    name,
    count(all),
    compacted === null ? "" : count(compacted),
  ]);
  const isKnown = tables.some(({ compacted }) => compacted !== null);
  return ["", ...tableOf(["table of counts", "rows", isKnown ? "compacted" : ""], rows)];
}

function textOf(answer: DoctorAnswer, look: Look): string {
  const lines = [
    ...answer.checks.flatMap((check) => checkLines(check, look)),
    ...sourceLines(answer, look),
    ...gapLines(answer),
    ...tableLines(answer),
  ];
  return `${lines.join("\n")}\n`;
}

export function renderDoctor(answer: DoctorAnswer, format: DoctorFormat, look: Look): string {
  switch (format) {
    case "text":
      return textOf(answer, look);
    case "json":
      return jsonDocument(answer);
  }
}
