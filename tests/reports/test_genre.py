"""Opinion, live, roundup, stub or news: each with what says so, and none of it from a menu."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from onrecord.shapes.record import as_record, report_from

from .invented import HEADS, STORY, TEASER, ld, links, paragraphs, plain, read, site, teasers

HEAD = "North pier shut as cracks are found"
CUT = [STORY[0], STORY[1], "Repairs will take 8 months and …"]


def article(lines: list[str] = STORY, below: str = "", head: str = "", title: str = HEAD) -> str:
    return site(f"<article><h1>{title}</h1>{paragraphs(lines)}{below}</article>", head, title)


GENRES: dict[str, tuple[str, str]] = {
    # opinion
    "label above the headline": (plain("Opinion", HEAD, *STORY), "opinion"),
    "label before the headline": (plain("Kommentar: Die Brücke ist zu", "Die Brücke ist zu, und das ist gut so, denn sie war seit Jahren nicht mehr sicher.", "Wer sie weiter offen lassen will, der soll selbst hinübergehen und sehen, was unter ihm knirscht."), "opinion"),
    "title with section": (plain(f"{HEAD} | Editorial | The Skarvik Post", HEAD, *STORY), "opinion"),
    "section in meta": (article(head='<meta property="article:section" content="Opinion">'), "opinion"),
    "section in linked data": (article(head=ld('{"@type": "NewsArticle", "headline": "x", "articleSection": ["Coast", "Columns"]}')), "opinion"),
    "type in linked data": (article(head=ld('{"@type": "OpinionNewsArticle", "headline": "x"}')), "opinion"),
    "address": (article(head='<link rel="canonical" href="https://skarvik.example/opinion/2026/pier">'), "opinion"),
    "address, Turkish": (article(head='<link rel="canonical" href="https://skarvik.example/yazarlar/ida-lund/iskele">'), "opinion"),
    # none of these
    "menu of a scrape": (plain("Coast", "Sport", "Opinion", HEAD, *STORY), "news"),
    "menu of a page": (article(), "news"),
    "poll": (article(title="Opinion polls show that the coast wants the pier"), "news"),
    "address with a word": (article(head='<link rel="canonical" href="https://skarvik.example/news/opinion-is-divided">'), "news"),
    "live broadcast button": (site(f"<div class=on-air>Live</div><article><h1>{HEAD}</h1>{paragraphs()}</article>"), "news"),
    "report on living": (plain("Live fish found in the old cannery", *STORY), "news"),
    "short report": (plain(HEAD, STORY[0]), "news"),
    # roundup
    "in brief": (plain("News in brief: the coast this week", *STORY), "roundup"),
    "kurz": (plain("Kurz notiert: Meldungen von der Küste", "Die Brücke ist zu, und das ist gut so, denn sie war seit Jahren nicht mehr sicher.", "Wer sie weiter offen lassen will, der soll selbst hinübergehen."), "roundup"),
    # live
    "live updates": (plain("Live updates: North pier shut", *STORY), "live"),
    "liveticker": (plain("Liveticker: Die Brücke ist zu", "Die Brücke ist zu, und das ist gut so, denn sie war seit Jahren nicht mehr sicher."), "live"),
    # stubs
    "cut off, with a call": (article(CUT, "<div class=wall><h3>Subscribe to continue reading</h3><p>Already a subscriber? Log in</p></div>"), "stub"),
    "cut off, no dots": (article(STORY[:2], "<div class=wall>This article is for subscribers only</div>"), "stub"),
    "cut off, text": (plain(HEAD, *CUT, "To read the full story", "Subscribe", "Sign in"), "stub"),
    "cut off, German": (plain("Die Brücke ist zu", "Die Brücke ist zu, und das ist gut so, denn sie war seit Jahren nicht mehr sicher, sagte Ida Orr …", "Um diesen Artikel zu lesen, brauchen Sie ein Abo", "Jetzt abonnieren"), "stub"),
    "cut off, French": (plain("Le pont est fermé", "Le pont est fermé depuis lundi et les commerçants du port ne cachent pas leur colère, a dit la mairie.", "La suite est réservée aux abonnés", "Déjà abonné ? Se connecter"), "stub"),
    "excerpt": (plain(HEAD, *CUT, "Continue reading"), "stub"),
    "not free, and cut off": (article(CUT, head=ld('{"@type": "NewsArticle", "headline": "x", "isAccessibleForFree": "False", "hasPart": {"isAccessibleForFree": false, "cssSelector": ".wall"}}')), "stub"),
    "dots in the last line": (plain(HEAD, STORY[0], "The board meets again … Subscribe to continue reading"), "stub"),
    # whole reports
    "not free, and whole": (article(STORY * 2, head=ld('{"@type": "NewsArticle", "headline": "x", "isAccessibleForFree": false}')), "news"),
    "whole, with an advertisement": (article(STORY, "<div>Subscribe now to our newsletter</div><p>Already a subscriber? Log in</p>"), "news"),
    "whole and long, with a wall's words": (article(STORY * 5, "<div>Subscribe to continue reading</div>"), "news"),
    "alert": (plain(HEAD, "SKARVIK (XNA) — The north pier was shut on Monday after cracks were found in its piles."), "news"),
    "report on paywalls": (article(["Readers who see “subscribe to continue reading” mostly leave, a study of 40 papers said on Monday.", *STORY]), "news"),
    "wall's words in the footer": (site(f"<article><h1>{HEAD}</h1>{paragraphs()}</article>{teasers()}<footer>Subscribe to continue reading</footer>"), "news"),
}  # fmt: skip


@pytest.mark.parametrize("name", GENRES)
def test_genre(name: str) -> None:
    page, genre = GENRES[name]
    found = read(page)
    cell = found.cells["genre"]
    assert (found.status != "set_aside", cell.value) == (True, genre), cell
    if genre != "news":
        assert cell.at or cell.raw
    for span in cell.at:
        assert span.cut(found.text).strip()


def test_a_stub_says_what_says_so() -> None:
    found = read(GENRES["cut off, with a call"][0])
    cell = found.cells["genre"]
    assert cell.how == "page_kinds.tsv:subscribe to continue reading"
    assert cell.at[0].cut(found.text) == "Subscribe to continue reading"
    assert found.status == "marked"
    page = GENRES["not free, and cut off"][0]
    cell = read(page).cells["genre"]
    assert cell.raw is not None
    assert page.encode()[slice(*cell.raw)] == b'"isAccessibleForFree": "False"'


ENTRIES = [
    ("15:40", "Divers leave the water", "The divers have left the water and will report to the harbour board tonight, a spokesman said."),
    ("14:05", "Traders gather at the town hall", "About 40 traders have gathered at the town hall and want to be heard before the vote."),
    ("11:30", "Pier shut until further notice", "The board has shut the pier until further notice, and police have put a fence across its entry."),
    ("09:15", "Cracks found", "Engineers have found cracks in 14 piles of the north pier, the harbour board says in a statement."),
    ("08:02", "Good morning", "We will follow here what happens at the north pier today, where divers have been at work since dawn."),
]  # fmt: skip


def blog(kind: str) -> str:
    if kind == "data":
        updates = [
            {"@type": "BlogPosting", "headline": h, "datePublished": f"2026-07-06T{t}:00+02:00", "articleBody": b}
            for t, h, b in ENTRIES
        ]
        head = ld(
            json.dumps(
                {
                    "@type": "LiveBlogPosting",
                    "headline": HEAD,
                    "datePublished": "2026-07-06T08:00:00+02:00",
                    "liveBlogUpdate": updates,
                }
            )
        )
        body = "".join(f"<div class=post><h3>{h}</h3><p>{b}</p></div>" for _, h, b in ENTRIES)
        return site(
            f"<article><h1>{HEAD}</h1><p>The pier in Skarvik is shut, and the town wants to know why; we follow the day.</p>{body}</article>",
            head,
            HEAD,
        )
    if kind == "elements":
        body = "".join(
            f"<section class=entry><time datetime='2026-07-06T{t}:00+02:00'>{t}</time><h3>{h}</h3><p>{b}</p></section>"
            for t, h, b in ENTRIES
        )
        return site(
            f"<article><h1>Live: {HEAD}</h1>{body}</article>",
            "<meta property='article:published_time' content='2026-07-06T08:00:00+02:00'>",
        )
    body = "".join(f"<div class=entry><span class=clock>{t}</span><h3>{h}</h3><p>{b}</p></div>" for t, h, b in ENTRIES)
    return site(
        f"<article><h1>Live updates: {HEAD}</h1>{body}</article>",
        "<meta property='article:published_time' content='2026-07-06T08:00:00+02:00'>",
    )


@pytest.mark.parametrize("kind", ["data", "elements", "clocks"])
def test_entries_of_a_page(kind: str) -> None:
    found = read(blog(kind))
    assert found.value("genre") == "live"
    entries = found.value("entries")
    zone = "" if kind == "clocks" else ":00+02:00"
    assert [(e.time, e.title) for e in entries] == [(f"2026-07-06T{t}{zone}", h) for t, h, _ in ENTRIES]
    for entry, (_, head, text) in zip(entries, ENTRIES, strict=True):
        words = entry.span.cut(found.text)
        assert head in words
        assert words.endswith(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(entries))


@pytest.mark.parametrize("form", ["{}", "{} CEST", "Updated at {}", "{} Uhr"])
def test_entries_of_a_text(form: str) -> None:
    text = plain(HEAD, STORY[0], *(x for t, h, b in ENTRIES for x in (form.format(t), h, b)))
    found = read(text)
    entries = found.value("entries")
    assert found.value("genre") == "live"
    assert [e.time for e in entries] == [form.format(t) for t, _, _ in ENTRIES]
    assert [e.title for e in entries] == [h for _, h, _ in ENTRIES]
    dated = read(plain(HEAD, "Published: 6 July 2026", STORY[0], *(x for t, _, b in ENTRIES for x in (f"{t} GMT", b))))
    assert [e.time for e in dated.value("entries")] == [f"2026-07-06T{t}Z" for t, _, _ in ENTRIES]


NOT_LIVE = {
    "comments": plain(HEAD, *STORY, "Comments", *(x for t, _, b in ENTRIES[:4] for x in (f"6 July 2026 at {t}", b))),
    "one time": plain(HEAD, "14:05", *STORY),
    "timetable": plain(HEAD, *STORY, "Ferries today", "08:00", "Torval", "09:00", "Ondal", "10:00", "Haln", "11:00", "Skarvik", "12:00", "Torval"),
    "times out of order": plain(HEAD, *(x for t, b in zip(("09:15", "15:40", "08:02", "14:05", "11:30"), STORY, strict=True) for x in (t, b))),
    "teasers with times": site(f"<article><h1>{HEAD}</h1>{paragraphs()}</article>" + "".join(f"<div><time datetime='2026-07-06T0{i}:00Z'>0{i}:00</time><a href=/x>{HEADS[i]}</a><p>{TEASER}</p></div>" for i in range(8))),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_LIVE)
def test_no_entries(name: str) -> None:
    found = read(NOT_LIVE[name])
    assert found.value("entries") is None
    assert found.value("genre") == "news"


def test_entries_there_and_back() -> None:
    found = read(blog("elements"))
    record = json.loads(json.dumps(as_record(found, {}, (), {}, "x")))
    assert record["entries"][0]["time"] == "2026-07-06T15:40:00+02:00"
    assert record["cells"]["entries"]["how"] == "time-elements"
    assert as_record(report_from(record), {}, (), {}, "x") == record
    assert as_record(read(plain(HEAD, *STORY)), {}, (), {}, "x")["entries"] == []


AMP = f"""<!doctype html><html ⚡ lang="en"><head><meta charset="utf-8"><title>{HEAD}</title>
<link rel="canonical" href="https://skarvik.example/2026/07/06/pier"><style amp-boilerplate>body{{visibility:hidden}}</style>
<script async src="https://cdn.example/v0.js"></script></head><body><amp-analytics type="x"><script type="application/json">{{"a": 1}}</script></amp-analytics>
<amp-sidebar id="menu" layout="nodisplay"><ul><li><a href="/">Home of all menus</a></li><li><a href="/c">Coast and its people</a></li></ul></amp-sidebar>
<amp-consent id="c" layout="nodisplay"><div>We use cookies, and you can accept them all or not</div></amp-consent>
<article><h1>{HEAD}</h1><amp-img src="a.jpg" width="1" height="1"><noscript><img src="a.jpg"></noscript></amp-img>
<figure><amp-img src="b.jpg"></amp-img><figcaption>The pier on Monday</figcaption></figure>
<p>{STORY[0]}</p><amp-ad width="1" height="1"><div placeholder>Advertisement of the day</div><div fallback>No advertisement today</div></amp-ad>
<p>{STORY[1]}</p><amp-social-share type="x" aria-label="Share">Share it with all your friends</amp-social-share>
<p>{STORY[2]}</p><amp-list src="x"><template type="amp-mustache"><p>{{{{title}}}} of another report</p></template></amp-list>
<amp-accordion><section><h4>What is known of the piles</h4><p>{STORY[3]}</p></section></amp-accordion></article>
<amp-sticky-ad layout="nodisplay"><amp-ad></amp-ad></amp-sticky-ad>{links(HEADS[:3])}</body></html>"""


def test_amp() -> None:
    found = read(AMP)
    assert found.value("url") == "https://skarvik.example/2026/07/06/pier"
    assert [
        b.span.cut(found.text) for b in found.blocks if b.kind == "body" and len(b.span.cut(found.text)) > 40
    ] == STORY[:4]
    for hidden in (
        "Home of all menus",
        "We use cookies",
        "Advertisement of the day",
        "No advertisement",
        "Share it with",
        "another report",
    ):
        assert hidden not in found.text
    assert [b.kind for b in found.blocks if b.span.cut(found.text) == "The pier on Monday"] == ["caption"]
