"""Candidates of mentions in one parsed paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.marks.mentions.candidate import Candidate
from onrecord.marks.mentions.phrases import name_candidate, nominal, pronoun
from onrecord.marks.mentions.scan import Scan
from onrecord.marks.mentions.words import words_of
from onrecord.marks.parse import Paragraph
from onrecord.marks.words import Token
from onrecord.shapes.plain import changed, completed

_NOUNS = ("NOUN", "PROPN")
_HEADS = ("nsubj", "nsubjpass", "dobj", "pobj")
_NAMING = words_of("names somebody")


def local(paragraph: Paragraph) -> Sequence[Candidate]:
    """Mentions as one paragraph shows them, in order of their heads."""
    scan = Scan(paragraph)
    drafts: list[tuple[Token, Candidate]] = []
    for name in scan.names:
        drafts.append(name_candidate(scan, name))
        scan.head_at[name.root] = drafts[-1][1].head_start
    for token in scan.tokens:
        if token.pos_ == "PRON" or token.tag_ == "PRP$":
            read = pronoun
        elif token.pos_ in _NOUNS or (token.lower_ == "old" and token.dep_ in _HEADS):
            read = nominal
        else:
            continue
        made = None if token.i in scan.in_name or token.i in scan.in_title else read(scan, token)
        if made is not None:
            drafts.append((token, made))
            scan.head_at[token.i] = made.head_start
            if made.sort == "person" and not made.plural:
                scan.persons[token.i] = made.head_start
    drafts.sort(key=lambda d: (d[1].head_start, d[1].start))
    drafts = _described(paragraph.text, drafts)
    return [_linked(scan, token, made) for token, made in drafts]


def _described(text: str, drafts: list[tuple[Token, Candidate]]) -> list[tuple[Token, Candidate]]:
    """Drafts with "army spokesman Maj. Ann Lee" as one: a person noun right before a person's name describes it."""
    out: list[tuple[Token, Candidate]] = []
    for token, made in drafts:
        before = out[-1][1] if out else None
        if (
            before is not None and before.form == "nominal" and made.form == "name" and made.label in ("PERSON", "")
            and before.sort == "person" and not before.plural and before.sentence == made.sentence
            and before.end < made.start and text[before.end : made.start].isspace() and before.phrase_end == before.end
        ):  # fmt: skip
            out.pop()
            made = changed(
                made, start=before.start, noun=made.noun or before.noun, nations=before.nations + made.nations,
                modifiers=before.modifiers + made.modifiers, gender=before.gender or made.gender,
                determiner=before.determiner or made.determiner,
            )  # fmt: skip
        out.append((token, made))
    return out


def _linked(scan: Scan, token: Token, made: Candidate) -> Candidate:
    """The candidate with its links to others of the paragraph."""
    same = _apposed(scan, token, made)
    owner = next((scan.head_at.get(c.i, -1) for c in token.children if c.dep_ == "poss" and c.i < token.i), -1)
    if owner == made.head_start:
        owner = -1
    beside, above = scan.clauses(token)
    beside = -1 if beside == token.i else beside
    return completed(
        made, same=same, owner=owner, above=scan.head_at.get(above, -1), beside=scan.head_at.get(beside, -1),
        main=scan.is_main(token), joined=_joined(scan, token),
    )  # fmt: skip


def _joined(scan: Scan, token: Token) -> int:
    """Whom the noun of a possessive pronoun stands beside: "Ann Lee and her son"."""
    noun = token.head
    if token.tag_ != "PRP$" or token.dep_ != "poss" or noun.i <= token.i:
        return -1
    while noun.dep_ == "conj" and noun.head.i < noun.i:
        noun = noun.head
    return scan.head_at.get(noun.i, -1) if noun.i < token.i else -1


def _apposed(scan: Scan, token: Token, made: Candidate) -> int:
    """Whom the text says the candidate is: "X, a coach", "the coach, X", "X, who", "X is a coach", "coach X"."""
    if made.form == "pronoun":
        if made.noun == "who" and token.head.dep_ == "relcl":
            return scan.head_at.get(token.head.head.i, -1)
        return -1
    if token.dep_ == "appos":
        return _appositive_of(scan, token, made)
    if made.form == "name" and token.dep_ == "pobj" and token.head.lower_ == "as":
        return _identified(scan, token.head.head)
    if made.label == "PERSON" and made.nations and token.dep_ == "pobj" and made.start < made.head_start:
        return scan.persons.get(token.head.head.i, -1)  # "ambassador to Norway Ana Ruiz": she is not Norway's
    if token.dep_ == "attr" and token.head.lemma_ == "be" and made.form == "nominal":
        subject = scan.subject(token.head)
        negated = any(c.dep_ == "neg" for c in token.head.children)
        if subject >= 0 and not negated and made.determiner in ("the", "possessive", "a"):
            return scan.head_at.get(subject, -1)
    return -1


def _identified(scan: Scan, verb: Token) -> int:
    """Who is given a name: "the driver, whom police identified as X", "the driver was named as X"."""
    if verb.lemma_ not in _NAMING:
        return -1
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    if not objects or objects[0].tag_ in ("WP", "WDT"):
        objects = [verb.head] if verb.dep_ == "relcl" else []
    if verb.dep_ == "acl":
        objects = [verb.head]  # "a man identified as X"
    return scan.persons.get(objects[0].i, -1) if objects else -1


def _appositive_of(scan: Scan, token: Token, made: Candidate) -> int:
    """The candidate that `token` stands in apposition to; "the mayor of the town, Omar Aziz" names the mayor."""
    head = token.head
    if made.form == "name" and made.label in ("PERSON", ""):
        up = head
        for _ in range(3):
            if scan.persons.get(up.i) is not None or up.dep_ != "pobj":
                break
            up = up.head.head
        head = up if scan.persons.get(up.i) is not None else head
    return scan.head_at.get(head.i, -1)
