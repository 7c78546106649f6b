"""A large ledger: lists are looked up a part at a time, and the parts are the whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.checks.made.world import reports
from onrecord.faces import api, lists
from onrecord.faces.desk import answered, listed, stories
from onrecord.faces.desk.pages import PAGES


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> api.Ledger:
    """Made reports of several stories."""
    folder = tmp_path_factory.mktemp("large")
    path: Path = folder / "made.jsonl"
    rows = [
        {"id": str(n), "text": made.raw.data.decode()}
        for n, made in enumerate(reports(5, 30, None, form="text", pace=4.0))
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    with api.Ledger(folder / "large.db") as found:
        found.add([path])
    return api.Ledger(folder / "large.db", read_only=True)


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever its size, the ledger counts as large."""
    for module in (listed, stories):
        monkeypatch.setattr(module, "LARGE", 0)


def walked(ledger: api.Ledger, address: str, step: str) -> list[dict[str, object]]:
    """All rows of a list, from part to part."""
    rows: list[dict[str, object]] = []
    query: str | None = f"?limit={step}"
    while query is not None:
        part = json.loads(answered.answer(answered.at(PAGES, address + query), ledger, answered.about("x")).text)
        rows += part["rows"]
        query = part["next"]
    return rows


def test_stories_by_their_newest_report(ledger: api.Ledger) -> None:
    """Every story once, as the whole account tells it, by the day of its newest report."""
    every = {row["story"]: row for row in ledger.stories()}
    assert len(every) > 3
    found = walked(ledger, "/stories.json", "2")
    assert len(found) == len(every)
    assert {str(row["story"]): row for row in found} == every
    newest = [max((ledger.head(r)["published"]["date"] or "") for r in row["reports"]) for row in found]  # type: ignore[attr-defined]
    assert newest == sorted(newest, reverse=True)


@pytest.mark.parametrize("name", listed.WHOLE)
def test_parts_of_whole_lists(name: str, ledger: api.Ledger) -> None:
    """Every row once, in the order of the whole list."""
    found = walked(ledger, f"/{name}.json", "37")
    whole = lists.rows(ledger, name, **({} if name == "reports" else {"versions": True}))
    key = "report" if name == "reports" else "id"
    assert [row[key] for row in found] == [row[key] for row in whole]
    assert found
