"""Rows as reports: the text is the column's to the letter, and every place leads to the bytes of the row's JSON."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.reports.evidence import prints
from onrecord.reports.make import make
from onrecord.reports.row import Within, open_row
from onrecord.shapes.errors import ReadError
from onrecord.shapes.mark import digest
from onrecord.shapes.raw import Given, Raw
from onrecord.shapes.report import Published, Report
from onrecord.shapes.row import canonical, row_type, said

STORY = (
    "OSTRAVA, May 2 (XYZ) — At least 12 people were killed when a bridge fell near the harbour, police said on Friday.\r\n\r\n"
    '“We lost many,” Mary Bell, the mayor, told reporters.\tShe had no "number" \\ yet.\n\nThe bridge carried 12,000 cars a day. é😀'
)
QUICK = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def raw(row: dict[str, Any], how: str = "given", **columns: str) -> Raw:
    columns = columns or {name: name for name in row}
    values = {field: said(field, row.get(column)) for field, column in columns.items()}
    names = ("published", "outlet", "url", "title")
    told: dict[str, Any] = {n: values[n] for n in names if values.get(n)}
    byline = values.get("byline")
    told["byline"] = byline if isinstance(byline, tuple) else ()
    return Raw(canonical(row), "a.jsonl#1", "in/a.jsonl#1", media_type=row_type(columns), given=Given(**told, how=how))


def report(row: dict[str, Any], how: str = "given", **columns: str) -> Report:
    return make(raw(row, how, **columns))[0]


def value(data: bytes, place: tuple[int, int] | None) -> Any:
    assert place is not None
    return json.loads(data[slice(*place)])


@QUICK
@given(st.text(min_size=1), st.dictionaries(st.text(), st.one_of(st.text(), st.integers()), max_size=3))
def test_places_in_a_string_lead_to_its_bytes(text: str, others: dict[str, Any]) -> None:
    data = canonical(others | {"text": text})
    row = open_row(data, row_type({"text": "text"}))
    assert row is not None
    within, paged = row.report()
    assert not paged
    offsets = within.byte_offsets(range(len(within.text) + 1))
    for i, char in enumerate(within.text):
        shown = json.loads(b'"' + data[offsets[i] : offsets[i + 1]] + b'"')
        assert shown == char or (char == "\ufffd" and "\ud800" <= shown <= "\udfff")
    assert data[offsets[len(within.text)] :][:1] == b'"'


@QUICK
@given(st.text(min_size=1).filter(lambda t: t.strip()))
def test_the_text_of_a_row_is_what_was_put_in(text: str) -> None:
    one = raw({"text": text})
    try:
        found = make(one)[0]
    except ReadError:
        return
    assert list(prints(found, one.data, one.media_type)) == []
    if found.kind == "text":
        assert found.text == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    for block in found.blocks:
        assert block.raw is not None
        if found.kind == "text" and block.kind != "dateline":
            assert block.span.cut(found.text).strip() in json.loads(b'"' + one.data[slice(*block.raw)] + b'"').encode(
                errors="surrogatepass"
            ).decode(errors="replace").replace("\ufffd\ufffd\ufffd", "\ufffd")


def test_a_row_reads_as_its_text_does_in_a_file() -> None:
    row, file = report({"text": STORY}), make(Raw(STORY.encode(), "a.txt", "in/a.txt"))[0]
    assert (row.text, row.passages, row.language, row.kind) == (file.text, file.passages, file.language, "text")
    assert [(b.span, b.kind, b.why) for b in row.blocks] == [(b.span, b.kind, b.why) for b in file.blocks]
    assert dict(row.cells) == dict(file.cells)


def test_a_page_in_a_row_reads_as_it_does_in_a_file() -> None:
    page = (
        '<html><head><meta property="og:site_name" content="The \\"Paper\\""><meta name="author" content="Mary Bell">'
        "</head><body><h1>Bridge falls</h1><p>At least 12 people were killed &amp; many hurt,\n\t“police” said é.</p></body></html>"
    )
    one = raw({"html": page, "a": "é"})
    row, file = make(one)[0], make(Raw(page.encode(), "a.html", "in/a.html"))[0]
    assert (row.text, row.kind, row.passages) == (file.text, "html", file.passages)
    for mine, its in zip(row.blocks, file.blocks, strict=True):
        assert (
            json.loads(b'"' + one.data[slice(*mine.raw or (0, 0))] + b'"')
            == page.encode()[slice(*its.raw or (0, 0))].decode()
        )
    assert {n: c.value for n, c in row.cells.items()} == {n: c.value for n, c in file.cells.items()}
    place = row.cells["outlet"].raw or (0, 0)
    assert b"og:site_name" in one.data[slice(*place)]
    assert list(prints(row, one.data, one.media_type)) == []


def test_what_a_row_says_stands_beside_other_days_of_its_text() -> None:
    one = raw({"text": f"Bridge falls\n\nPublished: May 6, 2026\n\n{STORY}", "published": "2026-05-07"})
    found = make(one)[0]
    assert [c.date for c in found.published.candidates] == ["2026-05-07", "2026-05-06"]
    assert list(prints(found, one.data, one.media_type)) == []


@pytest.mark.parametrize(
    "title", ["Bridge\nfalls", "Bridge\tfalls at\r\nlast", "C:\\new \\u0041b", 'A "bridge" \\ falls', "Ponte caído 😀"]
)
def test_the_title_of_a_page_in_a_row_is_in_its_bytes(title: str) -> None:
    one = raw({"html": f"<html><head><title>{title}</title></head><body><p>{STORY}</p></body></html>"})
    found = make(one)[0]
    assert found.value("title") == " ".join(title.split())
    assert found.cells["title"].raw is not None
    assert list(prints(found, one.data, one.media_type)) == []


def test_a_page_in_a_column_of_text_is_a_page() -> None:
    assert report({"text": "<p>The council met.</p><p>It rose.</p>"}).text == "The council met.\nIt rose."


FULL = {
    "words": STORY,
    "head": "Bridge\n falls “again”",
    "link": "https://paper.example/a?b=1&c=2",
    "day": "Fri, 02 May 2031 10:00:00 GMT",
    "changed": "2031-05-03",
    "source": {"name": "The Paper", "id": 5},
    "by": ["Mary Bell and Tom Orr", {"name": "Ann Fox"}, "admin"],
}
COLUMNS = {
    "text": "words", "title": "head", "url": "link", "published": "day", "modified": "changed", "outlet": "source",
    "byline": "by",
}  # fmt: skip


@pytest.mark.parametrize("how", ["given", "feed"])
def test_what_a_row_says_is_believed_with_its_bytes(how: str) -> None:
    one = raw(FULL, how, **COLUMNS)
    found = make(one)[0]
    cells = found.cells
    assert {n: cells[n].value for n in ("title", "url", "outlet", "byline")} == {
        "title": "Bridge falls “again”",
        "url": "https://paper.example/a?b=1&c=2",
        "outlet": "The Paper",
        "byline": ("Mary Bell", "Tom Orr", "Ann Fox"),
    }
    assert cells["published"].value == Published("2031-05-02", "10:00:00Z", how=how)
    assert cells["modified"].value == Published("2031-05-03", how=how)
    for field, column in COLUMNS.items():
        if field != "text":
            assert cells[field].how == how
            assert value(one.data, cells[field].raw) == FULL[column]
    assert found.published.how == how
    assert list(prints(found, one.data, one.media_type)) == []


def test_what_the_person_says_goes_before_the_row() -> None:
    one = raw(FULL, "feed", **COLUMNS)
    found = make(replace(one, given=replace(one.given, published="2031-06-01", outlet="The Post")))[0]
    assert (found.cells["outlet"].value, found.cells["outlet"].how, found.cells["outlet"].raw) == (
        "The Post",
        "given",
        None,
    )
    assert found.published == Published("2031-06-01", how="given")
    assert found.cells["title"].how == "feed"
    assert found.id == make(one)[0].id


def test_what_a_row_says_goes_before_its_page() -> None:
    page = (
        "<link rel=canonical href='https://other.example/b'><meta property='og:title' content='Another'>"
        "<meta property='article:published_time' content='2030-01-01'><h1>Another</h1><p>At least 12 people were killed.</p>"
    )
    row = {"html": page, "title": "Bridge falls", "url": "https://paper.example/a", "published": "2031-05-02"}
    one = replace(raw(row), address="https://paper.example/a")
    found = make(one)[0]
    assert (found.value("title"), found.value("url"), found.published.date) == (
        "Bridge falls", "https://paper.example/a", "2031-05-02",
    )  # fmt: skip
    assert found.id == make(replace(one, source="elsewhere"))[0].id
    del row["url"]
    assert make(raw(row))[0].value("url") == "https://other.example/b"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("Bridge\\n falls", "Bridge\\n fells"), "do not say its title"),
        (("12 people", "13 people"), "its text is not"),
        (("02 May", "03 May"), "do not say its published"),
        (("Tom Orr", "Tim Orr"), "do not say its byline"),
        (('"words"', '"wards"'), "a row without a text"),
        (("{", "["), "a row that is no JSON"),
    ],
)
def test_a_changed_row_is_noticed(change: tuple[str, str], words: str) -> None:
    one = raw(FULL, **COLUMNS)
    found = make(one)[0]
    assert any(words in line for line in prints(found, one.data.decode().replace(*change, 1).encode(), one.media_type))


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"{}", row_type({"text": "text"})),
        (b'{"text":5}', row_type({"text": "text"})),
        (b'{"text":" \\n"}', row_type({"text": "text"})),
        (b'{"html":"<p></p>"}', row_type({"html": "html"})),
        (b'["text"]', row_type({"text": "text"})),
        (b"\xff", row_type({"text": "text"})),
        (b'{"text":"<rss version=2>"}', row_type({"text": "text"})),
    ],
)
def test_what_is_no_report(data: bytes, media_type: str) -> None:
    with pytest.raises(ReadError) as found:
        make(Raw(data, "a", "a", media_type=media_type))
    assert "\n" not in str(found.value)


def test_pairs_of_halves_are_one_character() -> None:
    source = r'"a😀b\ud83dc"'
    within = Within("a😀b\ufffdc", source, 1, len(source) - 1)
    offsets = within.byte_offsets(range(6))
    assert [source.encode()[offsets[i] : offsets[i + 1]].decode() for i in range(5)] == ["a", "😀", "b", r"\ud83d", "c"]
    source = r'"\ud83d\ude00b"'
    assert Within("😀b", source, 1, len(source) - 1).byte_offsets([0, 1, 2]) == {0: 1, 1: 13, 2: 14}


def test_the_address_of_a_row_goes_before_that_of_its_page() -> None:
    page = f"<link rel=canonical href='https://other.example/b'><h1>Bridge falls</h1><p>{STORY}</p>"
    url = "https://paper.example/a"
    mine = replace(raw({"html": page, "url": url}), address=url)
    assert make(mine)[0].id == digest(url, mine.sha256, 0)
    other = raw({"html": page})
    assert make(other)[0].id == digest("https://other.example/b", other.sha256, 0)


@pytest.mark.parametrize(
    ("words", "end", "how", "summary", "genre"),
    [
        (5, ".", "feed", True, "stub"),
        (60, ".", "feed", True, "news"),
        (5, ".", "feed", False, "news"),
        (5, " …", "feed", False, "stub"),
        (5, " [...]", "feed", False, "stub"),
        (60, " …", "feed", False, "news"),
        (5, ".", "given", False, "news"),
        (5, ".", "given", True, "stub"),
    ],
)
def test_a_summary_of_few_words_is_a_stub(words: int, end: str, how: str, summary: bool, genre: str) -> None:
    text = "The council met " + "again and " * (words // 2) + "rose" + end
    one = raw({"text": text}, how)
    assert make(replace(one, given=replace(one.given, summary=summary)))[0].value("genre") == genre


def test_tags_of_a_row() -> None:
    one = raw({"text": STORY, "tags": ["Bridges", "Ostrava"]})
    found = make(one)[0]
    assert found.value("tags") == ("Bridges", "Ostrava")
    assert value(one.data, found.cells["tags"].raw) == ["Bridges", "Ostrava"]
    assert list(prints(found, one.data, one.media_type)) == []
