"""A second look over a ledger: pieces of the page go, what a desk repeats by right stays, and order makes no difference."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import onrecord
from onrecord import flow
from onrecord.marks.kinds import KINDS
from onrecord.shapes.reading import Reading
from onrecord.shapes.report import Report

OUTLET = "The Skarvik Post"
# What happened, told in words that no other page has.
BODIES = {
    "quay": (
        "Ferry quay closed after crane falls",
        "A loading crane fell across the ferry quay at Skarvik early on Monday and blocked both berths, the harbour office said.",
        "Harbour master Ingrid Solvang said the crane had been due for inspection in the autumn and that a tug would be sent for it.",
        "No sailing is expected before Wednesday, and lorries were told to wait at the weighing station north of the town.",
    ),
    "school": (
        "Pupils moved from damp school",
        "About 140 pupils of the upper school were moved to the old barracks after mould was found behind the panels of six rooms.",
        "Head teacher Tor Evensen said parents had been told by letter and that lessons would go on without a break this week.",
        "The county set aside money for new walls in its spring budget, but builders have not yet been named by the council.",
    ),
    "fish": (
        "Cod quota cut by a tenth",
        "Boats from the northern districts may land a tenth less cod next year under a plan that the fisheries board put out on Friday.",
        "Chairman Petter Lunde of the boat owners called the figures a guess and asked the board to count the shoals once more.",
        "The board answered that its ships had sailed for eleven weeks and that the shoals were thinner than at any time since 2019.",
    ),
    "bus": (
        "Night buses return to the valley",
        "Night buses will run again through the valley from the first week of May, two years after the county took them off the road.",
        "Councillor Marte Hovland said young people had asked for them at every meeting and that the fare would stay at 30 crowns.",
        "Drivers were promised a room to rest in at the terminus, which the union had made a condition in the talks last month.",
    ),
}  # fmt: skip
BACKGROUND = (
    "The war in the southern islands began in 2028, when the truce over the fishing grounds broke down after a week."
)
LABEL = "More from our newsroom"
OWN = "The Skarvik Post has brought you the news of the coast since 1911 and is owned by those who read it."
SHORT = "Police are investigating."
PLACE = "SKARVIK, Norland —"


def text(name: str, *, extra: bool = True) -> str:
    title, first, second, third = BODIES[name]
    if not extra:
        return f"{title}\n\n{first}\n\n{second}\n\n{third}\n"
    return "\n\n".join([title, PLACE, first, SHORT, LABEL, second, BACKGROUND, third, OWN]) + "\n"


Make = Callable[[Iterable[tuple[str, str]]], onrecord.Ledger]


@pytest.fixture(autouse=True)
def unmarked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in the reports does not matter here, and reading it takes long."""

    def mark(report: Report, cache: flow.Cache) -> Reading:
        return Reading(report, {kind.name: () for kind in KINDS}, {}, flow.reader_version(), KINDS)

    monkeypatch.setattr(flow, "mark", mark)


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A ledger of texts by name, added one by one in the order given."""

    def made(texts: Iterable[tuple[str, str]]) -> onrecord.Ledger:
        ledger = onrecord.Ledger(tmp_path / f"{len(list(tmp_path.iterdir()))}.db")
        for name, words in texts:
            folder = tmp_path / f"in-{len(list(tmp_path.iterdir()))}"
            folder.mkdir()
            (folder / f"{name}.txt").write_text(words, encoding="utf-8")
            ledger.add([folder], outlet=OUTLET)
        return ledger

    return made


ALL = [(name, text(name)) for name in BODIES]


def roles(ledger: onrecord.Ledger, report: str) -> dict[str, tuple[str, str]]:
    record = ledger.record(report)
    return {record["text"][b["start"] : b["end"]]: (b["kind"], b["why"]) for b in record["blocks"]}


def dump(ledger: onrecord.Ledger) -> list[str]:
    db = sqlite3.connect(ledger._store.path)
    try:
        return list(db.iterdump())
    finally:
        db.close()


def test_pieces_of_the_page_go_and_the_report_stays(make: Make) -> None:
    ledger = make(ALL)
    before = {row["report"]: roles(ledger, row["report"]) for row in ledger.reports()}
    first = next(iter(before.values()))
    assert first[OWN][0] == "body"  # what a first reading takes for the report
    found = ledger.reread()
    assert set(found.changed) == set(before)
    assert found.failures == ()
    for report in before:
        after = roles(ledger, report)
        assert after[OWN] == ("boilerplate", f"stands on 4 pages of {OUTLET}")
        assert after[LABEL][0] == "boilerplate"
        for line in (BACKGROUND, SHORT):
            assert after[line][0] == "body"
        assert after[PLACE] == before[report][PLACE]
        own = {line: role for line, role in after.items() if line not in (OWN, LABEL)}
        assert own == {line: role for line, role in before[report].items() if line not in (OWN, LABEL)}
    assert found.lines == sum(before[r][line][0] != roles(ledger, r)[line][0] for r in before for line in before[r])
    assert ledger.verify().problems == ()


def test_twice_changes_nothing_and_set_keeps_it(make: Make) -> None:
    ledger = make(ALL)
    ledger.reread()
    before = dump(ledger)
    again = ledger.reread()
    assert (again.read, again.changed, again.lines) == (0, (), 0)
    assert dump(ledger) == before
    assert ledger.reread(every=True).changed == ()
    assert dump(ledger) == before
    report = ledger.reports()[0]["report"]
    ledger.set(report, published="2031-05-02")
    assert roles(ledger, report)[OWN][0] == "boilerplate"
    assert ledger.record(report)["outlet"] == OUTLET


def test_order_of_addition_makes_no_difference(make: Make) -> None:
    expected = None
    for seed in (1, 2):
        some = ALL[:]
        random.Random(seed).shuffle(some)
        ledger = make(some[:3])
        ledger.reread()  # a look in between leaves no trace
        folder = ledger._store.path.parent / f"late-{seed}"
        folder.mkdir()
        (folder / f"{some[3][0]}.txt").write_text(some[3][1], encoding="utf-8")
        ledger.add([folder], outlet=OUTLET)
        ledger.reread()
        records = {row["title"]: {**ledger.record(row["report"]), "source": ""} for row in ledger.reports()}
        assert expected in (None, records)
        expected = records


def test_when_the_other_pages_are_gone_so_is_the_look(make: Make) -> None:
    ledger = make(ALL)
    fresh = {row["report"]: ledger.record(row["report"]) for row in ledger.reports()}
    ledger.reread()
    kept, *others = list(fresh)
    for report in others:
        ledger.remove(report)
    assert ledger.reread().changed == (kept,)
    assert ledger.record(kept) == fresh[kept]


NOT_ENOUGH = [
    ("two pages", ALL[:2]),
    ("versions of one page", [("quay", text("quay").replace("Monday", day)) for day in ("Monday", "Tuesday", "Friday")]),
    ("one wire printed three times", [(f"copy-{n}", text("quay") + f"\n{n} comments\n") for n in range(4)]),
]  # fmt: skip


@pytest.mark.parametrize("texts", [n[1] for n in NOT_ENOUGH], ids=[n[0] for n in NOT_ENOUGH])
def test_what_says_nothing_of_the_outlet(make: Make, texts: list[tuple[str, str]]) -> None:
    ledger = make(texts)
    before = [ledger.record(row["report"]) for row in ledger.reports()]
    assert ledger.reread().changed == ()
    assert [ledger.record(row["report"]) for row in ledger.reports()] == before


def test_reports_of_an_older_reader_are_read_again(make: Make) -> None:
    ledger = make([("quay", text("quay", extra=False)), ("school", text("school", extra=False))])
    old, other = (row["report"] for row in ledger.reports())
    ledger.set(old, published="2031-05-02")
    fresh = ledger.record(old)
    ledger._store._db.execute(
        "update report set hash = 'x', record = json_set(record, '$.reader', '0.0+old', '$.title', 'Otherwise') where id = ?",
        (old,),
    )
    assert ledger.reread([other]).read == 1
    assert ledger.record(old)["title"] == "Otherwise"
    found = ledger.reread(stale=True)
    assert (found.read, found.changed) == (1, (old,))
    assert ledger.record(old) == fresh
    assert [row["report"] for row in ledger.reports()] == [old, other]
    assert ledger.verify().problems == ()
