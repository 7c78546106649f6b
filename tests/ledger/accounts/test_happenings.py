"""Tellings of one event in many reports, and what became of what was announced: from readings made by hand."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.ledger.happenings import happening, happenings
from onrecord.ledger.strands import strand
from onrecord.ledger.tellings import told
from onrecord.ledger.timeline import timeline, upcoming
from onrecord.shapes.backing import Backing
from onrecord.shapes.happening import Happening, TimelineEntry
from onrecord.shapes.mark import Cell, When
from onrecord.shapes.reading import Reading
from onrecord.shapes.record import mark_ids
from onrecord.shapes.table import Row, parse

Tell = Callable[..., Reading]
HERE = Path(__file__).parent
KEYS = {"by": "actor", "to": "recipient", "on": "when", "said": "asserted_by"}


def table(name: str, *columns: str) -> list[Row]:
    return parse((HERE / name).read_text(encoding="utf-8"), name, columns)


JOINS = table("happenings.tsv", "name", "reports", "expect")
OUTCOMES = table("outcomes.tsv", "name", "reports", "expect", "upcoming")


def readings(tell: Tell, reports: str) -> list[Reading]:
    out = []
    for part in reports.split(" // "):
        head, _, rest = part.partition(": ")
        name, _, day = head.partition(" ")
        lines: list[tuple[str, str, dict[str, Any]]] = []
        for words in rest.split(" ; "):
            kind, printed, cells = event(words)
            killed = cells.pop("killed", None)
            if killed is not None:
                cells["figures"] = (sum(line[0] == "figure" for line in lines),)
                lines.append(("figure", killed, {"what": "killed", "value": int(killed), "hedge": "exact"}))
            lines.append((kind, printed, cells))
        out.append(tell(name, day or None, lines))
    return out


def event(words: str) -> tuple[str, str, dict[str, Any]]:
    """An event from one phrase of a case."""
    first, *rest = words.split()
    type_, _, modality = first.partition(":")
    cells: dict[str, Any] = {"type": type_, "modality": modality or "happened"}
    printed = []
    for word in rest:
        key, equals, value = word.partition("=")
        if word.startswith("@"):
            cells["where"] = word[1:].replace("_", " ")
        elif equals:
            cells[KEYS.get(key, key)] = value.replace("_", " ")
        else:
            printed.append(word.strip("[]"))
            if word.startswith("["):
                cells["anchor"] = word.strip("[]")
    return "event", " ".join(printed), cells


def tellings(found: list[Reading]) -> dict[tuple[str, int], str]:
    """The name of each event in a case (report and number) by report and place."""
    return {(r.report.id, e.start): f"{r.report.id}{n}" for r in found for n, e in enumerate(r.events, 1)}


def named_days(reading: Reading) -> list[tuple[str, When]]:
    """The events of a report that name the very day, by id; the day of a toll is that of the count."""
    found = zip(mark_ids(reading.report, reading.events), reading.events, strict=True)
    dated = [(name, e, w) for name, e in found if isinstance(w := e.value("when"), When) and w.first == w.last]
    return [(name, w) for name, e, w in dated if e.value("anchor").cut(reading.text) != "toll"]


def groups(found: list[Reading]) -> set[frozenset[str]]:
    name = tellings(found)
    return {frozenset(name[t.report, t.start] for t in h.tellings) for h in happenings(found, Backing())}


@pytest.mark.parametrize("case", JOINS, ids=lambda c: c["name"])
def test_which_tellings_are_one_event(case: Row, tell: Tell) -> None:
    due = set() if case["expect"] == "none" else {frozenset(g.split()) for g in case["expect"].split(";")}
    assert {g for g in groups(readings(tell, case["reports"])) if len(g) > 1} == due


@pytest.mark.parametrize("case", OUTCOMES, ids=lambda c: c["name"])
def test_what_became_of_it(case: Row, tell: Tell) -> None:
    found = readings(tell, case["reports"])
    name = tellings(found)

    def first(entry: Happening | TimelineEntry) -> str:
        told = entry.tellings if isinstance(entry, Happening) else entry.told
        return name[told[0].report, told[0].start]

    by_id = {h.id: first(h) for h in happenings(found, Backing())}
    entries = {e.id: e for e in (*timeline(found, Backing()), *upcoming(found, Backing()))}
    made = {
        " ".join(filter(None, (first(e), e.outcome, by_id.get(e.outcome_in or ""))))
        for e in entries.values()
        if e.outcome
    }
    on_record = {e.id for e in entries.values()}
    due = {d for d in case["expect"].split(";") if d.split()[0] in {by_id[i] for i in on_record}}
    assert made == due
    assert [first(e) for e in upcoming(found, Backing())] == (
        [] if case["upcoming"] == "none" else case["upcoming"].split()
    )
    for entry in entries.values():
        for announced in entry.announced:
            plan = entries[announced]
            assert (plan.outcome_in, plan.outcome_from, plan.outcome_to) == (entry.id, entry.first, entry.last)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.sampled_from([*JOINS, *OUTCOMES]), min_size=1, max_size=4, unique_by=lambda c: c["name"]),
    st.integers(0, 99),
)
def test_order_of_arrival_does_not_matter(tell: Tell, cases: list[Row], seed: int) -> None:
    found = []
    for n, case in enumerate(cases):
        parts = (f"{n}{part}" for part in case["reports"].split(" // "))
        found += readings(tell, " // ".join(parts))
    due = happenings(found, Backing()), timeline(found, Backing()), upcoming(found, Backing())
    random.Random(seed).shuffle(found)
    assert (happenings(found, Backing()), timeline(found, Backing()), upcoming(found, Backing())) == due
    told = sorted(t.event for h in due[0] for t in h.tellings)
    assert len(told) == len(set(told)) == sum(len(r.events) for r in found)
    days = {e: w.first for r in found for e, w in named_days(r)}
    for one in due[0]:
        assert len({days[t.event] for t in one.tellings if t.event in days}) <= 1


def test_words_of_a_happening_are_a_reports_own_where_it_vouches(tell: Tell) -> None:
    case = (
        "a 2031-05-01: ASSAULT Orva [shelled] Tesk by=Orva to=Tesk on=2031-05-01 said=Ada_Brond"
        " // b 2031-05-02: ASSAULT a [shelling] of Tesk to=Tesk on=2031-05-01"
    )
    told = readings(tell, case)
    (both,), (claim,) = happenings(told, Backing()), happenings(told[:1], Backing())
    assert (both.text, claim.text) == ("a shelling of Tesk", "Orva shelled Tesk")
    assert [t.actor for t in both.tellings] == [("Orva",), ()]


def coded(reading: Reading, plover: str | None, *codes: tuple[str | None, str | None]) -> Reading:
    """A reading of one event with PLOVER's code, and country and sector of each of its actors."""
    (event,) = reading.events
    refs = zip(event.value("actor"), codes, strict=True)
    cells = dict(event.cells)
    cells["actor"] = Cell(tuple(replace(ref, country=c, sector=s) for ref, (c, s) in refs), "made")
    cells |= {"plover": Cell(plover, "made")} if plover else {}
    return replace(reading, marks={"event": (replace(event, cells=cells),)})


def test_codes_of_a_happening(tell: Tell) -> None:
    case = (
        "a 2031-05-01: ASSAULT:denied they [shelled] Tesk by=Ada_Brond|Orva to=Tesk on=2031-05-01"
        " // b 2031-05-02: ASSAULT they [shelled] Tesk by=Orva|Ada_Brond to=Tesk on=2031-05-01"
        " // c 2031-05-02: ASSAULT they [shelled] Tesk by=Orva|Ada_Brond to=Tesk on=2031-05-01"
    )
    told = readings(tell, case)
    codes: list[tuple[str | None, str | None]] = [(None, None), (None, "GOV")]
    found = [coded(told[0], None, *codes), *(coded(one, "ASSAULT", ("PER", "MIL"), (None, None)) for one in told[1:])]
    (one,) = happenings(found, Backing())
    assert (one.plover, one.actor) == ("ASSAULT", ("Ada Brond", "Orva"))
    assert (one.actor_country, one.actor_sector, one.recipient_country) == (("", "PER"), ("", "MIL"), ())
    (entry,) = timeline(found, Backing())
    assert (entry.plover, entry.actor_country, entry.actor_sector) == ("ASSAULT", one.actor_country, one.actor_sector)


def test_days_text_and_origins_of_a_happening(tell: Tell) -> None:
    found = readings(
        tell,
        "a 2031-05-02: ASSAULT rebels [attacked] Tesk by=rebels @Tesk"
        " // b 2031-05-03: ASSAULT rebels [attacked] the port of Tesk by=rebels @Tesk on=2031-05-01 killed=12"
        " // c 2031-05-04: ASSAULT rebels [attacked] Tesk port by=rebels @Tesk on=2031-05-01/2031-05-31 killed=14",
    )
    (one,) = happenings(found, Backing({"a": "wire", "b": "wire"}))
    assert (one.first, one.last, one.text) == ("2031-05-01", "2031-05-01", "rebels attacked Tesk")
    assert (one.reports, one.origins, one.where) == (("a", "b", "c"), 2, "Tesk")
    assert [(f.what, f.value, f.report) for f in one.figures] == [("killed", "12", "b"), ("killed", "14", "c")]
    (entry,) = timeline(found, Backing())
    assert (entry.first, entry.killed, entry.injured) == ("2031-05-01", one.figures, ())
    assert [(e.report, e.start, e.end) for e in entry.evidence] == [(t.report, t.start, t.end) for t in one.tellings]


@pytest.mark.parametrize(
    ("later", "whole"),
    [
        ("ASSAULT:denied it had [shelled] Tesk by=Orva_Front @Tesk on=2031-05-01 said=Orva_Front", "happened"),
        ("ASSAULT:denied it had [shelled] Tesk by=Orva_Front @Tesk on=2031-05-01", "denied"),
        ("ASSAULT:ongoing Orva Front was [shelling] Tesk by=Orva_Front @Tesk on=2031-05-01", "ongoing"),
        ("ASSAULT:historical Orva Front [shelled] Tesk by=Orva_Front @Tesk on=2031-05-01", "happened"),
    ],
)
def test_modality_of_the_whole(tell: Tell, later: str, whole: str) -> None:
    first = "ASSAULT Orva Front [shelled] Tesk by=Orva_Front @Tesk on=2031-05-01"
    (one,) = happenings(readings(tell, f"a 2031-05-02: {first} // b 2031-05-03: {later}"), Backing())
    assert one.modality == whole
    assert sum(one.modalities.values()) == 2


def test_a_bare_headline_does_not_make_it_so(tell: Tell) -> None:
    found = readings(
        tell,
        "a 2031-05-02: CONSULT [Talks] off on=2031-05-04 ; "
        "CONSULT:denied Ada Brond cancelled the [talks] with Trane by=Ada_Brond on=2031-05-04",
    )
    assert [h.modality for h in happenings(found, Backing())] == ["denied"]


def test_a_copy_does_not_make_it_new_again(tell: Tell) -> None:
    found = readings(
        tell,
        "a 2031-05-02: ASSAULT Orva Front [shelled] Tesk by=Orva_Front @Tesk on=2031-05-01"
        " // b 2031-05-03: ASSAULT:denied Orva Front never [shelled] Tesk by=Orva_Front @Tesk on=2031-05-01"
        " // c 2031-05-04: ASSAULT Orva Front [shelled] Tesk by=Orva_Front @Tesk on=2031-05-01",
    )
    assert happenings(found, Backing({"a": "wire", "c": "wire"}))[0].modality == "denied"
    assert happenings(found, Backing())[0].modality == "happened"


def test_now_is_the_newest_publication_or_as_given(tell: Tell) -> None:
    found = readings(tell, "a 2031-05-01: SANCTION:planned Peru will [ban] trawlers by=Peru on=2031-05-04")
    assert [e.outcome for e in timeline(found, Backing())] == ["open"]
    assert [e.outcome for e in timeline(found, Backing(), "2031-05-05")] == ["open, day past"]
    assert upcoming(found, Backing(), "2031-05-05") == ()


def test_undated_plans_stand_before_what_came_of_them(tell: Tell) -> None:
    found = readings(
        tell,
        "a 2031-05-01: PROTEST:threatened miners will [strike] in Tesk by=miners @Tesk ; OTHER the port [opened] on=2031-05-02"
        " // b 2031-05-06: PROTEST the miners' [walkout] in Tesk by=miners @Tesk on=2031-05-05",
    )
    assert [(e.first, e.outcome) for e in timeline(found, Backing())] == [
        ("2031-05-02", None),
        (None, "came about"),
        ("2031-05-05", None),
    ]


def test_many_events_take_time_in_proportion(tell: Tell) -> None:
    # As many pairs as events squared would be 9 million and take minutes.
    one = "ASSAULT rebels [attacked] bridge {} by=rebels to=bridge on=2031-05-{:02d}"
    found = []
    for n in range(300):
        day = 1 + n % 28
        found += readings(
            tell, f"r{n} 2031-05-{day:02d}: " + " ; ".join(one.format(k, 1 + (n + k) % 28) for k in range(10))
        )
    assert len(happenings(found, Backing())) < 3000


def test_words_of_a_happening_tell_it_by_its_type(tell: Tell) -> None:
    case = (
        "a 2031-05-02: OTHER 14 [killed] in Tesk to=14 @Tesk killed=14 ; ACCIDENT a dam [burst] in Tesk @Tesk killed=14"
    )
    (one,) = happenings(readings(tell, case), Backing())
    assert (one.type, one.text, len(one.tellings)) == ("ACCIDENT", "a dam burst in Tesk", 2)


def test_what_no_report_dates_stands_last_where_several_tell_it(tell: Tell) -> None:
    found = readings(
        tell,
        "a: ACCIDENT a van [struck] a rider by=van to=rider ; OTHER the shop [closed] ; SANCTION:historical Trane was [fined] on=1992-01-01"
        " // b: ACCIDENT a van [struck] the rider by=van to=rider",
    )
    assert [(e.first, e.text, e.origins) for e in timeline(found, Backing())] == [
        ("1992-01-01", "Trane was fined", 1),
        (None, "a van struck a rider", 2),
    ]


@pytest.mark.parametrize(
    ("denial", "of_it"),
    [
        ("ACCIDENT:denied nobody was [hurt] in the fire @Tesk on=2031-05-01", False),
        ("ACCIDENT:denied there was no [fire] at Tesk @Tesk on=2031-05-01", True),
    ],
)
def test_a_denial_of_something_else_denies_nothing(tell: Tell, denial: str, of_it: bool) -> None:
    so = "ACCIDENT a [fire] at Tesk mill @Tesk on=2031-05-01"
    found = happenings(readings(tell, f"a 2031-05-02: {so} // b 2031-05-02: {so} // c 2031-05-02: {denial}"), Backing())
    fire = next(h for h in found if "fire at Tesk mill" in h.text)
    assert ("denied" in fire.modalities) is of_it


def test_the_stamp_of_a_report_is_no_news(tell: Tell) -> None:
    found = readings(
        tell,
        "a: OTHER Article [posted] on=2031-05-03 ; OTHER Trane [published] his memoirs in Tesk by=Trane on=2031-05-04",
    )
    assert [e.text for e in timeline(found, Backing())] == ["Trane published his memoirs in Tesk"]


@pytest.mark.parametrize(
    ("dated", "first"),
    [
        ("OTHER Orva Oil [bought] a well by=Orva_Oil to=well on=2031-04-01", None),  # another buyer's day
        ("OTHER Dunmere Mills [bought] it by=Dunmere_Mills on=2031-04-01", "2031-04-01"),
        ("OTHER the [purchase] on=2031-04-01", "2031-04-01"),
        ("OTHER talks were [held] by=Dunmere_Mills on=2031-04-01 ; OTHER the [purchase] on=2031-04-03", "2031-04-03"),
    ],
)
def test_the_day_is_that_of_who_did_it(tell: Tell, dated: str, first: str | None) -> None:
    one = "OTHER Dunmere Mills [bought] Tesk Foods by=Dunmere_Mills to=Tesk_Foods"
    tellings = told(readings(tell, f"a 2031-05-02: {' ; '.join([one] * 6 + [dated])}"))
    whole = replace(strand(tellings[0]), tellings=tuple(tellings))
    assert happening(whole, Backing()).first == first


def test_a_lent_day_gives_way_to_a_day_of_its_own(tell: Tell) -> None:
    lines = (
        "a 2031-05-02: OTHER Ole Brond [died] to=Ole_Brond on=2031-04-01 ; OTHER Brond [died] to=Brond on=2031-04-03"
    )
    first, second = told(readings(tell, lines))
    whole = replace(strand(first), tellings=(replace(first, lent=True), second))
    assert happening(whole, Backing()).first == "2031-04-03"
