"""Whether a name is an outlet's: a newspaper, a station, a website. Source: outlets.tsv."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from onrecord.shapes.table import load

_WORD = re.compile(r"[^\W_]+")
_PEOPLE = frozenset("conference crews crew reporters viewers listeners anchors presenters journalists".split())


@cache
def _table() -> dict[str, str]:
    return {row["word"]: row["place"] for row in load("onrecord.lexicon", "outlets.tsv", ("word", "place"))}


def is_outlet(name: str) -> bool:
    """True when the words of `name` make it an outlet: "the Daily Post", "state television"."""
    words = _WORD.findall(name)
    if not words:
        return False
    places = [_table().get(w.lower(), "") or _by_form(w) for w in words]
    if "any" in places or (places == ["platform"] and words[0][0].isupper()):
        return not _plain_people(words)
    return places[-1] == "last" and len(words) > 1 and words[-1][0].isupper()


def fold(name: str) -> str:
    """The name of an outlet, without case and article: the same for all forms of it."""
    return " ".join(name.casefold().split()).removeprefix("the ")


def printed(forms: Iterable[str]) -> str:
    """Of the forms of an outlet's name the one to show: not in capitals where another is."""
    return min(forms, key=lambda form: (form.isupper(), form))


def is_platform(word: str) -> bool:
    """True for a place on the net where people publish what they say themselves."""
    return _table().get(word.lower(), "") == "platform"


def platform_of(verb: str) -> str | None:
    """The platform that a verb names ("tweet"); None for a verb that names none."""
    place = _table().get(verb, "")
    return place.removeprefix("on ") if place.startswith("on ") else None


def _by_form(word: str) -> str:
    """ "any" for a station's call sign or short name: capitals that end in TV, FM or AM."""
    return "any" if len(word) > 2 and word.isupper() and word.endswith(("TV", "FM", "AM")) else ""


def _plain_people(words: list[str]) -> bool:
    """True for "news crews", "television viewers": people, and no outlet."""
    return any(word.lower() in _PEOPLE for word in words)
