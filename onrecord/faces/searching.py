"""What a ledger is asked by words: the reports that have them, with where they stand."""

from __future__ import annotations

from typing import Any

from onrecord import accounts
from onrecord.faces import checked
from onrecord.ledger.searched import Asked
from onrecord.ledger.store import Store
from onrecord.shapes import sorts
from onrecord.shapes.errors import UsageError


class Searching:
    """The part of a ledger (see api) that finds reports by their words."""

    _store: Store

    def search(
        self,
        words: str,
        *,
        outlet: str | None = None,
        language: str | None = None,
        genre: str | None = None,
        since: str | None = None,
        until: str | None = None,
        story: str | None = None,
        sort: str = "newest",
        limit: int = 20,
        after: str | None = None,
    ) -> dict[str, Any]:
        """The reports that have all of some words in title or text, a page of them.

        `words` as `about` of `quotes` ("flood*": words that begin so; in double quotes: words that stand together);
        case and accents are forgiven. `outlet`, `language` and `genre` are values of the record, case forgiven;
        `since` and `until` (YYYY-MM-DD, both included) hold against the day of publication, undated reports are left
        out then; `story` is named by any of its reports. `sort`: "newest" by day of publication, undated reports
        last, or "best", those first in which the words are most telling.

        Gives `rows`; `total`, how many fit (None: more than 100,000); `next`, which as `after` gives the page after
        this one (None: there is none); `facets`, how many of the newest 1,000 that fit have which `outlet`,
        `language`, `month` (YYYY-MM) and `genre`, as lists of [value, number]; and `faceted`, how many those were.
        A row has `report`, `title`, `outlet`, `published`, `language`, `genre`, `status` ("set_aside": no report, all
        the same found), `hits`, the first 20 stretches of its text that are a word, or words together, that was asked
        for ({"start", "end"}; none where they stand in the title alone), and `excerpts`, one to three stretches of
        about 160 characters round them ({"start", "end", "text"}).

        Raises UsageError for words that cannot be looked up or a filter that cannot be, NotFound for the story.
        """
        checked.one_of("sort", sort, sorts.REPORTS)
        if limit < 0:
            raise UsageError(f"limit {limit}: give 0 or more rows")
        first, last = checked.days(since, until)
        inside = None
        if story is not None:
            report = self._store.find(story)
            inside = tuple(accounts.account_of(self._store, [report]).story_of(report).reports)
        asked = Asked(words, outlet, language, genre, first, last, inside)
        return self._store.searched(asked, sort, limit, after)
