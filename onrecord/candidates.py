"""The candidates of paragraphs: remembered where a paragraph came before, else parsed, many in one go.

A paragraph's candidates are a function of the paragraph alone, so who else is parsed with it makes no difference.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, MutableMapping, Sequence

from onrecord.marks.kinds import KINDS
from onrecord.marks.parse import parse_all
from onrecord.shapes.json_text import compact, parsed
from onrecord.shapes.passage import Passage
from onrecord.shapes.plain import from_plain, to_plain
from onrecord.shapes.recent import Recent

# What may be remembered of paragraphs between runs: key → candidates of every kind, as JSON. Any mapping serves.
Cache = MutableMapping[str, str]
# Of one paragraph, those of each kind.
Candidates = list[Sequence[object]]
_MOST = 250_000  # characters of the paragraphs whose candidates are remembered as they are


class Memory:
    """What is remembered of paragraphs: as they are of those that came last, and in a cache of all, if there is one."""

    def __init__(self, version: str, cache: Cache | None = None) -> None:
        """For one reader's version; empty, over a cache."""
        self._version = version
        self._cache = cache
        # with the length of each paragraph
        self._live: Recent[str, tuple[Candidates, int]] = Recent(_MOST, lambda key, value: value[1])

    def of(self, passages: Sequence[Passage]) -> list[Candidates]:
        """Candidates of every kind for each passage."""
        keys = [self._key(passage) for passage in passages]
        kept = {} if self._cache is None else {key: self._cache.get(key) for key in dict.fromkeys(keys)}
        found: dict[str, Candidates] = {}
        fresh: dict[str, Passage] = {}
        for key, passage in zip(keys, passages, strict=True):
            if key not in found and key not in fresh:
                known = self._known(key, kept.get(key))
                if known is None:
                    fresh[key] = passage
                else:
                    found[key] = known
        found |= self._parsed(fresh)
        if self._cache is not None:
            for key in [key for key, known in kept.items() if known is None]:
                self._cache[key] = compact([[to_plain(c) for c in rows] for rows in found[key]])
        return [found[key] for key in keys]

    def look_ahead(self, passages: Sequence[Passage]) -> None:
        """Parse what will be asked for soon and is not remembered; the cache is told when it is asked for."""
        if sum(len(one.text) for one in passages) > _MOST:  # it would be forgotten before its turn
            return
        fresh = {key: one for one in passages if (key := self._key(one)) not in self._live and not self._cached(key)}
        self._parsed(fresh)

    def _parsed(self, fresh: Mapping[str, Passage]) -> dict[str, Candidates]:
        """The candidates of passages by their keys, parsed now and remembered."""
        found: dict[str, Candidates] = {}
        parsed = parse_all([(passage.text, passage.role) for passage in fresh.values()])
        for (key, passage), paragraph in zip(fresh.items(), parsed, strict=True):
            found[key] = [tuple(kind.local(paragraph)) for kind in KINDS]
            self._live[key] = found[key], len(passage.text)
        return found

    def _cached(self, key: str) -> bool:
        return self._cache is not None and key in self._cache

    def _known(self, key: str, kept: str | None) -> Candidates | None:
        live = self._live.get(key)
        if live is not None:
            return live[0]
        if kept is None:
            return None
        rows = parsed(kept)
        return [[from_plain(kind.candidate, c) for c in own] for kind, own in zip(KINDS, rows, strict=True)]

    def _key(self, passage: Passage) -> str:
        """What a passage's candidates are remembered under. Only the passage itself may enter it."""
        named = json.dumps([self._version, passage.role, passage.language, passage.text])
        return hashlib.sha256(named.encode()).hexdigest()
