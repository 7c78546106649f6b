"""Two real reports from outside the project: a wire story spun by a blog, and an agency's page. Skipped where they are not.

What is expected of them is kept with them, not here.
"""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from onrecord import accounts, filing, flow
from onrecord.ledger.store import Store
from onrecord.marks.kinds import KINDS
from onrecord.shapes import link
from onrecord.shapes.raw import Given, Raw
from onrecord.shapes.reading import Reading

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold" / "two_reports.py"
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the two reports are not beside this checkout")

FIRST, SECOND = "2024-03-22", "2024-05-01"


@pytest.fixture(scope="module")
def gold() -> ModuleType:
    spec = importlib.util.spec_from_file_location("two_reports", GOLD)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def raw(name: str, published: str | None = None) -> Raw:
    return Raw((SHARED / "reports" / name).read_bytes(), name, name, given=Given(published=published))


@pytest.fixture(scope="module")
def undated(gold: ModuleType) -> dict[str, Reading]:
    """Both reports, read with nothing said about them."""
    found = {name: flow.read_one(raw(name), {})[0] for name in (gold.AP, gold.AA)}
    return {name: one for name, one in found.items() if isinstance(one, Reading)}


@pytest.fixture(scope="module")
def dated(gold: ModuleType) -> dict[str, Reading]:
    """Both reports, read with their dates given."""
    found = {name: flow.read_one(raw(name, day), {})[0] for name, day in ((gold.AP, FIRST), (gold.AA, SECOND))}
    return {name: one for name, one in found.items() if isinstance(one, Reading)}


@pytest.fixture(scope="module")
def told(gold: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The account of a ledger that holds both, with their dates given."""
    with Store(tmp_path_factory.mktemp("two") / "two.db", KINDS, create=True) as store:
        ids = {name: filing.keep(store, raw(name, day))[0] for name, day in ((gold.AP, FIRST), (gold.AA, SECOND))}
        account = accounts.account(store)
        stories = [accounts.story(store, account, one) for one in account.stories]
        yield {"ids": ids, "stories": stories, "copies": [link.plain(copy) for copy in account.copies]}


def boilerplate(reading: Reading) -> list[str]:
    blocks = [block.span.cut(reading.text) for block in reading.report.blocks if block.kind == "boilerplate"]
    return [line.strip() for block in blocks for line in block.split("\n") if line.strip()]


def test_boilerplate_is_marked_and_no_line_of_the_story_is(gold: ModuleType, undated: dict[str, Reading]) -> None:
    for name, reading in undated.items():
        assert boilerplate(reading) == [
            line.strip() for line in reading.text.split("\n") if line.strip() in gold.BOILERPLATE[name]
        ]
        assert set(boilerplate(reading)) == set(gold.BOILERPLATE[name])


def test_who_wrote_it(gold: ModuleType, undated: dict[str, Reading]) -> None:
    for name, reading in undated.items():
        meta, record = gold.META[name], reading.as_dict()
        assert record["title"] == meta["title"]
        assert record["byline"] == ([meta["byline"]] if meta["byline"] else [])
        assert record["agency"] == meta["agency"]


def test_no_date_is_invented(undated: dict[str, Reading], gold: ModuleType) -> None:
    for name, reading in undated.items():
        assert (reading.report.published.date, reading.report.published.how) == (None, "none")
        weekday = gold.META[name]["weekday_anchor"]
        found = [time.value("from") for time in reading.times if weekday in time.hull.cut(reading.text)]
        assert found
        assert set(found) == {None}


@pytest.mark.parametrize(
    ("report", "words", "day"),
    [
        ("AP", "Friday", FIRST),
        ("AP", "Oct. 7", "2023-10-07"),
        ("AA", "Tuesday", "2024-04-30"),
        ("AA", "last Oct. 7", "2023-10-07"),
        ("AA", "January", "2024-01-01"),
    ],
)
def test_relative_dates(gold: ModuleType, dated: dict[str, Reading], report: str, words: str, day: str) -> None:
    reading = dated[getattr(gold, report)]
    assert reading.report.published.how == "given"
    found = [time.value("from") for time in reading.times if words in time.hull.cut(reading.text)]
    assert found
    assert set(found) == {day}


def test_the_reading_counter_is_no_figure(gold: ModuleType, undated: dict[str, Reading]) -> None:
    for name, phrases in gold.NOT_FIGURES.items():
        text = undated[name].text
        for phrase in phrases:
            start = text.index(phrase)
            assert not [f for f in undated[name].figures if f.start < start + len(phrase) and f.end > start]


def test_one_story_two_origins_no_copy(told: dict[str, Any]) -> None:
    assert len(told["stories"]) == 1
    assert len(told["stories"][0]["origins"]) == 2
    assert told["copies"] == []


def test_a_series_that_is_an_update(gold: ModuleType, told: dict[str, Any]) -> None:
    due = gold.ACROSS["series"][0]
    values = [value for _, value in due["points"]]
    story = told["stories"][0]
    points = [[p["value"] for p in series["points"]] for series in story["series"] if series["what"] == due["what"]]
    assert values in points
    found = [d["kind"] for d in story["disagreements"] if [side["value"] for side in d["sides"]] == values]
    assert found == ["update"]


def test_a_difference_of_hedge(gold: ModuleType, told: dict[str, Any]) -> None:
    due = gold.ACROSS["agree"][0]
    found = [
        d["kind"]
        for d in told["stories"][0]["disagreements"]
        if [side["value"] for side in d["sides"]] == due["values"]
    ]
    assert found == ["hedge"]


def test_scores(gold: ModuleType, undated: dict[str, Reading], tmp_path: Path) -> None:
    """By the measure that is kept with the reports; the bars are those of a first version."""
    due, got = tmp_path / "gold.jsonl", tmp_path / "read.jsonl"
    due.write_text("".join(json.dumps(row) + "\n" for row in gold.as_gold()))
    got.write_text("".join(json.dumps(reading.as_dict()) + "\n" for reading in undated.values()))
    command = [sys.executable, str(SHARED / "gold" / "score.py"), str(due), str(got), "--json"]
    layers = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["layers"]
    assert layers["quotes"]["f1"] >= 0.75
    assert layers["quotes"]["speaker"] >= 0.85
    assert layers["figures"]["f1"] >= 0.85
    assert layers["figures"]["hedge"] >= 0.9
    assert layers["events"]["recall"] >= 0.6
    assert layers["events"]["modality"] >= 0.8
