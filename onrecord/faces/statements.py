"""Statements asked for by a quote or by a speaker: which story they stand in, and all their wordings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from onrecord import accounts
from onrecord.faces import words
from onrecord.ledger.rows import Found
from onrecord.ledger.said import Asked
from onrecord.ledger.store import Store
from onrecord.lexicon import bodies, titles
from onrecord.links.called import full_names
from onrecord.links.entities import words_of
from onrecord.shapes import link
from onrecord.shapes.align import likeness
from onrecord.shapes.errors import Ambiguous, NotFound, as_given
from onrecord.shapes.utterance import Utterance

# More quotes than this that hold the words given: the person is better asked for more of them.
_MOST = 200
_NAMED = 3  # statements, or speakers, that a message names
_NEAR = 0.7  # likeness from which on one name may be meant for another
_BRIEF = 40  # characters of each

Row = dict[str, Any]


def quotes(store: Store, asked: Asked) -> list[Found]:
    """The quotes that all filters let through, in order of addition.

    A surname that stands alone in its report counts as the full name asked for where it is that of one person only in
    the reports tied to it; a well-known body is found under all its names.
    """
    body = bodies.by_name(asked.speaker or "")
    if body is not None:
        return _of_body(store, asked, body)
    found = store.said(asked)
    wanted = [w for w in words_of(asked.speaker or "") if titles.by_form(w) is None]
    if len(wanted) < 2:
        return found
    named = {f.id for f in found}
    every = store.said(replace(asked, speaker=wanted[-1]))
    return [one for one in every if one.id in named or _is_bearer(store, one, wanted)]


def _of_body(store: Store, asked: Asked, body: bodies.Body) -> list[Found]:
    """The quotes of a body under any of its names; what an alias finds must be a name of it: "WHO", not "who"."""
    named = {f.id for f in store.said(asked)} if (asked.speaker or "").casefold() not in _small(body) else set()
    every = store.said(replace(asked, aliases=(body.name, *body.aliases)))
    return [f for f in every if f.id in named or bodies.by_name(str((f.row["speaker"] or {}).get("name"))) == body]


def _small(body: bodies.Body) -> frozenset[str]:
    """Names of a body that are a word like others when case is forgiven."""
    return frozenset(form.casefold() for form in (body.name, *body.aliases) if " " not in form)


def near(store: Store, name: str) -> list[str]:
    """Up to three names of speakers that are nearest to one that nobody has, the nearest first."""
    return nearest(name, store.speakers())


def nearest(name: str, there: Iterable[str]) -> list[str]:
    """Up to three of some names that are nearest to one, the nearest first."""
    wanted = words_of(name)
    ranked = sorted((-_nearness(wanted, words_of(other)), other) for other in set(there))
    return [other for score, other in ranked if -score >= _NEAR][:_NAMED]


def _nearness(wanted: Sequence[str], other: Sequence[str]) -> float:
    """How near two names are, whole or each word of the one to its nearest of the other."""
    if not wanted or not other:
        return 0.0
    each = min(max(likeness(w, o) for o in other) for w in wanted)
    return max(each, likeness(" ".join(wanted), " ".join(other)))


def _is_bearer(store: Store, one: Found, wanted: Sequence[str]) -> bool:
    alone = words_of(str((one.row["speaker"] or {}).get("name") or ""))
    return alone == (wanted[-1],) and set(wanted) <= set(_bearer(store, one.report, alone))


def _bearer(store: Store, report: str, surname: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the one full name with a surname in the reports of one happening; none where there are two."""
    tied = {report, *(r for kind in ("story", "copy") for e in store.links_of(kind, report) for r in (e.a, e.b))}
    known = full_names(name for r in sorted(tied) for name in store.people(r))
    return words_of(known.get(surname, ""))


def wording(store: Store, quote: str) -> Row:
    """The one statement that `quote` (an id, the beginning of one, or words) names. Raises NotFound, Ambiguous."""
    found = store.quotes_called(quote) or store.said(Asked(about=quote, called="QUOTE"))
    given = as_given(quote)
    if len(found) > _MOST:
        raise NotFound(f"{given}: {len(found)} quotes have these words; give more of them, or a quote's id")
    meant = [(story, u) for story, u in _statements(store, found) if _holds(u, found)]
    if not meant:
        raise NotFound(f"{given}: no quote of that id or with these words; `onrecord quotes` lists them")
    if len(meant) > 1:
        some = ", ".join(f"{u.id[:8]} {words.shortened(u.text, _BRIEF)}" for _, u in meant[:_NAMED])
        more = " …" if len(meant) > _NAMED else ""
        line = f"{given}: {len(meant)} statements fit; name one by its id"
        raise Ambiguous(f"{line}: {some}{more}", line, [_row(store, *one) for one in meant])
    return _row(store, *meant[0])


def said_by(store: Store, name: str) -> list[Row]:
    """The statements of the speaker called `name`, by day; those without a day last."""
    found = quotes(store, Asked(speaker=name))
    every = list(_statements(store, found))
    # Whoever is named so in one report may be named otherwise in another of the story.
    who = {(story, u.entity) for story, u in every if u.entity and _holds(u, found)}
    mine = [(story, u) for story, u in every if _holds(u, found) or (story, u.entity) in who]
    mine.sort(key=lambda m: (m[1].first or "9", m[1].id))
    return [_row(store, *one) for one in mine]


def _statements(store: Store, found: Iterable[Found]) -> Iterator[tuple[str, Utterance]]:
    """All statements of the stories that some quotes stand in, each with its story's id."""
    reports = {f.report for f in found}
    told = accounts.account_of(store, reports)
    for story in told.stories:
        if reports & set(story.reports):
            yield from ((story.id, u) for u in accounts.said(store, told, story))


def _holds(statement: Utterance, found: Iterable[Found]) -> bool:
    names = {f.id for f in found}
    return any(names & set(o.quotes) for o in statement.occurrences)


def _row(store: Store, story: str, statement: Utterance) -> Row:
    """A statement as the record prints it, each occurrence with its report and its exact words."""
    row = link.plain(statement)
    assert isinstance(row, dict)
    for occurrence in row["occurrences"]:
        head = store.head(occurrence["report"])
        occurrence |= {name: head[name] for name in ("source", "url", "title", "outlet", "agency")}
        occurrence["exact"] = store.text(occurrence["report"])[occurrence["start"] : occurrence["end"]]
    return {"story": story, **row}
