"""Quotes found by who said them, by their words, by kind, force and day: look-ups, never a pass over the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import apsw

from onrecord.ledger.phrases import phrases, plain_sql, query, words
from onrecord.ledger.rows import Found
from onrecord.lexicon import pronouns, titles
from onrecord.shapes.errors import UsageError, as_given
from onrecord.shapes.json_text import parsed

_FORMS = """coalesce(quote.record ->> '$.speaker.name', '') || ' ' ||
    coalesce(substr(report.text, (quote.record ->> '$.speaker.start') + 1,
      (quote.record ->> '$.speaker.end') - (quote.record ->> '$.speaker.start')), '') || ' ' ||
    coalesce(called.words, '')"""
# Under a speaker stand all words by which the report calls whoever spoke, but for pronouns. {0}: of which report.
_CALLED = f"""
with called (report, entity, words) as materialized (
  select report, entity, group_concat(exact, ' ') from (
    select distinct report, record ->> '$.entity' as entity, exact from mention
    where report {{0}} and record ->> '$.form' <> 'pronoun' order by report, entity, exact)
  group by report, entity),
spoken (speaker, quote) as (
  select
    {plain_sql(_FORMS)},
    quote.id
  from quote join report on report.id = quote.report
  left join called on called.report = quote.report and called.entity = quote.record ->> '$.speaker.entity'
  where quote.report {{0}} order by report.n, quote.n)
"""
_FILE = (
    _CALLED
    + f"""
insert into said (speaker, quote) select speaker, quote from spoken;
insert into said_words (rowid, speaker, content, kind, force)
  select said.n, said.speaker, {plain_sql("quote.exact")}, quote.record ->> '$.kind', quote.record ->> '$.force'
  from quote join said on said.quote = quote.id where quote.report {{0}};
"""
)
_ASTRAY = (
    _CALLED
    + """
select spoken.quote from spoken left join said on said.quote = spoken.quote
where said.n is null or said.speaker <> spoken.speaker
"""
)
CHECK = "insert into said_words (said_words) values ('integrity-check')"
_ONE, _ALL = "= :report", "is not null"
_FOUND = "select quote.id, quote.report, quote.exact, quote.record"
# "+": sorted after they are found, not found by going over all reports in order.
_IN_ORDER = " order by +report.n, quote.n"
# Titles of these kinds do not tell one person from another, and a report may print another or none.
_POLITE = ("courtesy", "academic", "noble")
_ID = re.compile(r"(?=.*\d)[0-9a-f]{6,20}|[0-9a-f]{8,20}")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which quotes are wanted; filters combine, None asks for nothing.

    `speaker`: words of any form that the report has of the speaker's name; `about`: words of what was said ("flood*":
    those that begin so; in double quotes: those that stand together); `since` and `until`: days of publication
    (YYYY-MM-DD), both included; `kind`: direct, indirect or mixed; `force`: what saying it does. `called` is what a
    message calls `about`; `aliases` are other names of the speaker.
    """

    speaker: str | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None
    kind: str | None = None
    force: str | None = None

    called: str = "about"
    aliases: tuple[str, ...] = ()

    def match(self) -> str:
        """The filters on words as a query of the index, empty where there are none.

        Raises UsageError where there is no word, a pronoun for a name, or a * that is not at the end of a word.
        """
        parts = []
        if self.speaker is not None:
            found = words("speaker", self.speaker, "a name or a description")
            if all(pronouns.is_pronoun(w) for w in found):
                raise UsageError(
                    f"speaker {as_given(self.speaker)} is a pronoun, no name; give a name or a description"
                )
            forms = [_called(found), *(_called(words("speaker", form, "a name")) for form in self.aliases)]
            parts.append(f"({' OR '.join(forms)})")
        if self.about is not None:
            wanted = "words that were said" if self.called == "about" else "the id of a quote, or words of it"
            parts += [f"content : {query(p)}" for p in phrases(self.called, self.about, wanted)]
        parts += [f"{c} : {query(v)}" for c, v in (("kind", self.kind), ("force", self.force)) if v]
        return " AND ".join(parts)


def file(connection: apsw.Connection, report: str | None = None) -> None:
    """Make the quotes of a report (of all, where none is named) found by their words and by who said them."""
    which = _ALL if report is None else _ONE
    connection.execute(_FILE.format(which), None if report is None else {"report": report})


def astray(connection: apsw.Connection) -> Iterator[str]:
    """The quotes that the index does not hold, or holds under other words than those of their speaker."""
    for (quote,) in connection.execute(_ASTRAY.format(_ALL)):
        yield str(quote)
    # What the index has of a quote cannot be read back out of it, but whether it has anything.
    sql = "select quote from said where n not in (select id from said_words_docsize) order by n"
    yield from (str(quote) for (quote,) in connection.execute(sql))


def find(connection: apsw.Connection, asked: Asked) -> Iterator[Found]:
    """The quotes that all filters of `asked` let through, in order of addition and text."""
    match = asked.match()
    where, values = [], []
    if match:
        source = " from said_words join said on said.n = said_words.rowid join quote on quote.id = said.quote"
        where, values = ["said_words match ?"], [match]
    else:
        source = " from quote"
    # "+": with words to look up, the day is only held against what they found.
    plus = "+" if match else ""
    for sign, day in ((">=", asked.since), ("<=", asked.until)):
        if day is not None:
            where.append(f"{plus}report.published {sign} ?")
            values.append(day[:10])
    sql = f"{_FOUND}{source} join report on report.id = quote.report"
    sql += (f" where {' and '.join(where)}" if where else "") + _IN_ORDER
    yield from _rows(connection.execute(sql, values))


def begins(connection: apsw.Connection, name: str) -> Iterator[Found]:
    """The quotes whose id is `name` or begins with it; what is too short for that ("dead", "1200") is a word."""
    if _ID.fullmatch(name):
        sql = f"{_FOUND} from quote join report on report.id = quote.report where quote.id >= ? and quote.id < ?"
        yield from _rows(connection.execute(sql + _IN_ORDER, (name, name + "g")))


def people(connection: apsw.Connection, report: str) -> Iterator[str]:
    """The names of people in one report."""
    sql = "select distinct name from mention where report = ? and type = 'person' and name is not null order by name"
    for (name,) in connection.execute(sql, (report,)):
        yield str(name)


def undated(connection: apsw.Connection) -> int:
    """How many reports that were marked state no day."""
    sql = "select count(*) from report where published is null and status = 'marked'"
    return int(next(iter(connection.execute(sql)))[0])


def speakers(connection: apsw.Connection) -> Iterator[str]:
    """The names of all whose words the ledger holds: the one list of quotes that goes over them all."""
    for (name,) in connection.execute("select distinct speaker from quote where speaker is not null order by speaker"):
        yield str(name)


def _rows(found: Iterable[Any]) -> Iterator[Found]:
    for name, report, exact, record in found:
        yield Found(name, report, exact, parsed(record))


def _polite(word: str) -> bool:
    title = titles.by_form(word)
    return word.casefold() == "the" or (title is not None and title.kind in _POLITE)


def _called(name: list[str]) -> str:
    """A query for all words of a name, polite ones left out where there are others."""
    found = [w for w in name if not _polite(w)] or name
    return f"({' AND '.join(f'speaker : {query(w)}' for w in found)})"
