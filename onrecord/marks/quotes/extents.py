"""How far what was said reaches: the tokens of a clause without what belongs to the reporter or to the next speaker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.lexicon import people_nouns, speech
from onrecord.marks.quotes.apart import named_apart
from onrecord.marks.quotes.lookup import bounds
from onrecord.marks.quotes.words import words_of
from onrecord.marks.words import Doc, Token

if TYPE_CHECKING:
    from onrecord.marks.quotes.frames import Frame

_TRIM = " \t\n\u00a0,;:.–—-…"
_CONTENT = ("ccomp", "oprd", "xcomp")
_SILENCE = words_of("keeps silent about")
_REFUSES = words_of("refuses")
_CONTINUES = words_of("says on")


def kept(root: Token, frame: Frame) -> list[Token]:
    """The clause's tokens without the cue's own, and without what others say at its end."""
    doc = root.doc
    own: set[int] = set()
    if root.is_ancestor(frame.token):
        own = {t.i for t in frame.token.subtree}
    tokens = [t for t in root.subtree if t.i not in own] if own else list(root.subtree)
    for cut in _cuts(root, tokens):
        tokens = [t for t in tokens if t.i < cut.i]
    who = named_apart(frame.token) if root.dep_ == "ccomp" and root.i < frame.token.i else None
    if who is not None:  # "shelled the town, Ada Orr, its mayor, said": she is no part of the town
        tokens = [t for t in tokens if t.i < who.left_edge.i]
    return [*tokens, *_carried_on(root, frame)] if tokens else [doc[root.i]]


def _carried_on(root: Token, frame: Frame) -> list[Token]:
    """A present-tense clause that the parser hung on a past cue: "warned that they travel free and are not listed"."""
    said = frame.token
    if root.head.i != said.i or root.i < said.i:
        return []
    for child in said.children:  # "says that it is so, and that it will stay so"
        if (
            child.dep_ == "conj"
            and child.i > root.i
            and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)
        ):
            return list(root.doc[root.right_edge.i + 1 : child.right_edge.i + 1])
    if said.tag_ not in ("VBD", "VBZ", "VBP"):
        return []
    now = said.tag_ != "VBD"  # "reports that he was ill and had left": another tense is another's
    for child in said.children:
        if child.dep_ == "conj" and child.i > root.right_edge.i and _present(child) != now and not own_subject(child):
            if child.left_edge.i - root.right_edge.i <= 3:
                return list(root.doc[root.right_edge.i + 1 : child.right_edge.i + 1])
    return []


def _present(verb: Token) -> bool:
    tags = [c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass")] or [verb.tag_]
    return any(t in ("VBZ", "VBP") for t in tags)


def _cuts(root: Token, tokens: Sequence[Token]) -> Iterator[Token]:
    """Where the content ends early: another saying, or the reporter's own background, hangs on after a comma."""
    aside = _aside(root, tokens)
    if aside is not None:
        yield aside
    for token in tokens:
        if token.i <= root.i or not token.i:
            continue
        if (
            token.lower_ in _CONTINUES
            and token.nbor(-1).text == ","
            and token.dep_ in ("advcl", "conj", "dep", "ccomp", "xcomp")
        ):
            if token.lower_ == "adding" or (token.head.i == root.i and _lifeless(root)):
                yield token
        if token.lower_ == "according" and token.nbor(-1).text == ",":
            yield token
        if token.lower_ == "without" and any(c.lemma_.lower() in _SILENCE for c in token.children):
            yield token
        if token.dep_ == "conj" and _leaves(root, token):
            yield _joint(token)


def _leaves(root: Token, token: Token) -> bool:
    """True where a coordinated verb is no part of what was said."""
    if _speaks_anew(root, token) or above(token) is not None:
        return True
    return _falls_silent(token) or _issues(root, token)


def _joint(token: Token) -> Token:
    """The "and" or comma before a coordinated verb and its own phrase."""
    doc, i = token.doc, token.left_edge.i
    while i > token.head.i + 1 and (doc[i - 1].is_punct or doc[i - 1].dep_ == "cc"):
        i -= 1
    return doc[i]


def _aside(root: Token, kept: Sequence[Token]) -> Token | None:
    """A clause at the very end that tells the reader who or where a name is ("Rome, home to ...")."""
    last = max((t.i for t in kept if not t.is_punct), default=root.i)
    for token in kept:
        if (
            token.lower_ == "home"
            and token.i > root.i
            and token.nbor(-1).text == ","
            and token.right_edge.i >= last > token.i
        ):
            return token  # the parser takes "home to" for an adverb
        if (
            token.dep_ not in ("relcl", "appos")
            or token.i <= root.i
            or token.head.i <= root.i
            or token.head.i > token.i
        ):
            continue
        start = token.left_edge.i
        if token.right_edge.i < last or start <= token.head.i + 1 or token.doc[start - 1].text != ",":
            continue
        if (
            token.dep_ == "relcl"
            and (_attributes(token) or (_present(token) and not _present(root)))
            and _known(token.head)
        ):
            return token.doc[start]
    return None


def _attributes(clause: Token) -> bool:
    """The clause tells what yet another one says."""
    return any(
        t.lower_ == "according" or (speech.verb(t.lower_) is not None and t.pos_ == "VERB") for t in clause.subtree
    )


def _known(noun: Token) -> bool:
    return (
        bool(noun.ent_type_)
        or noun.pos_ == "PROPN"
        or any(c.ent_type_ in ("NORP", "GPE", "ORG", "PERSON") for c in noun.children)
    )


def above(token: Token) -> Token | None:
    """The verb of speech that a coordinated verb really goes with, where the parser hung it inside what was said.

    "promised not to raise taxes and threatened to go": a finite verb is no second infinitive.
    "said the dam was safe and urged people to stay": a dam urges nobody.
    """
    inner = token.head
    if token.dep_ != "conj" or not _finite(token) or own_subject(token):
        return None
    while inner.dep_ == "conj" and inner.head.i != inner.i:
        inner = inner.head
    said = inner.head
    if inner.dep_ not in ("ccomp", "xcomp") or said.i > inner.i or speech.verb(said.lower_) is None:
        return None
    if inner.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in inner.children):
        return said
    if speech.verb(token.lower_) is None or not _lifeless(inner):
        return None
    return said if said.tag_ == token.tag_ or (token.tag_ == "VB" and _tense(token) == said.tag_) else None


def _finite(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBZ", "VBP") or _tense(verb) != ""


def _tense(verb: Token) -> str:
    """The tag of the "do" that carries the tense: "but does say that ..."."""
    return next((c.tag_ for c in verb.children if c.dep_ == "aux" and c.lemma_.lower() == "do"), "")


def _lifeless(clause: Token) -> bool:
    """The subject of a clause is a thing: it can say nothing."""
    found = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    return found is not None and (found.dep_ == "expl" or lifeless(found))


def lifeless(noun: Token) -> bool:
    """True for a common noun that is neither people nor a body, and for "it", "this", "there"."""
    if noun.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
        return False
    if noun.lower_ in ("this", "that", "there"):
        return True
    return noun.pos_ == "NOUN" and people_nouns.by_lemma(noun.lemma_.lower()) is None


def _speaks_anew(root: Token, token: Token) -> bool:
    """A coordinated verb of speech with a subject and content of its own: the parser hung it on the content."""
    if speech.verb(token.lower_) is None or token.tag_ not in ("VBD", "VBZ", "VBP"):
        return False
    own = next((c for c in token.children if c.dep_ == "nsubj"), None)
    if own is None or not any(c.dep_ in _CONTENT for c in token.children):
        return False
    if not any(c.dep_ == "ccomp" for c in token.children):  # "..., and a group called the sentence excessive"
        return own.pos_ != "PRON" and not lifeless(own) and own.i > root.i
    return root.tag_ != token.tag_ or own.pos_ != "PRON"


def _issues(root: Token, token: Token) -> bool:
    """ "... was unaware, and released a statement saying ...": the speaker again, not what was said."""
    if own_subject(token) or token.tag_ not in ("VBD", "VBZ", "VBP") or token.head.i < root.i:
        return False
    return any(c.dep_ == "dobj" and speech.sources().get(c.lemma_.lower()) == "text" for c in token.children)


def _falls_silent(token: Token) -> bool:
    """ "... but did not elaborate", "and declined to comment": the reporter on the speaker."""
    if own_subject(token):
        return False
    lemma = token.lemma_.lower()
    if lemma in _REFUSES:
        return any(c.dep_ == "xcomp" and c.lemma_.lower() in _SILENCE for c in token.children)
    return lemma in _SILENCE and any(c.dep_ == "neg" for c in token.children)


_DASHES = ("—", "–", "-", "--")
_LEFT_OPEN = words_of("leaves open")
_ASIDE = 20  # words between two dashes


def across_dashes(tokens: list[Token]) -> list[Token]:
    """With the rest of a clause that the parser lost behind words between dashes: "could not—and would not—sign"."""
    last = max((t for t in tokens if not t.is_punct), key=lambda t: t.i, default=None)
    if last is None or (last.tag_ != "MD" and last.lower_ not in _LEFT_OPEN) or last.i + 1 >= len(last.doc):
        return tokens
    doc, first = last.doc, last.i + 1
    if doc[first].text not in _DASHES:
        return tokens
    close = next((t for t in doc[first + 1 : first + _ASIDE] if t.text in _DASHES or t.text in ".?!"), None)
    if close is None or close.text not in _DASHES:
        return tokens
    behind = list(doc[first : bounds(close)[1]])
    return [*(t for t in tokens if t.i <= last.i), *behind]


def own_subject(root: Token) -> bool:
    """True when the clause names its own subject."""
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in root.children)


def runs(kept: Iterable[Token]) -> tuple[tuple[int, int], ...]:
    """Tokens as stretches of characters, without punctuation at their ends; a gap of punctuation is none."""
    tokens = list(kept)
    if not tokens:
        return ()
    doc, words = tokens[0].doc, tokens[0].doc.words
    places = sorted({t.i for t in tokens})
    stretches = [(places[0], places[0])]
    if places[-1] - places[0] + 1 == len(places):
        stretches, places = [(places[0], places[-1])], []
    for at in places[1:]:
        first, last = stretches[-1]
        if all(t.is_punct or t.is_space for t in words[last + 1 : at]):
            stretches[-1] = (first, at)
        else:
            stretches.append((at, at))
    found = (trimmed(doc, words[a].idx, words[b].idx + len(words[b].text)) for a, b in stretches)
    return tuple((a, b) for a, b in found if b > a and any(ch.isalnum() for ch in doc.text[a:b]))


def trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The stretch without commas, stops, dashes and white space at its ends; "in the U.S." keeps its stop."""
    text = doc.text
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    if text[end : end + 1] == "." and text[start:end].split()[-1:] and "." in text[start:end].split()[-1]:
        end += 1
    return start, end
