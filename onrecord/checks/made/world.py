"""Reports of a made world, one after the other as they come out."""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count as counting

from onrecord.checks.made import pages
from onrecord.checks.made.issue import Draft, house_of, issue
from onrecord.checks.made.newsrooms import Newsroom, outlets
from onrecord.checks.made.plot import Plot, dice_of, plot
from onrecord.checks.made.truth import Made, Truth
from onrecord.checks.made.writing import Seat, Writer, Written

FORMS = ("mixed", "html", "text", "rows")
_FIRST_DAY = datetime(2031, 3, 3)
_PACE = 4.0  # stories that begin in a day
_ROUNDUPS = 0.5  # days with a round-up
_BRIEFS = 0.4  # days with a page of unrelated briefs
_OPEN = 3  # stories of which a round-up tells


def reports(
    seed: int, count: int | None = None, stories: int | None = None, *, form: str = "mixed", pace: float = _PACE
) -> Iterator[Made]:
    """Made reports in the order they come out, each with what is true of it.

    Takes: a seed; how many reports, or of how many stories (None: without end); the form ("html", "text", "rows" or
    "mixed"); how many stories begin in a day.
    Gives: the same reports for the same seed, form and pace, however many are asked for. Memory does not grow.
    """
    emitted = _world(seed, stories, form, pace)
    for n, made in enumerate(emitted):
        if count is not None and n >= count:
            return
        yield made


def _world(seed: int, stories: int | None, form: str, pace: float) -> Iterator[Made]:
    waiting: list[tuple[datetime, int, int, Draft]] = []
    open_plots: dict[int, tuple[Plot, int]] = {}  # and how many of its reports are still to come
    ids: dict[tuple[int, int], str] = {}
    numbers = counting(1)
    day = _FIRST_DAY + timedelta(days=1, hours=6)

    def first(moment: datetime | None) -> Iterator[Made]:
        """All that comes out before a moment."""
        nonlocal day
        while waiting and (moment is None or waiting[0][0] < moment):
            while day <= waiting[0][0]:
                yield from _daily(seed, day, [p for p, _ in open_plots.values()], form, numbers)
                day += timedelta(days=1)
            _, story, number, draft = heapq.heappop(waiting)
            told, left = open_plots[story]
            name = f"r{next(numbers):06}"
            ids[story, number] = name
            of = ids[story, draft.of] if draft.of is not None else None
            yield _made(seed, told, draft, name, of, form)
            if left > 1:
                open_plots[story] = told, left - 1
            else:
                del open_plots[story]
                for key in [k for k in ids if k[0] == story]:
                    del ids[key]

    for story in counting():
        if stories is not None and story >= stories:
            break
        dice = dice_of(seed, "start", story)
        # Happenings of the night wait for the morning: reports of the same day name it.
        hours = 5 + (story / pace % 1 + dice.random() / pace) * 11
        start = _FIRST_DAY + timedelta(days=int(story / pace), hours=hours)
        yield from first(start)
        told = plot(seed, story, start)
        drafts = issue(told, seed)
        open_plots[story] = told, len(drafts)
        for draft in drafts:
            heapq.heappush(waiting, (draft.at, story, draft.number, draft))
    yield from first(None)


def _made(seed: int, told: Plot, draft: Draft, name: str, of: str | None, form: str) -> Made:
    words = draft.words
    sheet = pages.Sheet(
        name, words.title, draft.byline, words.paragraphs, draft.newsroom, draft.url, draft.at, draft.dated
    )
    truth = Truth(
        id=name,
        story=told.id,
        chapter=told.chapters[draft.step].name,
        role=draft.role,
        origin=draft.origin,
        of=of,
        kind=draft.kind,
        also=draft.also,
        url=draft.url,
        title=words.title,
        byline=(draft.byline,) if draft.byline else (),
        outlet=draft.newsroom.name,
        agency=draft.agency,
        dateline=draft.dateline,
        published=draft.at.isoformat(timespec="minutes"),
        dated=draft.dated,
        genre=draft.genre,
        body=words.paragraphs,
        said=words.said,
        points=words.points,
        planted=tuple(p for p in told.planted if p.told(words.said, words.points)),
    )
    return _put(sheet, truth, form, draft.role == "update" or told.number % 2 == 0, dice_of(seed, "page", name))


def _put(sheet: pages.Sheet, truth: Truth, wish: str, again: bool, dice: random.Random) -> Made:
    form = pages.form_of(sheet.outlet, wish, again, dice)
    found = pages.page(sheet, dice) if form == "html" else pages.text(sheet) if form == "text" else pages.row(sheet)
    return Made(found.raw, form, replace(truth, boilerplate=found.boilerplate))


def _daily(seed: int, day: datetime, plots: list[Plot], form: str, numbers: Iterator[int]) -> Iterator[Made]:
    """What tells of several stories at once: a round-up of the day, a page of briefs."""
    desks = [o for o in outlets() if not o.scraper]
    fresh = [p for p in plots if any(day - timedelta(hours=30) <= c.at < day for c in p.chapters)]
    for role, share, many in (("roundup", _ROUNDUPS, _OPEN), ("briefs", _BRIEFS, 5)):
        dice = dice_of(seed, role, day.date())
        throw, outlet = dice.random(), desks[int(dice.random() * len(desks))]
        if throw < share and len(fresh) >= 2:
            chosen = dice.sample(fresh, min(many, len(fresh)))
            yield _several(role, chosen, day, outlet, dice, f"r{next(numbers):06}", form)


def _several(
    role: str, chosen: list[Plot], day: datetime, outlet: Newsroom, dice: random.Random, name: str, form: str
) -> Made:
    parts: list[Written] = []
    head = ""
    for told in chosen:
        step = max(n for n, c in enumerate(told.chapters) if c.at < day)
        writer = Writer(told, step, day, house_of(outlet), dice, Seat(2, 1, outlet.number))
        head = head or writer.remark("roundup_head")
        lines = [writer.lead(), *(writer.tolls()[:1] if role == "roundup" else ())]
        parts.append(writer.finished(writer.title(), [" ".join(lines)]))
    paragraphs = [p for part in parts for p in (part.title, *part.paragraphs)]
    title = f"{head}, {day.day}.{day.month}." if role == "briefs" else f"{head}: {parts[0].title}"
    url = f"https://www.{outlet.host}/{day:%Y/%m/%d}/{role}"
    sheet = pages.Sheet(name, title, "", paragraphs, outlet, url, day, True)
    truth = Truth(
        id=name,
        story=None,
        chapter=None,
        role=role,
        origin=outlet.name,
        of=None,
        kind=None,
        also=(),
        url=url,
        title=title,
        byline=(),
        outlet=outlet.name,
        agency=None,
        dateline=None,
        published=day.isoformat(timespec="minutes"),
        dated=True,
        genre="roundup",
        body=tuple(paragraphs),
        said=tuple(s for part in parts for s in part.said),
        points=tuple(p for part in parts for p in part.points),
        planted=(),
        stories=tuple(p.id for p in chosen),
    )
    return _put(sheet, truth, form, True, dice)
