#!/usr/bin/env bash
# Records mail.log and truth.ndjson anew: a private Postfix sends mail for about ten minutes to
# scripted servers on loopback, which write down every refusal that they put on the wire.
#
#   sudo examples/postfix-file/record.sh [OUTPUT_DIR]        default: this folder
#   HOUR_SECONDS=12                                          real seconds per hour of the story
#   STRETCH=300                                              by what the time since the start is multiplied
#   POSTFIX_TREE=DIR                                         Debian's package unpacked there, not installed
#   KEEP=1                                                   leave the work directory in place
#
# Needs root (ports 25 and 53 of 127.0.2.0/24, chroot), bash, Node with the project's
# dependencies, and Debian's postfix package, 3.4 or later; of an unpacked one it also needs the
# user postfix and the group postdrop. It runs in a container without systemd. The system's own Postfix, its configuration and its queue are not touched, but it
# must not listen on all addresses at port 25. Nothing leaves the machine: the only name
# server that this Postfix asks is the scripted one.
#
# Two things are changed afterwards, by rewrite.ts, in the log and in the truth alike:
#   * addresses 127.0.2.n become 192.0.2.n, and [::1] becomes [2001:db8::25]
#   * the time since the start is multiplied by 300, so that ten minutes fill two days from
#     16 November 2026; lines and refusals keep their order
# Everything else stays as Postfix wrote it.
set -euo pipefail

HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
OUT=$(cd "${1:-$HERE}" && pwd)
HOUR_SECONDS=${HOUR_SECONDS:-12}
STRETCH=${STRETCH:-300}
TREE=${POSTFIX_TREE:-}
TSX="$ROOT/node_modules/.bin/tsx"
SCRIPTED="$ROOT/examples/scripted-smtp-server"

if [ "$(id -u)" -ne 0 ]; then
  echo "record.sh needs root" >&2
  exit 2
fi
export PATH="$TREE/usr/sbin:$PATH"
if [ -n "$TREE" ]; then export LD_LIBRARY_PATH="$TREE/usr/lib/postfix"; fi
if ! command -v postfix >/dev/null; then
  echo "postfix is missing: apt install postfix, or unpack the package and set POSTFIX_TREE" >&2
  exit 2
fi

WORK=$(mktemp -d "${TMPDIR:-/tmp}/postfix-file.XXXXXX")
chmod 755 "$WORK"
CONF="$WORK/etc" QUEUE="$WORK/queue" DATA="$WORK/data"
postfix_pid="" server_pid="" sender_pid=""

finish() {
  status=$?
  postfix -c "$CONF" stop >/dev/null 2>&1 || true
  if [ -n "$postfix_pid" ]; then wait "$postfix_pid" || true; fi
  for pid in $sender_pid $server_pid; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  if [ -n "${KEEP:-}" ]; then echo "kept $WORK" >&2; else rm -rf "$WORK"; fi
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

# One configuration directory, one queue, one data directory, all temporary.
configure() {
  mkdir "$CONF" "$DATA" "$QUEUE"
  local META=/etc/postfix
  if [ -n "$TREE" ]; then META="$TREE/etc/postfix"; fi
  chown postfix "$DATA"
  cat >"$CONF/main.cf" <<MAIN
compatibility_level = 3.6
config_directory = $CONF
queue_directory = $QUEUE
data_directory = $DATA
maillog_file = /dev/stdout
myhostname = mta1.example.net
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
inet_interfaces = 127.0.0.1
inet_protocols = all
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
# Retries of minutes and a queue life of days, divided by 300 like everything else.
queue_run_delay = 3s
minimal_backoff_time = 5s
maximal_backoff_time = 18s
maximal_queue_lifetime = 75s
bounce_queue_lifetime = 75s
# Few connections with many messages each, so that connections are used again.
initial_destination_concurrency = 2
smtp_destination_concurrency_limit = 4
smtp_helo_timeout = 2s
smtp_data_done_timeout = 2s
# Applications may connect as they like, strangers may not.
anvil_rate_time_unit = 12s
anvil_status_update_time = 1h
smtpd_client_connection_rate_limit = 15
smtpd_client_event_limit_exceptions = 127.0.2.200/29
# Where an unpacked package has its parts; empty for an installed one.
command_directory = $TREE/usr/sbin
daemon_directory = $TREE/usr/lib/postfix/sbin
shlib_directory = $TREE/usr/lib/postfix
meta_directory = $META
import_environment = MAIL_CONFIG MAIL_LOGTAG TZ LANG=C LD_LIBRARY_PATH
MAIN
  cat >"$CONF/master.cf" <<'MASTER'
127.0.0.1:2525 inet n - y - - smtpd
pickup    unix  n - y 60 1 pickup
cleanup   unix  n - y - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
tlsmgr    unix  - - y 1000? 1 tlsmgr
rewrite   unix  - - y - - trivial-rewrite
bounce    unix  - - y - 0 bounce
defer     unix  - - y - 0 bounce
trace     unix  - - y - 0 bounce
verify    unix  - - y - 1 verify
flush     unix  n - y 1000? 0 flush
proxymap  unix  - - n - - proxymap
smtp      unix  - - y - - smtp
relay     unix  - - y - - smtp
showq     unix  n - y - - showq
error     unix  - - y - - error
retry     unix  - - y - - error
discard   unix  - - y - - discard
anvil     unix  - - y - 1 anvil
scache    unix  - - y - 1 scache
postlog   unix-dgram n - n - 1 postlogd
MASTER
  # The chroot decides how names are resolved.
  mkdir "$QUEUE/etc"
  echo "nameserver 127.0.2.53" >"$QUEUE/etc/resolv.conf"
  echo "hosts: files" >"$QUEUE/etc/nsswitch.conf"
  cp /etc/services "$QUEUE/etc/services"
  cat >"$QUEUE/etc/hosts" <<HOSTS
127.0.0.1 localhost
127.0.2.201 app1.example.net
127.0.2.202 app2.example.net
127.0.2.203 newsletter.example.net
HOSTS
}

# wait_for NAME COMMAND...: tries the command until it succeeds, for ten seconds.
wait_for() {
  local name=$1
  shift
  for _ in $(seq 1 100); do
    if "$@"; then return; fi
    sleep 0.1
  done
  echo "waited in vain for $name" >&2
  exit 1
}

# No message is being delivered, so no refusal can be sent and not be logged.
at_rest() {
  [ -z "$(find "$QUEUE/active" "$QUEUE/incoming" -type f)" ]
}

configure
: >"$WORK/truth.ndjson"
"$TSX" "$SCRIPTED/server.ts" --truth "$WORK/truth.ndjson" --hour-seconds "$HOUR_SECONDS" >"$WORK/ready" &
server_pid=$!
wait_for "the scripted servers" grep -q ready "$WORK/ready"
start=$(cut -d' ' -f2 "$WORK/ready")

postfix -c "$CONF" start-fg 2>"$WORK/postfix.err" | "$TSX" "$SCRIPTED/stamp.ts" >"$WORK/raw.log" &
postfix_pid=$!
wait_for "Postfix" test -e "$QUEUE/public/qmgr"

"$TSX" "$SCRIPTED/send.ts" --start "$start" --hour-seconds "$HOUR_SECONDS" &
sender_pid=$!
wait "$sender_pid"
sender_pid=""
wait_for "an idle queue" at_rest
postfix -c "$CONF" stop
wait "$postfix_pid" || true
postfix_pid=""

"$TSX" "$HERE/rewrite.ts" --work "$WORK" --out "$OUT" --start "$start" --stretch "$STRETCH"
wc -c "$OUT/mail.log" "$OUT/truth.ndjson"
