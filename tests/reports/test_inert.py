"""Stored pages shown: whatever they are made of, what is written holds only what is listed, and nothing ever raises."""

import time
from html.parser import HTMLParser

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reports import inert as module
from onrecord.reports.inert import allowed, inert, source_stretch
from onrecord.shapes.raw import Raw
from onrecord.shapes.row import canonical, row_type
from tests.reports.hostile import BYTES, MARKUP

ROOTS = {"html", "head", "meta", "title", "link", "body"}
OWN = {"meta": {"charset"}, "html": {"lang"}, "link": {"rel", "href"}, "details": {"open"}}
GONE = "script style svg math template iframe object embed form input base img video audio a link".split()


def raw(page: str | bytes, media_type: str | None = None) -> Raw:
    return Raw(page if isinstance(page, bytes) else page.encode("utf-8", "surrogatepass"), "a", "a", None, media_type)


class Seen(HTMLParser):
    """Every tag of a document with its attributes, and what is no tag."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.other: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if len(attrs) != len(dict(attrs)):
            self.other.append(f"{tag}: an attribute twice")

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def handle_pi(self, data: str) -> None:
        self.other.append(data)

    def unknown_decl(self, data: str) -> None:
        self.other.append(data)


def faults(document: str) -> list[str]:
    """What stands in a document that may not, as two parsers see it."""
    seen = Seen()
    seen.feed(document)
    seen.close()
    found = [f"no tag: {other}" for other in seen.other]
    tree = lxml.html.document_fromstring(document, parser=lxml.html.HTMLParser(huge_tree=True))
    both = [(n, dict(a)) for n, a in seen.tags]
    both += [(str(e.tag), {str(k): str(v) for k, v in e.attrib.items()}) for e in tree.iter()]
    for name, attributes in both:
        if name not in allowed() and name not in ROOTS:
            found.append(f"<{name}>")
        may = allowed().get(name, frozenset()) | OWN.get(name, set())
        found += [f"{name} {key}={value}" for key, value in attributes.items() if key not in may]
    found += [f"{len(list(tree.iter(name)))} x {name}" for name in ("meta", "title") if len(list(tree.iter(name))) != 1]
    return found


@pytest.mark.parametrize("page", MARKUP.values(), ids=MARKUP.keys())
@pytest.mark.parametrize("around", ["{}", "<!doctype html><html><head>{}", "<html><body><div>{}</div><p>after</p>"])
def test_no_page_leaves_more_than_is_listed(page: str, around: str) -> None:
    document = inert(raw("<!doctype html>" + around.format(page)))
    assert not faults(document)
    assert document.count("<") == document.count(">")


@pytest.mark.parametrize("data", BYTES.values(), ids=BYTES.keys())
def test_no_bytes_leave_more_than_is_listed(data: bytes) -> None:
    for media_type in (None, "text/html; charset=utf-7", "text/plain"):
        document = inert(raw(data, media_type))
        assert not faults(document)
        assert "\0" not in document
        document.encode()


def test_there_are_many_attacks() -> None:
    assert len(MARKUP) + len(BYTES) >= 80


@pytest.mark.parametrize("name", GONE)
def test_what_is_not_listed_may_never_be(name: str) -> None:
    assert name not in allowed()
    assert not any(key.startswith("on") or key in ("style", "href", "src") for key in allowed().get(name, ()))


# What follows the end of a style is the page's again.
SILENT = [n for n, p in MARKUP.items() if p.lower().startswith(("<script", "<style")) and p.count("</style>") < 2]


@pytest.mark.parametrize("name", [n for n in SILENT if n != "style never closed"])
def test_what_a_script_or_style_holds_is_not_shown(name: str) -> None:
    document = inert(raw("<!doctype html>" + MARKUP[name]))
    assert "elsewhere.example" not in document
    assert "PWNED" not in document


CASES = {
    "words of links": ('<p>see <a href="http://x.example">the <b>paper</b></a>.', "<p>see the <b>paper</b>.</p>"),
    "pictures are what they are called": ('<p>a<img src=x alt=" a  b ">c<img alt="">', "<p>a[a b]c</p>"),
    "an alternative text that is markup": ('<img alt="<b>&quot;">', '[&lt;b&gt;"]'),
    "ends that are implied": ("<p>a<p>b<ul><li>x<li>y</ul>c", "<p>a</p><p>b</p><ul><li>x</li><li>y</li></ul>c"),
    "cells": (
        "<table><tr><td colspan=3>a<td rowspan=7000>b<tr><th lang=fr>c</table>",
        '<table><tr><td colspan="3">a</td><td rowspan="1000">b</td></tr><tr><th lang="fr">c</th></tr></table>',
    ),
    "ends that cross": ("<p><b>a<i>b</b>c</i>", "<p><b>a<i>b</i></b>c</p>"),
    "an end inside a cell closes nothing outside": (
        "<div><table><tr><td>a</div>b</td></tr></table>c</div>",
        "<div><table><tr><td>ab</td></tr></table>c</div>",
    ),
    "what is not listed keeps its words": ("<x-y>a <font color=red>b</font></x-y>", "a b"),
    "blocks that are not listed": ("<form><legend>a</legend>b</form><button>c</button>", "<div><div>a</div>b</div><div>c</div>"),
    "time": ('<time datetime="2026-03-05T10:00+01:00" class=x>today</time>', '<time datetime="2026-03-05T10:00+01:00">today</time>'),
    "direction": ("<p dir=RTL lang=ar-EG>x</p><p dir=up lang='a b'>y", '<p dir="rtl" lang="ar-EG">x</p><p>y</p>'),
    "what is folded is shown": ("<details><summary>a</summary>b</details>", "<details open><summary>a</summary>b</details>"),
    "white space of source code": ("<pre>a\n  b\n\n</pre>", "<pre>a\n  b\n\n</pre>"),
    "references": ("<p>&eacute;&amp;&lt;b&gt;&nbsp;&#8220;", "<p>é&amp;&lt;b&gt;\xa0“</p>"),
    "what is left out ends with what is round it": ("<div><select><option>a</div><p>b", "<div></div><p>b</p>"),
    "a drawing that is closed in itself": ("<svg/><p>a", "<p>a</p>"),
    "a drawing with a block of its own": ("<div><svg><div>a</div>b</svg>c</div>", "<div>c</div>"),
}  # fmt: skip


@pytest.mark.parametrize(("page", "expected"), CASES.values(), ids=CASES.keys())
def test_what_is_kept(page: str, expected: str) -> None:
    document = inert(raw("<!doctype html><html><body>" + page))
    assert document.partition("<body>\n")[2].removesuffix("\n</body></html>\n") == expected


def test_a_page_keeps_its_title_and_language_and_asks_for_one_sheet() -> None:
    page = raw("<!doctype html><html lang=en-GB><head><title>A &amp; <b>B</title></head><body><p>x")
    assert '<html lang="en-GB"><head><meta charset="utf-8"><title>A &amp; &lt;b&gt;B</title></head>' in inert(page)
    assert '<link rel="stylesheet" href="/a.css?x=&quot;&amp;y">' in inert(page, '/a.css?x="&y')


def test_a_text_stands_as_it_is() -> None:
    text = "\n\nFirst <line> & “more”\n\tsecond</pre>\n"
    document = inert(raw(text))
    assert "<body>\n<pre>\n\n\nFirst &lt;line&gt; &amp; “more”\n\tsecond&lt;/pre&gt;\n</pre>" in document


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ({"text": "a <b> c"}, "<pre>\na &lt;b&gt; c</pre>"),
        ({"html": "<p>é<script>x</script>"}, "<p>é</p>"),
        ({"title": "none"}, '<pre>\n{"title":"none"}</pre>'),
    ],
)
def test_a_row_is_shown_as_its_text_or_page(row: dict[str, str], shown: str) -> None:
    assert shown in inert(raw(canonical(row), row_type({name: name for name in row})))


def test_elements_too_deep_are_left_out_and_their_words_are_not() -> None:
    document = inert(raw("<!doctype html>" + "<div>" * 400 + "deep" + "</div>" * 400 + "<p>after</p>"))
    assert document.count("<div>") == document.count("</div>") == 200
    assert "deep" in document
    assert document.endswith("</div><p>after</p>\n</body></html>\n")


@pytest.mark.parametrize(
    "page", ["<!doctype html><p>" + "<&\"'é" * 900, "<!doctype html>" + "<p>a<br>" * 900, "<&é" * 900]
)
def test_what_is_too_long_is_cut_and_says_so(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = inert(raw(page))
    monkeypatch.setattr(module, "LARGEST", 1_000)
    document = inert(raw(page))
    assert not faults(document)
    assert "[cut here" in document
    assert "[cut here" not in whole
    assert 1_000 <= len(document.encode()) < 1_500


@pytest.mark.parametrize(
    "unit", ["<div>", "<p>a", "<svg>", "</div>", "<b><p>", "<td>", "<li><ul>", "&lt;", "<!--", "<p a='"]
)
def test_time_grows_with_the_page(unit: str) -> None:
    page = raw("<!doctype html>" + unit * (1_000_000 // len(unit)))
    start = time.process_time()
    inert(page)
    assert time.process_time() - start < 20


PIECES = st.lists(
    st.sampled_from([*MARKUP.values()][:80] + ["<div>", "</div>", "<p>", "</table>", "<!--", "'", '"', ">"])
)


@given(PIECES)
def test_attacks_together_leave_no_more_than_is_listed(pieces: list[str]) -> None:
    assert not faults(inert(raw("<!doctype html>" + "".join(p[:2_000] for p in pieces))))


@given(st.text(max_size=400), st.booleans())
def test_any_text_can_be_shown(text: str, page: bool) -> None:
    assert not faults(inert(raw(("<!doctype html>" if page else "") + text)))


@given(st.binary(max_size=400))
def test_any_bytes_can_be_shown(data: bytes) -> None:
    assert not faults(inert(raw(data)))
    assert not faults(inert(raw(data, row_type({"text": "text"}))))


@given(st.text(alphabet="abé€😀 .\n", min_size=1, max_size=300))
def test_plain_words_lose_nothing(text: str) -> None:
    document = inert(raw("words " + text))
    assert document.partition("<pre>\n")[2].partition("</pre>")[0] == "words " + text


# -- a stretch of source -----------------------------------------------------------------------------------------------

LETTERS = "“Der Rat tagt”, sagte Müller – für 5 € 😀 am Dienstag. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp932", "gb18030", "iso-2022-jp"])
def test_a_stretch_is_the_source_with_what_stands_around_it(encoding: str) -> None:
    words = {"cp1252": LETTERS.replace("😀", ""), "cp932": "会議は月曜日", "iso-2022-jp": "会議は月曜日"}.get(
        encoding, LETTERS
    )
    text = f'<meta charset="{encoding}"><p>{words * 30}<i>{words}</i>{words * 30}'
    data = text.encode(encoding)
    at = data.index("<i>".encode(encoding.removesuffix("-sig").replace("utf-16", "utf-16-le")))
    end = data.index("</i>".encode(encoding.removesuffix("-sig").replace("utf-16", "utf-16-le")))
    before, exact, after = source_stretch(raw(data), at, end)
    assert exact == f"<i>{words}"
    assert after.startswith("</i>")
    if encoding != "iso-2022-jp":
        assert f"{before}{exact}{after}" in text
        assert len(before) > 50
        assert len(before.encode(encoding)) <= 304  # a byte order mark is not the text's


@given(st.text(max_size=900), st.integers(-5, 2_000), st.integers(-5, 2_000), st.sampled_from(["utf-8", "utf-16-le"]))
def test_no_letter_is_cut(text: str, start: int, end: int, encoding: str) -> None:
    data = ("é" + text).encode(encoding, "replace")
    known = raw(b"\xff\xfe" + data if encoding == "utf-16-le" else data)
    before, exact, after = source_stretch(known, start, end)
    assert before + exact + after in ("é" + text).encode(encoding, "replace").decode(encoding)


@given(st.binary(max_size=2_000), st.integers(0, 2_000), st.integers(0, 2_000))
def test_any_bytes_have_stretches(data: bytes, start: int, end: int) -> None:
    for media_type in (None, row_type({"text": "text"}), "text/plain; charset=iso-2022-kr"):
        for part in source_stretch(raw(data, media_type), start, end):
            part.encode()


def test_a_stretch_that_begins_inside_a_letter_has_all_of_it() -> None:
    data = "aé€b".encode()
    assert source_stretch(raw(data), 2, 4) == ("a", "é€", "b")
    assert source_stretch(raw(data), 99, 3) == ("aé€b", "", "")


def test_a_stretch_of_a_row_is_its_json() -> None:
    data = canonical({"text": "é", "title": "T"})
    at = data.index(b'"T"')
    assert source_stretch(raw(data, row_type({"text": "text"})), at, at + 3) == ('{"text":"é","title":', '"T"', "}")
