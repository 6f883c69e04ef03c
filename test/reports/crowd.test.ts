import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { buildReport, renderReport } from "../../reports/index.ts";
import { reportAssets } from "../../reports/render/assets.ts";
import { type Database, emptyDatabase, OPTIONS, Seeder, WEEK_START } from "./fixture.ts";

const DAY = 86_400;

/** 80 providers with 800 hosts, all throttling in 200 wordings, for thirty days. */
function crowd(): Database {
  const db = emptyDatabase();
  const seeder = new Seeder(db);
  db.transaction(() => {
    const writer = seeder.writer();
    for (let host = 0; host < 800; host++) {
      const provider = `provider${host % 80}.example`;
      const remote = seeder.remote({
        provider,
        host: `mx${host}.${provider}`,
        ip: `192.0.2.${host % 256}`,
      });
      const wording = `4.7.${host % 200} Too much mail from <ip>, wording ${host % 200} ${"of many ".repeat(12)}`;
      const reply = seeder.reply({
        provider,
        code: 421,
        enhanced: `4.7.${host % 200}`,
        stage: "mail",
        fingerprint: wording,
        sample: `421 ${wording}`,
        cause:
          ["rate_limit", "reputation", "connection_limit", "server_busy", "greylist"][host % 5] ??
          "",
        rule: "",
      });
      for (let at = WEEK_START; at < WEEK_START + 30 * DAY; at += DAY / 2) {
        const hour = at + (host % 12) * 3600;
        seeder.attempt(hour, writer, remote, { delivered: 1000 + host, deferred: 10 });
        seeder.deferral(hour, writer, remote, reply, { recipients: 10, replies: 5 });
      }
    }
  })();
  return db;
}

describe("a crowd of hosts", () => {
  const model = buildReport(crowd(), { ...OPTIONS, until: WEEK_START + 30 * DAY });

  test("is cut, and what is cut is summed up", () => {
    expect(model.who.rows).toHaveLength(40);
    expect(model.who.rowsOmitted).toMatchObject({ providers: 40, recipients: 40 * 10 * 600 });
    const shown = model.who.rows.reduce((sum, row) => sum + row.recipients, 0);
    expect(shown + model.who.rowsOmitted.recipients).toBe(model.figures.throttled.recipients);
    for (const row of model.who.rows) {
      const hosts = row.hosts.reduce((sum, host) => sum + host.recipients, 0);
      expect(hosts + row.hostsOmitted.recipients).toBe(row.recipients);
      expect(row.hosts.length + row.hostsOmitted.hosts).toBe(10);
    }
    expect(model.figures.hostsThrottling).toBe(800);
  });

  test("fits into 570 kilobytes, 150 compressed, its script into 190", () => {
    const page = renderReport(model, "html", { columns: 80, colour: false });
    expect(model.timeline.starts).toHaveLength(720);
    expect(page.length).toBeLessThan(570_000);
    expect(gzipSync(page).length).toBeLessThan(150_000);
    expect(reportAssets().script.length).toBeLessThan(190_000);
  });
});
