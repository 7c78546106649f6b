"""Scoring a made world: a ledger that tells the truth has all of it right, and mistakes are seen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from onrecord.checks.made.folder import Across
from onrecord.checks.made.score import Told, findings, groups, main, told
from onrecord.checks.made.truth import Truth
from onrecord.checks.made.world import reports
from onrecord.checks.tally import gather


@pytest.fixture(scope="module")
def truths() -> list[Truth]:
    return [m.truth for m in reports(5, 150)]


def right(truths: list[Truth]) -> Told:
    """A ledger that tells what is true."""
    across = Across()
    for truth in truths:
        across.note(truth)
    true = across.as_dict()
    origins = {o["story"]: o["sources"] for o in true["origins"]}
    stories: list[dict[str, Any]] = []
    for story in true["stories"]:
        name = story["id"]
        stories.append(
            {
                "story": story["reports"][0],
                "reports": story["reports"],
                "origins": [{"label": o["origin"], "reports": o["reports"]} for o in origins[name]],
                "series": [s for s in true["series"] if s["story"] == name],
                "disagreements": [
                    {"kind": d["kind"], "question": d["question"], "sides": [side(v) for v in d["values"]]}
                    for d in true["disagreements"]
                    if d["story"] == name
                ],
            }
        )
    heads = {
        t.id: {
            "title": t.title,
            "published": {"date": t.published[:10] if t.dated else None},
            "agency": t.agency,
        }
        for t in truths
    }
    copies = [{"report": c["copy"], "of": c["source"], "kind": c["kind"], "directed": True} for c in true["copies"]]
    return Told(heads, copies, stories)


def side(value: dict[str, Any]) -> dict[str, Any]:
    words = isinstance(value["value"], str)
    return {
        "value": None if words else value["value"],
        "text": value["value"] if words else None,
        "counter": value["counter"],
        "reports": value["reports"],
    }


def test_the_truth_scores_in_full(truths: list[Truth]) -> None:
    outcome = gather(findings(right(truths), truths))
    assert not outcome.misses
    assert set(outcome.scores.values()) == {1.0}
    grouped = groups(right(truths), truths)
    assert (grouped.precision, grouped.recall) == (1.0, 1.0)


def test_mistakes_are_seen(truths: list[Truth]) -> None:
    ledger = right(truths)
    first, second, *others = ledger.stories
    welded = {**first, "reports": [*first["reports"], *second["reports"]]}
    turned = [{**c, "report": c["of"], "of": c["report"]} for c in ledger.copies]
    outcome = gather(findings(replace(ledger, copies=turned, stories=[welded, *others]), truths))
    assert outcome.scores["copies.direction"] == 0
    assert outcome.scores["stories.pairs"] < 1
    assert any(m.verdict == "welded" for m in outcome.misses)
    assert groups(replace(ledger, stories=[welded, *others]), truths).precision < 1


def test_a_copy_between_stories_is_extra(truths: list[Truth]) -> None:
    ledger = right(truths)
    one, other = ledger.stories[0]["reports"][0], ledger.stories[1]["reports"][0]
    more = [*ledger.copies, {"report": one, "of": other, "kind": "rewritten", "directed": False}]
    outcome = gather(findings(replace(ledger, copies=more), truths))
    assert [m.verdict for m in outcome.misses] == ["extra"]


def test_misuse_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--reports", "-1"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_program_reads_a_made_world() -> None:
    ledger, truths = told(reports(5, 4))
    assert [t.id for t in truths] == list(ledger.heads)
    outcome = gather(findings(ledger, truths))
    assert outcome.scores["reports.found"] == 1
    assert outcome.scores["reports.title"] == 1
    assert outcome.scores["reports.published"] == 1
