"""Speech without a verb: "according to X", "in the words of X", "a warning that", "on the grounds that"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.lexicon import people_nouns, speech
from onrecord.marks.quotes.extents import lifeless, runs
from onrecord.marks.quotes.frames import Frame, frame, subject
from onrecord.marks.quotes.lookup import bounds, lowered
from onrecord.marks.quotes.words import words_of
from onrecord.marks.words import Doc, Span, Token
from onrecord.shapes.quick import quick

_CLAUSE_DEPS = ("ROOT", "ccomp", "conj", "advcl", "relcl", "acl", "parataxis", "pcomp", "csubj", "dep", "xcomp")
_WORDY = re.compile(r"[^\W\d_]{2}")
_DASHES = ("–", "—", "-", "--")
_RUNS_ON = ("relcl", "acl")
_LEADING = words_of("leads the words")
_LIGHT = words_of("delivers")


@quick
@dataclass(frozen=True, slots=True)
class Attributed:
    """A stretch of words with its cue (tokens), the speaker's head where there is one, the force and the table row."""

    cue: tuple[int, int]
    speaker: Token | None
    parts: tuple[tuple[int, int], ...]
    force: str
    how: str
    complement: str
    root: Token | None


def phrased(doc: Doc) -> list[Attributed]:
    """Attributions by a phrase, in order."""
    out: list[Attributed] = []
    words, known = lowered(doc), speech.phrases_by_first_word()
    here = {"~", *words}
    by_first = {first: [p for p in known[first] if here.issuperset(p.words)] for first in known.keys() & here}
    for i in [i for i, word in enumerate(words) if by_first.get(word)] if any(by_first.values()) else ():
        for phrase in by_first[words[i]]:
            found = _match(doc, i, phrase)
            if found is not None:
                out.append(found)
                break
    return out


def _match(doc: Doc, i: int, phrase: speech.Phrase) -> Attributed | None:
    words = phrase.words
    if "~" in words:
        return _around_speaker(doc, i, phrase)
    if tuple(t.lower_ for t in doc[i : i + len(words)]) != words:
        return None
    last = doc[i + len(words) - 1]
    how = "speech_phrases.tsv:" + " ".join(words)
    cue = (doc[i].idx, last.idx + len(last))
    if phrase.place == "after":
        return _after(doc, i, last, cue, phrase, how)
    head = _named(last)
    if head is None:
        return None
    end = _phrase_end(doc, last, head)
    parts = _sentence_less(doc, doc[i], end)
    if not any(_WORDY.search(doc.text, a, b) for a, b in parts):
        parts = _sentence_before(doc, doc[i])  # "That's according to ..."
        if not parts:
            return None
        return Attributed(cue, head, parts, phrase.force, how, "phrase", None)
    inside = [t for t in doc[head.i + 1 : end + 1] if t.ent_type_ == "PERSON"]
    if inside and doc[head.i + 1].text == "," and head.ent_type_ != "PERSON" and head.pos_ in ("NOUN", "PROPN"):
        head = inside[-1]  # "according to the fire chief, Ann Lee, ..."
    return Attributed(cue, head, parts, phrase.force, how, "phrase", _root(doc[i])) if parts else None


def _sentence_before(doc: Doc, token: Token) -> tuple[tuple[int, int], ...]:
    """The sentence that "that" points back to, in the same paragraph."""
    start = bounds(token)[0]
    if start == 0 or doc[start].lower_ not in ("that", "this"):
        return ()
    first, end = bounds(doc[start - 1])
    return runs(t for t in doc[first:end] if not t.is_space)


def _named(last: Token) -> Token | None:
    found = next((c for c in last.children if c.dep_ in ("pobj", "pcomp")), None)
    if found is not None:
        return found
    for token in last.doc[last.i + 1 : last.i + 8]:
        if token.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ not in ("compound", "poss", "nmod"):
            return token
    return None


def _phrase_end(doc: Doc, last: Token, head: Token) -> int:
    """The last token of "according to X, the mayor of Y": the noun phrase, and no clause that the parser hung on it."""
    end = last.i
    limit = min(head.right_edge.i, _second_comma(doc, head))
    whole = _before_marks(doc, head) or _with_state(doc, head)
    if whole is not None:
        return whole
    closing = _closing_dash(doc, head) or _beside(doc, head)
    if closing is not None:
        return closing
    for i in range(last.i + 1, limit + 1):
        token = doc[i]
        behind = (doc[i - 1], *doc[i - 1].ancestors)
        if token.text == "," and i > head.i + 1 and any(a.dep_ in _RUNS_ON and a.i > head.i for a in behind):
            return i - 1  # "according to two people who saw it, ..."
        clause = token.dep_ in (*_RUNS_ON, "aux", "auxpass")
        if clause or any(a.dep_ in _RUNS_ON and a.i > head.i for a in token.ancestors):
            end = i
            continue
        if i > head.i and token.pos_ in ("VERB", "AUX") and token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            while end > head.i and doc[end].text != ",":
                end -= 1
            return max(head.i, end - 1) if doc[end].text == "," else head.i
        end = i
    return end


def _before_marks(doc: Doc, head: Token) -> int | None:
    """The end of an apposition that runs up to words in marks: 'according to Ann Lee, head of the trust, "it fell"'."""
    first, end = head.i + 1, bounds(head)[1]
    if first >= end or doc[first].text != ",":
        return None
    opening = next((t for t in doc[first + 1 : end] if t.tag_ == "``"), None)
    if opening is None or doc[opening.i - 1].text != "," or opening.i - 1 <= first:
        return None
    inside = doc[first + 1 : opening.i - 1]
    if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") and not _within_relative(t, head) for t in inside):
        return None
    return int(opening.i) - 2


def _within_relative(token: Token, head: Token) -> bool:
    return any(t.dep_ in _RUNS_ON and t.i > head.i for t in (token, *token.ancestors))


def _with_state(doc: Doc, head: Token) -> int | None:
    """The end of "police in Orva, Texas," where the state stands between two commas."""
    start, end = head.i + 1, bounds(head)[1]
    comma = next((i for i in range(start, min(start + 6, end)) if doc[i].text == ","), None)
    if comma is None or doc[comma - 1].ent_type_ != "GPE" or comma - 1 == head.i:
        return None
    last = comma + 1
    while last < end and doc[last].ent_type_ == "GPE":
        last += 1
    return last - 1 if comma + 1 < last < end and doc[last].text == "," else None


def _closing_dash(doc: Doc, head: Token) -> int | None:
    """The dash that closes an apposition between dashes: "according to Ann Lee – the mayor – ..."."""
    first = head.i + 1
    if first >= len(doc) or doc[first].text not in _DASHES:
        return None
    end = min(first + 12, bounds(head)[1])
    return next((i for i in range(first + 2, end) if doc[i].text in _DASHES), None)


def _beside(doc: Doc, head: Token) -> int | None:
    """The end of what stands between two commas behind a source: "according to the fire chief, Ann Lee, ..."."""
    first, end = head.i + 1, bounds(head)[1]
    if first + 2 >= end or doc[first].text != ",":
        return None
    closing = next((i for i in range(first + 2, min(first + 14, end)) if doc[i].text == ","), None)
    if closing is None or not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[closing:end]):
        return None
    words = doc[first + 1 : closing]
    if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") or t.dep_ == "cc" for t in words):
        return None
    if any(t.dep_ in ("nsubj", "nsubjpass") for t in words):
        return None  # "according to the Post, Ann Lee, the mayor, said": she says it
    office = people_nouns.by_lemma(head.lemma_.lower()) is not None
    named = office and all(t.ent_type_ == "PERSON" or t.pos_ == "PROPN" or t.tag_ == "HYPH" for t in words)
    return closing - 1 if named or words[0].lower_ in ("the", "a", "an", "his", "her", "its", "their") else None


def _second_comma(doc: Doc, head: Token) -> int:
    """The last token before the comma that ends the phrase: an apposition ("X, the mayor of Y") is part of it."""
    inner = next((c for c in head.children if c.dep_ == "appos" and c.i > head.i), None)
    start = head.i + 1 if inner is None or not _close_apposition(doc, inner) else inner.i + 1
    for i in range(start, head.right_edge.i + 1):
        if doc[i].text == "," and not any(c.dep_ == "conj" and c.i > i for c in head.children):
            return i - 1
    return head.right_edge.i


def _close_apposition(doc: Doc, inner: Token) -> bool:
    """A name after its office, or an office after its name; not the subject of what follows."""
    end = inner.right_edge.i + 1
    return inner.ent_type_ == "PERSON" or (
        end < len(doc) and doc[end].text == "," and inner.head.ent_type_ in ("PERSON", "ORG")
    )


def _sentence_less(doc: Doc, first: Token, end: int) -> tuple[tuple[int, int], ...]:
    """The clause that the phrase attaches to, minus the phrase."""
    sent_start, sent_end = bounds(first)
    start = first.i
    opens = all(
        doc[k].is_punct or doc[k].is_space or doc[k].lower_ in ("but", "and", "so", "also")
        for k in range(sent_start, start)
    )
    rest = [t for t in doc[end + 1 : sent_end] if not t.is_space]
    said_by = {t.i for t in first.subtree}  # an apposition to the speaker may run on: "according to X, head of Y"
    closes = not any((t.is_alpha or t.like_num) and t.i not in said_by for t in rest)
    if opens or _opens_marks(rest):
        return runs(rest)
    if closes:
        clause = _governing(first)
        whole = clause is None or not _encloses(clause) or doc[start - 1].text == ","
        kept = list(doc[sent_start:start]) if whole or clause is None else [t for t in clause.subtree if t.i < start]
        return runs(_led(kept))
    clause = _governing(first)
    if clause is None:
        return runs(t for t in doc[sent_start:sent_end] if not start <= t.i <= end)
    kept = [t for t in clause.subtree if not start <= t.i <= end]
    if clause.i < start and len(rest) > 1 and rest[0].text == "," and rest[1].tag_ == "VBG":
        kept = [t for t in kept if t.i < start]  # "..., according to the ministry, adding to its troubles"
    if doc[start - 1].text in (",", "and", "but", "that", "where", "(") and clause.i > end:
        before = [t for t in kept if t.i < start and not t.is_punct and t.lower_ not in _LEADING]
        subject_before = any(c.dep_ in ("nsubj", "nsubjpass") and c.i < start for c in clause.children)
        if before and not subject_before:
            kept = [t for t in kept if t.i > end]
    return runs(_led(kept))


def _opens_marks(rest: list[Token]) -> bool:
    """Words in marks follow at once: 'it was, in the words of X, "the worst day of all"'."""
    first = next((t for t in rest if t.text not in (",", ":")), None)
    return first is not None and first.tag_ == "``"


def _led(kept: list[Token]) -> list[Token]:
    out = sorted(kept, key=lambda t: t.i)
    while out and (out[0].is_punct or out[0].is_space or out[0].lower_ in _LEADING):
        if out[0].text in "\"“‘'«":
            break
        out = out[1:]
    return out


def _governing(token: Token) -> Token | None:
    """The verb of the clause that a phrase stands in."""
    here = token.head
    for _ in range(30):
        if here.pos_ in ("VERB", "AUX") and here.dep_ in _CLAUSE_DEPS and _has_subject(here):
            return here
        if here.head.i == here.i:
            return here if here.pos_ in ("VERB", "AUX") else None
        here = here.head
    return None


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in verb.children)


def _encloses(clause: Token) -> bool:
    """True when the clause is one of somebody else's words: a complement of a verb of speech."""
    return clause.dep_ == "ccomp" and speech.verb(clause.head.lower_) is not None and clause.head.i < clause.i


def _root(token: Token) -> Token | None:
    """The verb of what was said; behind a comma that of who says it: "X told Y that Z, according to W"."""
    clause = _governing(token)
    if clause is not None and token.i and token.nbor(-1).text == ",":
        while _encloses(clause):
            clause = clause.head
    return clause


def _after(doc: Doc, i: int, last: Token, cue: tuple[int, int], phrase: speech.Phrase, how: str) -> Attributed | None:
    verb = next(
        (t for t in doc[last.i : bounds(last)[1]] if t.i > last.i and t.pos_ in ("VERB", "AUX") and _has_subject(t)),
        None,
    )
    if verb is None:
        return None
    kept = [t for t in verb.subtree if t.i > last.i]
    parts = runs(kept)
    return Attributed(cue, None, parts, phrase.force, how, "that", verb) if parts else None


def _around_speaker(doc: Doc, i: int, phrase: speech.Phrase) -> Attributed | None:
    gap = phrase.words.index("~")
    before, after = phrase.words[:gap], phrase.words[gap + 1 :]
    if tuple(t.lower_ for t in doc[i : i + gap]) != before:
        return None
    first = i + gap
    for k in range(first + 1, min(first + 12, len(doc))):
        if doc[k].is_sent_start or doc[k - 1].text in (",", ".", ";", ":"):
            return None
        if tuple(t.lower_ for t in doc[k : k + len(after)]) == after:
            inside = doc[first:k]
            head = inside.root if phrase.place == "put" else _owner(inside, doc[k])
            if head is None:
                return None
            how = "speech_phrases.tsv:" + " ".join(phrase.words)
            end = k + len(after) - 1
            cue = (doc[k].idx, doc[end].idx + len(doc[end]))
            parts = _sentence_less(doc, doc[i], end)
            return Attributed(cue, head, parts, phrase.force, how, "phrase", _root(doc[i])) if parts else None
    return None


def _owner(inside: Span, noun: Token) -> Token | None:
    return next(
        (t for t in inside if t.dep_ == "poss" and t.head.i == noun.i and t.lower_ not in ("other", "its", "their")),
        None,
    )


def nouned(doc: Doc, title: bool) -> list[Attributed]:
    """Attributions by a noun with its content, in order. A headline's "call to act" only names the call."""
    out: list[Attributed] = []
    known = speech.noun_forms()
    for i in [i for i, word in enumerate(lowered(doc)) if word in known]:
        token = doc.words[i]
        entry = speech.noun(token.lower_) if token.pos_ == "NOUN" else None
        if entry is None or (token.i and token.nbor(-1).lower_ == "in" and entry.word == "order"):
            continue  # "in order to" orders nothing
        if any(c.lower_ == "no" and c.dep_ == "det" for c in token.children):
            continue  # "there is no doubt that": nobody doubts it
        for complement, root, kept in _complements(token):
            parts = runs(kept)
            carrier = _carried_by(token)
            if carrier is not None and complement == "that" and parts:
                span, how, force = carrier[1].span, carrier[1].entry.source, carrier[1].entry.force_of("that")
                out.append(Attributed(span, carrier[0], parts, force, how, complement, root))
                break
            if complement in entry.takes and parts and not (title and complement == "inf"):
                cue = (token.idx, token.idx + len(token))
                force = entry.force_of(complement)
                out.append(Attributed(cue, issuer(token), parts, force, entry.source, complement, root))
                break
    return out


def _carried_by(noun: Token) -> tuple[Token | None, Frame] | None:
    """The verb of speech that says it "in a statement that ...", and its speaker; None where there is none."""
    if (
        noun.dep_ != "pobj"
        or noun.head.lower_ not in ("in", "on", "via", "through", "during")
        or noun.head.dep_ != "prep"
    ):
        return None
    found = frame(noun.head.head)
    if found is None or not found.entry.can_any("that", "othat", "bare"):
        return None
    return subject(found.token), found


def _complements(noun: Token) -> Iterator[tuple[str, Token, list[Token]]]:
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in ("acl", "relcl", "ccomp", "dep", "appos", "advcl"):
            marks = [c for c in child.children if c.lower_ == "that" and (c.dep_ == "mark" or _opens_content(c, noun))]
            if marks and _has_subject(child) and marks[0].i <= noun.i + 12:
                yield "that", child, [t for t in child.subtree if t.i >= marks[0].i]
            elif any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children):
                meant = any(c.lower_ == "for" and c.dep_ == "mark" for c in child.children)
                yield "for+inf" if meant else "inf", child, [t for t in child.subtree if t.i > noun.i]
        if child.dep_ == "prep" and child.lower_ == "for":
            for inside in child.children:
                if inside.dep_ == "pobj":
                    for verb in inside.children:
                        if verb.dep_ in ("relcl", "acl") and any(c.lower_ == "to" for c in verb.children):
                            yield "for+inf", verb, list(child.subtree)
                elif inside.dep_ == "pcomp" and inside.tag_ == "VB":
                    yield "for+inf", inside, list(child.subtree)


def _opens_content(that: Token, noun: Token) -> bool:
    """ "That" which the parser took for an object, behind "a promise" or "an order by X": a clause of content."""
    if that.tag_ != "IN" or that.head.dep_ not in ("relcl", "acl"):
        return False
    article = any(c.lower_ in ("a", "an") for c in noun.children)
    return article or any(c.lower_ in ("by", "from") and noun.i < c.i < that.i for c in noun.children)


def issuer(noun: Token) -> Token | None:
    """Whose words a noun tells: its owner, its author, or the subject of the verb that delivers it."""
    for child in noun.children:
        if child.dep_ == "poss" and child.i < noun.i:
            return child
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    for child in noun.children:
        if child.dep_ in ("compound", "amod", "nmod") and child.ent_type_ in ("GPE", "ORG", "NORP", "PERSON"):
            return child
        if (
            child.dep_ == "compound"
            and child.i == noun.i - 1
            and people_nouns.by_lemma(child.lemma_.lower()) is not None
        ):
            return child  # "police claims that"
    if noun.dep_ in ("dobj", "oprd"):
        lemma = noun.head.lemma_.lower()
        if lemma in _LIGHT:
            who = subject(noun.head)
            # "five deaths raise fears that ...": somebody's, but not theirs
            return None if who is not None and lifeless(who) and who.lower_ not in ("this", "that") else who
    return None
