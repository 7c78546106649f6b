"""The desk's pages without a server: their forms, their data, and every cell at its words."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.faces import cells, lists, reading_text
from onrecord.faces.api import Ledger
from onrecord.faces.desk import answered, asked, links, report
from onrecord.faces.desk.pages import PAGES
from onrecord.faces.segments import Over
from onrecord.marks.kinds import KINDS
from onrecord.shapes.errors import NotFound, UsageError
from onrecord.shapes.mark import digest
from tests.faces.desk.routes import answer

TAG = re.compile(r"<[^>]+>")
LIT = re.compile(r'<mark class="lit c"(?: id="c")?[^>]*>')


def get(ledger: Ledger, address: str) -> str:
    """What stands at an address of the desk."""
    return answer(ledger, address).text


def lit(drawn: str) -> str:
    """The words that are lit in a drawn text."""
    out, depth, on = [], 0, 0
    for piece in re.split(r"(<[^>]+>)", drawn):
        if LIT.fullmatch(piece):
            on = on or depth + 1
        if piece.startswith("<mark"):
            depth += 1
        elif piece == "</mark>":
            on = 0 if on == depth else on
            depth -= 1
        elif on and not piece.startswith("<"):
            out.append(html.unescape(piece))
    return "".join(out)


def test_every_cell_of_the_examples_opens_on_its_words(ledger: Ledger) -> None:
    """All stretches that any cell of any report points at are lit as they stand; none is left out."""
    looked = 0
    for head in ledger.reports():
        record = ledger.record(head["report"])
        told = [*cells.of_report(record)]
        told += [cell for kind in KINDS for mark in record[kind.plural] for cell in cells.of_mark(kind, mark)]
        for at in {cell.at for cell in told if cell.at}:
            query = answered.at(PAGES, links.words(head["report"], at)).asked
            stretches, none = report.lit(record, query)
            assert (stretches, none) == (list(at), "")
            drawn = reading_text.draw(record, [Over(a, b, "lit", links.LIT) for a, b in stretches], {})
            covered = sorted({n for a, b in at for n in range(a, b) if record["text"][n] not in "\r\n"})
            shown = lit(str(drawn.html)).replace("\n", "")
            assert shown == "".join(record["text"][n] for n in covered)
            looked += 1
    assert looked > 1_000


TEXT = st.text(st.sampled_from("ab é́\u202e👩🏽‍🚀שלום\r\n<&\"'ı\u00a0"), min_size=1, max_size=40)


@given(TEXT, st.data())
def test_what_is_lit_is_what_was_meant(text: str, data: st.DataObject) -> None:
    """Whatever the letters, the characters that are lit are those between the offsets."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    record = {"text": text, "blocks": []}
    drawn = reading_text.draw(record, [Over(start, end, "lit", "c")], {})
    from onrecord.faces.screen import clean

    wanted = clean(text[start:end]) if text[start:end].strip() else ""
    assert "".join(lit(str(drawn.html)).split()) == "".join(wanted.split())


FORMS = [
    ("/", "text/html"),
    ("/stories.json", "application/json"),
    ("/stories.csv", "text/csv"),
    ("/story/{story}", "text/html"),
    ("/story/{story}.json", "application/json"),
    ("/story/{story}.csv", "text/csv"),
    ("/story/{story}.html", "text/html"),
    ("/story/{story}.geojson", "application/geo+json"),
    ("/story/{story}/new?seen={report}", "text/html"),
    ("/story/{story}/new.json?since=2025-03-06", "application/json"),
    ("/story/{story}/coverage", "text/html"),
    ("/story/{story}/coverage.json", "application/json"),
    ("/story/{story}/coverage.csv", "text/csv"),
    ("/report/{report}/source?from=10&to=40", "text/html"),
    ("/report/{report}/source.json?from=10&to=40", "application/json"),
    *((f"/story/{{story}}/{part}{form}", type) for part in ("series", "quotes", "disagreements", "copies", "places")
      for form, type in (("", "text/html"), (".json", "application/json"), (".csv", "text/csv"))),
    ("/report/{report}", "text/html"),
    ("/report/{report}?raw=1", "text/html"),
    ("/report/{report}.json", "application/json"),
    ("/report/{report}.csv", "text/csv"),
    ("/record/{record}", "text/html"),
    ("/record/{record}.json", "application/json"),
    ("/record/{record}.csv", "text/csv"),
    ("/record/{record}.md", "text/markdown"),
    ("/record/{record}.txt", "text/plain"),
    ("/record/{record}.bib", "text/x-bibtex"),
    ("/person/{name}", "text/html"),
    ("/person/{name}.json", "application/json"),
    ("/person/{name}.csv", "text/csv"),
    ("/person/{name}*.csv", "text/csv"),
    ("/compare/{pair}", "text/html"),
    ("/compare/{pair}.json", "application/json"),
    ("/-/search", "text/html"),
    ("/-/search?q=dam", "text/html"),
    ("/-/search.json?q=dam", "application/json"),
    ("/-/search.csv?q=dam", "text/csv"),
    ("/-/keys", "text/html"),
    ("/-/keys.json", "application/json"),
    ("/-/pages", "text/html"),
    ("/-/openapi.json", "application/json"),
    ("/-/versions.json", "application/json"),
    ("/-/speakers.json", "application/json"),
    ("/review", "text/html"),
    ("/review.json?kind=figures&limit=3", "application/json"),
    ("/decisions", "text/html"),
    ("/decisions.json", "application/json"),
    ("/decisions.csv", "text/csv"),
    ("/-/check.json", "application/json"),
    ("/failures", "text/html"),
    *((f"/{name}{form}", type) for name in ("reports", "quotes", "figures", "events", "times", "places", "mentions",
      "series", "disagreements", "timeline", "upcoming", "new", "copies")
      for form, type in (("", "text/html"), (".json", "application/json"), (".csv", "text/csv"))),
]  # fmt: skip


@pytest.mark.parametrize(("address", "type"), FORMS, ids=[address for address, _ in FORMS])
def test_each_page_in_each_form(address: str, type: str, ledger: Ledger, ids: dict[str, str]) -> None:
    """Every address answers, in the form that its suffix names."""
    found = answered.answer(
        answered.at(PAGES, address.format(**{**ids, "name": ids["name"].replace(" ", "%20")})),
        ledger,
        answered.about("x.db"),
    )
    assert found.type == type
    if type == "application/json":
        json.loads(found.text)
    elif type == "text/csv":
        assert next(csv.reader(io.StringIO(found.text)))
    elif found.form == "":
        assert found.text.startswith("<!DOCTYPE html>")
        assert not any(" style=" in tag for tag in TAG.findall(found.text))
        assert "<style" not in found.text
        assert not re.search(r"<script(?! src=)", found.text)
        assert not re.search(r"<[^>]+ on\w+=", found.text)


def test_every_page_is_tried(ids: dict[str, str]) -> None:
    """The table above leaves no page of the desk out."""
    tried = {answered.at(PAGES, address.format(**{**ids, "name": "x"})).page.path for address, _ in FORMS}
    assert {page.path for page in PAGES} - tried == set()


def test_data_is_what_the_command_line_has(ledger: Ledger) -> None:
    """The rows of a list are those of the command, whole when enough are asked for."""
    for name in ("quotes", "figures", "events", "reports", "disagreements"):
        found = json.loads(get(ledger, f"/{name}.json?limit=1000"))
        assert found["rows"] == json.loads(json.dumps(lists.rows(ledger, name)))[:1_000]
    killed = json.loads(get(ledger, "/figures.json?what=killed&limit=1000"))["rows"]
    assert killed == json.loads(json.dumps(ledger.figures(what="killed")))
    assert killed


def test_parts_of_a_list_are_the_whole(ledger: Ledger) -> None:
    """Going from part to part by `next` gives every row once."""
    rows, query = [], "?limit=7"
    while query:
        part = json.loads(get(ledger, f"/figures.json{query}"))
        rows += part["rows"]
        query = part["next"]
    assert rows == json.loads(json.dumps(ledger.figures()))


BAD = [
    ("/nowhere", NotFound, "no such page"),
    ("/report/zzz", NotFound, "no report of that name"),
    ("/report/", NotFound, "no such page"),
    ("/report/{report}?c=abc", UsageError, "no stretch of a text"),
    ("/report/{report}?c=1-²", UsageError, "no stretch of a text"),
    ("/record/ffffffffffff", NotFound, "no mark of that name"),
    ("/person/Nobody%20Anywhere", NotFound, "nobody of that name"),
    ("/story/{story}/nonsense", NotFound, "no part of a story"),
    ("/figures?limit=x", UsageError, "no number"),
    ("/figures?since=yesterday", UsageError, "is no date"),
    ("/events?type=WAR", UsageError, "WAR"),
    ("/compare/{report}", UsageError, "three dots"),
    ("/compare/a...b", NotFound, "no report of that name"),
    ("/report/{report}/source?from=5&to=5", UsageError, "name some bytes"),
    ("/report/{report}/source?from=0&to=999999", UsageError, "name some bytes"),
    ("/figures?what={long}", UsageError, "longer than"),
    ("/figures?{many}", UsageError, "ask for less"),
    ("//[x", UsageError, "no address"),
    ("/-/search?q=dam&month=March", UsageError, "give it as YYYY-MM"),
]


@pytest.mark.parametrize(("address", "error", "says"), BAD, ids=[address for address, _, _ in BAD])
def test_what_cannot_be_answered_is_said_in_one_line(
    address: str, error: type[Exception], says: str, ledger: Ledger, ids: dict[str, str]
) -> None:
    """A wrong name, a wrong number, a wrong filter: one line that says what."""
    with pytest.raises(error, match=says) as raised:
        get(ledger, address.format(**ids, long="x" * 3_000, many="&".join(["what=x"] * 300)))
    assert "\n" not in str(raised.value)


def test_places_that_are_not_there_are_said_not_to_be(ledger: Ledger, ids: dict[str, str]) -> None:
    """A link never opens on nothing: the report is shown, and that the place is not in it."""
    for query, says in (("c=999999-1000000", "no words at that place"), ("m=ffff", "no such record now")):
        assert says in get(ledger, f"/report/{ids['report']}?{query}")


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=6))
def test_a_query_that_means_nothing_does_nothing(query: list[tuple[str, str]]) -> None:
    """Whatever stands in a query, asking for it gives a value, a refusal in one line, or nothing."""
    found = asked.Asked({}, query)
    for name, _ in query:
        assert found.one(name) is None or found.one(name) in [value.strip() for _, value in query]
    assert found.but(**{"from": 3}).endswith("from=3")


def test_ids_may_be_shortened_and_stay(ledger: Ledger, ids: dict[str, str]) -> None:
    """The beginning of an id leads to the same page as the id."""
    short = get(ledger, f"/report/{ids['report'][:10]}.json")
    assert digest(short) == digest(get(ledger, f"/report/{ids['report']}.json"))


@pytest.mark.parametrize(("month", "there"), [("2025-02", False), ("2025-03", True), ("2025-04", False)])
def test_a_month_has_the_days_that_it_has(month: str, there: bool, ledger: Ledger) -> None:
    """A facet of a month finds what was published in it, a short month too."""
    assert bool(json.loads(get(ledger, f"/-/search.json?q=dam&month={month}"))["rows"]) == there


def test_the_description_for_programs_holds(ledger: Ledger, ids: dict[str, str]) -> None:
    """Every reference is there, every name is unlike the others, and what it says of marks is so."""
    found = json.loads(get(ledger, "/-/openapi.json"))
    schemas = found["components"]["schemas"]
    for name in re.findall(r'"\$ref": "#/components/schemas/(\w+)"', json.dumps(found)):
        assert name in schemas
    names = [path["get"]["operationId"] for path in found["paths"].values()]
    assert len(set(names)) == len(names)
    for kind in KINDS:
        rows = json.loads(get(ledger, f"/{kind.plural}.json?limit=5"))["rows"]
        assert rows
        for row in rows:
            assert set(schemas[kind.name]["properties"]) <= set(row)


def test_a_record_is_put_together_as_it_is_printed(ledger: Ledger) -> None:
    """What is put together from rows is what a reading prints, to the order of its names."""
    for head in ledger.reports():
        read = ledger._store.reading(head["report"]).as_dict()
        assert json.dumps(ledger.record(head["report"])) == json.dumps(read)


@given(st.text(st.sampled_from("ab \n"), max_size=200), st.integers(4, 50))
def test_parts_of_a_text_are_the_text(text: str, most: int) -> None:
    """Parts follow one another from the first character to the last, none longer than it may be."""
    parts = report.parts_of(text, most)
    assert "".join(text[a:b] for a, b in parts) == text
    assert [a for a, _ in parts[1:]] == [b for _, b in parts[:-1]]
    assert all(b - a <= most for a, b in parts)


def test_a_long_text_is_shown_in_parts_and_links_find_theirs(tmp_path: Path) -> None:
    """Each part shows its own words alone; a link opens the part in which its words stand."""
    words = [f"word{n}" for n in range(12_000)]
    (tmp_path / "long.txt").write_text("\n\n".join(" ".join(words[n : n + 50]) for n in range(0, 12_000, 50)), "utf-8")
    with Ledger(tmp_path / "l.db") as ledger:
        (name,) = ledger.add([tmp_path / "long.txt"]).new
        text = ledger.text(name)
        pages = [get(ledger, f"/report/{name}?part={n + 1}") for n in range(len(report.parts_of(text)))]
        assert len(pages) > 1
        for n in (100, 5_999, 11_999):  # the first few name the report on every part
            assert sum(f"word{n}<" in page or f"word{n} " in page for page in pages) == 1
        at = text.index("word9000")
        assert lit(get(ledger, f"/report/{name}?c={at}-{at + 8}")) == "word9000"
