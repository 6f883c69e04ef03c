import { type Database, emptyDatabase, Seeder, WEEK_START } from "./fixture.ts";

/** Ends the script, and starts others. */
const SCRIPT: string = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";
/** Clears the screen, colours it, rings, and turns the line around. */
export const TERMINAL: string = "\u001b[2J\u009b31m\u0007\u202egnp.exe\u2066\u200b\u2028";
/** What a remote host may say. */
export const EVIL: string = `421 4.7.0 ${SCRIPT} " onmouseover="alert(3) ' =cmd() ${TERMINAL} {{x}} \${y}`;

/** A database in which every text that comes from outside is an attack. */
export function hostileDatabase(): Database {
  const db = emptyDatabase();
  const seeder = new Seeder(db);
  const provider = `evil${SCRIPT}${TERMINAL}`;
  const writer = seeder.writer();
  const remote = seeder.remote({ provider, host: `mx${SCRIPT}${TERMINAL}`, ip: "192.0.2.66" });
  const reply = seeder.reply({
    provider,
    code: 421,
    enhanced: `4.7.0${SCRIPT}`,
    stage: "mail",
    fingerprint: EVIL,
    sample: EVIL,
    cause: `cause${SCRIPT}`,
    rule: `rule${SCRIPT}`,
  });
  seeder.attempt(WEEK_START, writer, remote, { delivered: 100, deferred: 100 });
  seeder.deferral(WEEK_START, writer, remote, reply, { recipients: 100, replies: 1 });
  const source = seeder.source(
    `/var/log/${SCRIPT}`,
    WEEK_START + 3600 - ((WEEK_START + 3600) % 86_400),
    {
      understood: 200,
      irrelevant: 1,
      notUnderstood: 1,
      first: WEEK_START,
      last: WEEK_START + 3600,
    },
  );
  seeder.issue(source, WEEK_START + 3600, `code${SCRIPT}`, 1);
  seeder.unread(source, EVIL, `reason${SCRIPT}`);
  return db;
}
