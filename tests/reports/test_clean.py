"""A page's lines: as a browser shows them, each with its place in the source."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reports.clean import clean
from onrecord.reports.tags import tokens
from onrecord.shapes.errors import ReadError

PIECES = """<p> </p> <div> </div> <span> </span> <b> </b> <br> <br/> <li> <ul> </ul> <table> <tr> <td> </td> </table> <a href="x">
</a> <a href='x"> <script>if(a<b)</script> <style> </style> <!-- --> <!x> <?y?> <pre> </pre> <span hidden> <div style="display:none">
<template> </template> <title> </title> <svg> </svg> <h1> </h1> &amp; &lt; &nbsp; &#13; &#x1F600; &#0; &bogus; & < > " ' = / word
said . \n \r\n \t \x00 \u00a0 \u2028 é 😀 <td colspan=9007199254740991> <P CLASS=x> </P > <img alt="a > b"> <input disabled> < p>""".split(
    " "
)
PAGES = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<p>One  two\n three</p>", ["One two three"]),
        ("a<br>b<br/>c", ["a", "b", "c"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<b>wo</b>rd <i>and</i> word", ["word and word"]),
        ("<p>a<p>b<ul><li>c<li>d</ul>e", ["a", "b", "c", "d", "e"]),
        ("Tom &amp; Jerry &lt;3 &#8220;ok&#8221; &copy 5", ["Tom & Jerry <3 “ok” © 5"]),
        ("a&#13;&#10;b", ["a b"]),
        ("a\u00a0\u00a0b&nbsp;", ["a\u00a0\u00a0b"]),
        ("<table><tr><td>1<td>2<tr><td>3</td><td>4</td></table>", ["1\t2", "3\t4"]),
        ("<pre>a  b\nc</pre>", ["a  b", "c"]),
        ("<head><title>t</title></head><script>x<y</script><style>p{}</style><noscript>n</noscript>b", ["b"]),
        ("a <span hidden>x</span>b<div style='Display : NONE'>x<p>y</p></div>c", ["a bc"]),
        ("a<template><p>x</p></template>b<svg><text>x</text></svg><select><option>x</select>c", ["abc"]),
        ("share <span class='sr-only'>opens in a new window</span>now", ["share now"]),
        ("<body style='display:none'><p>a</p>", ["a"]),
        ("<!-- <p>x</p> -->a<!-->b<!---->c", ["abc"]),
        ("1 < 2 <3 a<b>c</b>", ["1 < 2 <3 ac"]),
        ("<p title='a > b'>x</p><p title=\"unclosed>y</p>", ["x", "y"]),
        ("<p>x</p><p class='a", ["x"]),
        ("<a href=x><div>in</div>out</a>", ["in", "out"]),
        ("<span style='display:block'>a</span><span>b</span>", ["a", "b"]),
        ("x<script>never closed <p>y", ["x"]),
        ("<svg><title>Icon<path d=x></svg><p>a</p><svg><title>I</title></svg>b", ["a", "b"]),
        (
            "<p>a</p><noscript><p>one</p><p>two</p><p>three</p><script>x</script></noscript><p>b</p>",
            ["a", "one", "two", "three", "b"],
        ),
        ("<p>a</p><noscript><img src=x><p>Turn scripts on</p></noscript><p>b</p>", ["a", "b"]),
        ("", []),
        ("<p> \n </p>&nbsp;", []),
    ],
)
def test_lines(page: str, lines: list[str]) -> None:
    found = clean(page)
    assert [line.words for line in found.lines] == lines
    assert found.text == "\n".join(lines)


def test_a_line_knows_its_source_and_surroundings() -> None:
    page = (
        "<nav><a href=x>Home</a></nav><article class='story'><p class=lead>The <b>council</b> &amp; all</p></article>"
    )
    home, lead = clean(page).lines
    assert (page[slice(*home.raw or (0, 0))], home.inside, home.linked) == ("Home", {"nav"}, 1.0)
    assert page[slice(*lead.raw or (0, 0))] == "The <b>council</b> &amp; all"
    assert (lead.tag, lead.inside, lead.hints, lead.linked) == ("p", {"article"}, "story lead", 0.0)


def test_a_line_knows_the_blocks_around_it() -> None:
    page = "<div><p>a<br>b</p><p><b>c</b></p></div><ul><li>d</ul>"
    a, b, c, d = (line.path for line in clean(page).lines)
    assert a == b
    assert a[1:] == c[1:]
    assert a[0] != c[0]
    assert not set(d[:-1]) & set(a)


def test_a_report_hidden_until_scripts_run_is_read() -> None:
    words = "The harbour board voted on Monday to shut the north pier. " * 20
    shown = "<p>Skarvik Post</p><p hidden>Loading</p>"
    veiled = "".join(f'<div class="part later" id=p{n} style="display:none"><p>{n} {words}</p></div>' for n in range(3))
    found = [line.words for line in clean(shown + veiled).lines]
    assert found == ["Skarvik Post", *(f"{n} {words}".strip() for n in range(3))]
    long = f"<p>{words * 4}</p>"
    assert len(clean(long + veiled).lines) == 1, "a window that opens over a report stays hidden"


def test_a_cell_closes_nothing_outside_its_table() -> None:
    found = clean("<div hidden><table><tr><td></div>x</td></tr></table></div>y")
    assert found.text == "y"


def test_what_the_page_states() -> None:
    page = """<html lang="en-GB"><title>A &amp; B</title><meta property="og:title" content="A &quot;B&quot;">
    <link rel="canonical" href="https://example.org/a"><script type="application/ld+json">{"a": 1}</script>
    <article><time datetime="2026-07-06">today</time></article>"""
    found = clean(page)
    assert found.language == "en-GB"
    assert {m.key: m.value for m in found.metas} == {
        "title": "A & B",
        "og:title": 'A "B"',
        "link:canonical": "https://example.org/a",
        "time:article": "2026-07-06",
    }
    assert [s.value for s in found.scripts] == ['{"a": 1}']
    for meta in found.metas:
        assert meta.raw[0] < meta.raw[1]


@given(PAGES)
def test_any_page(page: str) -> None:
    found = clean(page)
    assert not re.search(r"[\r\x00]", found.text)
    end = -1
    for line in found.lines:
        assert line.start > end
        end = line.end
        assert found.text[line.start : line.end] == line.words == line.words.strip()
        assert line.raw is not None
        inside = "".join(clean(page[slice(*line.raw)]).text.split())
        assert "".join(line.words.split()) in inside
    assert "".join(found.text.split()) == "".join(w for line in found.lines for w in line.words.split())


@given(PAGES)
def test_tokens_stand_in_order(page: str) -> None:
    end = 0
    for _, start, stop, _, _ in tokens(page):
        assert end <= start <= stop <= len(page)
        end = stop


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "x",
        '<a b="' * 50_000,
        "<a b='" * 50_000,
        "<" * 300_000,
        "<!--" * 50_000,
        "&amp" * 50_000,
        "</div>" * 100_000,
        "<a " + "x=1 " * 100_000 + ">y",
        "<i><div>" + "<b>" * 20_000 + "</i>" * 20_000,
        "<table>" + "<td>x" * 30_000,
        "<p class=aaaaaaaaaaaaaa>" * 50_000,
    ],
    ids=range(11),
)
def test_pages_made_to_hurt_do_not(page: str) -> None:
    start = time.process_time()
    clean(page)
    assert time.process_time() - start < 10


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.reports.lines.MOST_LINES", 100)
    monkeypatch.setattr("onrecord.reports.clean._MOST_TOKENS", 1000)
    assert len(clean("<p>x" * 100).lines) == 100
    with pytest.raises(ReadError, match="too many for one report"):
        clean("<p>x" * 101)
    with pytest.raises(ReadError, match="too much for one report"):
        clean("<b>x" * 501)
