#!/bin/sh
# Reads the two logs into a fresh database each, names who refused mail for now, and draws the
# report of the first. Works from any folder after `npm run build`; everything it writes is in out/.
set -eu

HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
cd "$HERE"
rm -rf out
mkdir out

# The stamps of these logs name no zone: they were written in UTC.
TZ=UTC
export TZ

smtp_analyze() {
  node "$ROOT/dist/cli/main.js" "$@"
}

for log in default all; do
  smtp_analyze ingest --db "out/$log.db" "$log.log"
  echo "$log.log"
  smtp_analyze top --db "out/$log.db" --by provider --since 2026-11-21 --until 2026-11-22
done
smtp_analyze report --db out/default.db --since 2026-11-21 --until 2026-11-22 --out out/report.html
