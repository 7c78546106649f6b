"""Feeds: what an entry becomes, and that no feed, however broken or hostile, opens anything, hangs, or stops the rest."""

import io
import json
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.shapes.raw import Failure, Given
from onrecord.shapes.row import columns_of
from onrecord.sources.feeds import open_feed
from onrecord.sources.formats import tell
from onrecord.sources.opened import Asked, Opened

from .opening import Found, opened

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>The Paper</title><link>https://paper.example/</link>
<atom:link rel="self" href="https://paper.example/feeds/rss.xml"/>{0}</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://paper.example/news/"><title type="html">The &lt;b&gt;Paper&lt;/b&gt;</title>
<link href="https://paper.example/"/><link rel="self" href="https://paper.example/atom.xml"/><id>urn:paper</id>{0}</feed>"""
ITEM = "<item><title>Rain</title><guid>g{0}</guid><description>Rain fell.</description></item>"


def rss(*items: str) -> bytes:
    return RSS.format("".join(items)).encode()


def atom(*entries: str) -> bytes:
    return ATOM.format("".join(f"<entry>{e}</entry>" for e in entries)).encode()


def rows(found: Found) -> list[dict[str, Any]]:
    return [json.loads(raw.data) for raw in found.raws]


def row(data: bytes) -> dict[str, Any]:
    found = opened(data, "xml")
    assert found.failures == []
    (one,) = rows(found)
    return one


def test_an_entry_of_rss() -> None:
    found = opened(
        rss(
            "<item><title>Bridge falls</title><link>/a?x=1&amp;y=2</link><guid isPermaLink='false'>g1</guid>"
            "<pubDate>Fri, 02 May 2031 10:00:00 GMT</pubDate><dc:creator>Mary Bell</dc:creator><dc:creator>Tom Orr</dc:creator>"
            "<category>News</category><category>Bridges</category><media:title>Another</media:title>"
            "<description>Short.</description><content:encoded><![CDATA[<p>12 &amp; more.</p>]]></content:encoded></item>"
        ),
        "xml",
    )
    (raw,) = found.raws
    assert json.loads(raw.data) == {
        "id": "g1", "url": "https://paper.example/a?x=1&y=2", "title": "Bridge falls", "outlet": "The Paper",
        "published": "Fri, 02 May 2031 10:00:00 GMT", "authors": ["Mary Bell", "Tom Orr"], "tags": ["News", "Bridges"],
        "html": "<p>12 &amp; more.</p>", "summary": "Short.",
    }  # fmt: skip
    assert (raw.address, raw.source, raw.captured) == ("https://paper.example/a?x=1&y=2", "g1", None)
    assert raw.given == Given(
        "2031-05-02T10:00:00Z", "The Paper", raw.address, "Bridge falls", ("Mary Bell", "Tom Orr"), "feed"
    )
    assert columns_of(raw.media_type) == {
        "html": "html", "id": "id", "url": "url", "title": "title", "published": "published", "outlet": "outlet",
        "byline": "authors", "tags": "tags",
    }  # fmt: skip


def test_an_entry_of_atom() -> None:
    found = opened(
        atom(
            "<id>urn:1</id><title type='text'>A &lt;b&gt; B &amp;amp; C</title><link href='a.html'/><link rel='enclosure' href='x.mp3'/>"
            "<published>2031-05-02T10:00:00Z</published><updated>2031-05-03T08:00:00+02:00</updated>"
            "<author><name>Mary Bell</name><email>m@paper.example</email></author><category term='news' label='News'/>"
            "<summary>Short.</summary><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>12 &amp; <br/>more.</p></div></content>"
        ),
        "xml",
    )
    (raw,) = found.raws
    assert json.loads(raw.data) == {
        "id": "urn:1", "url": "https://paper.example/news/a.html", "title": "A <b> B &amp; C", "outlet": "The Paper",
        "published": "2031-05-02T10:00:00Z", "updated": "2031-05-03T08:00:00+02:00", "authors": ["Mary Bell"],
        "tags": ["News"], "html": "<div><p>12 &amp; <br>more.</p></div>", "summary": "Short.",
    }  # fmt: skip
    assert (columns_of(raw.media_type) or {})["modified"] == "updated"


def test_rss_1_and_0_9() -> None:
    data = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{0}" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="https://paper.example/"><title>The Paper</title><link>https://paper.example/</link></channel>
    <item rdf:about="https://paper.example/a"><title>Rain</title><link>https://paper.example/a</link><dc:date>2031-05-02</dc:date>
    <description>Rain fell.</description></item></rdf:RDF>"""
    for address in ("http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"):
        assert row(data.format(address).encode()) == {
            "id": "https://paper.example/a", "url": "https://paper.example/a", "title": "Rain", "outlet": "The Paper",
            "published": "2031-05-02", "text": "Rain fell.",
        }  # fmt: skip
    old = b"<rss version='0.91'><channel><title>The Paper</title><item><title>Rain</title><link>http://paper.example/a</link><description>Rain.</description></item></channel></rss>"
    assert row(old) == {"url": "http://paper.example/a", "title": "Rain", "outlet": "The Paper", "text": "Rain."}


def json_feed(*items: dict[str, Any], **head: Any) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Paper",
        "home_page_url": "https://paper.example/",
    }
    return json.dumps(feed | head | {"items": items}).encode()


def test_an_entry_of_json_feed() -> None:
    item = {
        "id": 5, "url": "/a", "title": "Rain", "content_html": "<p>Rain", "content_text": "Rain", "summary": "R",
        "date_published": "2031-05-02T10:00:00Z", "authors": [{"name": "Mary Bell"}], "tags": ["news", 5],
    }  # fmt: skip
    found = opened(json_feed(item), "xml")
    (raw,) = found.raws
    assert json.loads(raw.data) == {
        "id": "5", "url": "https://paper.example/a", "title": "Rain", "html": "<p>Rain", "summary": "R", "outlet": "The Paper",
        "published": "2031-05-02T10:00:00Z", "authors": ["Mary Bell"], "tags": ["news"],
    }  # fmt: skip
    assert raw.given.how == "feed"
    assert raw.given.published == "2031-05-02T10:00:00Z"


def test_a_broken_entry_of_json_feed_costs_itself_alone() -> None:
    data = json_feed(
        {"id": "1", "content_text": "a"}, {"id": "2"}, {"id": ["x"], "content_text": 5, "url": 7, "summary": "b"}
    )
    data = data.replace(b'{"id": "2"}', b'"x"')
    found = opened(data, "xml")
    assert [r["text"] for r in rows(found)] == ["a", "b"]
    assert found.failures == ["in/a.xml#2: an entry without a text: nothing but its headline"]


@pytest.mark.parametrize(
    ("item", "expect"),
    [
        ("<description>Rain fell.</description>", {"text": "Rain fell."}),
        ("<description>Rain &lt;b&gt;fell&lt;/b&gt;.</description>", {"html": "Rain <b>fell</b>."}),
        ("<description>5 &lt; 6 &amp; 7</description>", {"text": "5 < 6 & 7"}),
        ("<description>Tom &amp;amp; Mary</description>", {"html": "Tom &amp; Mary"}),
        ("<description><p>Rain <b>fell</b>.</p>\nx</description>", {"html": "<p>Rain <b>fell</b>.</p>\nx"}),
        ("<description> </description><content:encoded>Rain</content:encoded>", {"text": "Rain"}),
        ("<description>Rain</description><content:encoded>Rain</content:encoded>", {"text": "Rain"}),
        ("<description>A&nbsp;B &copy; &hellip; AT&T &x; a < b</description>", {"text": "A\xa0B © … AT&T &x; a < b"}),
        ("<description><![CDATA[A &nbsp; B <i>x</i>]]></description>", {"html": "A &nbsp; B <i>x</i>"}),
        ("<description>\x01Rain&#146;s &#0;&#xD800;fell.</description>", {"text": "Rain’s \ufffd\ufffdfell."}),
        ("<title>Tom &amp;amp; &lt;i&gt;Mary&lt;/i&gt; 5 &lt; 6</title><description>x</description>", {"title": "Tom & Mary 5 < 6"}),
        ("<title><![CDATA[Tom &#8217; Mary]]></title><description>x</description>", {"title": "Tom ’ Mary"}),
        ("<author>m@paper.example (Mary Bell)</author><description>x</description>", {"authors": ["Mary Bell"]}),
        ("<source url='https://post.example/rss'>The Post</source><description>x</description>", {"outlet": "The Post"}),
        ("<guid>https://paper.example/b</guid><description>x</description>", {"url": "https://paper.example/b"}),
        ("<guid isPermaLink='false'>https://paper.example/b</guid><description>x</description>", {"url": None}),
        ("<link>javascript:alert(1)</link><description>x</description>", {"url": None}),
        ("<link>http://[::1</link><description>x</description>", {"url": "http://[::1"}),
        ("<pubDate>2 May 2031</pubDate><description>x</description>", {"published": "2 May 2031"}),
    ],
)  # fmt: skip
def test_what_stands_in_an_entry(item: str, expect: dict[str, Any]) -> None:
    found = row(rss(f"<item>{item}</item>"))
    assert {name: found.get(name) for name in expect} == expect


@pytest.mark.parametrize(
    ("entry", "expect"),
    [
        ("<content type='html'>&lt;p>Rain</content>", {"html": "<p>Rain"}),
        ("<content type='text'>5 &lt;b> 6</content>", {"text": "5 <b> 6"}),
        ("<content type='image/png'>AAAA</content><summary>Rain</summary>", {"text": "Rain"}),
        ("<content src='https://paper.example/a.html'/><summary>Rain</summary>", {"text": "Rain"}),
        ("<summary type='html'>&lt;p>Rain</summary>", {"html": "<p>Rain", "summary": None}),
        ("<source><title>The Post</title></source><summary>x</summary>", {"outlet": "The Post"}),
    ],
)
def test_what_stands_in_an_entry_of_atom(entry: str, expect: dict[str, Any]) -> None:
    found = row(atom(entry))
    assert {name: found.get(name) for name in expect} == expect


@pytest.mark.parametrize(
    ("data", "summary"),
    [
        (rss("<item><description>Rain</description></item>"), True),
        (rss("<item><description>Rain</description><content:encoded>Rain fell.</content:encoded></item>"), False),
        (rss("<item><description>Rain</description><content:encoded>Rain</content:encoded></item>"), False),
        (rss("<item><description>Rain</description><content:encoded> </content:encoded></item>"), True),
        (atom("<summary>Rain</summary>"), True),
        (atom("<content>Rain</content>"), False),
        (atom("<content type='image/png'>AAAA</content><summary>Rain</summary>"), True),
        (json_feed({"id": 1, "summary": "Rain"}), True),
        (json_feed({"id": 1, "summary": "Rain", "content_text": "Rain"}), False),
        (json_feed({"id": 1, "summary": "Rain", "content_text": " "}), True),
        (json_feed({"id": 1, "content_html": "<p>Rain"}), False),
    ],
)
def test_a_summary_is_told_from_the_content(data: bytes, summary: bool) -> None:
    (raw,) = opened(data, "xml").raws
    assert raw.given.summary == summary


@pytest.mark.parametrize(
    ("published", "updated", "columns"),
    [
        ("2031-05-02", "2031-05-03", {"published": "published", "modified": "updated"}),
        ("2031-05-02T10:00:00Z", "2031-05-02T12:00:00+02:00", {"published": "published"}),
        ("2031-05-02", "2031-05-01", {"published": "published"}),
        ("", "2031-05-01", {"published": "updated"}),
        ("soon", "2031-05-01", {"published": "updated"}),
        ("2031-05-02", "2031-02-30", {"published": "published"}),
        ("Thu, 32 Foo 2031", "yesterday", {}),
        ("0000-00-00T00:00:00", "", {}),
    ],
)
def test_days(published: str, updated: str, columns: dict[str, str]) -> None:
    found = opened(atom(f"<summary>x</summary><published>{published}</published><updated>{updated}</updated>"), "xml")
    (raw,) = found.raws
    assert {f: c for f, c in (columns_of(raw.media_type) or {}).items() if c in ("published", "updated")} == columns
    assert (raw.given.published is None) == (not columns)
    wrong = {"soon", "Thu, 32 Foo 2031", "0000-00-00T00:00:00"} & {published}
    assert found.said == [f"in/a.xml: published {day!r} is no day: read without it" for day in wrong]


def test_days_that_are_none_are_told_once_for_a_feed() -> None:
    item = "<item><guid>{0}</guid><pubDate>{1}</pubDate><description>Rain fell.</description></item>"
    days = ("Thu, 32 Foo 2031", "2031-05-02", "soon", "")
    found = opened(rss(*(item.format(n, day) for n, day in enumerate(days))), "xml")
    assert [raw.given.published for raw in found.raws] == [None, "2031-05-02", None, None]
    assert found.said == ["in/a.xml: published 'Thu, 32 Foo 2031' is no day: read without it, and so with 1 more"]


def test_equal_guids_and_equal_entries() -> None:
    same = "<item><guid>g</guid><description>Rain fell.</description></item>"
    found = opened(rss(same, same.replace("Rain", "Snow"), same), "xml")
    assert [r["text"] for r in rows(found)] == ["Rain fell.", "Snow fell."]
    assert [raw.source for raw in found.raws] == ["g", "g"]
    assert found.said == ["in/a.xml: 1 entries stand in it more than once; each is read once"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (rss(), "a feed without entries"),
        (atom(), "a feed without entries"),
        (json_feed(), "a feed without entries"),
        (json_feed()[:-9], "broken JSON"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": {}}', "a feed without entries"),
        (b"<opml version='2.0'><body><outline xmlUrl='https://paper.example/rss'/></body></opml>", "OPML"),
        (
            b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://paper.example/</loc></url></urlset>",
            "a site map",
        ),
        (b"<sitemapindex><sitemap/></sitemapindex>", "a list of site maps"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "XML of another kind (<?:svg>)"),
        (b"", "broken XML"),
        (b"The council met.", "broken XML"),
        (b"<rss", "the feed breaks off"),
        (b"<!h<!h", "broken XML"),
    ],
)
def test_what_is_no_feed_of_reports(data: bytes, words: str) -> None:
    found = opened(data, "xml")
    assert found.raws == []
    assert len(found.failures) == 1
    assert words in found.failures[0]


def test_a_feed_without_a_text_in_an_entry() -> None:
    found = opened(rss("<item><title>Rain</title></item>", ITEM.format(1)), "xml")
    assert [r["id"] for r in rows(found)] == ["g1"]
    assert found.failures == ["in/a.xml#1: an entry without a text: nothing but its headline"]


@pytest.mark.parametrize("cut", [1, 5, 14, 24, 40, 60, 80, 100])
def test_a_feed_cut_short_gives_its_whole_entries(cut: int) -> None:
    data = rss(*map(ITEM.format, range(3)))[:-cut]
    found = opened(data, "xml")
    whole = data.count(b"</item>")
    assert [r["id"] for r in rows(found)] == [f"g{n}" for n in range(whole)]
    assert found.failures[-1].startswith("in/a.xml: the feed breaks off")


@pytest.mark.parametrize(
    "middle",
    [
        "<item>" + "<a>" * 400 + "</a>" * 400 + "</item>",
        "<item><title>" + "a" * 11_000_000 + "</title><description>x</description></item>",
    ],
)
def test_what_the_parser_will_not_read_ends_the_feed_with_a_reason(middle: str) -> None:
    found = opened(rss(ITEM.format(1), middle, ITEM.format(2)), "xml")
    assert rows(found)[0]["id"] == "g1"
    assert found.failures[-1].startswith("in/a.xml: the feed breaks off")


def test_a_feed_of_more_than_50_mb_is_refused() -> None:
    assert opened(b"<rss>" + b" " * 50_000_000, "xml").failures == [
        "in/a.xml: a feed of more than 50 MB: no site has one"
    ]


def test_entries_inside_one_another_and_tags_that_do_not_close() -> None:
    found = opened(
        rss("<item><guid>1</guid><description>a</item>", "<item><guid>2</guid><description>b</description></item>"),
        "xml",
    )
    assert {r["id"] for r in rows(found)} <= {"1", "2"}
    assert "2" in {r["id"] for r in rows(found)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1"])
def test_encodings(encoding: str) -> None:
    text = RSS.format("<item><description>Müller fällt – né</description></item>").replace("utf-8", encoding)
    text = text.replace("–", "-") if encoding == "iso-8859-1" else text
    assert row(text.encode(encoding))["text"].startswith("Müller fällt")
    assert row(text.replace(encoding, "utf-8", 1).encode(encoding))["text"].startswith("Müller fällt")


def test_vocabularies_without_a_declaration() -> None:
    data = b"<rss><channel><item><dc:creator>Mary Bell</dc:creator><content:encoded>Rain fell.</content:encoded></item></channel></rss>"
    assert row(data) == {"authors": ["Mary Bell"], "text": "Rain fell."}


# -- what broke others -------------------------------------------------------------------------------------------------


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file that no feed may show."""
    path = tmp_path / "secret.txt"
    path.write_text("hunter2")
    return path


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "{0}">]>',
        '<!DOCTYPE rss SYSTEM "{0}">',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "{0}"> %p; <!ENTITY x "a">]>',
        '<!DOCTYPE rss [<!ENTITY x PUBLIC "-//X//Y" "{0}"> ]  >',
        '<!DOCTYPE rss PUBLIC "-//X//Y" "{0}" [<!ENTITY x SYSTEM "{0}">]>',
    ],
)
def test_a_file_named_in_a_doctype_is_not_opened(doctype: str, secret: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """feedparser issue 107."""
    data = rss("<item><title>a &x; b</title><description>c &x;</description></item>").decode()
    start = data.index("<rss")
    for name in (str(secret), secret.as_uri()):
        hostile = data[:start] + doctype.format(name) + data[start:]
        assert tell(hostile.encode(), "a.xml").kind == "feed"
        found = opened(hostile.encode(), "xml")
        assert "hunter2" not in repr(found)
        assert rows(found)[0]["text"] == "c &x;"


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a feed opened an address")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    data = rss("<item><link>https://paper.example/a</link><description>x</description></item>").decode()
    hostile = data.replace(
        "<rss",
        '<!DOCTYPE rss SYSTEM "http://paper.example/x.dtd"><?xml-stylesheet href="http://paper.example/x.xsl"?><rss',
    )
    assert rows(opened(hostile.encode(), "xml"))[0]["text"] == "x"


def test_entities_that_multiply_stay_words() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    data = rss("<item><title>&l11;</title><description>x &l11;</description></item>").decode()
    start = time.process_time()
    found = opened(data.replace("<rss", f'<!DOCTYPE rss [<!ENTITY l0 "lol">{lol}]><rss', 1).encode(), "xml")
    assert rows(found)[0]["html"] == "x &l11;"
    assert time.process_time() - start < 2


HURTING: dict[str, Callable[[], bytes]] = {
    "feedparser 562, an author without end": lambda: rss("<item><author>" + "a@" * 200_000 + "</author><description>x</description></item>"),
    "an author of brackets": lambda: rss("<item><author>" + "(" * 400_000 + "</author><description>x</description></item>"),
    "feedparser 378": lambda: rss("<item><title><![CDATA[<!h<!h]]></title><description>&lt;!h&lt;!h x</description></item>"),
    "ampersands": lambda: rss("<item><description>x" + "&" * 1_000_000 + "</description></item>"),
    "open stretches of CDATA": lambda: rss("<item><description>x</description></item>") + b"<![CDATA[" * 200_000,
    "angles": lambda: rss("<item><description>x" + "&lt;a" * 300_000 + "</description></item>"),
    "titles of tags": lambda: rss("<item><title>" + "&lt;b " * 300_000 + "</title><description>x</description></item>"),
    "a doctype without end": lambda: b"<!DOCTYPE rss [" + b"<!ENTITY a 'b'>" * 100_000 + rss("<item><description>x</description></item>"),
    "many entries": lambda: rss(*map(ITEM.format, range(20_000))),
    "many authors": lambda: rss("<item>" + "<dc:creator>A B</dc:creator>" * 50_000 + "<description>x</description></item>"),
    "a long day": lambda: rss("<item><pubDate>" + "9" * 1_000_000 + "</pubDate><description>x</description></item>"),
    "many vocabularies": lambda: b"<rss " + b" ".join(b"xmlns:a%d='b%d'" % (n, n) for n in range(5_000)) + b"><channel><item><description>x</description></item></channel></rss>",
}  # fmt: skip


@pytest.mark.parametrize("name", HURTING)
def test_time_is_bounded(name: str) -> None:
    data = HURTING[name]()
    start = time.process_time()
    assert opened(data, "xml").all
    assert time.process_time() - start < 10


def test_a_stream_that_fails() -> None:
    class Failing(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError("the disk is gone")

    found = list(open_feed(Opened(Failing(), "a.xml", "a.xml"), Asked()))  # type: ignore[arg-type]
    assert found == [Failure("a.xml", "cannot read it: the disk is gone")]


PARTS = [
    "<item>", "</item>", "<entry>", "</entry>", "<title>", "</title>", "<description>", "</description>", "<link>", "</link>",
    "Rain fell.", "&nbsp;", "&", "<", ">", "<![CDATA[", "]]>", "<!--", "-->", "<?x", "?>", "<content:encoded>", "&#0;", "\0", "é",
    "<pubDate>", "2031-05-02", "<guid>", "<p>", "</p>", '"', "'", "<!DOCTYPE x [", "]>", "<author><name>", "</channel></rss>",
]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=20))
def test_any_pieces(parts: list[str]) -> None:
    data = rss(*parts)
    found = opened(data, "xml")
    assert found.all
    assert opened(data, "xml").all == found.all


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    assert opened(data, "xml").all


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (rss(), "feed"),
        (atom(), "feed"),
        (json_feed({"id": 1}), "feed"),
        (b"\xef\xbb\xbf<!-- x --><?xml-stylesheet?><opml>", "feed"),
        (b"<!DOCTYPE html><html><rss>", None),
        (b"<p>rss</p>", None),
    ],
)
def test_feeds_are_told_by_their_bytes(head: bytes, kind: str | None) -> None:
    assert tell(head, "a").kind == (kind or "page")
