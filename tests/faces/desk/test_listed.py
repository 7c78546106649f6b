"""Lists as pages: where they lead back to, and how they name what they list."""

from __future__ import annotations

import html
import re

import pytest

from onrecord.faces.api import Ledger
from tests.faces.desk.routes import answer


def get(ledger: Ledger, address: str) -> str:
    """A page as it is read: characters in place of entities."""
    return html.unescape(answer(ledger, address).text)


@pytest.mark.parametrize("part", ["series", "quotes", "new"])
def test_a_list_of_a_story_answers_to_any_report_of_it_and_leads_back(ledger: Ledger, part: str) -> None:
    (story,) = ledger.stories()
    for report in story["reports"]:
        page = get(ledger, f"/story/{report[:10]}/{part}")
        assert f'of the story <a href="/story/{story["story"]}">{story["title"]}</a>' in page


def test_a_list_tells_each_report_by_its_outlet_and_day(ledger: Ledger) -> None:
    page = get(ledger, "/figures")
    told = dict(re.findall(r'<td><a href="/report/(\w+)">([^<]*)</a></td>', page))
    assert told
    for name, says in told.items():
        head = ledger.head(name)
        parts = (head["outlet"] or head["agency"], str(head["published"]["date"] or "")[:10])
        assert says == ", ".join(part for part in parts if part)
