import type { Declared } from "./schema-of.ts";

const answer = (name: string, type: string): Declared => ({
  name: `${name}-1`,
  type,
  file: "reports/answers/model.ts",
});

/** Every JSON document that has a published schema, in reports/schema. */
export const DOCUMENTS: readonly Declared[] = [
  { name: "report-1", type: "ReportModel", file: "reports/model.ts" },
  answer("status", "StatusAnswer"),
  answer("alerts", "AlertsAnswer"),
  answer("causes", "CausesAnswer"),
  answer("trend", "TrendAnswer"),
  answer("compare", "CompareAnswer"),
  answer("episodes", "EpisodesAnswer"),
  { name: "delivery-1", type: "DeliveryAnswer", file: "reports/model-delivery.ts" },
  { name: "limits-1", type: "LimitsAnswer", file: "reports/model-limits.ts" },
  { name: "doctor-1", type: "DoctorAnswer", file: "reports/model-doctor.ts" },
  { name: "top-1", type: "TopDocument", file: "reports/render/top.ts" },
  { name: "sql-1", type: "SqlDocument", file: "reports/render/table.ts" },
  { name: "compact-1", type: "CompactDocument", file: "cli/compact-summary.ts" },
  { name: "config-1", type: "ConfigDocument", file: "cli/actions/config.ts" },
  { name: "why-1", type: "WhyDocument", file: "src/meaning/explain.ts" },
];
