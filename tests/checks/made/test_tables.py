"""Tables of the made reports: whole, consistent, and without a name of the world."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from importlib import resources

import pytest

from onrecord.checks.made import names
from onrecord.checks.made.grammar import Alternatives, Pattern, filled
from onrecord.checks.made.happening import Happening, Statement, kinds, voices
from onrecord.checks.made.newsrooms import agencies, outlets
from onrecord.checks.made.plot import alike
from onrecord.lexicon import agencies as real_agencies
from onrecord.lexicon import nations as real_nations

SLOTS = frozenset(
    "town town2 town3 province country abroad adjective people capital river currency year year2 day weekday since soon "
    "soonday time self".split()
)
WORDS_OF_PEOPLE = frozenset(("", "he", "his", "him", "last"))


def plain(slot: str) -> str:
    return slot[:1].lower() + slot[1:]


@pytest.mark.parametrize("kind", kinds(), ids=lambda k: k.name)
def test_a_kind_is_whole(kind: Happening) -> None:
    for step in kind.steps:
        for part, least in (("head", 1), ("lead", 4), ("detail", 3)):
            assert len(kind.lines.get((part, step.name), ())) >= least, (step.name, part)
        assert len(kind.said[step.name]) >= 3, step.name
        sides = sorted(s.side for s in kind.said[step.name] if s.side)
        assert sides in ([], ["claim", "denial"]), step.name
    for step in kind.steps[:-1]:
        assert kind.lines[("recap", step.name)], step.name
    assert len(kind.lines[("background", "*")]) >= 3
    assert kind.counts


@pytest.mark.parametrize("kind", kinds(), ids=lambda k: k.name)
def test_a_kind_asks_for_nothing_that_it_lacks(kind: Happening) -> None:
    counts = {c.name for c in kind.counts}
    fixed = SLOTS | set(kind.names) | set(kind.numbers)
    for (part, step), rows in kind.lines.items():
        at = [s.name for s in kind.steps].index(step) if step != "*" else None
        for row in rows:
            for need in row.needs:
                base, _, form = plain(need).partition(".")
                if base in counts and at is not None and form != "new":
                    count = next(c for c in kind.counts if c.name == base)
                    assert count.course[at] is not None, (part, step, need)
                assert base in fixed | counts | set(kind.people), (part, step, need)
                assert form in WORDS_OF_PEOPLE | {"new"}, (part, step, need)
    for statements in kind.said.values():
        for statement in statements:
            assert statement.by in kind.people, statement.by
            assert statement.direct.needs | statement.reported.needs <= fixed, statement
    for count in kind.counts:
        rival, _, wide = (count.rival or "").partition("/")
        assert count.by in kind.names
        assert not rival or rival in kind.names
        assert wide in ("", "wide")


def worded(pattern: Pattern, choose: random.Random) -> tuple[str, dict[Alternatives, int]]:
    taken: dict[Alternatives, int] = {}

    def one(found: Alternatives) -> int:
        return taken.setdefault(found, choose.randrange(len(found.ways)))

    return filled(pattern, lambda name, begins: name, one), taken


SAID = [("any", voices()), *((kind.name, kind.said) for kind in kinds())]


@pytest.mark.parametrize("said", [s for _, s in SAID], ids=[name for name, _ in SAID])
def test_words_kept_as_spoken_were_spoken(said: Mapping[str, tuple[Statement, ...]]) -> None:
    dice = random.Random(5)
    for statement in (s for statements in said.values() for s in statements):
        for _ in range(8):
            direct, taken = worded(statement.direct, dice)
            reported = filled(statement.reported, lambda n, b: n, alike(taken, len(taken)))
            assert reported.count("*") % 2 == 0, reported
            for words in re.findall(r"\*([^*]+)\*", reported):
                assert words.lower() in direct.lower(), (words, direct)


@pytest.mark.parametrize("kind", kinds(), ids=lambda k: k.name)
def test_sentences_end_and_headlines_do_not(kind: Happening) -> None:
    dice = random.Random(3)
    for (part, _), rows in kind.lines.items():
        for row in rows:
            text = worded(row, dice)[0]
            assert text.endswith((".", "?")) is (part != "head") or text.endswith("?"), text
            assert "  " not in text, text
    for statements in kind.said.values():
        for statement in statements:
            assert not worded(statement.direct, dice)[0].endswith("."), statement
            assert not worded(statement.reported, dice)[0].endswith("."), statement


def every_text() -> list[str]:
    """All cells of all tables of the made world, and the page templates."""
    folder = resources.files("onrecord.checks.made")
    out = []
    for place in (folder / "kinds", folder / "sites"):
        out += [e.read_text(encoding="utf-8") for e in place.iterdir() if e.name.endswith((".tsv", ".html"))]
    named = ("agencies", "outlets", "countries", "frames", "tolls", "remarks", "voices")
    out += [(folder / f"{n}.tsv").read_text(encoding="utf-8") for n in named]
    return ["\n".join(line for line in text.splitlines() if not line.startswith("#")) for text in out]


def test_no_name_of_the_world_stands_in_the_tables() -> None:
    rows = real_nations.nations()
    real = {w for r in rows for w in (r.name, *r.aliases, *r.adjectives, *r.people, *r.capitals)}
    real = {w for w in real if len(w) > 3} - set(MEANT_OTHERWISE)
    pattern = re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, sorted(real))) + r")(?![\w-])")
    for text in every_text():
        assert not pattern.search(text), pattern.search(text)


# Names of the world that are words of another meaning here.
MEANT_OTHERWISE = ("South", "North", "East", "West", "Central", "March", "Victoria", "Valley")


def test_newsrooms_and_countries_are_invented() -> None:
    for newsroom in (*agencies(), *outlets()):
        assert not real_agencies.find(newsroom.name), newsroom.name
        assert newsroom.host.endswith(".example")
        if newsroom.mark:
            assert not real_agencies.by_mark(newsroom.mark), newsroom.mark
    for country in names.countries():
        for name in (country.name, country.capital, country.adjective):
            assert real_nations.find(name) is None, name


def test_numbered_people_and_towns_do_not_repeat() -> None:
    people = {names.person("north", n, n % 2 == 0, 7).name for n in range(4000)}
    assert len(people) > 3980
    towns = [names.town("isle", n, 7) for n in range(500)]
    assert len(set(towns)) > 480


def test_whoever_may_speak_in_any_story_is_in_one() -> None:
    assert set(voices()) <= {role for kind in kinds() for role in kind.people}
    for statements in voices().values():
        assert all(s.direct.needs | s.reported.needs <= SLOTS for s in statements)
