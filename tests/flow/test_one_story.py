"""The account of one story, told by look-ups, is that of the account of the whole ledger."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from onrecord import accounts, filing, flow, linking
from onrecord.checks.made.world import reports
from onrecord.ledger.edges import Link
from onrecord.ledger.store import Store
from onrecord.links.digest import digest
from onrecord.marks.kinds import KINDS
from onrecord.shapes.link import ATTACHED_KINDS, COPY_KINDS, Copy, Digest, Edge
from onrecord.shapes.plain import to_plain
from onrecord.shapes.raw import Raw
from onrecord.shapes.reading import Reading
from onrecord.sources.files import open_paths

REPORTS = Path(__file__).parents[2] / "examples" / "reports"


class Tied:
    """Stands for a store: reports with any links at all."""

    def __init__(self, digests: Sequence[Digest], links: Iterable[Link], crowded: Iterable[str]) -> None:
        """Reports in order of addition."""
        self.kept = {d.id: linking.as_kept(d) for d in digests}
        self.every = sorted(links, key=lambda e: (e.a, e.b))
        self.apart = frozenset(crowded)

    def ids(self, *, aside: bool = True) -> list[str]:
        return list(self.kept)

    def in_order(self, some: Iterable[str], *, aside: bool = True) -> list[str]:
        return [r for r in self.kept if r in set(some)]

    def digests(self, some: Sequence[str]) -> Mapping[str, str]:
        return {r: self.kept[r] for r in some}

    def links(self, kind: str) -> list[Link]:
        return [e for e in self.every if e.kind == kind]

    def links_of(self, kind: str, report: str) -> list[Link]:
        return [e for e in self.every if e.kind == kind and report in (e.a, e.b)]

    def crowded(self, kind: str) -> frozenset[str]:
        return self.apart if kind == "lead" else frozenset()

    def crowded_among(self, kinds: Iterable[str], some: Iterable[str]) -> frozenset[str]:
        return self.apart & frozenset(some)


def alike(store: Store, told: accounts.Account, *, marks: bool) -> None:
    """Hold every report's own account against the whole one."""
    for one in told.stories:
        for report in one.reports:
            near = accounts.account_of(store, [report])
            assert near.story_of(report) == one
            assert near.versions_of(report) == told.versions_of(report)
            for which in ("inferred", "later", "before"):
                assert getattr(near, which).get(report) == getattr(told, which).get(report)
        if marks:
            for tell in (accounts.story, accounts.timeline, accounts.covered, accounts.said):
                told_so: Any = tell
                assert repr(told_so(store, near, near.story_of(report))) == repr(told_so(store, told, one))


def tied(seed: int) -> Tied:
    """Forty reports with links by chance: few are sure, most are at the edge of telling anything."""
    chance = random.Random(seed)
    raw = Raw(b"Dam holds\n\nThe dam of Orva held on Monday, the mayor said.", "a.txt", "a.txt")
    (reading,) = flow.read([raw])
    assert isinstance(reading, Reading)
    base, some = digest(reading, "a.txt"), [f"{n:03}" for n in range(40)]
    chance.shuffle(some)
    digests = []
    for name in some:
        genre = chance.choice(ATTACHED_KINDS) if chance.random() < 0.15 else "news"
        day = None if chance.random() < 0.2 else f"2031-03-{chance.randrange(1, 29):02}"
        digests.append(replace(base, id=name, genre=genre, published=day))
    links = []
    for a in some:
        for b in some:
            if a < b and chance.random() < 0.12:
                score = chance.choice((0.08, 0.1, 0.104, 0.11, 0.16, 0.2, 0.28, 0.29, 0.3, 0.45, 0.55, 0.8, 0.99))
                if chance.random() < 0.06:
                    copy = Copy(*chance.sample((a, b), 2), chance.choice(COPY_KINDS), 0.9, chance.random() < 0.5)
                    links.append(Link("copy", a, b, json.dumps(to_plain(copy))))
                elif chance.random() < 0.5 or int(a) // 5 == int(b) // 5:
                    links.append(Link("story", a, b, json.dumps(to_plain(Edge(a, b, score)))))
    return Tied(digests, links, [r for r in some if chance.random() < 0.2] if seed % 2 else [])


@pytest.mark.parametrize("seed", range(30))
def test_any_links(seed: int) -> None:
    store = cast(Store, tied(seed))
    told = accounts.account(store)
    assert len(told.digests) == sum(len(one.reports) for one in told.stories) == 40
    alike(store, told, marks=False)


def test_reports(tmp_path: Path) -> None:
    with Store(tmp_path / "l.db", KINDS, create=True) as store:
        for raw in open_paths([str(REPORTS)]):
            assert isinstance(raw, Raw)
            filing.keep(store, raw)
        for made in reports(11, 45, pace=1.5):
            filing.keep(store, made.raw)
        alike(store, accounts.account(store), marks=True)
        assert store.newest() == max(d for r in store.ids() if (d := store.head(r)["published"]["date"]))[:10]
