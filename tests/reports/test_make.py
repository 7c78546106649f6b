"""Whole reports: whatever the bytes, a report whose offsets hold, or one line of reason."""

import codecs
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onrecord.reports.evidence import prints
from onrecord.reports.make import make
from onrecord.shapes.errors import ReadError
from onrecord.shapes.raw import Given, Raw
from onrecord.shapes.report import BLOCK_KINDS, PUBLISHED_HOW, REPORT_CELLS, Report
from onrecord.shapes.span import Span

STORY = [
    "The council voted on Tuesday to close the bridge after 3 people were injured.",
    "“We could not wait any longer,” Mary Bell, the mayor, told reporters outside the hall.",
    "Engineers had warned in May that the piers were worn, according to a report seen by the paper.",
    "The bridge carries about 12,000 cars a day, and traders said that the detour would cost them dearly.",
]
PIECES = [
    *STORY, "The council voted", "to close the bridge", "Share", "Read more: Ten soups", "By Mary Bell", "by admin",
    "Council closes bridge", "LEEDS (XYZ) — The council voted.", "LEEDS (AFP) — " + STORY[0], "14:32", "2.15pm BST", "404 Not Found",
    "Subscribe to continue reading", "Tag: bridges", "Read more", "The board meets …", "Live updates: the bridge", "March 9, 2025", "Home » World", "©", "。", "理事会は橋を閉鎖した。",
    "Der Rat hat am Dienstag beschlossen, die Brücke zu schließen, und die Händler sind empört.", "\x0b", "\x85", "\u2028", "<p>", "</p>",
]  # fmt: skip
ENDS = st.sampled_from(["\n", "\n\n", "\r\n", "\r", " ", "  \n", "\n\t"])
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.tuples(st.sampled_from(PIECES), ENDS), max_size=14).map(lambda rows: "".join(a + b for a, b in rows)),
)
PAGES = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "<p>",
                "<h1>",
                "<article>",
                "</article>",
                "<h2><a href=x>",
                "<time datetime=2026-07-06T10:00Z>",
                "<div class=byline>",
                "<nav>",
                "<li>",
                "<br>",
                "<td>",
                "<figcaption>",
            ]
        ),
        st.sampled_from(PIECES),
    ),
    max_size=14,
).map(lambda rows: "<html><body>" + "".join(f"{tag}{text}</{tag[1:-1].split()[0]}>" for tag, text in rows))
quick = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def report(data: bytes | str, **said: str) -> Report:
    data = data.encode() if isinstance(data, str) else data
    return make(Raw(data, "a.txt", "in/a.txt", given=Given(**said)))[0]


def spans(found: Report) -> Iterator[Span]:
    for block in found.blocks:
        yield block.span
    for passage in found.passages:
        for piece in passage.pieces:
            yield Span(piece.start, piece.end)
    for cell in found.cells.values():
        yield from cell.at
    for entry in found.value("entries") or ():
        yield entry.span


def holds(found: Report, data: bytes) -> None:
    text = found.text
    covered, end = set(), 0
    for block in found.blocks:
        assert block.kind in BLOCK_KINDS
        assert block.why
        assert end <= block.span.start < block.span.end
        end = block.span.end
        covered.update(range(block.span.start, block.span.end))
    assert all(i in covered for i, char in enumerate(text) if not char.isspace())
    assert all(span.end <= len(text) for span in spans(found))
    for passage in found.passages:
        assert passage.text
        assert "\n" not in passage.text
        assert "\r" not in passage.text
        at = 0
        for piece in passage.pieces:
            assert piece.at == at
            at = piece.at_end
            if piece.at_end - piece.at == piece.end - piece.start > 1:
                here, there = passage.text[piece.at : piece.at_end], text[piece.start : piece.end]
                assert all(
                    a == b or (a == " " and not b.isalnum()) or not b.isprintable()
                    for a, b in zip(here, there, strict=True)
                )
        assert at == len(passage.text)
    assert set(found.cells) <= set(REPORT_CELLS)
    assert found.published.how in PUBLISHED_HOW
    assert list(prints(found, data)) == []


def check(data: bytes) -> None:
    raw = Raw(data, "a.txt", "in/a.txt")
    try:
        found = make(raw)
    except ReadError as refused:
        why = str(refused)
    else:
        for one in found:
            holds(one, data)
        assert found == make(raw)
        assert [one.part for one in found] == list(range(len(found)))
        return
    assert why
    assert "\n" not in why


@quick
@given(TEXTS)
@example("\ufeff")
@example("\r")
@example("a\x0bb\x85c\u2028d")
@example("理事会は橋を閉鎖した。")
def test_any_text(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    check(data)
    try:
        found = report(data)
    except ReadError:
        return
    if found.kind == "text":
        assert found.text == data.decode("utf-8-sig", "replace") or "\ufffd" in found.text or found.encoding != "utf-8"


@quick
@given(st.one_of(st.binary(max_size=300), PAGES.map(str.encode), PAGES.map(lambda p: p.encode("utf-16"))))
def test_any_page_and_any_bytes(data: bytes) -> None:
    check(data)


@quick
@given(PAGES, st.integers(0, 400))
def test_a_truncated_page(page: str, cut: int) -> None:
    check(page.encode()[: -cut or None])


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n", codecs.BOM_UTF8, "\u00a0\u2003\n".encode(), b"<html><body></body></html>"]
)
def test_nothing_to_read(data: bytes) -> None:
    with pytest.raises(ReadError):
        report(data)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n"])
def test_plain_text_is_kept_to_the_letter(end: str) -> None:
    text = end.join(["Council closes bridge", *STORY, "Share\u00a0this\x0b", ""])
    found = report(text)
    assert found.text == text
    assert [p.text for p in found.passages if p.role == "body"] == STORY


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>Bridge shut</h1><p>T<noscript>he council met on Monday, it said.</p><p>{STORY[0]}</p><p>{STORY[1]}</p><p>{STORY[0]}</p>",
        f"<h1>Bridge shut</h1><li>Opinions<<noscript>/li><p>{STORY[0]}</p><p>{STORY[1]}</p><p>{STORY[0]}</p>",
        f"<title>Bridge \xff\u00e2\u20ac\u0153shut\u00e2\u20ac\u009d</title><p>{STORY[0]}</p>",
        f"<meta property='article:tag' content='R\u00e2\u20ac\u2122iver'><p>{STORY[0]}</p>",
        f"<title>C:\\new \\u0041b</title><p>{STORY[0]}</p>",
    ],
)
def test_odd_pages_say_what_their_bytes_say(page: str) -> None:
    for data in (page.encode(), page.encode("cp1252", "replace")):
        assert list(prints(report(data), data)) == []


PARAGRAPH = f"<p class='x'>{STORY[0]} {STORY[1]} <a href='/x'>Read</a></p>\n"
HURTING = {
    "nested": "<html><body>" + "<div>" * 5000 + PARAGRAPH * 5,
    "closed again": "<html><body>" + "<div>" * 5000 + PARAGRAPH * 5 + "</div>" * 5000,
    "colspan": "<table><tr><td colspan=9007199254740991>x<td>y</table>" + PARAGRAPH * 5,
    "one line": "word " * 2_000_000,
    "one word": "a" * 10_000_000,
    "quotes": '"' * 500_000,
    "brackets": "(" * 300_000,
    "dashes": "A" + "-" * 300_000,
    "by": "By " + "Aa " * 200_000,
    "capitals": "LEEDS " * 100_000,
    "months": "May " * 200_000,
    "authors": "<meta name=author content=a>" * 4_000 + PARAGRAPH * 3,
    "subjects": "<meta property='article:tag' content=a:b>" * 4_000 + PARAGRAPH * 3,
    "breaks": "<p>" + "<br>" * 50_000 + PARAGRAPH * 3,
}


@pytest.mark.parametrize("name", HURTING)
def test_bad_input(name: str) -> None:
    start = time.process_time()
    data = HURTING[name].encode()
    found = report(data)
    assert time.process_time() - start < 20
    assert found.text
    if "nested" in name or "closed" in name:
        assert found.text.count("The council voted") == 5


def test_a_page_of_50_mb_takes_bounded_time() -> None:
    start = time.process_time()
    found = report("<html><body>" + ("<p>" + STORY[0] * 100) * (49_000_000 // (len(STORY[0]) * 100)))
    assert "too large for the extractor" in found.blocks[0].why
    assert time.process_time() - start < 60


def test_ids() -> None:
    words = "\n".join(STORY)
    found = report(words)
    assert found.id == report(words, published="2025-03-09", outlet="The Paper").id
    assert found.id != report(words + " ").id
    assert found.id != make(Raw(words.encode(), "b.txt", "in/a.txt"))[0].id
    page = f"<link rel=canonical href='https://example.org/a'><p>{words}"
    assert report(page).id == make(Raw(page.encode(), "elsewhere", "x"))[0].id
    assert report(page).value("url") == "https://example.org/a"


def test_what_is_given_is_believed() -> None:
    found = report(
        "\n".join(STORY), published="2025-03-09T10:00", outlet="The Paper", title="Bridge", url="https://example.org/b"
    )
    assert (found.published.date, found.published.time, found.published.how) == ("2025-03-09", "10:00", "given")
    assert [found.value(n) for n in ("outlet", "title", "url")] == ["The Paper", "Bridge", "https://example.org/b"]
    assert found.cells["title"].how == "given"
