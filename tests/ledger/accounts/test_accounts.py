"""Series, disagreements, timeline and brief, from readings made by hand."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.ledger.brief import brief, chains
from onrecord.ledger.disagreements import disagreements
from onrecord.ledger.series import series
from onrecord.ledger.timeline import timeline
from onrecord.shapes.backing import Backing, Share
from onrecord.shapes.link import Copy, Disagreement, Evidence, Origin, Side, Story
from onrecord.shapes.mark import Cell, Mark
from onrecord.shapes.reading import Reading
from onrecord.shapes.span import Span
from onrecord.shapes.table import Row, parse

Figures = Callable[[str], list[Reading]]
Tell = Callable[..., Reading]

CASES = parse(
    (Path(__file__).parent / "disagreements.tsv").read_text(encoding="utf-8"),
    "disagreements.tsv",
    ("name", "figures", "expect"),
)


def told(readings: list[Reading], copies: tuple[Copy, ...] = ()) -> set[str]:
    found = disagreements(readings, Backing(), copies)
    return {" ".join([d.kind, *(str(s.value) for s in d.sides)]) for d in found}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_disagreements(case: Row, figures: Figures) -> None:
    expect = set() if case["expect"] == "none" else {e.strip() for e in case["expect"].split(";")}
    assert told(figures(case["figures"])) == expect


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_order_of_readings_does_not_matter(case: Row, figures: Figures) -> None:
    readings = figures(case["figures"])
    expected = disagreements(readings, Backing()), series(readings, Backing())
    for seed in range(5):
        random.Random(seed).shuffle(readings)
        assert (disagreements(readings, Backing()), series(readings, Backing())) == expected


def test_a_new_version_may_say_less(figures: Figures) -> None:
    readings = figures("a 2031-05-01: 24 killed @Orva // b 2031-05-02: 20 killed @Orva")
    assert told(readings) == {"conflict 24 20"}
    assert told(readings, (Copy("b", "a", "update", 0.5, True),)) == {"update 24 20"}


def test_origins_of_a_point(figures: Figures) -> None:
    readings = figures(
        "a 2031-05-01: 12 killed @Orva // b 2031-05-01: 12 killed @Orva // c 2031-05-02: 12 killed @Orva"
    )
    (found,) = series(readings, Backing({"a": "agency:X", "b": "agency:X", "c": "outlet:y"}))
    assert [p.origins for p in found.points] == [2, 2, 2]
    assert found.points[0].behind == (Share("agency:X", "X", 2), Share("outlet:y", "y", 1))
    assert [p.origin for p in found.points] == ["agency:X", "agency:X", "outlet:y"]
    (alone,) = series(readings[:2], Backing({"a": "agency:X", "b": "agency:X"}))
    assert [p.origins for p in alone.points] == [1, 1]


def test_series_are_in_order_of_time(figures: Figures) -> None:
    (found,) = series(
        figures("a 2031-05-03: 20 killed @Orva as_of=2031-05-01 // b 2031-05-02: 24 killed @Orva // c: 9 killed @Orva"),
        Backing(),
    )
    assert [p.value for p in found.points] == [20, 24, 9]
    assert (found.what, found.where, found.scope) == ("killed", "Orva", "total")


def test_figures_of_other_things_join_by_the_words_around_them(tell: Tell) -> None:
    cells: dict[str, Any] = {"what": "money", "unit": "USD", "hedge": "exact", "value": 400, "low": 400, "high": 400}
    text = "The owner offered each bereaved family 400 dollars in cash."
    readings = [_inside(tell(n, "2031-05-01", [("", text, {})]), "400 dollars", cells) for n in "ab"]
    readings.append(
        _inside(tell("c", "2031-05-01", [("", "Bus fares rose by 400 dollars a year.", {})]), "400 dollars", cells)
    )
    assert [[p.report for p in s.points] for s in series(readings, Backing())] == [["a", "b"]]


def _inside(reading: Reading, words: str, cells: dict[str, Any]) -> Reading:
    """The reading with one figure at `words`."""
    at = reading.text.index(words)
    mark = Mark("figure", (Span(at, at + len(words)),), {k: Cell(v, "made") for k, v in cells.items()})
    return replace(reading, marks={"figure": (mark,)})


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("Orla Brandt called the claim false.", ["The store was locked", "Orla Brandt called the claim false"]),
        ("The owner flatly rejects this.", ["The store was locked", "The owner flatly rejects this"]),
        ("The owner denied that figure was ever given.", None),
        ("The owner denied it, and left.", ["The store was locked", "The owner denied it"]),
        ("The owner denied the charges in court.", None),
        ("The owner denied the visa.", None),
        ("The owner disputed that account.", ["The store was locked", "The owner disputed that account"]),
        ("Orla Brandt dismissed the charge.", ["The store was locked", "Orla Brandt dismissed the charge"]),
    ],
)
def test_a_denial_that_points_back(tell: Tell, after: str, expected: list[str] | None) -> None:
    said = ("quote", "The store was locked", {"speaker": "Ivo Trane", "force": "state"})
    (found, *more) = disagreements([tell("a", "2031-05-01", [said, ("", after, {})])], Backing()) or (None,)
    assert not more
    assert (found and [s.text for s in found.sides]) == expected


@pytest.mark.parametrize(
    ("cells", "denier", "does", "answers"),
    [
        ({}, "Chile", "denies it", True),
        ({}, "Chilean officials", "called the claim false", True),
        ({}, "Chile", "denied: that any shell was fired", True),
        ({}, "Bolivia", "denies it", False),
        ({}, "Peruvian police", "deny it", False),
        ({}, "Chile", "regrets it", False),
        ({}, "Bolivia", "denied: that any shell was fired", False),
        ({"mode": "investigate"}, "Chile", "denies it", False),
        ({"modality": "planned"}, "Chile", "denies it", False),
    ],
)
def test_a_denial_by_the_accused(tell: Tell, cells: dict[str, str], denier: str, does: str, answers: bool) -> None:
    charge = "Peru blames Chilean troops for the strike"
    about = {"type": "ACCUSE", "modality": "happened", "actor": "Peru", "recipient": "Chilean troops"} | cells
    said = does.removeprefix("denied: ")
    line = ("quote", said, {"speaker": denier, "force": "deny"}) if said != does else ("", f"{denier} {does}.", {})
    given = tell("a", "2031-05-01", [("event", charge, about), line])
    if said == does:
        at = given.text.index(denier, len(charge))
        mention = Mark("mention", (Span(at, at + len(denier)),), {"name": Cell(denier, "made")})
        given = replace(given, marks={**given.marks, "mention": (mention,)})
    found = [(s.text, s.counter) for d in disagreements([given], Backing()) for s in d.sides]
    assert found == ([(charge, "Peru"), (line[1].rstrip("."), denier)] if answers else [])


def test_a_denial_with_an_answer(tell: Tell) -> None:
    found = disagreements(
        [
            tell(
                "a",
                "2031-05-01",
                [
                    ("quote", "The store was locked", {"speaker": "Ivo Trane", "force": "accuse"}),
                    ("quote", "Nobody locked the store that night", {"speaker": "Orla Brandt", "force": "deny"}),
                ],
            )
        ],
        Backing(),
    )
    assert [(d.kind, [s.counter for s in d.sides]) for d in found] == [("conflict", ["Ivo Trane", "Orla Brandt"])]


def _event(words: str, when: str, modality: str) -> tuple[str, str, dict[str, Any]]:
    cells = {"anchor": words.split()[1], "type": "ASSAULT", "modality": modality, "actor": "Orva", "recipient": "Tesk"}
    return "event", words, cells | {"when": when}


@pytest.mark.parametrize(
    ("told_on", "denied_on", "expected"),
    [("2031-05-01", "2031-05-01", 1), ("2031-05-02", "2031-05-01", 0), ("2031-05-01", "2031-05-09", 0)],
)
def test_an_event_told_and_denied(tell: Tell, told_on: str, denied_on: str, expected: int) -> None:
    readings = [
        tell("a", told_on, [_event("Orva shelled Tesk", told_on, "happened")]),
        tell("b", denied_on, [_event("Orva shelled Tesk", denied_on, "denied")]),
    ]
    assert len(disagreements(readings, Backing())) == expected


def test_timeline_joins_what_several_reports_tell(tell: Tell) -> None:
    readings = [
        tell("b", "2031-05-03", [_event("Orva shelled Tesk again", "2031-05-01", "happened")]),
        tell(
            "a",
            "2031-05-02",
            [
                _event("Orva shelled Tesk", "2031-05-01", "happened"),
                _event("Orva shells Tesk", "2031-05-09", "planned"),
            ],
        ),
    ]
    found = timeline(readings, Backing({"a": "x", "b": "x"}))
    assert [(e.first, e.modality, e.reports, e.origins, e.text) for e in found] == [
        ("2031-05-01", "happened", ("a", "b"), 1, "Orva shelled Tesk"),
        ("2031-05-09", "planned", ("a",), 1, "Orva shells Tesk"),
    ]


def test_undated_events_are_not_on_the_timeline(tell: Tell) -> None:
    kind, words, cells = _event("Orva shelled Tesk", "2031-05-01", "happened")
    assert (
        timeline([tell("a", None, [(kind, words, {k: v for k, v in cells.items() if k != "when"})])], Backing()) == ()
    )


def test_chains_run_from_the_outermost_to_the_speaker(tell: Tell) -> None:
    quote = ("quote", "the store was locked", {"speaker": "a deckhand", "via": "Daily Tide|Ivo Trane"})
    (chain,) = chains(tell("a", None, [quote, ("quote", "no", {"speaker": "Ivo Trane"})]))
    assert chain.steps == ("Daily Tide", "Ivo Trane", "a deckhand")


def test_a_brief_has_the_fields_of_the_record(figures: Figures) -> None:
    readings = figures("a 2031-05-01: 12 killed @Orva // b 2031-05-02: 15 killed @Orva")
    story = Story("a", "Title", "2031-05-01", "2031-05-02", ("a", "b"), (Origin("agency:X", "X", ("a", "b")),))
    printed = brief(story, readings, (), Backing({r: o.id for o in story.origins for r in o.reports}))
    assert list(printed) == (
        "story title from to reports origins attached happenings series disagreements corrections timeline upcoming now quotes utterances people places"
        " chains".split()
    )
    point = printed["series"][0]["points"][0]  # type: ignore[index]
    assert {
        "as_of",
        "published",
        "value",
        "low",
        "high",
        "hedge",
        "counter",
        "report",
        "start",
        "end",
        "origins",
    } <= set(point)
    side = printed["disagreements"][0]["sides"][0]  # type: ignore[index]
    assert list(side) == "value low high hedge as_of counter reports origins behind evidence".split()
    assert brief(story, readings[::-1], (), Backing({r: o.id for o in story.origins for r in o.reports})) == printed


WHAT = st.sampled_from(["killed", "missing", "other:vehicles", "money"])
FIGURE = st.builds(
    "{} {} {} @{} by={}".format,
    st.sampled_from(["nearly", "about", "at_least", ""]),
    st.integers(0, 99),
    WHAT,
    st.sampled_from(["Orva", "Tesk", "Orva_Island"]),
    st.sampled_from(["police", "Harbour_Office", "officials"]),
)
REPORT = st.lists(FIGURE, min_size=1, max_size=4).map("; ".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(REPORT, min_size=1, max_size=5))
def test_any_figures_make_an_account_that_no_order_changes(figures: Figures, made: list[str]) -> None:
    readings = figures(" // ".join(f"r{i} 2031-05-{i + 1:02}: {r}" for i, r in enumerate(made)))
    lines, differ = series(readings, Backing()), disagreements(readings, Backing())
    assert (series(readings[::-1], Backing()), disagreements(readings[::-1], Backing())) == (lines, differ)
    standing = [(p.report, p.start) for s in lines for p in s.points]
    assert len(standing) == len(set(standing))
    for found in differ:
        assert len(found.sides) > 1
        assert all(side.evidence for side in found.sides)


def test_a_turn_that_the_figures_show_already_is_not_told_twice(tell: Tell) -> None:
    readings = [
        tell("a", "2031-05-01", [("figure", "12 dead", {"what": "killed", "value": 12, "low": 12, "high": 12})]),
        tell("b", "2031-05-02", [("figure", "15 dead", {"what": "killed", "value": 15, "low": 15, "high": 15})]),
    ]

    def own(end: int) -> Disagreement:
        sides = [
            Side(None, None, None, None, None, "words", "Lena Brod", (r,), 1, (), (Evidence(r, 0, end),))
            for r in ("a", "b")
        ]
        return Disagreement("What did Lena Brod say of it: words", "update", tuple(sides))

    assert [d.question for d in disagreements(readings, Backing(), own=[own(7)])] == ["How many were killed?"]
    assert len(disagreements(readings, Backing(), own=[own(3)])) == 2
