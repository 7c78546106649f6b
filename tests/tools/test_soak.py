"""The soak itself: each role works on a ledger, and a decision that went missing is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import pytest

import onrecord
from tools import soak


def times(many: int) -> Callable[[], bool]:
    """True so many times."""
    left = iter(range(many))
    return lambda: next(left, None) is not None


def test_each_role_works(tmp_path: Path) -> None:
    path = tmp_path / "soak.db"
    done: Counter[str] = Counter()
    for role, many in ((soak.add, 4), (soak.ask, 20), (soak.decide, 12)):
        told: Counter[str] = Counter()
        faults: list[str] = []
        role(path, times(many), 1, told, faults)
        assert faults == []
        done += told
    assert (done["added"], done["decided"]) == (4, 12)
    assert {"stories", "search", "queue", "decisions", "story"} <= done.keys()
    with onrecord.Ledger(path) as ledger:
        assert ledger.verify().problems == ()


def test_a_decision_that_went_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "soak.db"
    soak.add(path, times(4), 1, Counter(), [])
    kept = onrecord.Ledger.decide

    def lossy(ledger: onrecord.Ledger, *asked: Any) -> int:
        batch = kept(ledger, *asked)
        if batch > 3:
            db = apsw.Connection(str(path))
            db.execute("delete from decision where batch = 1")
            db.close()
        return batch

    monkeypatch.setattr(onrecord.Ledger, "decide", lossy)
    faults: list[str] = []
    soak.decide(path, times(6), 7, Counter(), faults)
    assert any("batch 1 was" in fault for fault in faults)
