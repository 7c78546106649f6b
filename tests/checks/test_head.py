"""Metadata and the roles of lines held against expected ones."""

from typing import Any

from onrecord.checks.head import head, lines
from onrecord.checks.tally import gather
from onrecord.checks.words import Aligned

TEXT = "Share this\nDam holds\nBy Ann Orr\nThe dam held.\nSubscribe now"
KINDS = ("boilerplate", "title", "byline", "body", "boilerplate")


def record(*kinds: str) -> dict[str, Any]:
    blocks, start = [], 0
    for kind, line in zip(kinds, TEXT.split("\n"), strict=True):
        blocks.append({"start": start, "end": start + len(line), "text": line, "kind": kind})
        start += len(line) + 1
    return {
        "source": "one.txt",
        "text": TEXT,
        "blocks": blocks,
        "title": "Dam holds",
        "byline": ["Ann Orr"],
        "outlet": None,
        "agency": None,
        "language": "en",
        "genre": "news",
        "dateline": None,
        "published": {"date": None, "time": None, "how": "none"},
        "modified": None,
    }


def test_what_is_as_expected_scores_one() -> None:
    due = record(*KINDS)
    outcome = gather([*head(due, due), *lines(due, due, Aligned(TEXT, TEXT))])
    assert set(outcome.scores.values()) == {1.0}
    assert not outcome.misses


def test_a_date_invented_and_a_title_cut_are_wrong() -> None:
    due = record(*KINDS)
    got = {**due, "title": "Dam", "published": {"date": "2025-01-01", "time": None, "how": "visible"}, "byline": []}
    outcome = gather(head(due, got))
    wrong = sorted(name for name, score in outcome.scores.items() if score < 1)
    assert wrong == ["head.byline", "head.published", "head.published_how", "head.title"]
    assert [m.verdict for m in outcome.misses] == [
        "wrong title",
        "wrong byline",
        "wrong published",
        "wrong published_how",
    ]


def test_boilerplate_kept_and_story_lost_both_cost() -> None:
    due, got = record(*KINDS), record("body", "title", "byline", "boilerplate", "boilerplate")
    outcome = gather(lines(due, got, Aligned(TEXT, TEXT)))
    assert outcome.scores == {"lines.role": 3 / 5, "lines.boilerplate": 1 / 2}


def test_a_role_that_is_fair_too_costs_nothing() -> None:
    due, got = record(*KINDS), record("boilerplate", "title", "boilerplate", "body", "boilerplate")
    due["blocks"][2]["alt"] = ["boilerplate"]
    assert gather(lines(due, got, Aligned(TEXT, TEXT))).scores == {"lines.role": 1, "lines.boilerplate": 1}


def test_a_report_that_could_not_be_read_misses_everything() -> None:
    due = record(*KINDS)
    nothing: dict[str, Any] = {"text": "", "blocks": [], "byline": []}
    outcome = gather([*head(due, nothing), *lines(due, nothing, Aligned(TEXT, ""))])
    assert outcome.scores["lines.role"] == outcome.scores["lines.boilerplate"] == outcome.scores["head.title"] == 0
