"""Many reports: the same in any order of arrival, and no more work than there is to do where all repeat one."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from onrecord import accounts, filing, flow, linking
from onrecord.ledger import meetings
from onrecord.ledger.store import Store
from onrecord.links import keys
from onrecord.links.digest import digest
from onrecord.marks.kinds import KINDS
from onrecord.shapes.raw import Given, Raw
from onrecord.shapes.reading import Reading

Read = tuple[Raw, Reading]
WIRE = (
    "A grain silo collapsed in the harbour of Vardnes on Thursday evening and {} dock workers were buried, the Coastal"
    " Rescue Service said, adding that 11 more had been pulled out alive.\n\n"
    "The silo had held 4,200 tonnes of barley when its north wall gave way at 6:40 p.m., two hours after a ship had"
    " finished loading, harbour engineer Ingrid Solvang said. Cranes were brought from Nordhamn to lift the concrete.\n\n"
    "Inspectors had found cracks in the wall in March, according to a letter seen by the union, and the owner, Fjordkorn"
    " Holding, had promised repairs before the harvest.\n"
)


def put(store: Store, arriving: Iterable[Read]) -> None:
    """Reports that were read already, into a ledger, one after the other."""
    for raw, reading in arriving:
        mine = digest(reading, raw.address)
        store.put(raw, reading, linking.as_kept(mine), keys.keys(mine), linking.linking(store))


def settled(folder: Path, arriving: Sequence[Read]) -> tuple[object, ...]:
    with Store(folder / "l.db", KINDS, create=True) as store:
        put(store, arriving)
        told = accounts.account(store)
        (folder / "l.db").unlink()
        return told.stories, set(told.copies), {s.id: s.origins for s in told.stories}


def plain(text: str, name: str, **given: str) -> Read:
    raw = Raw(text.encode(), name, name, given=Given(**given))
    (report,) = flow.reports(raw)
    return raw, Reading(report, {}, {}, "", KINDS)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def examples(raws: list[Raw]) -> list[Read]:
    found = [(raw, reading) for raw in raws for reading in flow.read([raw])]
    assert all(isinstance(reading, Reading) for _, reading in found)
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("most", [meetings.MOST, 2])
def test_twenty_orders_of_the_examples(
    examples: list[Read], most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # With two that come first under a key nearly every key is crowded.
    monkeypatch.setattr(meetings, "MOST", most)
    expected = settled(tmp_path, examples)
    order = list(examples)
    for seed in range(20):
        random.Random(seed).shuffle(order)
        assert settled(tmp_path, order) == expected


@pytest.mark.parametrize("numbers", [(18,), range(2, 99)], ids=["one wire", "another number in each"])
def test_a_crowd_of_copies(numbers: Sequence[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meetings, "MOST", 8)
    many = 150
    crowd = [
        plain(
            f"Silo collapses in Vardnes\n\n{WIRE.format(numbers[n % len(numbers)])}", f"{n}.txt", outlet=f"Paper {n}",
            published=f"2031-05-{1 + n % 9:02}",
        )
        for n in range(many)
    ]  # fmt: skip
    with Store(tmp_path / "l.db", KINDS, create=True) as store:
        put(store, crowd)
        # Each is linked to those that come first under its keys, a few for each number and month: not to all others.
        assert sum(len(store.links(kind)) for kind in ("copy", "story")) <= 3 * many * meetings.MOST < many * many / 4
        told = accounts.account(store)
    (story,) = told.stories
    assert len(story.reports) == many
    assert len(story.origins) == 1


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (("", "x", "One line of words.", "One line of words."), ("2031-05-01",) * 4),
        ((WIRE.format(18), "Bakers end strike\n\nBakers in Ondal went back to work.", ""), ("1970-01-01", "2999-12-31", "")),
    ],
)  # fmt: skip
def test_little_to_go_by(texts: Sequence[str], days: Sequence[str], tmp_path: Path) -> None:
    with Store(tmp_path / "l.db", KINDS, create=True) as store:
        for n, (text, day) in enumerate(zip(texts, days, strict=True)):
            filing.keep(store, Raw(text.encode(), f"{n}.txt", f"{n}.txt", given=Given(published=day or None)))
        told = accounts.account(store)
        assert sorted(r for s in told.stories for r in s.reports) == sorted(store.ids(aside=False))
        assert all(len(s.reports) == 1 for s in told.stories) or texts[2] == texts[3]
