"""What pages tell of their reports: days, authors, headlines, outlets, tags; each with its evidence."""

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.reports.carries import carries
from onrecord.reports.choose_day import Said, choose
from onrecord.reports.evidence import prints
from onrecord.reports.make import make
from onrecord.reports.page_dates import when
from onrecord.shapes import table
from onrecord.shapes.raw import Given, Raw
from onrecord.shapes.report import Published, Report

HERE = Path(__file__).parent
BODY = [
    "The harbour board voted to shut the north pier after engineers found cracks in 14 of its piles, a spokesman said.",
    "“Nobody should fish there until the repairs are done,” said the woman who chairs the board of the small town.",
    "Repairs will take 8 months and cost 3 million crowns, according to a report that the board has put on its site.",
    "Traders at the market said that they had not been asked, and that they would go to court about the closure.",
]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)
SITE = '<meta property="og:site_name" content="The Skarvik Post">'


def read(
    head: str = "",
    top: str = "",
    bottom: str = "",
    *,
    heading: str = "<h1>North pier shut</h1>",
    html: str = '<html lang="en">',
    address: str = "a.html",
    captured: str | None = None,
    given: Given | None = None,
) -> Report:
    page = (
        f"<!doctype html>{html}<head>{head}</head><body><nav><a href=/c>Coast</a></nav><article>{heading}{top}"
        f"{PARAGRAPHS}</article>{bottom}<footer>© The Skarvik Post</footer></body></html>"
    ).encode()
    found = make(Raw(page, address, "a.html", captured, given=given or Given()))[0]
    assert list(prints(found, page)) == []
    return found


def rows(name: str, *columns: str) -> list[tuple[str, ...]]:
    found = table.parse((HERE / name).read_text(encoding="utf-8"), name, columns, key=())
    return [tuple(row[column] for column in columns) for row in found]


@pytest.mark.parametrize(("line", "want"), rows("stamps.tsv", "line", "want"))
def test_a_day_that_is_printed(line: str, want: str) -> None:
    found = read(top=f"<p>{line}</p>")
    days = [f"published {found.published.date}"] if found.published.date else []
    days += [f"modified {found.value('modified').date}"] if found.value("modified") else []
    assert ("|".join(days) or "none") == want


@pytest.mark.parametrize(("where", "markup", "want"), rows("authors.tsv", "where", "markup", "want"))
def test_authors(where: str, markup: str, want: str) -> None:
    place = {"head": {"head": markup}, "top": {"top": markup}, "bottom": {"bottom": markup}}
    shown = {"head": markup, "top": "<p>The Skarvik Post, Mary Bell, 6 July 2026</p>"}
    if where == "both" and want == "none":
        shown["top"] = "<p>The Skarvik Post</p><p>Mary Bell, mayor of Skarvik</p>"
    found = read(**{"head": ""} | place.get(where, shown) | {"bottom": place.get(where, {}).get("bottom", SITE)})
    assert ("|".join(found.value("byline") or ()) or "none") == want


@pytest.mark.parametrize(("title", "heading", "want"), rows("titles.tsv", "title", "heading", "want"))
def test_headlines(title: str, heading: str, want: str) -> None:
    found = read(f"<title>{title}</title>{SITE}", heading="" if heading == "-" else f"<h1>{heading}</h1>")
    assert found.value("title") == want


@pytest.mark.parametrize(
    ("head", "how"),
    [
        ('<meta name="date" content="2026-07-06">', "meta"),
        ('<meta name="DC:date" content="20260706">', "meta"),
        ('<meta property="shop:article_published_time" content="2026-07-06T10:00Z">', "meta"),
        ('<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2026-07-06"}</script>', "json-ld"),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-07-06",}</script>',
            "json-ld",
        ),
        ('<script>var page = {"publishedAt": "2026-07-06T10:00:00Z", "id": 7}</script>', "meta"),
        ('<script>var page = {"published_at": 1783332000}</script>', "meta"),
        ('<link rel="canonical" href="https://post.example/06-07-2026-07/pier">', "none"),
        ('<link rel="canonical" href="https://post.example/26-07-2026/pier">', "url"),
        ('<meta name="copyright" content="2026-07-06">', "none"),
    ],
)
def test_a_day_in_the_code(head: str, how: str) -> None:
    found = read(head)
    assert found.published.how == how
    assert found.published.date == {"url": "2026-07-26", "none": None}.get(how, "2026-07-06")


def test_elements_that_tell_a_day_in_an_attribute() -> None:
    assert (
        read(top='<abbr class="published" title="2026-07-06T17:06:45+0000">Monday</abbr>').published.date
        == "2026-07-06"
    )
    assert read(top='<span itemprop="datePublished" content="2026-07-06">Monday</span>').published.date == "2026-07-06"
    assert read(top='<span class="date" data-timestamp="1783332000">Monday</span>').published.date == "2026-07-06"


def test_teasers_have_days_too() -> None:
    teasers = "".join(
        f'<div><time datetime="2026-08-{d:02d}">x</time><a href=/{d}>Soup</a></div>' for d in range(1, 20)
    )
    found = read(top='<time datetime="2026-07-06">Monday</time>', bottom=teasers)
    assert found.published.date == "2026-07-06"
    assert read(bottom=teasers).published.date is None


def test_where_a_page_contradicts_itself_all_days_are_kept() -> None:
    found = read(
        '<meta property="article:published_time" content="2026-07-06T10:00:00+02:00">',
        top="<p>Published: 9 July 2026</p>",
    )
    # the day that its readers were given
    assert found.published.date == "2026-07-09"
    kept = [(c.date, c.how) for c in found.published.candidates]
    assert kept == [("2026-07-09", "visible"), ("2026-07-06", "meta")]
    assert found.published.candidates[0].at is not None
    assert found.published.candidates[0].at.cut(found.text) == "9 July 2026"
    assert read('<meta name="date" content="2026-07-06">', top="<p>6 July 2026</p>").published.candidates == ()


def test_the_local_day_of_a_stamp_in_universal_time() -> None:
    stamp = '<meta property="article:published_time" content="2026-07-07T03:37:41+00:00">'
    assert read(stamp).published.date == "2026-07-07"
    assert read(stamp, top="<p>6 July 2026, 11:37 pm</p>").published.date == "2026-07-06"
    assert read(stamp, top="<p>5 July 2026, 11:37 pm</p>").published.date == "2026-07-05"


def test_an_address_is_older_than_a_stamp_made_anew() -> None:
    head = '<meta property="article:published_time" content="2026-07-07"><link rel=canonical href="https://p.example/{}/a">'
    assert read(head.format("2021/03/04")).published.date == "2021-03-04"
    assert read(head.format("2026/07/06")).published.date == "2026-07-07"


def test_a_year_alone_is_no_day() -> None:
    head = '<meta name="datecreated" content="2004-01-01"><meta property="article:modified_time" content="2026-07-06">'
    assert read(head).published.date == "2026-07-06"


def test_a_day_after_the_capture_is_none() -> None:
    head = '<meta name="date" content="2026-09-01">'
    assert read(head, captured="2026-07-10T12:00:00Z").published.date is None
    assert read(head).published.date == "2026-09-01"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("23 hours ago", "2026-07-09"),
        ("3 hours ago", "2026-07-10"),
        ("2 days ago", "2026-07-08"),
        ("vor 2 Tagen", "2026-07-08"),
    ],
)
def test_a_day_counted_from_the_capture(line: str, day: str) -> None:
    found = read(top=f"<p>{line}</p>", captured="2026-07-10T12:00:00Z")
    assert (found.published.date, found.published.how) == (day, "visible")
    assert read(top=f"<p>{line}</p>").published.date is None


@pytest.mark.parametrize(
    ("html", "day"),
    [('<html lang="en-GB">', "2026-04-03"), ('<html lang="en-US">', "2026-03-04"), ('<html lang="en">', None)],
)
def test_the_order_of_day_and_month(html: str, day: str | None) -> None:
    assert read(top="<p>Published: 3/4/2026</p>", html=html).published.date == day


def test_tags() -> None:
    found = read('<meta name="news_keywords" content="Harbours, Skarvik, Harbours, #repairs">')
    assert found.value("tags") == ("Harbours", "Skarvik", "repairs")
    found = read('<meta property="article:tag" content="Harbours"><meta property="article:tag" content="Skarvik">')
    assert found.value("tags") == ("Harbours", "Skarvik")
    found = read(
        '<script type="application/ld+json">{"@type": "NewsArticle", "keywords": ["Harbours", "Caf\\u00e9s"]}</script>'
    )
    assert found.value("tags") == ("Harbours", "Cafés")
    assert found.cells["tags"].raw is not None
    assert read().value("tags") is None


def test_outlets() -> None:
    assert read("<title>North pier shut :: The Skarvik Post</title>").value("outlet") == "The Skarvik Post"
    named = '<meta property="og:site_name" content="Post Digital"><title>North pier shut | The Skarvik Post</title>'
    assert read(named).value("outlet") == "The Skarvik Post"
    found = read(address="https://www.post.example/pier", bottom="<p>No name</p>")
    assert (found.value("url"), found.cells["url"].how) == ("https://www.post.example/pier", "address")


def test_what_is_given_wins_and_the_pages_own_day_is_kept() -> None:
    given = Given(published="2026-07-05", title="Pier", byline=("Mary Bell",), how="feed")
    found = read('<meta name="date" content="2026-07-06">', top="<p>By Tom Orr</p>", given=given)
    assert (found.published.date, found.published.how) == ("2026-07-05", "feed")
    assert [(c.date, c.how) for c in found.published.candidates] == [("2026-07-05", "feed"), ("2026-07-06", "meta")]
    assert (found.value("title"), found.value("byline")) == ("Pier", ("Mary Bell",))
    assert found.cells["byline"].how == "feed"


def test_an_agency_in_the_place_of_the_author() -> None:
    found = read(top='<p class="byline">AFP</p>')
    assert found.value("byline") is None
    assert found.value("agency") == "AFP"


def test_bounds_of_an_undated_report() -> None:
    more = "<p>The pier was built on 5 May 1931 and reopened on 3 June 2024. It will open again on 5 May 2031.</p>"
    found = read(top=more)
    assert found.published == Published(earliest="2024-06-03")
    assert [span.cut(found.text) for span in found.cells["published"].at] == ["3 June 2024"]
    assert found.cells["published"].how == "a past day named"
    found = read(top="<p>Divers looked at the piles on Tuesday.</p>", captured="2026-07-10T12:00:00Z")
    assert found.published == Published(earliest="2026-07-07", latest="2026-07-10")
    assert read(captured="2026-07-10T12:00:00Z").published == Published(latest="2026-07-10")
    assert read(top="<p>Divers will look at the piles on 5 May 2026.</p>").published == Published()


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-07-06T10:00Z", "2026-07-06"),
        ("20260706", "2026-07-06"),
        ("1783332000", "2026-07-06"),
        ("2026", None),
        ("soon", None),
    ],
)
def test_stated_days(value: str, day: str | None) -> None:
    found = when(value)
    assert (found[0] if found else None) == day


@pytest.mark.parametrize(
    ("printed", "captured", "want"),
    [
        (["2026-07-09"], None, "2026-07-09"),
        (["2026-07-09"], "2026-08-01T00:00:00Z", "2026-07-09"),
        (["2026-07-09"], "2026-07-09T10:00:00Z", "2026-07-06"),  # a clock, not a day of publication
        (["2026-07-09", "2026-07-08"], None, "2026-07-06"),  # two others: neither is trusted alone
        (["2026-07-09", "2026-07-06"], None, "2026-07-06"),  # what the code states is printed too
    ],
)
def test_a_day_printed_beside_the_headline_against_what_the_code_states(
    printed: list[str], captured: str | None, want: str
) -> None:
    code = [Said("2026-07-06", None, how, how, 3.0) for how in ("meta", "json-ld")]
    found = choose(code + [Said(day, None, "visible", "visible", 2.5) for day in printed], captured)
    assert found is not None
    assert found.value.date == want


def test_agreement_beats_a_single_voice() -> None:
    said = [
        Said("2026-07-06", None, "meta", "a", 2.0),
        Said("2026-07-06", None, "visible", "b", 2.0),
        Said("2026-07-08", None, "json-ld", "c", 3.0),
    ]
    found = choose(said, None)
    assert found is not None
    assert found.value.date == "2026-07-06"
    assert choose([Said("2026-07-06", None, "visible", "b", 0.5)], None) is None


def test_a_title_that_nobody_closed_is_none() -> None:
    page = f"<html><body><p>The council met on Monday.</p><title>{'<p>It sat for long. </p>' * 60}".encode()
    assert make(Raw(page, "a.html", "a.html"))[0].value("title") is None


def test_evidence_that_does_not_carry_its_cell_is_told() -> None:
    found = read('<meta name="date" content="2026-07-06">', top="<p>By Mary Bell</p>")
    page = "<meta name='date' content='2026-07-06'>"
    for name, value in (
        ("published", Published("2026-07-07", how="meta")),
        ("byline", ("Tom Orr",)),
        ("title", "Other"),
    ):
        cell = replace(found.cells[name], value=value)
        assert not carries(found, name, cell, lambda start, end: (page * 9)[start:end])
