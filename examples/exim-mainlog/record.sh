#!/usr/bin/env bash
# Records a main log and the truth about it: a private Exim sends mail for some minutes to scripted
# servers on loopback, which write down every refusal that they put on the wire.
#
#   sudo examples/exim-mainlog/record.sh [OUTPUT_DIR]        default: this folder
#   NAME=default                                             names the files: NAME.log, NAME.truth.ndjson
#   SELECTOR=+all                                            Exim's log_selector; default: Exim's own
#   HOUR_SECONDS=6                                           real seconds per hour of the servers' story
#   EXIM=/usr/sbin/exim4                                     another binary, as unpacked from a package
#   KEEP=1                                                   leave the work directory in place
#
# Needs root (ports 25 and 53 of 127.0.2.0/24, chroot), bash, Node with the project's
# dependencies, and Debian's exim4-daemon-light, 4.92 or later. It runs in a container without
# systemd. Exim runs in a folder of its own as its root directory: the system's configuration, queue
# and log are not touched, and the only name server that it can ask is the scripted one.
#
# Only addresses are changed afterwards, in the log and in the truth alike: 127.0.2.n becomes
# 192.0.2.n, and ::1 becomes 2001:db8::25. Everything else stays as Exim wrote it.
set -euo pipefail

HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
OUT=$(cd "${1:-$HERE}" && pwd)
NAME=${NAME:-default}
HOUR_SECONDS=${HOUR_SECONDS:-6}
EXIM=${EXIM:-/usr/sbin/exim4}
TSX="$ROOT/node_modules/.bin/tsx"
SCRIPTED="$ROOT/examples/scripted-smtp-server"

if [ "$(id -u)" -ne 0 ]; then
  echo "record.sh needs root" >&2
  exit 2
fi
if [ ! -x "$EXIM" ]; then
  echo "$EXIM is missing: apt install exim4-daemon-light" >&2
  exit 2
fi

WORK=$(mktemp -d "${TMPDIR:-/tmp}/exim-mainlog.XXXXXX")
chmod 755 "$WORK"
JAIL="$WORK/root" EXIM_USER=700
server_pid="" sender_pid=""

# Every process whose root directory is the jail.
exims() {
  local link
  for link in /proc/[0-9]*/root; do
    if [ "$(readlink "$link" 2>/dev/null)" = "$JAIL" ]; then basename "$(dirname "$link")"; fi
  done
}

finish() {
  status=$?
  for pid in $(exims); do kill -KILL "$pid" 2>/dev/null || true; done
  for pid in $sender_pid $server_pid; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  if [ -n "${KEEP:-}" ]; then echo "kept $WORK" >&2; else rm -rf "$WORK"; fi
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

# A root directory with Exim, its libraries, and what decides how names are resolved.
build_jail() {
  mkdir -p "$JAIL"/{dev,etc/exim4,tmp,usr/sbin,var/log/exim4,var/spool/exim4,var/mail,run/exim4}
  cp "$EXIM" "$JAIL/usr/sbin/exim4"
  chown root:root "$JAIL/usr/sbin/exim4"
  chmod 4755 "$JAIL/usr/sbin/exim4"
  local library
  for library in $(ldd "$EXIM" | grep -o '/[^ ]*'); do
    mkdir -p "$JAIL$(dirname "$library")"
    cp -L "$library" "$JAIL$library"
  done
  mknod -m 666 "$JAIL/dev/null" c 1 3
  mknod -m 666 "$JAIL/dev/urandom" c 1 9
  cat >"$JAIL/etc/passwd" <<PASSWD
root:x:0:0::/:/bin/false
mail:x:8:8::/var/mail:/bin/false
uucp:x:10:10::/:/bin/false
Debian-exim:x:$EXIM_USER:$EXIM_USER::/var/spool/exim4:/bin/false
PASSWD
  printf 'root:x:0:\nmail:x:8:\nadm:x:4:\nDebian-exim:x:%s:\n' "$EXIM_USER" >"$JAIL/etc/group"
  chown -R "$EXIM_USER:$EXIM_USER" "$JAIL/var/spool/exim4" "$JAIL/var/log/exim4" "$JAIL/run/exim4"
  cp /etc/services /etc/protocols "$JAIL/etc/"
  echo "nameserver 127.0.2.53" >"$JAIL/etc/resolv.conf"
  echo "hosts: files dns" >"$JAIL/etc/nsswitch.conf"
  cat >"$JAIL/etc/hosts" <<HOSTS
127.0.0.1 localhost
127.0.2.201 app1.example.net
127.0.2.202 app2.example.net
127.0.2.203 newsletter.example.net
HOSTS
  sed "s/^SELECTOR$/${SELECTOR:+log_selector = $SELECTOR}/" "$HERE/exim.conf" >"$JAIL/etc/exim4/exim4.conf"
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

# No process of Exim's is left, so no refusal can be sent and not be logged.
at_rest() {
  [ -z "$(exims)" ]
}

is_listening() {
  grep -q "started, pid=\|listening" "$JAIL/var/log/exim4/mainlog" 2>/dev/null
}

build_jail
: >"$WORK/truth.ndjson"
"$TSX" "$SCRIPTED/server.ts" --truth "$WORK/truth.ndjson" --hour-seconds "$HOUR_SECONDS" >"$WORK/ready" &
server_pid=$!
wait_for "the scripted servers" grep -q ready "$WORK/ready"
start=$(cut -d' ' -f2 "$WORK/ready")

chroot "$JAIL" /usr/sbin/exim4 -bd -q2s
wait_for "Exim" is_listening

"$TSX" "$SCRIPTED/send.ts" --start "$start" --hour-seconds "$HOUR_SECONDS" &
sender_pid=$!
wait "$sender_pid"
sender_pid=""
kill "$(cat "$JAIL/run/exim4/exim.pid")"
wait_for "an idle Exim" at_rest

documented() {
  sed -e 's/127\.0\.2\./192.0.2./g' -e 's/\[::1\]/[2001:db8::25]/g' -e 's/"::1"/"2001:db8::25"/g' "$1"
}
documented "$JAIL/var/log/exim4/mainlog" >"$OUT/$NAME.log"
documented "$WORK/truth.ndjson" >"$OUT/$NAME.truth.ndjson"
wc -c "$OUT/$NAME.log" "$OUT/$NAME.truth.ndjson"
