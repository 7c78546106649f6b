"""Lists as files: all rows where there is room for them, and where there is not, the way to the rest."""

from __future__ import annotations

import csv
import io
import re

import pytest

from onrecord.faces.api import Ledger
from tests.faces.desk.routes import answer
from tests.faces.desk.serving import Served


def rows(text: str) -> list[tuple[str, ...]]:
    return [tuple(row) for row in csv.reader(io.StringIO(text))][1:]


def test_a_table_has_all_rows_where_nobody_says_how_many(ledger: Ledger) -> None:
    found = answer(ledger, "/figures.csv")
    assert len(rows(found.text)) == len(ledger.figures()) > 50
    assert found.after is None


@pytest.mark.parametrize("address", ["/figures.csv?limit=40", "/-/search.csv?q=dam&limit=3"])
def test_parts_of_a_table_lead_on_to_its_end(ledger: Ledger, address: str) -> None:
    whole = rows(answer(ledger, re.sub(r"[?&]limit=\d+", "", address)).text)
    found: list[tuple[str, ...]] = []
    there: str | None = address
    for _ in range(20):
        if there is None:
            break
        part = answer(ledger, there)
        found += rows(part.text)
        there = part.after
    assert there is None
    assert found == whole


def test_a_program_is_told_of_the_next_part(desk: Served) -> None:
    part = desk.ask("/figures.csv?limit=2&what=killed")
    assert part.headers["link"] == '</figures.csv?limit=2&what=killed&from=2>; rel="next"'
    assert "link" not in desk.ask("/figures.csv").headers


def test_the_page_leads_to_the_whole_table(ledger: Ledger) -> None:
    page = answer(ledger, "/figures?what=killed&from=20&limit=20").text
    assert 'href="/figures.csv?what=killed"' in page
    assert 'href="/figures.json?what=killed&amp;from=20&amp;limit=20"' in page
