"""All reports of one story: wires, own reports, copies, pages brought up to date, comment, looks back."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count as counting
from typing import TypeVar

from onrecord.checks.made import copying, days
from onrecord.checks.made.newsrooms import Newsroom, agencies, outlets
from onrecord.checks.made.plot import Plot, dice_of
from onrecord.checks.made.writing import House, Seat, Writer, Written, news

# How long reports are, in words: a brief, a wire, a longer one, a feature.
_LENGTHS = ((60, 110, 15), (150, 280, 40), (280, 450, 30), (450, 900, 15))
_AGENCIES = (0.5, 0.85)  # one agency covers half of all stories, two the next, three the rest
_MOST_THERE = 4  # as many as a kind's tables have beginnings for a step
_OWN = (0.4, 0.82)  # reports of their own by step: none, one, two
_COPIES = 0.66  # each further copy of a wire is as likely as this
_MOST_COPIES = 9
_SCRAPED = 0.3  # of copies those by sites that only reprint
_UNDATED = 0.6  # of scrapers' pages
_UPDATED = 0.14  # pages that are brought up to date at the next step
_OPINION, _BACKGROUND = 0.2, 0.2
_CREDITED = 0.65


One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Draft:
    """One report as a newsroom has it ready, `of` the number of the draft it was made from."""

    number: int
    role: str
    step: int
    at: datetime
    newsroom: Newsroom
    words: Written
    origin: str
    byline: str
    url: str
    agency: str | None = None
    dateline: str | None = None
    of: int | None = None
    kind: str | None = None
    also: tuple[str, ...] = ()
    dated: bool = True
    genre: str = "news"


def house_of(newsroom: Newsroom) -> House:
    """How a newsroom writes."""
    return House(newsroom.mark or newsroom.name, newsroom.month_first, newsroom.curly)


def issue(plot: Plot, seed: int) -> list[Draft]:
    """The reports of a story in the order they come out. Each is made from dice of its own."""
    return sorted(_Issue(plot, seed).drafts(), key=lambda d: (d.at, d.number))


class _Issue:
    def __init__(self, plot: Plot, seed: int) -> None:
        self.plot = plot
        self.seed = seed
        self.made: list[Draft] = []

    def dice(self, *parts: object) -> random.Random:
        return dice_of(self.seed, self.plot.number, *parts)

    def drafts(self) -> list[Draft]:
        plot, dice = self.plot, self.dice("covering")
        throw = dice.random()
        many = 1 if throw < _AGENCIES[0] else 2 if throw < _AGENCIES[1] else 3
        wires = dice.sample(agencies(), many)
        desks = [o for o in outlets() if not o.scraper]
        near = dice.sample(desks, 4)
        newsrooms = [*wires, *near]
        for step, chapter in enumerate(plot.chapters):
            there = [a for n, a in enumerate(wires) if n == 0 or dice.random() < 0.8]
            throw = dice.random()
            there += near[: 0 if throw < _OWN[0] else 1 if throw < _OWN[1] else 2]
            for turn, newsroom in enumerate(there[:_MOST_THERE]):
                seat = Seat(turn, min(len(there), _MOST_THERE), newsrooms.index(newsroom))
                if newsroom.mark:
                    after = timedelta(minutes=20 + dice.random() * 160 + turn * 60)
                    self.copies(self.report("wire", step, chapter.at + after, newsroom, seat))
                else:
                    after = timedelta(hours=2 + dice.random() * 12)
                    self.update(self.report("own", step, chapter.at + after, newsroom, seat))
            near = near[1:] + near[:1] if dice.random() < 0.4 else near
        last = plot.chapters[-1].at
        if dice.random() < _OPINION:
            self.comment("opinion", last + timedelta(hours=20 + dice.random() * 40), near[2])
        if dice.random() < _BACKGROUND:
            self.comment("background", last + timedelta(days=2 + dice.random() * 5), near[3])
        return self.made

    # -- who writes what -----------------------------------------------------------------------------------------

    def report(self, role: str, step: int, at: datetime, newsroom: Newsroom, seat: Seat) -> Draft:
        """A report of its own by an agency or an outlet."""
        dice = self.dice(role, step, newsroom.number)
        written = news(self.plot, step, at, house_of(newsroom), dice, seat, _length(dice))
        dateline = None
        if newsroom.mark:
            dateline = self.dateline(newsroom, at)
            written = _with_dateline(written, dateline)
        byline = newsroom.reporter(self.seed, dice) if dice.random() < 0.6 else ""
        origin = newsroom.name
        agency = newsroom.name if _shows(written, byline, newsroom) else None
        return self.put(role, step, at, newsroom, written, origin, byline, dice, agency=agency, dateline=dateline)

    def dateline(self, agency: Newsroom, at: datetime) -> str:
        """Place, and what the agency puts behind it."""
        town = self.plot.names["town"]
        return agency.dateline.format(
            town=town,
            TOWN=town.upper(),
            country=self.plot.country.name,
            day=days.printed(at.date(), agency.month_first),
            mark=agency.mark,
        )

    def copies(self, wire: Draft) -> None:
        """What others print of a wire."""
        dice = self.dice("copies", wire.number)
        many = 0
        while many < _MOST_COPIES and dice.random() < _COPIES:
            many += 1
        desks, scrapers = ([o for o in outlets() if o.scraper is s] for s in (False, True))
        taken: set[int] = set()
        for _ in range(many):
            outlet = _one(scrapers if dice.random() < _SCRAPED else desks, dice)
            if outlet.number in taken:
                continue
            taken.add(outlet.number)
            copy = self.copy(wire, outlet)
            if not outlet.scraper:
                self.update(copy)

    def copy(self, wire: Draft, outlet: Newsroom) -> Draft:
        """A wire as an outlet prints it."""
        dice = self.dice("copy", wire.number, outlet.number)
        at = wire.at + timedelta(minutes=8 + dice.expovariate(1 / 200))
        writer = Writer(
            self.plot, wire.step, at, house_of(outlet), dice, Seat(int(dice.random() * 7), 1, outlet.number)
        )
        own = (f"{writer.remark('course')} {writer.remark('course')}" for _ in counting())
        printed = copying.printed(wire.words, outlet.scraper, writer.title(), own, dice)
        words = copying.kept(wire.words, printed)
        credited = dice.random() < _CREDITED
        dateline = wire.dateline
        if not credited and dateline:  # the mark goes with the credit
            words = _without_mark(words, dateline)
            dateline = None
        elif credited and dice.random() < 0.4:
            line = _one(("Source: {}", "With material from {}.", "({})", "Reporting by {}"), dice)
            words = _with_paragraph(words, line.format(wire.newsroom.name))
        byline = _one((wire.newsroom.name, f"Staff and {wire.newsroom.mark}", ""), dice) if credited else ""
        if not credited and dice.random() < 0.5:
            byline = _one(("Staff", "Foreign Desk", "admin"), dice)
        return self.put(
            "copy",
            wire.step,
            at,
            outlet,
            words,
            wire.origin,
            byline,
            dice,
            agency=wire.newsroom.name if _shows(words, byline, wire.newsroom) else None,
            dateline=dateline,
            of=wire.number,
            kind=printed.kind,
            also=(*printed.also, "verbatim") if printed.kind == "identical" else printed.also,
            dated=not (outlet.scraper and dice.random() < _UNDATED),
        )

    def update(self, draft: Draft) -> None:
        """The same page after the next step: a new beginning, and much of the old left standing."""
        dice = self.dice("update", draft.number)
        step = draft.step + 1
        if dice.random() > _UPDATED or step >= len(self.plot.chapters) or not draft.dated:
            return
        news_at = max(self.plot.chapters[step].at, draft.at)
        at = news_at + timedelta(hours=1 + dice.random() * 6)
        fresh = news(self.plot, step, at, house_of(draft.newsroom), dice, Seat(5, 1, draft.newsroom.number), 90)
        keep = max(2, round(len(draft.words.paragraphs) * (0.5 + dice.random() * 0.3)))
        paragraphs = (*fresh.paragraphs[:3], *draft.words.paragraphs[1 : 1 + keep])
        printed = copying.Printed(fresh.title, paragraphs, "update")
        both = Written(
            fresh.title,
            paragraphs,
            (*fresh.said, *draft.words.said),
            (*fresh.points, *draft.words.points),
        )
        words = copying.kept(both, printed)
        source = next((a for a in agencies() if a.name == draft.agency), None)
        self.put(
            "update",
            step,
            at,
            draft.newsroom,
            words,
            draft.origin,
            draft.byline,
            dice,
            agency=source.name if source and _shows(words, draft.byline, source) else None,
            of=draft.number,
            kind="update",
            url=draft.url,
        )

    def comment(self, role: str, at: datetime, outlet: Newsroom) -> None:
        """An opinion piece, or a look back over the whole story."""
        plot, dice = self.plot, self.dice(role)
        step = len(plot.chapters) - 1
        writer = Writer(plot, step, at, house_of(outlet), dice, Seat(3, 1, outlet.number))
        title = writer.remark(f"{role}_head")
        if role == "opinion":
            opened = writer.recaps()[:1] or [writer.lead()]
            thoughts = [writer.remark("opinion") for _ in range(5)]
            paragraphs = [thoughts[0], *opened, " ".join(thoughts[1:3]), " ".join(thoughts[3:])]
        else:
            paragraphs = [writer.remark("background_lead"), *reversed(writer.recaps()), writer.lead()]
            paragraphs += [*writer.tolls()[:2], *writer.backgrounds(dice)]
        written = writer.finished(title, paragraphs)
        genre = "opinion" if role == "opinion" else "news"
        byline = outlet.reporter(self.seed, dice)
        self.put(role, step, at, outlet, written, outlet.name, byline, dice, genre=genre)

    def put(
        self,
        role: str,
        step: int,
        at: datetime,
        newsroom: Newsroom,
        words: Written,
        origin: str,
        byline: str,
        dice: random.Random,
        *,
        agency: str | None = None,
        dateline: str | None = None,
        of: int | None = None,
        kind: str | None = None,
        also: tuple[str, ...] = (),
        dated: bool = True,
        genre: str = "news",
        url: str | None = None,
    ) -> Draft:
        number = len(self.made)
        at = at.replace(second=0, microsecond=0)
        address = url or _address(newsroom, words.title, at if dated else None, self.plot.number, number)
        draft = Draft(
            number,
            role,
            step,
            at,
            newsroom,
            words,
            origin,
            byline,
            address,
            agency,
            dateline,
            of,
            kind,
            also,
            dated,
            genre,
        )
        self.made.append(draft)
        return draft


def _length(dice: random.Random) -> int:
    throw = dice.random() * 100
    for least, most, share in _LENGTHS:
        throw -= share
        if throw < 0:
            return dice.randint(least, most)
    return _LENGTHS[1][0]


def _one(row: Sequence[One], dice: random.Random) -> One:
    return row[int(dice.random() * len(row))]


def _shows(written: Written, byline: str, agency: Newsroom) -> bool:
    """True where a report says that it is an agency's: in its dateline, its byline or a credit at its foot."""
    if agency.mark is None:
        return False
    edges = f"{written.paragraphs[0][:60]} {written.paragraphs[-1][-60:]} {byline}"
    return agency.name in edges or f"({agency.mark})" in edges or byline.endswith(f"and {agency.mark}")


def _with_dateline(written: Written, dateline: str) -> Written:
    first, *rest = written.paragraphs
    return Written(written.title, (f"{dateline} {first}", *rest), written.said, written.points)


def _without_mark(written: Written, dateline: str) -> Written:
    first, *rest = written.paragraphs
    first = first.removeprefix(dateline).lstrip()
    return Written(written.title, (first, *rest), written.said, written.points)


def _with_paragraph(written: Written, line: str) -> Written:
    paragraphs = (*written.paragraphs, line)
    return Written(written.title, paragraphs, written.said, written.points)


def _address(newsroom: Newsroom, title: str, at: datetime | None, story: int, number: int) -> str:
    """A page's address, with its day where the page says it."""
    words = "".join(c if c.isalnum() and c.isascii() else " " for c in title.lower()).split()
    slug = "-".join(words[:7])
    day = f"{at:%Y/%m/%d}/" if at and not newsroom.scraper else ""
    return f"https://www.{newsroom.host}/{day}{slug}-{story * 100 + number}"
