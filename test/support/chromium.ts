import { existsSync } from "node:fs";

/** The browser that looks at pages in tests: `$SMTP_ANALYZE_CHROMIUM`, else where Debian installs it. */
export const CHROMIUM: string = process.env["SMTP_ANALYZE_CHROMIUM"] ?? "/usr/bin/chromium";

/** No network of its own, no first-run pages; without a sandbox only as root, where Chromium has none. */
export const CHROMIUM_FLAGS: readonly string[] = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

if (!existsSync(CHROMIUM)) {
  throw new Error(`no browser at ${CHROMIUM}: sh test/tools.sh, or set SMTP_ANALYZE_CHROMIUM`);
}
