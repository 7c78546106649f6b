"""Undated pages that print their day in their own lines, whole or in two places; a day that the story tells is none."""

from pathlib import Path

import pytest

from onrecord.reports.evidence import prints
from onrecord.reports.make import make
from onrecord.shapes import table
from onrecord.shapes.raw import Raw

BODY = (
    "Engineers found cracks in 14 of the piles of the mine's old tower, and the owners called it a danger to all.",
    "The owners said that they would go to court, and the people of the valley said that they would be there too.",
)


def rows() -> list[tuple[str, str, str]]:
    text = Path(__file__).with_name("years.tsv").read_text(encoding="utf-8")
    found = table.parse(text, "years.tsv", ("dateline", "rest", "want"), key=())
    return [(row["dateline"], row["rest"], row["want"]) for row in found]


@pytest.mark.parametrize(("head", "rest", "want"), rows())
def test_the_day_of_an_undated_page(head: str, rest: str, want: str) -> None:
    body = [f"{head} {BODY[0]}", BODY[1], *rest.split(" / ")]
    text = "Valley votes on its mine\n\n" + "\n\n".join(body) + "\n"
    lines = "".join(f"<p>{p}</p>" for p in body)
    page = f"<html><body><article><h1>Valley votes on its mine</h1>{lines}</article></body></html>"
    for data, name in ((text, "a.txt"), (page, "a.html")):
        (found,) = make(Raw(data.encode(), name, name, None))
        assert (found.published.date or "none") == want, name
        assert list(prints(found, data.encode())) == []
        assert found.value("byline") in (None, ("Mary Bell",) if rest.startswith("(") else None)


def test_the_year_of_the_address() -> None:
    text = f"Valley votes on its mine\n\nLISBON, May 3 (AP) – {BODY[0]}\n\n{BODY[1]}\n"
    for month, want in (("05", "2031-05-03"), ("11", None)):
        (found,) = make(Raw(text.encode(), f"https://example.org/2031/{month}/mine", "a.txt", None))
        assert found.published.date == want
        assert list(prints(found, text.encode())) == []
