#!/bin/sh
# A browser for the tests of the desk: one that is there, else Debian's, where this may be installed.
set -u

for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing chromium for the tests of the desk"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null 2>&1
    apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 && exit 0
fi

echo "onrecord: no chromium: the tests of the desk in a browser are skipped (on Debian and Ubuntu: apt install chromium)" >&2
exit 0
