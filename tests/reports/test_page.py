"""Pages: what they state of themselves, and the roles of their lines."""

import pytest

from onrecord.reports.extract import align
from onrecord.reports.make import make
from onrecord.reports.page_dates import day_of_address
from onrecord.shapes.raw import Raw
from onrecord.shapes.report import Report

BODY = [
    "The harbour board voted on Monday to shut the north pier after engineers found cracks in 14 of its piles.",
    "“Nobody should fish there until the repairs are done,” said Ida Orr, who chairs the board.",
    "Repairs will take 8 months and cost 3 million crowns, according to a report that the board published on Friday.",
    "Traders at the market said that they had not been asked, and that they would go to court.",
]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)


def read(
    head: str = "", top: str = "", bottom: str = "", title: str = "<h1>North pier shut as cracks are found</h1>"
) -> Report:
    page = f"""<!doctype html><html lang="en"><head>{head}</head><body>
    <header><a href="/">The Skarvik Post</a></header><nav><ul><li><a href="/c">Coast</a></li><li><a href="/m">Markets</a></li></ul></nav>
    <article>{title}{top}{PARAGRAPHS}</article>{bottom}<footer>© The Skarvik Post</footer></body></html>"""
    return make(Raw(page.encode(), "a.html", "a.html"))[0]


def kinds(found: Report) -> dict[str, str]:
    return {block.span.cut(found.text): block.kind for block in found.blocks}


def test_roles() -> None:
    found = kinds(
        read(
            top="""<p class="standfirst">Traders say that nobody asked them</p><p class="byline">Ida Lund</p>
            <time datetime="2026-07-06">6 July 2026</time><figure><img src=x><figcaption>The pier on Monday</figcaption></figure>
            <div class="share"><a>Share</a> <a>Print</a></div>""",
            bottom="<aside><h3>Related posts</h3><ul><li><a href=/1>Ten soups for a cold evening by the sea</a></ul></aside>",
        )
    )
    assert [found.pop(line) for line in BODY] == ["body"] * 4
    assert found.pop("North pier shut as cracks are found") == "title"
    assert found.pop("Traders say that nobody asked them") == "standfirst"
    assert found.pop("Ida Lund") == "byline"
    assert found.pop("The pier on Monday") == "caption"
    assert set(found.values()) == {"boilerplate"}


def test_a_correction_outside_the_article_belongs_to_the_report() -> None:
    note = "Correction: an earlier version of this report gave a wrong number of piles."
    assert kinds(read(bottom=f"<div class=note>{note}</div>"))[note] == "body"


def test_linked_data() -> None:
    found = read(
        """<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2001-01-01"}, {"@type": "NewsArticle",
        "headline": "North pier shut as cracks are found", "datePublished": "2026-07-06T19:30:00+02:00",
        "dateModified": "2026-07-07T08:00:00+02:00", "author": [{"@type": "Person", "name": "Ida Lund"},
        {"@type": "Organization", "name": "The Skarvik Post"}], "publisher": {"name": "The Skarvik Post"}}]}</script>""",
        bottom="<p>Ida Lund reports from Skarvik.</p>",
    )
    assert found.value("title") == "North pier shut as cracks are found"
    assert found.value("byline") == ("Ida Lund",)
    assert found.value("outlet") == "The Skarvik Post"
    assert (found.published.date, found.published.time, found.published.how) == (
        "2026-07-06",
        "19:30:00+02:00",
        "json-ld",
    )
    assert found.value("modified").date == "2026-07-07"
    assert found.cells["byline"].raw is not None


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": 5, "author": {"name": [1]}, "headline": null}</script>',
        '<script type="application/ld+json">{broken</script>',
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">[{"@type": ["NewsArticle"], "author": "admin"}]</script>',
        '<meta property="article:published_time" content="soon"><link rel=canonical href="javascript:x"><meta name=author content="admin">',
    ],
)
def test_nothing_is_made_of_nonsense(head: str) -> None:
    found = read(head)
    assert found.published.how == "none"
    assert found.value("byline") is None
    assert found.value("url") is None
    assert found.value("title") == "North pier shut as cracks are found"


def test_metas() -> None:
    found = read(
        """<meta property="og:title" content="North pier shut as cracks are found | The Skarvik Post"><meta property="og:site_name"
        content="The Skarvik Post"><meta name="author" content="Ida Lund and Per Holm"><link rel="canonical"
        href="https://skarvik.example/2026/07/06/pier"><meta name="date" content="today">""",
        title="<h2>Coast</h2>",
        bottom="<p>Ida Lund and Per Holm report from Skarvik.</p>",
    )
    assert found.value("title") == "North pier shut as cracks are found"
    assert found.value("byline") == ("Ida Lund", "Per Holm")
    assert found.value("url") == "https://skarvik.example/2026/07/06/pier"
    assert (found.published.date, found.published.how) == ("2026-07-06", "url")


def test_an_agency_as_author_is_no_byline() -> None:
    found = read(
        '<meta name="author" content="Associated Press"><meta property="og:site_name" content="The Skarvik Post">'
    )
    assert found.value("byline") is None
    assert found.value("agency") == "Associated Press"
    assert (
        read(
            '<meta name="author" content="The Skarvik Post"><meta property="og:site_name" content="The Skarvik Post">'
        ).value("byline")
        is None
    )


def test_of_two_wordings_the_printed_headline_wins() -> None:
    found = read('<meta property="og:title" content="Pier shut as cracks found: all you need to know">')
    assert found.value("title") == "North pier shut as cracks are found"
    assert found.cells["title"].at


def test_times() -> None:
    found = read(
        top='<time datetime="2026-07-06T10:00Z">Monday</time><time class="updated" datetime="2026-07-08">Wednesday</time>'
    )
    assert (found.published.date, found.published.how) == ("2026-07-06", "time")
    assert found.value("modified").date == "2026-07-08"


def test_a_change_at_the_moment_of_publication_is_none() -> None:
    found = read(
        '<meta property="article:published_time" content="2026-07-06T10:00Z"><meta property="article:modified_time" content="2026-07-06T10:00Z">'
    )
    assert found.published.date == "2026-07-06"
    assert found.value("modified") is None


def test_a_footer_year_is_no_date() -> None:
    assert read(bottom="<footer>© 2026. Page fetched 1 August 2026.</footer>").published.how == "none"


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://a.example/2026/07/06/pier", "2026-07-06"),
        ("https://a.example/news/2026-7-6-pier", "2026-07-06"),
        ("https://a.example/coast/20260706/pier", "2026-07-06"),
        ("https://a.example/2026/13/06/pier", None),
        ("https://a.example/2026/07/pier", None),
        ("https://a.example/id/1202607061", None),
        ("file:///2026/07/06/pier", None),
        ("2026/07/06/pier", None),
        ("https://[broken/2026/07/06", None),
    ],
)
def test_days_of_addresses(address: str, day: str | None) -> None:
    assert day_of_address(address) == day


def test_a_page_without_an_article_is_read_by_shape() -> None:
    found = make(Raw(b"<p>Pier shut.</p>", "a", "a"))[0]
    assert [b.kind for b in found.blocks] == ["body"]


def test_a_teaser_is_not_taken_for_its_paragraph() -> None:
    lines = ["a b c d e f", "menu", "headline", "first of all", "a b c d e f", "last of all"]
    assert align(["first of all", "a b c d e f", "last of all"], lines) == [False, False, False, True, True, True]


def test_a_line_in_pieces_is_found_by_its_words() -> None:
    lines = ["one two three four five six seven", "not of it at all my friend"]
    lines = ["start of it", lines[0], "end of it", lines[1]]
    assert align(["start of it", "zero one two three four five six seven eight", "end of it"], lines) == [
        True,
        True,
        True,
        False,
    ]


def test_a_menu_above_the_headline_is_none_of_the_report() -> None:
    page = f"""<html><head><title>North pier shut - The Skarvik Post</title></head><body><table><tr><td>
    <span>Front page</span><br><span>Mining</span><br><span>Coast</span><br><span>Football</span><br>
    <span>Crown: 18.62 to the dollar</span><br><span>Ten hits of the week</span></td></tr></table>
    <h2>North pier shut</h2><p>SKARVIK, July 7 (HPB) – {BODY[0]}</p>{PARAGRAPHS}</body></html>"""
    found = make(Raw(page.encode(), "a.html", "a.html"))[0]
    said = kinds(found)
    assert [said[words] for words in ("Front page", "Mining", "Football", "Ten hits of the week")] == [
        "boilerplate"
    ] * 4
    assert found.value("agency") == "HPB"
    assert found.value("dateline").place == "SKARVIK"
