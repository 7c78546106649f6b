import re
from html.parser import HTMLParser
from typing import Any

from markupsafe import escape

from onrecord.faces import board_rows, dated, dated_axis, mapped, page, worldmap
from onrecord.faces.anchors import Anchors
from onrecord.faces.board import board
from onrecord.faces.told import Place, Told, tell

VOID = {"meta", "br", "link", "img"}


class Page(HTMLParser):
    """A page taken apart: is it well formed, what does it name, where does it lead, what does it say."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.words: dict[str, str] = {}
        self._named: list[str | None] = []
        self._deep: int | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self.attributes |= set(found)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if "href" in found:
            self.links.append(str(found["href"]))
        if tag in VOID:
            return
        self.open.append(tag)
        self._named.append(found.get("id"))
        if (found.get("class") or "").startswith("text "):
            self._deep = len(self.open)
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open.pop() == tag
        self._named.pop()
        if self._deep is not None and len(self.open) < self._deep:
            self._deep = None

    def handle_data(self, data: str) -> None:
        if self._deep is not None:
            self.texts[-1] += data
        for name in self._named:
            if name:
                self.words[name] = self.words.get(name, "") + data


def visible(text: str) -> str:
    return "".join(text.split())


def test_every_link_leads_to_its_words(told: Told) -> None:
    found = Page(page.render(told))
    assert not found.open
    assert len(found.ids) == len(set(found.ids))
    assert found.links
    assert {link[1:] for link in found.links} <= set(found.ids)
    assert all(link.startswith("#") for link in found.links)
    for series in told.account["series"]:
        for point in series["points"]:
            place = Place(point["report"], point["start"], point["end"])
            assert found.words[str(Anchors(told).name(place))] == told.exact(place)


def test_every_report_is_there_whole(told: Told) -> None:
    found = Page(page.render(told))
    assert [visible(t) for t in found.texts] == [visible(f.text) for f in told.reports]


def test_nothing_leads_outside_and_nothing_runs(told: Told) -> None:
    html = page.render(told)
    found = Page(html)
    assert not found.tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    assert not {a for a in found.attributes if a.startswith("on")} | (found.attributes & {"src", "srcset", "style"})
    assert not re.search(r"url\(|@import", html)
    assert "default-src 'none'" in html


def hostile(value: Any) -> Any:
    """The same, with every text of it hostile."""
    if isinstance(value, dict):
        return {
            k: v if k in ("report", "story", "reports", "kind", "id", "hedge", "force", "modality") else hostile(v)
            for k, v in value.items()
        }
    if isinstance(value, list):
        return [hostile(v) for v in value]
    if isinstance(value, str) and not re.fullmatch(r"[\d-]+|[a-z_]+", value):
        return f"</style></mark><script>alert(1)</script>\"'><img src=x onerror=y>{{{{7*7}}}}\x00\u202e&amp;{value}"
    return value


def test_hostile_words_stay_words(told: Told) -> None:
    records = [{**hostile(dict(f.record)), "text": f.record["text"]} for f in told.reports]
    evil = "<script>alert(1)</script>\"'>"
    for record in records:
        record["text"] = (evil * (len(record["text"]) // len(evil) + 1))[: len(record["text"])]
    html = page.render(
        tell(hostile(dict(told.account)), records, {records[1]["report"]: ("<b>", records[0]["report"])})
    )
    found = Page(html)
    assert not found.open
    assert not found.tags & {"script", "img"}
    assert not {a for a in found.attributes if a.startswith("on")}
    assert "49" not in re.findall(r"onerror=y&gt;(\d+)", html)
    assert "\x00" not in html
    assert "\u202e" not in html
    assert [visible(t) for t in found.texts] == [visible(r["text"]) for r in records]


def test_the_same_story_gives_the_same_bytes(told: Told) -> None:
    assert page.render(told) == page.render(told)


def test_a_report_without_anything_is_no_error() -> None:
    record = {
        "report": "r1",
        "source": "a.txt",
        "text": "One.\r\n\r\nTwo.",
        "blocks": [],
        "kind": "text",
        "language": "xx",
    }
    record["blocks"] = [{"start": 0, "end": 4, "kind": "body"}, {"start": 8, "end": 12, "kind": "body"}]
    account = {"story": "r1", "title": None, "from": None, "to": None, "reports": ["r1"]}
    found = Page(page.render(tell(account, [record])))
    assert visible(found.texts[0]) == "One.Two."


def test_nothing_explains_a_picture_that_is_not_there(told: Told) -> None:
    one = {"report": "r1", "start": 0, "end": 3, "value": 2, "hedge": "exact", "published": "2031-05-01"}
    record = {"report": "r1", "source": "a.txt", "text": "Two fell.", "blocks": [], "kind": "text", "language": "en"}
    account = {"story": "r1", "title": None, "from": None, "to": None, "reports": ["r1"]}
    html = page.render(tell({**account, "series": [{"what": "killed", "points": [one]}]}, [record]))
    legends = ("One mark for each stated value", "<h2>Map</h2>", 'href="#map"')
    assert [legend in html for legend in legends] == [False] * 3
    assert legends[0] in page.render(told)


def test_what_is_told_of_no_place_stays_folded_without_a_map() -> None:
    one = worldmap.Told("happening", "two cranes fell", "", "", None, "", None, mapped.NOT_TOLD)
    template = page.environment().from_string('{% from "map.html" import drawn %}{{ drawn(map) }}')
    html = template.render(map=worldmap.Map(None, (), (one,), ()))
    assert '<details class="unplaced">' in html
    assert "Told of no place on a map: 1" in html


def test_the_board_draws_each_stated_value(told: Told) -> None:
    line = next(line for line in told.lines() if line.thing == "killed" and any(v.retracted for v in line.values))
    from onrecord.faces.board import board

    drawn = board(line, lambda value: "x")
    assert drawn is not None
    assert drawn.svg.count("<title>") == len(line.values)
    assert (
        "report of 2025-03-06: 41, taken back, put right as 34, per Apurímac Regional Emergency Office (" in drawn.svg
    )
    assert "report of 2025-03-03: at least 14, per officials (" in drawn.svg
    assert [name for _, name in drawn.counters] == [
        "officials",
        "Apurímac Regional Emergency Office",
        "regional emergency bureau",
    ]


def test_the_page_shows_map_bars_and_rows(told: Told) -> None:
    html = page.render(told)
    found = Page(html)
    for line in told.lines():
        for row in board_rows.rows(line):
            assert told.exact(Place(row["report"], row["start"], row["end"])) == row["exact"]
    drawn = [line for line in told.lines() if board(line, lambda value: None)]
    assert drawn
    assert html.count('<table class="statements">') == html.count('<pre class="csv"') == len(drawn)
    assert escape(board_rows.as_csv(drawn[0])).splitlines()[1] in html
    assert html.count('class="when"') == len(
        [one for entries in (dated.timeline(told.account), dated.upcoming(told.account))
         for one in dated_axis.draw(told, entries).bars if one.svg]
    )  # fmt: skip
    places = [row.id for row in worldmap.draw(mapped.mapped(told), lambda place: None).rows]
    assert set(places) <= set(found.ids)
    assert {f"#{name}" for name in places} <= set(found.links)


def test_every_thing_on_the_map_leads_to_its_words(told: Told) -> None:
    found = Page(page.render(told))
    anchors = Anchors(told)
    items = mapped.mapped(told).items
    assert items
    for item in items:
        name = str(anchors.name(item.at))
        assert f"#{name}" in found.links
        first = visible(found.words[name])  # a stretch that other marks cut is named at its first piece
        assert first
        assert visible(told.exact(item.at)).startswith(first)
