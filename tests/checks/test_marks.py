"""Marks of one report held against expected ones, on a report made for it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from onrecord.checks import marks
from onrecord.checks.tally import Finding, Outcome, gather
from onrecord.checks.words import Aligned

TEXT = "The mayor said at least 14 people died on Friday. The union denied that it had called a strike."
Row = dict[str, Any]
Scorer = Callable[[Any, Any, Aligned], Iterator[Finding]]


def at(words: str, **cells: Any) -> Row:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, **cells}


def quote(words: str, **cells: Any) -> Row:
    base = {
        "kind": "indirect",
        "speaker": at("The mayor", name="the mayor"),
        "cue": at("said"),
        "via": [],
        "addressee": None,
        "force": "state",
    }
    return at(words, **{**base, **cells})


def figure(words: str, value: float | None, **cells: Any) -> Row:
    base: Row = {"value": value, "low": value, "high": None, "hedge": "at_least", "what": "killed", "scope": "total"}
    rest: Row = {"counter": None, "where": None, "as_of": None, "retracted": False}
    return at(words, **{**base, **rest, **cells})


def event(words: str, anchor: str, kind: str, **cells: Any) -> Row:
    base: Row = {"anchor": at(anchor), "type": kind, "modality": "happened", "asserted_by": None, "actor": []}
    rest: Row = {"recipient": [], "when": None, "where": None}
    return at(words, **{**base, **rest, **cells})


def score(scorer: Scorer, plural: str, expected: list[Row], read: list[Row]) -> Outcome:
    due, got = {"source": "one.txt", "text": TEXT, plural: expected}, {"text": TEXT, plural: read}
    return gather(scorer(due, got, Aligned(TEXT, TEXT)))


def test_a_quote_with_half_of_the_words_is_found() -> None:
    outcome = score(
        marks.quotes, "quotes", [quote("at least 14 people died on Friday")], [quote("14 people died on Friday")]
    )
    assert outcome.scores["quotes.found"] == 1
    assert outcome.scores["quotes.exact"] == 0


def test_a_leading_that_is_a_matter_of_taste() -> None:
    outcome = score(marks.quotes, "quotes", [quote("it had called a strike")], [quote("that it had called a strike")])
    assert outcome.scores["quotes.exact"] == 1


def test_a_quote_with_less_is_missed_and_extra() -> None:
    outcome = score(marks.quotes, "quotes", [quote("at least 14 people died on Friday")], [quote("on Friday")])
    assert outcome.scores["quotes.found"] == 0
    assert [m.verdict for m in outcome.misses] == ["missed", "extra"]


@pytest.mark.parametrize("found", [True, False])
def test_an_optional_quote_is_neither_missed_nor_extra(found: bool) -> None:
    due = [quote("at least 14 people died", optional=True)]
    outcome = score(marks.quotes, "quotes", due, [quote("at least 14 people died", kind="direct")] if found else [])
    assert not outcome.scores
    assert not outcome.misses


def test_cells_of_a_quote() -> None:
    due = quote("at least 14 people died", alt_force=["accuse"])
    got = quote(
        "at least 14 people died",
        speaker=at("The union", name="the union"),
        cue=None,
        force="accuse",
        via=[at("The union", name="it")],
    )
    scores = score(marks.quotes, "quotes", [due], [got]).scores
    assert scores == {
        "quotes.found": 1,
        "quotes.exact": 1,
        "quotes.speaker": 0,
        "quotes.cue": 0,
        "quotes.kind": 1,
        "quotes.force": 1,
        "quotes.via": 0,
    }


def test_a_figure_is_found_by_value_and_place() -> None:
    due = [figure("at least 14 people", 14)]
    assert score(marks.figures, "figures", due, [figure("14", 14, hedge="exact", low=14, high=14)]).scores == {
        "figures.found": 1,
        "figures.hedge": 0,
        "figures.bounds": 0,
        "figures.what": 1,
        "figures.scope": 1,
    }
    assert score(marks.figures, "figures", due, [figure("at least 14 people", 41)]).scores["figures.found"] == 0


def test_which_noun_is_counted_is_a_matter_of_taste() -> None:
    due, got = figure("14 people", 14, what="other:people"), figure("14 people", 14, what="other:persons")
    assert score(marks.figures, "figures", [due], [got]).scores["figures.what"] == 1


def test_a_value_that_is_none_is_found_by_its_bounds() -> None:
    due = figure("14 people", None, low=10, high=20, hedge="range")
    assert score(marks.figures, "figures", [due], [dict(due)]).scores["figures.found"] == 1
    assert score(marks.figures, "figures", [due], [{**due, "low": 11}]).scores["figures.found"] == 0


def test_a_time_is_found_by_place_and_scored_by_value() -> None:
    due = at("on Friday", value="2025-03-07", type="DATE", **{"from": "2025-03-07", "to": "2025-03-07"})
    got = at("Friday", value="2025-03-14", type="DATE", **{"from": "2025-03-14", "to": "2025-03-14"})
    assert score(marks.times, "times", [due], [got]).scores == {
        "times.found": 1,
        "times.value": 0,
        "times.days": 0,
        "times.type": 1,
    }


def test_an_event_is_found_by_type_and_anchor() -> None:
    due = event(
        "it had called a strike",
        "strike",
        "PROTEST",
        modality="denied",
        alt=["THREATEN"],
        actor=[at("The union", name="union")],
    )
    same = event(
        "called a strike",
        "strike",
        "THREATEN",
        modality="happened",
        actor=[at("it", name="the union"), at("The mayor", name="mayor")],
    )
    scores = score(marks.events, "events", [due], [same]).scores
    assert scores["events.found"] == 1
    assert scores["events.modality"] == scores["events.not_claimed"] == 0
    assert scores["events.actor"] == pytest.approx(2 / 3)
    other = event("at least 14 people died", "died", "PROTEST")
    assert score(marks.events, "events", [due], [other]).scores["events.found"] == 0
    wrong = event("called a strike", "strike", "ASSAULT")
    assert score(marks.events, "events", [due], [wrong]).scores["events.found"] == 0


def test_events_without_a_type_of_their_own_are_a_layer_apart() -> None:
    due = event("14 people died", "died", "OTHER")
    scores = score(
        marks.events, "events", [due], [dict(due), event("it had called a strike", "called", "ACCUSE")]
    ).scores
    assert scores["other events.found"] == 1
    assert scores["events.found"] == 0


def test_mentions_that_are_not_expected_cost_nothing() -> None:
    due = [
        at("The mayor", entity="a", name="the mayor", type="person"),
        at("The union", entity="b", name="the union", type="organisation"),
        at("it", entity="b", name="the union", type="organisation"),
    ]
    got = [
        at("The mayor", entity="1", name="the mayor", type="person"),
        at("The union", entity="2", name="the union", type="group"),
        at("it", entity="1", name="the mayor", type="person"),
        at("people", entity="3", name="people", type="group"),
    ]
    scores = score(marks.mentions, "mentions", due, got).scores
    assert scores["mentions.found"] == 1
    assert scores["mentions.type"] == pytest.approx(1 / 3)
    assert scores["mentions.who"] == 0  # "it" went to the mayor
