"""Events of one paragraph by itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from spacy.tokens import Token

from onrecord.lexicon import people_nouns
from onrecord.marks.events import grammar
from onrecord.marks.events.anchors import Anchor, anchors
from onrecord.marks.events.candidate import Candidate, Extent, Filler
from onrecord.marks.events.frame import Frame, nation
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.modality import Outcome, outcome, tense
from onrecord.marks.events.spans import event_span
from onrecord.marks.events.tables import classes, modes
from onrecord.marks.parse import Paragraph

WHERE = frozenset("in at near outside inside around across throughout off along".split())


def local(paragraph: Paragraph) -> Sequence[Candidate]:
    """The events of a paragraph, in text order, one an anchor word.

    Takes: a parsed paragraph. Gives: candidates with offsets into it. Raises: nothing for odd text.
    """
    return [_candidate(found) for found in anchors(paragraph)]


def _candidate(found: Anchor) -> Candidate:
    frame, rule = found.frame, found.rule
    token = frame.token
    result = outcome(frame, rule.type, rule.modality)
    head = _verb_of(frame)
    span = _chars(token, *event_span(frame, head, (*rule.actor, *rule.recipient)))
    whole = grammar.clause(head) if grammar.is_verb(head) else (token.sent.start, token.sent.end - 1)
    mode, mode_at = _mode(frame, rule.type, rule.mode)
    return Candidate(
        anchor=_at(token, token),
        start=span[0],
        end=span[1],
        clause=_chars(token, *whole),
        sentence=(token.sent.start_char, token.sent.end_char),
        type=rule.type,
        mode=mode,
        mode_at=mode_at,
        how=rule.how,
        modality=result.modality,
        modality_how=result.how,
        modality_at=_evidence(result),
        tense=tense(head) if grammar.is_verb(head) else "none",
        actor=_actors(frame, rule.actor),
        recipient=_recipients(frame, rule.recipient),
        places=_phrases(frame, head, ("GPE", "LOC", "FAC"), WHERE),
        times=_phrases(frame, head, ("DATE", "TIME"), None),
        said_by=_said_by(token),
    )


def _verb_of(frame: Frame) -> Token:
    """The verb whose clause tells the event: its own, or for a noun the one that carries it."""
    if frame.verbal:
        return frame.token
    return grammar.clause_head(frame.token)


def _evidence(result: Outcome) -> tuple[Extent, ...]:
    return tuple(sorted({_at(t, t) for t in result.at}))


def _at(first: Token, last: Token) -> Extent:
    return first.idx, last.idx + len(last)


def _chars(token: Token, first: int, last: int) -> Extent:
    doc = token.doc
    return doc[first].idx, doc[last].idx + len(doc[last])


def _mode(frame: Frame, type_: str, mode: str) -> tuple[str, Extent | None]:
    """The mode of the row; the weapon or means named beside the event where the row leaves it open (or says it less well)."""
    token = frame.token
    near = [c for c in token.lefts if c.dep_ in ("compound", "amod", "nmod")]
    if frame.verbal:
        near += [*frame.slot("with"), *frame.slot("obj"), *frame.slot("subj")]
        near += [c for t in list(near) for c in t.lefts if c.dep_ in ("compound", "amod")]
    for word in near:
        found = modes().get((type_, lemma(word)))
        if found is not None and not mode:
            return found, _at(word, word)
        if found is not None and found in ("suicide-attack", "hunger"):
            return found, _at(word, word)
    return mode, (_at(token, token) if mode else None)


def _actors(frame: Frame, slots: tuple[str, ...]) -> tuple[Filler, ...]:
    """Who does it: the first slot with somebody in it who can act; a bare "its" only where no other slot is filled."""
    spare: tuple[Filler, ...] = ()
    for slot in slots:
        found = tuple(
            dict.fromkeys(f for t in frame.slot(slot) for a in _agents(t) if (f := _filler(a, slot)) is not None)
        )
        if found and not (slot == "owner" and all(f.pronoun for f in found)):
            return found
        spare = spare or found
    return spare


def _agents(token: Token) -> list[Token]:
    """The token if it can act; else the nation or body it belongs to ("the Kenyan offensive killed ..."); else nobody."""
    token = grammar.antecedent(token)
    if _acts(token):
        return [token]
    return [o for o in grammar.owners(token) if _acts(o)] if token.pos_ == "NOUN" else []


def _acts(token: Token) -> bool:
    if token.pos_ in ("PROPN", "PRON", "NUM") or token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"):
        return token.ent_type_ not in ("DATE", "TIME", "MONEY", "PERCENT", "EVENT")
    return lemma(token) in _agent_words() or people_nouns.by_lemma(lemma(token)) is not None


@cache
def _agent_words() -> frozenset[str]:
    found = classes()
    able = frozenset().union(
        *(found[c].words for c in ("person", "group", "military", "police", "worker", "crowd", "arm", "source"))
    )
    return able - found["weapon"].words - {"airstrike", "air-strike", "shelling", "bombing", "raid"}


def _recipients(frame: Frame, slots: tuple[str, ...]) -> tuple[Filler, ...]:
    if not frame.verbal and slots and frame.light is not None and frame.light.subject == "recipient":
        slots = ("obj", *slots)  # "suffered an attack": its subject was attacked
    for slot in slots:
        found = tuple(dict.fromkeys(f for t in frame.slot(slot) if (f := _filler(t, slot)) is not None))
        if found:
            return found
    return ()


def _filler(token: Token, slot: str) -> Filler | None:
    token = grammar.antecedent(token)
    if token.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET") or token.lower_ in (
        "there",
        "it",
        "what",
        "that",
        "this",
        "which",
    ):
        return None
    if token.pos_ in ("ADJ",) and token.ent_type_ == "":
        return None
    head = grammar.name_extent(token)
    inner = slot == "owner" or slot.endswith(".owner")
    span = head if inner else grammar.extent(token)
    span = (min(span[0], head[0]), max(span[1], head[1]))
    return Filler(span[0], span[1], head[0], head[1], slot, _owner(token), token.lower_ if token.pos_ == "PRON" else "")


def _owner(token: Token) -> Extent | None:
    """The nation before an arm of it: "Kenyan troops" act for Kenya."""
    if lemma(token) not in classes()["arm"].words:
        return None
    for owner in grammar.owners(token):
        span = grammar.name_extent(owner)
        if nation(token.doc.text[span[0] : span[1]]):
            return span
    return None


def _phrases(frame: Frame, head: Token, labels: tuple[str, ...], preps: frozenset[str] | None) -> tuple[Extent, ...]:
    """Names with one of these labels beside the anchor or its verb, those of the anchor first."""
    out: list[Extent] = []
    for word in dict.fromkeys((frame.token, head)):
        for child in word.children:
            if child.dep_ == "npadvmod" and child.ent_type_ in labels and preps is None:
                out.append(grammar.name_extent(child))
            if child.dep_ == "prep" and (preps is None or child.lower_ in preps):
                out += [
                    grammar.name_extent(t)
                    for p in children(child, "pobj")
                    for t in grammar.conjuncts(p)
                    if t.ent_type_ in labels
                ]
    return tuple(dict.fromkeys(out))


def _said_by(token: Token) -> Filler | None:
    """Who is asked, promised or threatened by: the subject of the nearest speech act over the event."""
    here = token
    for _ in range(grammar.MAX_CLIMB):
        head = here.head
        if head is here:
            return None
        if (
            grammar.is_verb(head)
            and here.dep_ in ("xcomp", "ccomp", "advcl", "prep", "dobj", "dative")
            and lemma(head) in _ACTS
        ):
            frame = Frame(head, False)
            found = [f for t in frame.slot("subj")[:1] if (f := _filler(t, "subj")) is not None]
            return found[0] if found and here.dep_ not in ("dobj",) else None
        here = head
    return None


_ACTS = frozenset(
    "urge order ask demand request call appeal plead beg instruct command recommend advise encourage press invite vow "
    "pledge promise threaten warn accuse allege propose suggest".split()
)
