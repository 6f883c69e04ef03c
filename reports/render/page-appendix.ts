import { type Html, html, moment, type Page } from "./context.ts";
import { percent } from "./numbers.ts";
import { visible } from "./remote-text.ts";

const DEFINITIONS: readonly (readonly [string, string])[] = [
  [
    "Attempt",
    "One try to hand one recipient to one remote host in an SMTP conversation: delivered, deferred, refused for good, or lost on the way.",
  ],
  [
    "Reply",
    "One negative reply that one remote host gave in one session. One reply may defer many recipients.",
  ],
  [
    "Throttled",
    "A recipient deferred by a reply that is counted here. Which replies are counted is said at the top of the page.",
  ],
  [
    "Rate",
    "Throttled recipients divided by attempts, same key and same window. A code or a cause has no attempts of its own: there it is all attempts.",
  ],
  [
    "Withheld",
    "A recipient that our own MTA deferred without any conversation, often quoting an old reply. In no rate, neither above nor below the line.",
  ],
  [
    "Shadowed",
    "A recipient lost with a session that a reply had just ended. It quotes no reply itself.",
  ],
  [
    "Gap",
    "A stretch for which no log was read, or in which a log that speaks in nine buckets of ten says nothing: half an hour or more, and a whole bucket. Drawn hatched, never as zero.",
  ],
  [
    "Interval",
    "Wilson 95 % interval: with 3 of 10 the true rate may be 11 to 60 %, with 300 of 1,000 it is 27 to 33 %.",
  ],
  ["Local hop", "A delivery inside this machine, such as to a content filter. It is in no total."],
];

export function appendixSection(page: Page): Html {
  const { model } = page;
  const { thresholds } = model;
  const statements = model.statements.map(
    (statement) =>
      html`<details class="sql"><summary>${statement.section}</summary><pre tabindex="0"><code>${visible(statement.sql).replaceAll("\\u{a}", "\n")}</code></pre></details>`,
  );
  return html`<section id="appendix" aria-labelledby="appendix-title"><h2 id="appendix-title">Appendix</h2>
  <div class="panel">
  <h3>Words</h3><dl>${DEFINITIONS.map(([word, meaning]) => html`<div><dt>${word}</dt><dd>${meaning}</dd></div>`)}</dl>
  <h3>Thresholds</h3><ul class="plain"><li>Watch from ${percent(thresholds.watchRate)}, critical from ${percent(thresholds.criticalRate)}, by the lower end of the 95 % interval of all, or of one provider over the whole window or over its last tenth.</li>
    <li>No percentage below ${thresholds.minimumAttempts} attempts, no rank and no verdict below ${thresholds.rankedAttempts}.</li>
    <li>No "OK" when more than ${percent(thresholds.notUnderstoodShare)} of the delivery lines were not understood.</li></ul>
  <h3>Make this report again</h3><pre tabindex="0"><code>${visible(model.command)}</code></pre>
  <h3>The numbers by hand</h3><p class="soft">Each statement runs as it is: <code>sqlite3 -readonly smtp-analyze.db</code></p>${statements}
  </div>
  <footer><p>smtp-analyze ${visible(model.version)}, written ${moment(model.generatedAt, page.time)} ${page.time.zone}. Pictures by Chart.js (MIT licence). This file loads nothing from anywhere.</p></footer></section>`;
}
