"""One pass over a parsed paragraph: what every candidate of it needs to know."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.marks.mentions.spot import Name, names
from onrecord.marks.mentions.words import words_of
from onrecord.marks.parse import Paragraph
from onrecord.marks.words import Token


class Scan:
    """One pass over a paragraph: what every candidate of it needs to know."""

    def __init__(self, paragraph: Paragraph) -> None:
        """Number the sentences and quotations and spot the names."""
        self.doc = paragraph.doc
        self.tokens = self.doc.words
        self.sentence = [0] * len(self.tokens)
        number = -1
        for i, token in enumerate(self.tokens):
            if token.is_sent_start or number < 0:
                number += 1
            self.sentence[i] = number
        self.quoted = _quotations(self.tokens)
        self.head_at: dict[int, int] = {}  # token → head_start of the candidate it heads
        self.persons: dict[int, int] = {}  # the same, of noun phrases for one person
        self.names = names(self.tokens)
        self.in_name: dict[int, Name] = {i: name for name in self.names for i in range(name.first, name.last)}
        self.in_title = {i for name in self.names for i in range(name.title_first, name.title_last)}
        self._subjects: dict[int, int] = {}

    def subject(self, verb: Token) -> int:
        """Index of the subject of a verb (of the verb it is joined to), -1 for none."""
        if verb.i not in self._subjects:
            self._subjects[verb.i] = _subject(verb)
        return self._subjects[verb.i]

    def is_main(self, token: Token) -> bool:
        """True when the token is the subject of its sentence's main clause, or of one joined to it."""
        verb = token.head
        while verb.dep_ == "conj" and verb.head.i != verb.i:
            verb = verb.head
        return token.dep_ in ("nsubj", "nsubjpass") and verb.dep_ == "ROOT"

    def clauses(self, token: Token) -> tuple[int, int]:
        """Subjects (token indices) of the token's own clause and of the clause over it.

        A pronoun that is the subject of a relative clause is never the noun that it hangs on ("the men they hold"):
        that noun stands in the place of its clause's subject.
        """
        verb = token.head
        hops = 0
        while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i and hops < 12:
            verb = verb.head
            hops += 1
        beside = self.subject(verb)
        hung_on = verb.head.i if beside == token.i and token.pos_ == "PRON" and verb.dep_ == "relcl" else -1
        if hung_on >= 0:
            beside = hung_on
        upper = verb
        for _ in range(6):
            if upper.head.i == upper.i:
                return beside, -1
            upper = upper.head
            if upper.pos_ in ("VERB", "AUX"):
                found = _warned(upper, verb, token)
                found = self.subject(upper) if found < 0 else found
                if found not in (-1, beside, token.i):
                    return beside, found
        return beside, -1


def _warned(over: Token, verb: Token, pronoun: Token) -> int:
    """Whom a pronoun means that is told what it may meet or must do: "warned Poland that it could face fines".

    -1 where it may as well be who speaks: "warned Poland that it would respond".
    """
    if verb.dep_ != "ccomp" or verb.head is not over or pronoun.head is not verb or pronoun.pos_ != "PRON":
        return -1
    bids = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    warns = over.lemma_ in words_of("warns somebody")
    if not (warns and bids & words_of("may meet")) and not (over.lemma_ == "tell" and bids & words_of("has to")):
        return -1
    told = [c.i for c in over.children if c.dep_ == "dobj" or (c.dep_ == "dative" and c.pos_ != "ADP")]
    return told[0] if told else -1


def _subject(verb: Token) -> int:
    for _ in range(4):
        for child in verb.children:  # "…," said the minister
            if child.dep_ == "nsubj" or (child.dep_ == "nsubjpass" and child.i < verb.i):
                return child.i
        if verb.dep_ not in ("conj", "xcomp") or verb.head is verb:
            return -1
        verb = verb.head
    return -1


def _quotations(tokens: Sequence[Token]) -> list[int]:
    """For each token the number of the quotation it stands in, 0 outside; one left open runs to the end."""
    out = [0] * len(tokens)
    number, inside, behind = 0, False, 0
    for i in [i for i, token in enumerate(tokens) if token.text in _QUOTATION_MARKS]:
        if inside:
            out[behind:i] = [number] * (i - behind)
        opens = tokens[i].text in ("“", "``", "«") or (tokens[i].text == '"' and not inside)
        if opens and not inside:
            number += 1
        inside, behind = opens, i + 1
    if inside:
        out[behind:] = [number] * (len(tokens) - behind)
    return out


_QUOTATION_MARKS = frozenset(('"', "“", "”", "``", "''", "«", "»"))
