const rule = (name, from, to) => ({ name, severity: "error", from, to });

/** Who may import whom. ARCHITECTURE.md says why. */
module.exports = {
  forbidden: [
    rule("no-cycles", {}, { circular: true }),
    rule("domain-imports-only-domain", { path: "^src/domain/" }, { pathNot: "^src/domain/" }),
    rule(
      "meaning-knows-only-domain",
      { path: "^src/meaning/" },
      { pathNot: "^src/(meaning|domain)/|node_modules/tldts/" },
    ),
    rule(
      "tally-stands-on-meaning",
      { path: "^src/tally/" },
      { pathNot: "^src/(tally|meaning|domain)/" },
    ),
    rule(
      "store-stands-on-tally",
      { path: "^src/store/" },
      { path: "^src/(?!store/|tally/|meaning/|domain/)" },
    ),
    rule(
      "only-cli-has-threads",
      { path: "^(src/(?!threads/)|ingest/|reports/|index\\.ts)" },
      { path: "^src/threads/" },
    ),
    rule("only-cli-wires", { path: "^src/" }, { path: "^(ingest|reports|cli|index\\.ts)" }),
    rule(
      "ingest-knows-only-domain",
      { path: "^ingest/" },
      { path: "^(reports|cli|index\\.ts|src/(?!domain/))" },
    ),
    rule(
      "reports-never-see-ingest",
      { path: "^reports/" },
      { path: "^(ingest|cli|index\\.ts|src/(?!domain/|meaning/|store/database\\.ts$))" },
    ),
    rule(
      "only-queries-hold-a-database",
      { path: "^reports/(?!queries/)" },
      { path: "^src/store/" },
    ),
    rule(
      "renderers-see-only-the-model",
      { path: "^reports/render/" },
      {
        path: "^(src/(?!domain/|meaning/)|reports/(?!render/|(answers/)?model\\.ts$|model-[a-z]+\\.ts$|charts\\.ts$))",
      },
    ),
    rule(
      "nobody-imports-the-roof",
      { pathNot: "^(cli|test|bench|examples)/" },
      { path: "^(cli/|index\\.ts$)" },
    ),
    rule(
      "one-door-to-sqlite",
      { pathNot: "^(src/store/database\\.ts$|test/|bench/)" },
      { path: "node_modules/(@types/)?better-sqlite3/" },
    ),
    rule(
      "streams-stay-in-sources",
      { pathNot: "^(ingest/sources/|bench/)" },
      { path: "node_modules/(@types/)?(split2|stream-json|stream-chain)/" },
    ),
    rule(
      "files-stay-at-the-edge",
      {
        pathNot:
          "^(ingest/sources/|src/store/|cli/|reports/render/assets\\.ts$|test/|examples/|bench/)",
      },
      { path: "^(node:)?(fs|net|http|child_process)(/|$)" },
    ),
    rule(
      "no-dev-code-in-product",
      { path: "^(src|ingest|reports|cli)/" },
      { path: "^(test|examples|bench)/" },
    ),
    rule(
      "no-orphans",
      {
        orphan: true,
        path: "^(src|ingest|reports|cli)/",
        pathNot: "^reports/render/(page|assets)/",
      },
      {},
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
    },
  },
};
