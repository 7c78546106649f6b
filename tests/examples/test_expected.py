"""The expected record of the examples: every span says what stands there, and the features that the story is there for exist."""

import json
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
EXPECTED: dict[str, Any] = json.loads((EXAMPLES / "expected.json").read_text(encoding="utf-8"))
FOLDER = EXAMPLES / "reports"
REPORTS: list[dict[str, Any]] = EXPECTED["reports"]
ACROSS: dict[str, Any] = EXPECTED["across"]
BY_SOURCE = {report["source"]: report for report in REPORTS}
KINDS = ("quotes", "figures", "times", "events", "mentions")
each_report = pytest.mark.parametrize("report", REPORTS, ids=[report["source"] for report in REPORTS])


class VisibleText(HTMLParser):
    """The text of a page without its tags, title, scripts and styles; entities resolved."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in ("script", "style", "title")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style", "title")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(data)


def read(source: str) -> str:
    return (FOLDER / source).read_bytes().decode("utf-8")


def spans(value: object) -> Iterator[dict[str, Any]]:
    """Every object with a start and an end, at any depth."""
    if isinstance(value, dict):
        if "start" in value:
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def marks(kind: str) -> Iterator[dict[str, Any]]:
    for report in REPORTS:
        yield from report[kind]


def test_every_example_is_expected() -> None:
    assert [r["source"] for r in REPORTS] == sorted(p.name for p in FOLDER.iterdir() if p.suffix in (".html", ".txt"))
    assert Counter(r["kind"] for r in REPORTS) == {"html": 4, "text": 4}


@each_report
def test_every_span_says_what_stands_there(report: dict[str, Any]) -> None:
    found = list(spans({key: value for key, value in report.items() if key != "text"}))
    assert len(found) > 100
    for span in found:
        assert 0 <= span["start"] < span["end"] <= len(report["text"])
        assert report["text"][span["start"] : span["end"]] == span["text"]


@each_report
def test_parts_anchors_and_hedges_lie_in_their_mark(report: dict[str, Any]) -> None:
    for quote in report["quotes"]:
        assert all(quote["start"] <= start < end <= quote["end"] for start, end in quote["parts"])
    for figure in report["figures"]:
        assert (figure["hedge_text"] is None) == (figure["hedge"] == "exact")
        assert (figure["hedge_text"] or "") in figure["text"]
        if figure["part_of"] is not None:
            parent = report["figures"][figure["part_of"]]
            assert figure["scope"] == "part"
            assert parent["value"] > figure["value"]
    for event in report["events"]:
        assert event["start"] <= event["anchor"]["start"] < event["anchor"]["end"] <= event["end"]
        assert all(0 <= index < len(report["figures"]) for index in event["figures"])


@each_report
def test_bounds_follow_from_the_hedge(report: dict[str, Any]) -> None:
    for figure in report["figures"]:
        low, high, value = figure["low"], figure["high"], figure["value"]
        match figure["hedge"]:
            case "exact":
                assert low == high == value
            case "at_least" | "more_than":
                assert (low, high) == (value, None)
            case "at_most" | "less_than" | "up_to" | "nearly":
                assert (low, high) == (None, value)
            case "range":
                assert value is None
                assert low < high
            case "about" | "vague" as hedge:
                assert (low, high) == (None, None)
                assert (value is None) == (hedge == "vague")
            case other:
                pytest.fail(f"no such hedge: {other}")


@each_report
def test_text_is_the_file_or_its_visible_lines(report: dict[str, Any]) -> None:
    if report["kind"] == "text":
        assert report["text"] == read(report["source"])
        return
    page = VisibleText()
    page.feed(read(report["source"]))
    visible, at = "".join(page.pieces), 0
    for line in report["text"].split("\n"):
        at = visible.find(line, at)
        assert at >= 0, line
        at += len(line)
    assert "".join(visible.split()) == "".join(report["text"].split())


@each_report
def test_blocks_cover_every_line(report: dict[str, Any]) -> None:
    at, left = 0, []
    for block in report["blocks"]:
        assert block["start"] >= at
        left.append(report["text"][at : block["start"]])
        at = block["end"]
    assert not "".join([*left, report["text"][at:]]).strip()
    assert {block["kind"] for block in report["blocks"]} <= set(
        "title standfirst byline dateline body caption boilerplate".split()
    )


@each_report
def test_body_is_a_short_report(report: dict[str, Any]) -> None:
    body = " ".join(block["text"] for block in report["blocks"] if block["kind"] == "body")
    assert 150 <= len(body.split()) <= 400


def test_ends_meet_across_reports() -> None:
    assert [source for story in ACROSS["stories"] for source in story] == list(BY_SOURCE)
    origins = ACROSS["origins"]
    assert origins["count"] == len(origins["labels"])
    assert sorted(source for sources in origins["labels"].values() for source in sources) == list(BY_SOURCE)
    for series in ACROSS["series"]:
        for point in series["points"]:
            text = BY_SOURCE[point["report"]]["text"]
            assert text[point["start"] : point["end"]] == point["text"]
            assert any(
                (f["start"], f["end"], f["value"]) == (point["start"], point["end"], point["value"])
                for f in BY_SOURCE[point["report"]]["figures"]
            )
    for disagreement in ACROSS["disagreements"]:
        assert len(disagreement["values"]) > 1
        for side in disagreement["values"]:
            assert {place["report"] for place in side["evidence"]} == set(side["reports"])
            for place in side["evidence"]:
                said = BY_SOURCE[place["report"]]["text"][place["start"] : place["end"]]
                assert said == side.get("text", said)


def test_a_copy_is_word_for_word_and_a_rewrite_is_not() -> None:
    def body(source: str) -> list[str]:
        return [block["text"] for block in BY_SOURCE[source]["blocks"] if block["kind"] == "body"]

    kinds = {copy["kind"]: (body(copy["report"]), body(copy["of"])) for copy in ACROSS["copies"]}
    assert kinds["verbatim"][0] == kinds["verbatim"][1]
    assert not set(kinds["rewritten"][0]) & set(kinds["rewritten"][1])


@pytest.mark.parametrize("hedge", "exact at_least more_than at_most less_than about nearly up_to range vague".split())
def test_each_hedge_is_there(hedge: str) -> None:
    assert any(figure["hedge"] == hedge and not figure.get("optional") for figure in marks("figures"))


@pytest.mark.parametrize(
    "what", "killed injured missing displaced evacuated arrested attended money percent distance duration".split()
)
def test_things_counted_are_there(what: str) -> None:
    assert any(figure["what"] == what for figure in marks("figures"))


@pytest.mark.parametrize("force", "state ask promise threaten deny accuse".split())
@pytest.mark.parametrize("least", [2])
def test_each_force_is_there(force: str, least: int) -> None:
    assert sum(quote["force"] == force for quote in marks("quotes")) >= least


@pytest.mark.parametrize(
    "modality", "happened ongoing planned threatened requested denied possible hypothetical historical".split()
)
def test_each_modality_is_there(modality: str) -> None:
    assert any(event["modality"] == modality and not event.get("optional") for event in marks("events"))


@pytest.mark.parametrize(
    "event",
    "AGREE CONSULT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT DISASTER ACCIDENT".split(),
)
def test_event_types_are_there(event: str) -> None:
    assert any(mark["type"] == event for mark in marks("events"))


@pytest.mark.parametrize("kind", "correction update hedge scope conflict".split())
def test_each_kind_of_disagreement_is_there(kind: str) -> None:
    assert any(disagreement["kind"] == kind for disagreement in ACROSS["disagreements"])


def test_features_of_the_story() -> None:
    figures, quotes = list(marks("figures")), list(marks("quotes"))
    assert any(figure["scope"] == "part" and figure["part_of"] is not None for figure in figures)
    assert any(figure["scope"] == "new" for figure in figures)
    assert any(figure["retracted"] for figure in figures)
    assert {quote["kind"] for quote in quotes} == {"direct", "mixed", "indirect"}
    assert any(quote["speaker"] is not None and quote["cue"] is None for quote in quotes)
    assert any(quote["speaker"]["text"].lower() in ("he", "she", "it") for quote in quotes if quote["speaker"])
    assert any(len(quote["via"]) == 2 for quote in quotes)
    assert max(len(chain["steps"]) for chain in ACROSS["chains"]) >= 4
    assert {report["published"]["how"] for report in REPORTS} == {"json-ld", "meta", "time", "visible", "none"}


def test_each_kind_of_mark_is_in_each_report() -> None:
    assert all(report[kind] for report in REPORTS for kind in KINDS)
