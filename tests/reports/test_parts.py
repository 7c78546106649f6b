"""Several reports on one page: parted where each has headline and text of its own, left together where in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord
from onrecord.reports.evidence import prints
from onrecord.reports.make import make
from onrecord.shapes.raw import Given, Raw

from .invented import HEADS, STORY, TEASER, ld, paragraphs, plain, read_all, site, teasers

OTHER = [
    "A storm tore the roof off the old cannery in Torval on Sunday night, and nobody was hurt, the fire service said.",
    "“It sounded like a train,” said Per Holm, who lives across the road and called the fire service at 3 a.m.",
    "The building has stood empty since 2019, and the council had planned to turn it into 24 flats for the old.",
    "Its owner, a firm in the capital, could not be reached on Monday, and the road past it stays closed until Friday.",
]
THIRD = [
    "Teachers in Ondal and the town agreed on a new contract on Tuesday after talks that had lasted for eleven weeks.",
    "The contract gives them 4 percent more from August and smaller classes in the first three years of school.",
    "Both sides said that they could live with it, and the union will ask its 310 members for their votes next week.",
]
FILED = ["SKARVIK, July 6 (XNA) — " + STORY[0], *STORY[1:3]], ["TORVAL, July 5 (XNA) — " + OTHER[0], *OTHER[1:3]], ["ONDAL, July 7 (XNA) — " + THIRD[0], *THIRD[1:]]  # fmt: skip


def post(
    head: str, lines: list[str], day: str, tag: str = "article class='post hentry'", author: str = "Ida Lund"
) -> str:
    return (
        f"<{tag}><h2 class='entry-title'><a href='/{day}/x'>{head}</a></h2><div class=meta><time datetime='{day}T08:00:00Z'>{day}</time>"
        f"</div><div class='byline'>By {author}</div><div class='entry-content'>{paragraphs(lines)}</div></{tag.split()[0]}>"
    )


BLOG = site("<main>" + post(HEADS[0], STORY, "2026-07-06") + post(HEADS[2], OTHER, "2026-07-05", author="Per Holm") + post(HEADS[3], THIRD, "2026-07-04") + "</main>")  # fmt: skip
OLD_BLOG = site("<div id=content>" + post(HEADS[0], STORY, "2026-07-06", "div class='post'") + post(HEADS[2], OTHER, "2026-07-05", "div class='post'") + "</div>")  # fmt: skip
BRIEFS = [
    ["A van rolled into the harbour of Skarvik on Monday, and its driver swam ashore before anybody could throw a line.", "Divers are to lift it out on Tuesday, when the wind has gone down, the fire service said."],
    ["The library of Torval opens again on Sunday after two years of repairs to its roof and to its reading room.", "Its cellar stays closed, since water still stands in it, and half of the books are in Ondal."],
    ["Nobody bid for the old mill of Ondal when it was put up for sale on Friday for the third time.", "The town may now keep it and let it to its weavers, who have asked for room."],
]  # fmt: skip
SHORT_BLOG = site(
    "<main>"
    + "".join(
        post(h, b, f"2026-07-0{n}")
        for n, (h, b) in enumerate(zip((HEADS[0], HEADS[2], HEADS[3]), BRIEFS, strict=True), 4)
    )
    + "</main>"
)
NEXT = site(
    f"<article><h1>{HEADS[0]}</h1><p class=byline>By Ida Lund</p>{paragraphs(STORY)}</article>"
    f"<article><h1>{HEADS[2]}</h1><p class=byline>By Per Holm</p>{paragraphs([*OTHER, *THIRD])}</article>",
    "<link rel=canonical href='https://skarvik.example/2026/07/06/ferry'><meta property='og:type' content='article'>"
    f"<meta property='og:title' content='{HEADS[0]}'><meta property='article:published_time' content='2026-07-06T08:00:00Z'>",
    HEADS[0],
)
DIGEST = plain("XNA NEWS DIGEST", *(x for head, lines in zip((HEADS[0], HEADS[2], HEADS[3]), FILED, strict=True) for x in ("", head, "", *lines)), "", "© XNA")  # fmt: skip

# name → page or text, the headlines of its reports
PARTED = {
    "blog": (BLOG, [HEADS[0], HEADS[2], HEADS[3]]),
    "blog of short posts": (SHORT_BLOG, [HEADS[0], HEADS[2], HEADS[3]]),
    "blog with a short post": (site("<main>" + post(HEADS[0], STORY, "2026-07-06") + post(HEADS[2], BRIEFS[1], "2026-07-05") + "</main>"), [HEADS[0], HEADS[2]]),
    "blog of old": (OLD_BLOG, [HEADS[0], HEADS[2]]),
    "page that scrolled on": (NEXT, [HEADS[0], HEADS[2]]),
    "digest as text": (DIGEST, [HEADS[0], HEADS[2], HEADS[3]]),
}  # fmt: skip

# name → page or text that is one report, or none
WHOLE = {
    "report with teasers": site(f"<article><h1>{HEADS[0]}</h1>{paragraphs(STORY)}</article>" + "".join(f"<article class=teaser><h3><a href=/x>{h}</a></h3><p>{TEASER}</p></article>" for h in HEADS[1:8])),
    "report with excerpts": site(f"<article><h1>{HEADS[0]}</h1>{paragraphs(STORY)}</article>" + "".join(f"<article><h2><a href=/x>{h}</a></h2><time datetime='2026-07-01T08:00Z'>1 July</time>{paragraphs([TEASER, TEASER + ' It …'])}<a href=/x>Read more</a></article>" for h in HEADS[1:4])),
    "report in sections": site(f"<h1>{HEADS[0]}</h1><article><h2>What happened on the pier</h2>{paragraphs(STORY)}</article><article><h2>What comes after that</h2>{paragraphs(OTHER)}</article>"),
    "report with comments": site(f"<article><h1>{HEADS[0]}</h1>{paragraphs(STORY)}</article>" + "".join(f"<article class=comment><h4>Reader {i} of the Post</h4><time datetime='2026-07-06T0{i}:00Z'>0{i}:00</time><div class=comment-text>{paragraphs(OTHER)}</div></article>" for i in range(1, 4))),
    "report with posts nested": site(f"<article><h1>{HEADS[0]}</h1>{paragraphs(STORY)}{post(HEADS[2], OTHER, '2026-07-05')}{post(HEADS[3], THIRD, '2026-07-04')}</article>"),
    "report with short posts": site(f"<article><h2>{HEADS[0]}</h2>{paragraphs(STORY)}</article>" + post(HEADS[2], BRIEFS[1], "2026-07-05") + post(HEADS[3], BRIEFS[2], "2026-07-04")),
    "short posts without days": site("<main>" + post(HEADS[0], BRIEFS[0], "2026-07-06").replace("<time", "<i") + post(HEADS[2], BRIEFS[1], "2026-07-05") + "</main>"),
    "short posts without addresses": site("<main>" + post(HEADS[0], BRIEFS[0], "2026-07-06") + post(HEADS[2], BRIEFS[1], "2026-07-05").replace("<a ", "<b ") + "</main>"),
    "posts of one paragraph": site("<main>" + post(HEADS[0], [" ".join(BRIEFS[0])], "2026-07-06") + post(HEADS[2], [" ".join(BRIEFS[1])], "2026-07-05") + "</main>"),
    "list": site(f"<h1>Coast</h1>{teasers()}"),
    "text with a dateline": plain(HEADS[0], *FILED[0], "Also read", HEADS[2], OTHER[0]),
    "text with teasers that have datelines": plain(HEADS[0], *FILED[0], *STORY, "Related", HEADS[2], "TORVAL (XNA) — " + OTHER[0], HEADS[3], "ONDAL (XNA) — " + THIRD[0]),
    "report that quotes a report": plain(HEADS[0], *FILED[0], "The agency's first report had read:", "TORVAL (XNA) — " + OTHER[0], *OTHER[1:]),
}  # fmt: skip


@pytest.mark.parametrize("name", PARTED)
def test_parted(name: str) -> None:
    page, heads = PARTED[name]
    found = read_all(page)
    assert [r.value("title") for r in found] == heads
    assert [r.part for r in found] == list(range(len(heads)))
    assert len({r.id for r in found}) == len(heads)
    assert len({r.text for r in found}) == 1
    for report in found:
        body = [b.span.cut(report.text) for b in report.blocks if b.kind == "body"]
        assert body
        for other in found:
            if other is not report:
                assert not set(body) & {b.span.cut(other.text) for b in other.blocks if b.kind == "body"}
        assert report.status == "marked"
        assert list(prints(report, page.encode())) == []
        covered = {i for b in report.blocks for i in range(b.span.start, b.span.end)}
        assert all(i in covered for i, char in enumerate(report.text) if not char.isspace())
        assert "another report on this page" in {b.why for b in report.blocks}


@pytest.mark.parametrize("name", WHOLE)
def test_whole(name: str) -> None:
    assert len(read_all(WHOLE[name])) == 1


def test_each_has_its_own_day_and_authors() -> None:
    found = read_all(BLOG)
    assert [r.published.date for r in found] == ["2026-07-06", "2026-07-05", "2026-07-04"]
    assert [r.value("byline") for r in found] == [("Ida Lund",), ("Per Holm",), ("Ida Lund",)]
    assert [r.value("dateline").place for r in read_all(DIGEST)] == ["SKARVIK", "TORVAL", "ONDAL"]


def test_what_a_page_says_of_one_report_is_not_said_of_the_next() -> None:
    one, two = read_all(NEXT)
    assert one.value("url") == "https://skarvik.example/2026/07/06/ferry"
    assert one.published.date == "2026-07-06"
    assert two.value("url") is None
    assert two.published.date is None
    assert two.value("byline") == ("Per Holm",)


def test_what_is_given_of_an_input() -> None:
    found = make(Raw(DIGEST.encode(), "a.txt", "a.txt", given=Given("2026-07-08", "The Post", title="Digest")))
    assert [r.published.date for r in found] == ["2026-07-08"] * 3
    assert [r.value("outlet") for r in found] == ["The Post"] * 3
    assert found[0].value("title") == HEADS[0]


def test_briefs_too_short_to_be_parted_are_a_roundup() -> None:
    text = plain(
        "News from the coast",
        *(x for head, lines in zip((HEADS[0], HEADS[2], HEADS[3]), FILED, strict=True) for x in (head, lines[0])),
    )
    found = read_all(text)
    assert len(found) == 1
    assert found[0].value("genre") == "roundup"


def test_a_ledger_with_parts(tmp_path: Path) -> None:
    (tmp_path / "digest.txt").write_text(DIGEST)
    with onrecord.Ledger(tmp_path / "l.db") as ledger:
        assert len(ledger.add([tmp_path / "digest.txt"]).new) == 3
        again = ledger.add([tmp_path / "digest.txt"])
        assert (again.new, again.known) == ((), 3)
        ids = [r["report"] for r in ledger.reports()]
        records = [r.as_dict() for r in onrecord.read_all([tmp_path / "digest.txt"]) if isinstance(r, onrecord.Reading)]
        assert [ledger.record(i) for i in ids] == records
        assert ledger.verify().problems == ()
        ledger.set(ids[1], published="2026-07-09")
        assert [ledger.record(i)["published"]["date"] for i in ids] == [None, "2026-07-09", None]
        assert ledger.verify().problems == ()
        ledger.remove(ids[0])
        assert [r["report"] for r in ledger.reports()] == ids[1:]
        assert ledger.verify().problems == ()
        assert ledger.add([tmp_path / "digest.txt"]).new == (ids[0],)


def test_linked_data_of_each() -> None:
    data = ", ".join(
        f'{{"@type": "BlogPosting", "headline": "{h}", "datePublished": "2026-07-0{d}", "author": {{"@type": "Person", "name": "{a}"}}}}'
        for h, d, a in ((HEADS[0], 6, "Ida Lund"), (HEADS[2], 5, "Per Holm"))
    )
    body = "".join(
        f"<article><h2><a href=/x>{h}</a></h2><div class=byline>{a}</div>{paragraphs(x)}</article>"
        for h, x, a in ((HEADS[0], STORY, "Ida Lund"), (HEADS[2], OTHER, "Per Holm"))
    )
    found = read_all(site(body, ld(f"[{data}]")))
    assert [(r.value("byline"), r.published.date) for r in found] == [
        (("Ida Lund",), "2026-07-06"),
        (("Per Holm",), "2026-07-05"),
    ]
