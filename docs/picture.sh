#!/bin/sh
# Makes docs/report.png, the picture in the README, from the demo's report. Needs Debian's chromium.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
SOURCE_DATE_EPOCH=1749456000 cargo run --quiet --release --package retold-cli -- demo --output "$work/report.html"
# Chromium will not run its sandbox as root, which is what a container has.
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/profile" \
    --window-size=1400,1050 --screenshot="$PWD/docs/report.png" "file://$work/report.html" >/dev/null 2>&1
size=$(wc -c <docs/report.png)
[ "$size" -lt 300000 ] || { echo "docs/report.png: $size bytes, more than 300 kB" >&2; exit 1; }
echo "docs/report.png: $size bytes"
