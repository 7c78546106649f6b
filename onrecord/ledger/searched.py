"""Reports found by the words of their texts and titles: newest first without weighing them, or the best first."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import apsw

from onrecord.ledger.conditions import Conditions
from onrecord.ledger.phrases import TOKENIZE, phrases, plain_sql, query
from onrecord.lexicon import letters
from onrecord.shapes.errors import UsageError, as_given
from onrecord.shapes.span import Span

# Came with format 7. The index keeps no text of its own: it reads that of the reports, letters made plain, so that
# another row of lexicon/letters.tsv is another format. Of the two indexes on reports the one is walked from the newest
# day on, the other looks up those that were found; both hold all that is asked of a report before it is shown.
_PLAIN = plain_sql("{0}.title"), plain_sql("{0}.text")
_HEAD = "published, outlet, language, genre, status"
TABLES = f"""
drop index report_published;
create index report_day on report (published, n, outlet, language, genre, status);
create index report_found on report (n, {_HEAD});
create view report_plain (n, title, text) as
  select report.n, {_PLAIN[0].format("report")}, {_PLAIN[1].format("report")} from report;
create virtual table report_words using fts5 (title, text, content = 'report_plain', content_rowid = 'n',
  tokenize = "{" ".join(TOKENIZE)}");
create trigger report_added after insert on report begin
  insert into report_words (rowid, title, text) values (new.n, {_PLAIN[0].format("new")}, {_PLAIN[1].format("new")});
end;
create trigger report_gone after delete on report begin
  insert into report_words (report_words, rowid, title, text)
    values ('delete', old.n, {_PLAIN[0].format("old")}, {_PLAIN[1].format("old")});
end;
create trigger report_reworded after update of n, text, record on report begin
  insert into report_words (report_words, rowid, title, text)
    values ('delete', old.n, {_PLAIN[0].format("old")}, {_PLAIN[1].format("old")});
  insert into report_words (rowid, title, text) values (new.n, {_PLAIN[0].format("new")}, {_PLAIN[1].format("new")});
end;
"""
REBUILD = "insert into report_words (report_words) values ('rebuild')"
CHECK = "insert into report_words (report_words, rank) values ('integrity-check', 1)"

COUNTED = 100_000  # reports; of more it is not said how many they are
FACETED = 1_000  # the newest reports, over which facets are counted
_SMALL = 5_000  # up to so many that have the words are looked up, else days are walked till there are enough
_MATCH = "select rowid from report_words where report_words match ?"
_NUMBERS = "select value from json_each(?)"
_TITLE = "bm25(4.0, 1.0)"  # a word of the title weighs as much as some of the text
_MOST_HITS, _MOST_EXCERPTS = 20, 3
_WIDE, _LEAD = 160, 60  # characters of an excerpt, and how many of them stand before what was found
_PLACE = re.compile(r"newest_(.*)_(\d{1,18})|best_(\d{1,9})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which reports are wanted; filters combine, None asks for nothing.

    `words` all stand in text or title ("flood*": words that begin so; in double quotes: those that stand together);
    `outlet`, `language` and `genre` as the record has them, case forgiven; `since` and `until`: days of publication
    (YYYY-MM-DD), both included; `reports`: only these.
    """

    words: str
    outlet: str | None = None
    language: str | None = None
    genre: str | None = None
    since: str | None = None
    until: str | None = None
    reports: tuple[str, ...] | None = None

    def phrases(self) -> list[str]:
        """The words, and what stands together. Raises UsageError."""
        return phrases("words", self.words, "words of reports")

    def match(self) -> str:
        """The words as a query of the index. Raises UsageError."""
        return " AND ".join(map(query, self.phrases()))

    def conditions(self) -> Conditions:
        """The other filters."""
        wanted = Conditions()
        for cell in ("outlet", "language", "genre"):
            if (value := getattr(self, cell)) is not None:
                wanted.add(f"{cell} = ? collate nocase", value)
        for sign, day in ((">=", self.since), ("<=", self.until)):
            if day is not None:
                wanted.add(f"published {sign} ?", day[:10])
        if self.reports is not None:
            named = "select report.n from json_each(?) as one join report on report.id = one.value"
            wanted.add(f"+n in ({named})", json.dumps(self.reports))
        return wanted


@dataclass(frozen=True, slots=True)
class _Head:
    """What is asked of a report before it is shown."""

    n: int
    published: str | None
    outlet: str | None
    language: str | None
    genre: str | None
    status: str


def find(connection: apsw.Connection, asked: Asked, sort: str, limit: int, after: str | None) -> dict[str, Any]:
    """A page of the reports that fit, as `Ledger.search` gives it. Raises UsageError."""
    match, wanted = asked.match(), asked.conditions()
    place = _place(sort, after)
    found = _Found(connection, match, wanted)
    newest = list(found.newest(None, max(FACETED, limit + 1) if place is None and sort == "newest" else FACETED))
    if sort == "best":
        start = int(place[1]) if place else 0
        heads = list(found.best(start, limit + 1))
        more = f"best_{start + limit}"
    else:
        heads = newest[: limit + 1] if place is None else list(found.newest(place, limit + 1))
        more = f"newest_{heads[limit - 1].published or ''}_{heads[limit - 1].n}" if limit and heads[limit:] else ""
    shown = heads[:limit]
    words = Words(connection, asked.phrases())
    faceted = newest[:FACETED]
    return {
        "rows": [_row(connection, words, head) for head in shown],
        "total": found.total(),
        "next": more if len(heads) > limit else None,
        "facets": _facets(faceted),
        "faceted": len(faceted),
    }


@dataclass(frozen=True, slots=True)
class _More:
    """What holds of the reports after a place, with the values of its question marks."""

    sql: str
    values: tuple[object, ...]


class _Found:
    """The reports that have the words of a query, and of which other conditions hold."""

    def __init__(self, connection: apsw.Connection, match: str, wanted: Conditions) -> None:
        """The index is asked once, whatever is asked of what it finds."""
        self._db, self._match, self._wanted = connection, match, wanted
        numbers = [n for (n,) in connection.execute(_MATCH, (match,))]
        self._many, self._numbers = len(numbers), json.dumps(numbers)

    def newest(self, after: tuple[str, int] | None, limit: int) -> Iterator[_Head]:
        """By day of publication, then by addition, the newest first; those without a day last."""
        day, n = after or (None, 0)
        left = limit
        if not (after and not day):
            more = _More("(published, n) < (?, ?)", (day, n)) if after else None
            for head in self._heads("published is not null", more, "published desc, n desc", left):
                left -= 1
                yield head
        if left > 0:
            more = _More("n < ?", (n,)) if after and not day else None
            yield from self._heads("published is null", more, "n desc", left)

    def _heads(self, where: str, more: _More | None, order: str, limit: int) -> Iterator[_Head]:
        values: list[object] = [self._numbers, *self._wanted.values]
        where = " and ".join([where, *self._wanted.parts])
        if more is not None:
            where += f" and {more.sql}"
            values += more.values
        index, sign = ("report_found", "") if self._many <= _SMALL else ("report_day", "+")
        sql = f"select n, {_HEAD} from report indexed by {index} where {sign}n in ({_NUMBERS}) and {where}"
        for row in self._db.execute(f"{sql} order by {order} limit ?", (*values, limit)):
            yield _Head(*row)

    def best(self, start: int, limit: int) -> Iterator[_Head]:
        """Those first in which the words are most telling, of equals the newest addition."""
        sql = f"select rowid from report_words where report_words match ? and rank match '{_TITLE}'"
        if self._wanted.parts:
            sql += f" and +rowid in (select n from report indexed by report_found{self._wanted.where()})"
        sql += " order by rank, rowid desc limit ? offset ?"
        head = f"select n, {_HEAD} from report indexed by report_found where n = ?"
        found = self._db.execute(sql, (self._match, *self._wanted.values, limit, start)).fetchall()
        for (n,) in found:
            yield _Head(*next(iter(self._db.execute(head, (n,)))))

    def total(self) -> int | None:
        """How many there are, None where they are more than COUNTED."""
        total = self._many
        if self._wanted.parts:
            sql = f"select 1 from report indexed by report_found where n in ({_NUMBERS})"
            sql += f" and {' and '.join(self._wanted.parts)} limit {COUNTED + 1}"
            total = int(self._db.execute(f"select count(*) from ({sql})", (self._numbers, *self._wanted.values)).get)
        return total if total <= COUNTED else None


def _place(sort: str, after: str | None) -> tuple[str, int] | None:
    """Where a page before broke off: the day and the number of its last report; of the best how many came before."""
    if after is None:
        return None
    found = _PLACE.fullmatch(after)
    if found is None or (found[3] is None) != (sort == "newest"):
        raise UsageError(f"after {as_given(after)}: no place to go on from; give the `next` of the page before")
    return (found[1], int(found[2])) if found[3] is None else ("", int(found[3]))


def _facets(heads: Sequence[_Head]) -> dict[str, list[list[Any]]]:
    """How many of some reports have which value, the commonest first; months the newest first."""
    out = {}
    for name in ("outlet", "language", "month", "genre"):
        values = ((h.published or "")[:7] if name == "month" else getattr(h, name) for h in heads)
        counts = Counter(value for value in values if value)
        order = sorted(counts, reverse=True) if name == "month" else sorted(counts, key=lambda v: (-counts[v], v))
        out[name] = [[value, counts[value]] for value in order]
    return out


def _row(connection: apsw.Connection, words: Words, head: _Head) -> dict[str, Any]:
    report, title, text = next(iter(connection.execute("select id, title, text from report where n = ?", (head.n,))))
    hits = words.hits(text, _MOST_HITS)
    shown = [{"start": s.start, "end": s.end, "text": s.cut(text)} for s in excerpts(text, hits)]
    row = {"report": report, "title": title, "outlet": head.outlet, "published": head.published}
    row |= {"language": head.language, "genre": head.genre, "status": head.status}
    return row | {"hits": [{"start": s.start, "end": s.end} for s in hits], "excerpts": shown}


# -- where the words stand -----------------------------------------------------------------------------------------


class Words:
    """Words that are looked for, found in a text as the index finds them."""

    def __init__(self, connection: apsw.Connection, phrases: Iterable[str]) -> None:
        """Words, or words together, each as in Asked.phrases."""
        self._tokens = connection.fts5_tokenizer(TOKENIZE[0], list(TOKENIZE[1:]))
        self._whole: dict[str, list[Sequence[str]]] = {}
        self._begun: list[Sequence[str]] = []
        for phrase in phrases:
            wanted = [word for _, _, word in self._taken_apart(phrase.encode())]
            if phrase.endswith("*") and len(wanted) == 1:
                self._begun.append(wanted)
            elif wanted:
                last = f"{wanted[-1]}*" if phrase.endswith("*") else wanted[-1]
                self._whole.setdefault(wanted[0], []).append([*wanted[:-1], last])

    def hits(self, text: str, most: int) -> list[Span]:
        """Where they stand, in text order and none within another: the first of them, so many at most."""
        data = text.encode()
        tokens = self._taken_apart(data)
        point = _points(data)
        out: list[Span] = []
        passed = 0
        for n, (start, _, word) in enumerate(tokens):
            if n < passed:
                continue
            if long := max((self._fits(tokens, n, one) for one in self._candidates(word)), default=0):
                passed = n + long
                out.append(Span(point(start), point(tokens[passed - 1][1])))
                if len(out) == most:
                    break
        return out

    def _candidates(self, word: str) -> Iterator[Sequence[str]]:
        yield from self._whole.get(word, ())
        yield from ([f"{one[0]}*"] for one in self._begun if word.startswith(one[0]))

    def _fits(self, tokens: Sequence[tuple[int, int, str]], n: int, wanted: Sequence[str]) -> int:
        """How many words stand at the n-th as they are wanted: all, or 0."""
        there = tokens[n : n + len(wanted)]
        fits = len(there) == len(wanted) and all(
            has[2].startswith(want[:-1]) if want.endswith("*") else has[2] == want
            for has, want in zip(there, wanted, strict=True)
        )
        return len(wanted) if fits else 0

    def _taken_apart(self, data: bytes) -> list[tuple[int, int, str]]:
        """The words of a text as the index has them, each from and to which byte."""
        found: Iterable[Any] = self._tokens(data, apsw.FTS5_TOKENIZE_DOCUMENT, None, include_colocated=False)
        return [(start, end, letters.instead(word)) for start, end, word in found]


def _points(data: bytes) -> Callable[[int], int]:
    """A function that turns places in bytes, asked for in order, into places in characters."""
    at = [0, 0]

    def point(byte: int) -> int:
        at[1] += len(data[at[0] : byte].decode())
        at[0] = byte
        return at[1]

    return point


def excerpts(text: str, hits: Sequence[Span]) -> list[Span]:
    """Up to three stretches of a text with what was found in it, cut between words; its beginning where nothing was."""
    out: list[Span] = []
    starts = [hit.start for hit in hits]
    n = 0
    while n < len(hits) and len(out) < _MOST_EXCERPTS:
        end_before = out[-1].end if out else 0
        found = _excerpt(text, hits[n], end_before)
        out.append(found)
        n = max(n + 1, bisect_left(starts, found.end))
    return out or ([_excerpt(text, Span(0, 0), 0)] if text.strip() else [])


def _excerpt(text: str, hit: Span, least: int) -> Span:
    start = max(least, hit.start - _LEAD)
    if start > least and not text[start - 1].isspace():
        cut = re.compile(r"\s").search(text, start, hit.start)
        start = start if cut is None else cut.end()  # some scripts write without spaces
    end = max(hit.end, min(len(text), start + _WIDE))
    if end < len(text) and not text[end].isspace():
        end = max((m.start() for m in re.compile(r"\s").finditer(text, hit.end, end)), default=end)
    return Span(start, end).trimmed(text)
