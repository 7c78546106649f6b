"""What several reports show, held against what is expected, on two reports made for it."""

from typing import Any

import pytest

from onrecord.checks.across import Told, across
from onrecord.checks.tally import Outcome, gather
from onrecord.checks.words import Aligned

TEXTS = {
    "a.txt": "The office counted 14 dead. The union counted 20.",
    "b.txt": "The office counted 17 dead, the union 25.",
}
IDS = {"id-a": "a.txt", "id-b": "b.txt"}
Row = dict[str, Any]


def place(report: str, words: str, **cells: Any) -> Row:
    name = IDS.get(report, report)
    start = TEXTS[name].index(words)
    return {"report": report, "start": start, "end": start + len(words), "text": words, **cells}


def side(report: str, words: str, value: float) -> Row:
    return {"value": value, "evidence": [place(report, words)]}


def expected(**parts: Any) -> Row:
    base: Row = {
        "stories": [["a.txt", "b.txt"]],
        "copies": [{"report": "b.txt", "of": "a.txt", "kind": "rewritten"}],
        "origins": {"count": 2, "labels": {"A": ["a.txt"], "B": ["b.txt"]}},
        "series": [
            {
                "what": "killed",
                "scope": "total",
                "where": None,
                "counter": "office",
                "points": [place("a.txt", "14", value=14), place("b.txt", "17", value=17)],
            }
        ],
        "disagreements": [
            {"question": "How many?", "kind": "update", "values": [side("a.txt", "14", 14), side("b.txt", "17", 17)]}
        ],
        "chains": [],
    }
    return {**base, **parts}


def told(**parts: Any) -> Told:
    account: Row = {
        "reports": ["id-a", "id-b"],
        "origins": [{"reports": ["id-a"]}, {"reports": ["id-b"]}],
        "series": [{"points": [place("id-a", "14 dead", value=14), place("id-b", "17 dead", value=17)]}],
        "disagreements": [
            {"question": "?", "kind": "update", "sides": [side("id-a", "14", 14), side("id-b", "17", 17)]}
        ],
        "chains": [],
    }
    copies = parts.pop("copies", [{"report": "id-b", "of": "id-a", "kind": "rewritten", "directed": True}])
    words = {name: Aligned(text, text) for name, text in TEXTS.items()}
    return Told(IDS, words, copies, [{**account, **parts}])


def run(due: Row, got: Told) -> Outcome:
    return gather(across(due, got))


def test_what_is_as_expected_scores_one() -> None:
    outcome = run(expected(), told())
    assert set(outcome.scores.values()) == {1.0}
    assert not outcome.misses


def test_a_copy_the_wrong_way_round() -> None:
    outcome = run(expected(), told(copies=[{"report": "id-a", "of": "id-b", "kind": "verbatim", "directed": True}]))
    assert (outcome.scores["copies.found"], outcome.scores["copies.direction"], outcome.scores["copies.kind"]) == (
        1,
        0,
        0,
    )


def test_one_origin_where_there_are_two() -> None:
    outcome = run(expected(), told(origins=[{"reports": ["id-a", "id-b"]}]))
    assert outcome.scores["origins.number"] == outcome.scores["origins.found"] == 0


def test_a_series_with_a_point_of_another() -> None:
    points = [place("id-a", "14", value=14), place("id-b", "17", value=17), place("id-b", "25", value=25)]
    outcome = run(expected(), told(series=[{"points": points}]))
    assert outcome.scores["series.found"] == 1
    assert outcome.scores["series.points"] == pytest.approx(4 / 5)


def test_a_series_holds_what_all_counters_say() -> None:
    due = expected()
    other = {
        **due["series"][0],
        "counter": "union",
        "points": [place("a.txt", "20", value=20), place("b.txt", "25", value=25)],
    }
    due["series"].append(other)
    points = [*told().accounts[0]["series"][0]["points"], place("id-a", "20", value=20), place("id-b", "25", value=25)]
    outcome = run(due, told(series=[{"points": points}]))
    assert outcome.scores["series.found"] == outcome.scores["series.points"] == 1


def test_a_series_that_nobody_expected_costs_nothing() -> None:
    other = {"points": [place("id-a", "20", value=20), place("id-b", "25", value=25)]}
    outcome = run(expected(), told(series=[other, *told().accounts[0]["series"]]))
    assert outcome.scores["series.points"] == 1


def test_a_disagreement_of_another_kind() -> None:
    found = {"question": "?", "kind": "conflict", "sides": [side("id-a", "14", 14), side("id-b", "17", 17)]}
    outcome = run(expected(), told(disagreements=[found]))
    assert (outcome.scores["disagreements.found"], outcome.scores["disagreements.kind"]) == (1, 0)
    assert outcome.scores["disagreements.update"] == 0


def test_a_disagreement_that_nobody_expected_is_an_extra() -> None:
    found = {"question": "?", "kind": "conflict", "sides": [side("id-a", "20", 20), side("id-b", "25", 25)]}
    outcome = run(expected(), told(disagreements=[found]))
    assert outcome.scores["disagreements.found"] == 0
    assert [m.verdict for m in outcome.misses] == ["missed", "extra"]


def test_an_update_told_step_by_step_is_no_extra() -> None:
    values = [side("a.txt", "14", 14), side("b.txt", "17", 17), side("b.txt", "25", 25)]
    steps = [
        {"question": "?", "kind": "update", "sides": [side("id-a", "14", 14), side("id-b", "17", 17)]},
        {"question": "?", "kind": "update", "sides": [side("id-b", "17", 17), side("id-b", "25", 25)]},
    ]
    due = expected(disagreements=[{"question": "How many?", "kind": "update", "values": values}])
    assert run(due, told(disagreements=steps)).scores["disagreements.found"] == 1


def test_statements_are_a_layer_apart() -> None:
    values = [{"text": "counted", **side("a.txt", "counted", 0)}, {"text": "union", **side("b.txt", "union", 0)}]
    for value in values:
        del value["value"]
    outcome = run(
        expected(disagreements=[{"question": "Who?", "kind": "conflict", "values": values}]), told(disagreements=[])
    )
    assert outcome.scores["statements.found"] == 0
    assert "disagreements.found" not in outcome.scores


@pytest.mark.parametrize("steps", [["The Bee", "Radio Nine", "a nurse"], ["Radio Nine", "nurse"]])
def test_the_outlet_may_stand_first_in_a_chain_or_not(steps: list[str]) -> None:
    chain = place("a.txt", "14 dead", steps=["The Bee", "Radio Nine", "a nurse"])
    outcome = run(expected(chains=[chain]), told(chains=[place("id-a", "14", steps=steps)]))
    assert outcome.scores["chains.found"] == outcome.scores["chains.steps"] == 1


def test_a_chain_with_a_mouth_missing() -> None:
    chain = place("a.txt", "14 dead", steps=["The Bee", "Radio Nine", "a nurse"])
    outcome = run(expected(chains=[chain]), told(chains=[place("id-a", "14", steps=["nurse"])]))
    assert outcome.scores["chains.steps"] == pytest.approx(4 / 5)
