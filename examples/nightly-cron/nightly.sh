#!/bin/sh
# Every night: reads what is new, rolls old counts up, writes yesterday's page, and mails it when there is something to know.
# What can be set from outside, with what it is otherwise:
#   SMTP_ANALYZE      the program                  smtp-analyze
#   SMTP_ANALYZE_DB   the database                 /var/lib/smtp-analyze/smtp-analyze.db
#   LOGS              what to read                 /var/log/mail.log and what logrotate made of it
#   REPORTS           folder of the pages          /var/lib/smtp-analyze/reports
#   MAILTO            who gets the mail            nobody
set -eu

program=${SMTP_ANALYZE:-smtp-analyze}
SMTP_ANALYZE_DB=${SMTP_ANALYZE_DB:-/var/lib/smtp-analyze/smtp-analyze.db}
export SMTP_ANALYZE_DB
logs=${LOGS:-/var/log/mail.log*}
reports=${REPORTS:-/var/lib/smtp-analyze/reports}
page=$reports/$(date +%Y-%m-%d).html

mkdir -p "$reports"

# A log is known by its content: rotated, renamed or compressed, no line of it counts twice, and none is missed.
# A file that cannot be read, or not to its end, is told and makes the script fail; the page is drawn from what could be.
failed=0
# shellcheck disable=SC2086 # several names, and perhaps a pattern
$program ingest --quiet $logs || failed=1
$program compact >/dev/null
$program report --since yesterday --until today --out "$page"

if [ -n "${MAILTO:-}" ]; then
  $program report --since yesterday --until today --format mail --to "$MAILTO" --sendmail --only-if watch --link "$page"
fi
exit "$failed"
