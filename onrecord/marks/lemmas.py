"""Part of speech and lemma of words, remembered: the model's own rules are asked once for each word, tag and relation.

All but a few of these rules look at one word; where one that looks at several applies ("let 's", "there is"), these
are asked for side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from onrecord.marks.words import Reading

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_RULES = ("attribute_ruler", "lemmatizer")
_BETWEEN = ","  # set between words that are asked for together: no rule over several words speaks of it
_MOST = 15_000

Key = tuple[int, ...]  # spaCy's numbers of a word, its tag and its relation


class Lemmas:
    """What a model's rules make of words."""

    def __init__(self, nlp: Language) -> None:
        """With the rules of a loaded pipeline."""
        from spacy.matcher import Matcher

        self._nlp = nlp
        self._rules: list[Any] = [nlp.get_pipe(name) for name in _RULES]
        self._several, self._begins = Matcher(nlp.vocab), Matcher(nlp.vocab)
        for n, rule in enumerate(self._rules[0].patterns):
            long = [pattern for pattern in rule["patterns"] if len(pattern) > 1]
            if long:
                self._several.add(str(n), long)
                self._begins.add(str(n), [pattern[:1] for pattern in long])
        # with whether a rule over several words may begin there
        self._known: dict[tuple[Key, ...], tuple[tuple[Reading, ...], bool]] = {}

    @staticmethod
    def fit(nlp: Language) -> bool:
        """Whether a pipeline has such rules, and they follow on the parse alone."""
        names = list(nlp.pipe_names)
        return all(name in names for name in _RULES) and names.index(_RULES[0]) < names.index(_RULES[1])

    def of(self, doc: Doc, keys: list[Key]) -> list[Reading]:
        """What grammar makes of each word of a parsed paragraph, whose keys are given."""
        known = self._known
        if len(known) > _MOST:
            known.clear()
        fresh = [(key,) for key in dict.fromkeys(keys) if (key,) not in known]
        if fresh:
            self._ask(fresh)
        found: list[Reading] = []
        begins = False
        for key in keys:
            one, begin = known[key,]
            found += one
            begins = begins or begin
        if begins:
            for start, end in sorted({(start, end) for _, start, end in self._several(doc)}):
                found[start:end] = self._together(tuple(keys[start:end]))
        return found

    def _together(self, keys: tuple[Key, ...]) -> tuple[Reading, ...]:
        """What grammar makes of words that a rule over several takes together."""
        if keys not in self._known:
            self._ask([keys])
        return self._known[keys][0]

    def _ask(self, groups: Sequence[tuple[Key, ...]]) -> None:
        """Give words to the rules, those of a group side by side."""
        from spacy.tokens import Doc

        strings = self._nlp.vocab.strings
        between = (strings.add(_BETWEEN), strings.add(_BETWEEN), strings.add("punct"))
        rows = [row for group in groups for row in (*group, between)]
        words, tags, deps = ([strings[row[n]] for row in rows] for n in range(3))
        doc = Doc(self._nlp.vocab, words, tags=tags, deps=deps, heads=list(range(len(rows))))
        begins = {start for _, start, _ in self._begins(doc)}
        for rule in self._rules:
            rule(doc)
        at = 0
        for group in groups:
            self._known[group] = tuple(_reading(token) for token in doc[at : at + len(group)]), at in begins
            at += len(group) + 1


def _reading(token: Token) -> Reading:
    return Reading(token.tag_, token.pos_, token.dep_, token.lemma_)
