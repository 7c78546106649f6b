#!/bin/sh
# Resolve pyproject.toml into locks/: every package with its hashes, for every platform, no registry named.
# What is locked already stays at its version; `sh tools/lock.sh --upgrade` takes newer ones.
set -eu

uv=$(command -v .venv/bin/uv || command -v uv) || {
    echo "onrecord: make lock needs uv; install it with: .venv/bin/pip install uv" >&2
    exit 2
}

compile() {
    out=$1
    shift
    "$uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --output-file "$out" "$@"
}

# What make sets up to use onrecord: with its desk.
compile locks/core.lock --extra desk "$@"
compile locks/dev.lock --extra dev --constraint locks/core.lock "$@"
compile locks/train.lock --extra train --constraint locks/core.lock "$@"
