#!/bin/sh
# Installs what the tests look with and is not there yet: a browser, the SQLite shell, a reader of man pages, unpackers, what speaks to systemd. Debian and Ubuntu.
set -eu

missing=""
need() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
need chromium chromium
need sqlite3 sqlite3
need pflogsumm pflogsumm
need mandoc mandoc
need zstd zstd
need xz xz-utils
need bzip2 bzip2
need python3 python3
need systemd-notify systemd
[ -n "$missing" ] || exit 0

as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo"
$as_root apt-get update -qq
# The names are to be split: each is a package.
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
