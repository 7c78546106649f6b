"""Pages made up for tests, in the manner of several content systems. No outlet, person or place in them exists."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reports.make import make
from onrecord.shapes.raw import Raw
from onrecord.shapes.report import Report

STORY = [
    "The harbour board voted on Monday to shut the north pier after engineers found cracks in 14 of its piles.",
    "“Nobody should fish there until the repairs are done,” said Ida Orr, who chairs the board.",
    "Repairs will take 8 months and cost 3 million crowns, according to a report that the board published on Friday.",
    "Traders at the market said that they had not been asked, and that they would go to court over the closure.",
    "The board meets again next week, when it will hear from the divers who looked at the piles in May.",
]
HEADS = [
    "Ferry to the outer islands stops for a week", "Council finds money for two new school buses", "Storm takes the roof off the old cannery",
    "Teachers and town agree on pay after long talks", "Salmon farm fined for third leak this year", "Museum opens its cellar to visitors at last",
    "Bridge lights go out and nobody knows why", "Bakery that fed the miners closes its doors", "Skaters win the northern cup in overtime",
    "Hospital asks for patience as wards are full", "Farmers drive tractors into the capital", "New stamps show the lighthouse at dusk",
    "Library lends out tools and sewing machines", "Power cut leaves the valley dark for hours", "Mayor says that she will not run again",
    "Fire in a boathouse put out before dawn",
]  # fmt: skip
TEASER = "The decision came after months of talks, and not everybody in the town is happy with how it was made."
MENU = ["Home", "Coast", "Markets", "Sport", "Weather", "Opinion", "Archive", "Contact"]


def read(page: str, name: str = "a.html") -> Report:
    """The first report of an invented page or text."""
    return read_all(page, name)[0]


def read_all(page: str, name: str = "a.html") -> tuple[Report, ...]:
    """All reports of an invented page or text."""
    return make(Raw(page.encode(), name, name))


def paragraphs(lines: Sequence[str] = STORY) -> str:
    """Lines as paragraphs."""
    return "".join(f"<p>{line}</p>\n" for line in lines)


def links(heads: Sequence[str] = HEADS) -> str:
    """Headlines as a list of links."""
    return "<ul>" + "".join(f"<li><a href='/n/{i}'>{h}</a></li>" for i, h in enumerate(heads)) + "</ul>"


def teasers(heads: Sequence[str] = HEADS, style: str = "card", text: str = TEASER) -> str:
    """Teasers of other reports: "card" (linked headline and text), "more" (headline and a "Read more"), "block" (all linked)."""
    out = []
    for i, head in enumerate(heads):
        if style == "more":
            out.append(
                f"<div class='post'><h2>{head}</h2><p>{text}</p><a class='more-link' href='/n/{i}'>Read more</a></div>"
            )
        elif style == "block":
            out.append(f"<a class='teaser' href='/n/{i}'><h3>{head}</h3><p>{text}</p></a>")
        else:
            out.append(
                f"<div class='card'><h3><a href='/n/{i}'>{head}</a></h3><p>{text}</p><span>3 hours ago</span></div>"
            )
    return "\n".join(out)


def site(body: str, head: str = "", title: str = "The Skarvik Post", lang: str = "en") -> str:
    """A site's page: menu, `body`, footer."""
    menu = "".join(f"<li><a href='/{m.lower()}'>{m}</a></li>" for m in MENU)
    return (
        f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>"
        f"<header><a href='/'>The Skarvik Post</a></header><nav><ul>{menu}</ul></nav>{body}"
        "<footer><p>© The Skarvik Post</p><a href='/privacy'>Privacy policy</a> <a href='/terms'>Terms of use</a></footer></body></html>"
    )


def ld(data: str) -> str:
    """JSON-LD in a page's head."""
    return f'<script type="application/ld+json">{data}</script>'


def plain(*lines: str) -> str:
    """A text, a line each."""
    return "\n".join(lines) + "\n"
