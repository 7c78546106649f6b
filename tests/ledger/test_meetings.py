"""Who meets whom under crowded keys follows from what is filed, whatever came or went before."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from onrecord import flow
from onrecord.ledger import meetings
from onrecord.ledger.edges import Link, Linking
from onrecord.ledger.store import Beside, Store
from onrecord.marks.kinds import KINDS
from onrecord.shapes.raw import Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.report import Report

LEAST = {"copy": 1, "story": 2}
MOST = 3
KEYS = [f"{kind} {n}" for kind in LEAST for n in range(6)]
Filed = dict[str, list[str]]


def link(mine: tuple[str, str], others: Mapping[str, tuple[str, frozenset[str]]]) -> Sequence[Link]:
    pairs = [(*sorted((mine[0], other)), kinds) for other, (_, kinds) in others.items()]
    return [Link(kind, a, b, "{}") for a, b, kinds in pairs for kind in sorted(kinds)]


LINKING = Linking(link, LEAST, {kind: frozenset((kind,)) for kind in LEAST})


def expected(filed: Filed, kind: str) -> set[tuple[str, str]]:
    """Pairs that share enough keys under which one of the two is among the MOST that come first."""
    first = {key: ahead(filed, key) for key in KEYS}
    out = set()
    for a, b in combinations(sorted(filed), 2):
        shared = [k for k in filed[a] if k in filed[b] and (a in first[k] or b in first[k])]
        if sum(key.startswith(kind) for key in shared) >= LEAST[kind]:
            out.add((a, b))
    return out


def ahead(filed: Filed, key: str) -> list[str]:
    return sorted((r for r, keys in filed.items() if key in keys), key=meetings.mark)[:MOST]


def behind(filed: Filed, kind: str) -> set[str]:
    return {r for r, keys in filed.items() for key in keys if key.startswith(kind) and r not in ahead(filed, key)}


@pytest.fixture(scope="module")
def reading() -> tuple[Raw, Report]:
    raw = Raw(b"The dam held.", "a.txt", "a.txt")
    report = flow.reports(raw)[0]
    assert isinstance(report, Report)
    return raw, report


@pytest.mark.parametrize("few", [0, 64], ids=["by key", "by pair"])
@pytest.mark.parametrize("seed", range(20))
def test_any_order(
    seed: int, few: int, tmp_path: Path, reading: tuple[Raw, Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meetings, "MOST", MOST)
    monkeypatch.setattr(meetings, "_FEW", few)
    raw, report = reading
    chance = random.Random(seed)
    filed: Filed = {}
    with Store(tmp_path / "l.db", KINDS, create=True) as store:
        for step in range(40):
            name = f"{chance.randrange(16):04x}"
            if name in filed and chance.random() < 0.4:
                store.remove(name, LINKING)
                del filed[name]
                continue
            keys = chance.sample(KEYS, chance.randrange(len(KEYS)))
            instead = chance.choice(sorted(filed)) if filed and name not in filed and chance.random() < 0.2 else None
            made = replace(report, id=name, encoding=f"step {step}")  # another row, so that it is written
            assert store.put(raw, Reading(made, {}), "{}", keys, LINKING, Beside(instead_of=instead))
            filed.pop(instead or "", None)
            filed[name] = keys
            for kind in LEAST:
                assert {(e.a, e.b) for e in store.links(kind)} == expected(filed, kind)
                assert store.crowded(kind) == behind(filed, kind)


def test_keys_of_one_word_are_neighbours() -> None:
    words = [f"word{n}" for n in range(200)]
    regions = [sorted(meetings.key(f"story {window} ship+{w}")[1] for w in words) for window in (7, 8)]
    for region in regions:
        assert len(set(region)) == len(words)
        assert region[-1] - region[0] < 1 << 36
    low, high = sorted(regions)
    assert low[-1] < high[0]
    assert meetings.key("people ann+ship")[0] == "people"
