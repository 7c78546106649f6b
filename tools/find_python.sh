#!/bin/sh
# Print the first Python on PATH that onrecord runs on and that can make a virtual environment; PYTHON=... names one.
set -u

fits='import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))'

set -- python3.11 python3.12 python3 python
[ -n "${PYTHON:-}" ] && set -- "$PYTHON"

for name; do
    # A name may stand for a launcher that finds no such version: only running it tells.
    if "$name" -c "$fits" >/dev/null 2>&1; then
        command -v "$name"
        exit 0
    fi
done

echo "onrecord: no Python 3.11 or 3.12 that can make a virtual environment was found" \
    "(tried: $*); install one with its venv module" \
    "(on Debian and Ubuntu: apt install python3.11-venv) or name it: make PYTHON=/path/to/python3.11" >&2
exit 2
