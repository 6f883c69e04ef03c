#!/usr/bin/env bash
# Unpacks a Debian package into a folder without installing it: Postfix and Exim cannot both be
# installed, because each is the machine's mail transport agent.
#
#   test/e2e/unpack.sh PACKAGE FOLDER
set -euo pipefail
package=$1 folder=$2

if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
  echo "$package is not installed, and without apt it cannot be unpacked either" >&2
  exit 1
fi
mkdir -p "$folder"
cd "$folder"
if ! apt-get download -qq "$package" 2>download.log; then
  echo "$package is not installed and cannot be downloaded (run apt-get update first?):" >&2
  cat download.log >&2
  exit 1
fi
dpkg-deb -x "$package"_*.deb .

# The libraries it wants, without their versions. Only a machine that lacks them is changed.
missing=""
for library in $(dpkg-deb -f "$package"_*.deb Depends | tr ',' '\n' | sed 's/^ *//; s/[ |(].*//' | grep '^lib'); do
  if ! dpkg -s "$library" >/dev/null 2>&1; then missing="$missing $library"; fi
done
if [ -n "$missing" ]; then
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi
