#!/bin/sh
# Reads the sample log into a fresh database, names the providers that throttled, and draws the
# report. Works from any folder after `npm run build`; everything it writes is in out/.
set -eu

HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
cd "$HERE"
rm -rf out
mkdir out

# The log names neither year nor zone: it was written in UTC, in November 2026.
TZ=UTC
export TZ

smtp_analyze() {
  node "$ROOT/dist/cli/main.js" "$@"
}

smtp_analyze ingest --db out/postfix-file.db --year 2026 mail.log
smtp_analyze top --db out/postfix-file.db --by provider --since 2026-11-16 --until 2026-11-18
smtp_analyze report --db out/postfix-file.db --since 2026-11-16 --until 2026-11-18 --out out/report.html
