"""Spotting of names: the parser's entities, trimmed, and the runs of proper nouns it missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.lexicon import bodies, gazetteer, nations, people_nouns, titles
from onrecord.lexicon import names as given_names
from onrecord.marks.mentions import name_words
from onrecord.marks.mentions.words import words_of
from onrecord.marks.words import Token
from onrecord.shapes.quick import quick

LABELS = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"))
_JOINERS = words_of("inside a name")
_EDGES = words_of("cut off names")
# A capital at the head of a sentence shows nothing; a family name named in full elsewhere may stand there.
MAYBE = "MAYBE"
_KIN = words_of("family or a title")
_PREFIXES = words_of("before a hyphen")
_TIES = words_of("ties names")
_SUBJECT_MATTER = tuple(words_of("endings of subject matter"))
_PROPER = ("NNP", "NNPS")
_NAMES_TOO = words_of("names of people, too")
_CLUBS = ("club", "team")


@quick
@dataclass(frozen=True, slots=True)
class Name:
    """A name of a paragraph by token numbers: [first, last), its root, the title before it, its entity label."""

    first: int
    last: int
    root: int
    label: str
    title: str
    gender: str
    title_first: int
    title_last: int


def names(tokens: Sequence[Token]) -> list[Name]:
    """Names in order, none overlapping another."""
    taken: set[int] = set()
    out: list[Name] = []
    spans = [_whole_club(tokens, *_whole_pair(tokens, *span)) for span in _entities(tokens)]
    covered = {i for first, last, _ in spans for i in range(first, last)}
    blocked = {t.i for t in tokens if t.ent_type_ and t.ent_type_ not in _NAMING and not _family_name(t)}
    spans += _runs(tokens, covered | blocked)
    covered.update(i for first, last, _ in spans for i in range(first, last))
    spans += [(t.i, t.i + 1, MAYBE) for t in tokens if t.is_sent_start and t.i not in covered and _may_be_name(t)]
    spans.sort()
    titled = [_title_before(tokens, first, label) for first, _, label in spans]
    claimed = {i for found in titled if found for i in range(found[0], found[1])}
    for (first, last, label), found in zip(spans, titled, strict=True):
        if not claimed.isdisjoint(range(first, last)) or not taken.isdisjoint(range(first, last)):
            continue
        title = found[2] if found else None
        if title is not None and label in ("", "ORG", "GPE", "LOC", "FAC", "NORP"):
            label = "PERSON"
        span = (found[0], found[1]) if found else (first, first)
        out.append(
            Name(first, last, _root(tokens, first, last), label, title.name if title else "",
                 title.gender if title else "", *span)
        )  # fmt: skip
        taken.update(range(first, last))
    return out


def _whole_pair(tokens: Sequence[Token], first: int, last: int, label: str) -> tuple[int, int, str]:
    """ "Berg-Olsen", where the parser takes the first half alone for a name; "Lima-Quito" are two places."""
    if last + 1 >= len(tokens) or tokens[last].text != "-" or tokens[last - 1].whitespace_ or tokens[last].whitespace_:
        return first, last, label
    half, other = tokens[last - 1].text, tokens[last + 1]
    if last - first > 1 or other.tag_ not in _PROPER or other.ent_iob_ == "B":
        return first, last, label
    if nations.find(half) or nations.find(other.text) or gazetteer.is_place(other.text):
        return first, last, label
    return first, last + 2, label


def _whole_club(tokens: Sequence[Token], first: int, last: int, label: str) -> tuple[int, int, str]:
    """ "Eastfield United", where the parser takes the town alone for the name."""
    if last >= len(tokens) or tokens[last].tag_ not in _PROPER or name_words.kind(tokens[last].text) not in _CLUBS:
        return first, last, label
    apart = tokens[last].ent_type_ in LABELS and tokens[last].ent_iob_ == "B"
    return (first, last, label) if apart or label == "NORP" else (first, last + 1, "ORG")


def _family_name(token: Token) -> bool:
    """True for "Weeks" in "Ada Weeks", which the parser takes for a time."""
    if token.ent_type_ != "DATE" or token.tag_ not in _PROPER or token.i == 0 or token.ent_iob_ == "I":
        return False
    before = token.nbor(-1)
    return before.tag_ in _PROPER and not before.ent_type_ and given_names.is_given(before.text)


# Labels that the parser gives to what is often a name of a body or person; the vote of the report decides.
_NAMING = LABELS | {"PRODUCT", "WORK_OF_ART", "EVENT", "LAW"}


def _entities(tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    out = []
    n, end = len(tokens), 0
    for i in [t.i for t in tokens if t.ent_type_ in LABELS]:
        if i < end:
            continue
        end = i + 1
        while end < n and tokens[end].ent_iob_ == "I":
            end += 1
        for first, last, kind in _trim(tokens, i, end, tokens[i].ent_type_):
            if _plausible(tokens, first, last, kind):
                out.append((first, last, kind))
    return out


def _trim(tokens: Sequence[Token], i: int, j: int, label: str) -> list[tuple[int, int, str]]:
    while i < j and (tokens[i].text in _EDGES or tokens[i].is_space):
        i += 1
    while i < j and (tokens[j - 1].text in _EDGES or tokens[j - 1].is_space):
        j -= 1
    if j < len(tokens) and tokens[j].text == ":" and name_words.kind(tokens[j - 1].text) == "credit":
        j -= 1  # "Ann Lee Image: …" in a caption
    for k in range(i + 1, j - 2):  # "Perran Athletic 5-0": a result is no part of a name
        if tokens[k].tag_ == "CD" and tokens[k + 1].text in ("-", "–") and tokens[k + 2].tag_ == "CD":
            j = k
            break
    for k in range(i + 1, j):  # "World Bank (WB": two names
        if tokens[k].text in ("(", "[", "—", "–", ";", ":", "/", "|"):
            return _trim(tokens, i, k, label) + _trim(tokens, k + 1, j, label)
    if i >= j:
        return []
    if label in ("PERSON", "ORG") and _is_titled_body(tokens, i, j):
        return [(i, j, "ORG")]
    if label == "PERSON":
        i = _after_titles(tokens, i, j)
        if i + 1 < j and tokens[i].is_sent_start and _describes(tokens, i):
            i += 1
        for k in range(i + 1, j - 1):  # "Rossi and Novak": two people
            if tokens[k].lower_ in ("and", "&") and tokens[k].tag_ == "CC":
                return _trim(tokens, i, k, label) + _trim(tokens, k + 1, j, label)
        for k in range(i, j):  # "Amin's": what follows a possessive is not his name
            if tokens[k].tag_ == "POS":
                return [(i, k, label)] if k > i else []
        return [(i, j, label)] if i < j else []
    if label == "ORG" and j - i > 1:  # "President Ann Lee" tagged as a body
        k = _after_titles(tokens, i, j, strict=True)
        if k > i:
            return [(k, j, "PERSON")] if k < j else []
        if j - i > 3 and tokens[i + 2].lower_ in ("for", "of", "from") and _is_full_name(tokens, i):
            return [(i, i + 2, "PERSON"), *_trim(tokens, i + 3, j, label)]  # "Ann Lee of Acme Roads"
        k = j - 2  # "… Council on Roads Ann Lee": a name that the parser glued to the body it belongs to
        if k - i >= 3 and given_names.is_given(tokens[k].text) and not name_words.kind(tokens[j - 1].text):
            if tokens[k - 1].tag_ in _PROPER and tokens[j - 1].tag_ == "NNP":
                return [(i, k, label), (k, j, "PERSON")]
    if label == "NORP" and _is_adjective(tokens, i, j):
        return []
    if label == "GPE" and tokens[i].dep_ == "amod" and nations.by_name(tokens[i].text) is None:
        return []
    return [(i, j, label)]


def _describes(tokens: Sequence[Token], i: int) -> bool:
    """ "Campaigner" in "Campaigner Ann Lee", at the head of a sentence; "Baker Mills" is a name."""
    word = tokens[i].lower_
    if word in _NAMES_TOO or given_names.is_given(tokens[i].text) or tokens[i + 1].tag_ not in _PROPER:
        return False
    row = people_nouns.by_lemma(word)
    return row is not None and row.type == "person" and row.noun == word


def _is_full_name(tokens: Sequence[Token], i: int) -> bool:
    """True when the tokens at `i` look like given name and family name."""
    return (
        given_names.is_given(tokens[i].text) and tokens[i + 1].tag_ == "NNP" and not name_words.kind(tokens[i + 1].text)
    )


def _is_adjective(tokens: Sequence[Token], i: int, j: int) -> bool:
    """ "Kenyan" in "Kenyan police" is no name; "Kenyans", "the Taliban" and "the French said" are."""
    last = tokens[j - 1]
    if last.dep_ in ("amod", "compound", "nmod", "acomp", "advmod") or (last.pos_ == "ADJ" and last.dep_ == "conj"):
        return True
    return (
        nations.by_adjective(last.text) is not None
        and last.tag_ in ("JJ", "NN", "NNP")
        and last.dep_ != "pobj"
        and (nations.by_people(last.text) is None and last.dep_ not in ("nsubj", "nsubjpass", "dobj"))
    )


def _is_titled_body(tokens: Sequence[Token], i: int, j: int) -> bool:
    """ "Mother Ann Hospital", "Captain Holm Bank": a body whose name begins like somebody's title."""
    if j - i < 2 or not titles.may_begin(tokens[i].text) or any(t.tag_ == "POS" for t in tokens[i:j]):
        return False
    words, _ = whole_words(tokens, i, j)
    known = bodies.by_name(" ".join(words)) is not None
    if len(words) < 3 or name_words.kind(words[-1]) not in ("body", "legal"):
        return known
    return words[-1].casefold() not in words_of("families too")  # "Captain Ann Church"


def _after_titles(tokens: Sequence[Token], i: int, j: int, strict: bool = False) -> int:
    """Where the name begins after the titles that an entity took in."""
    while i < j and tokens[i].text[:1].isupper() and titles.may_begin(tokens[i].text):
        for size in range(min(4, j - i), 0, -1):
            words, _ = whole_words(tokens, i, i + size)  # "Secretary-General" is one word
            found = titles.by_form(" ".join(words))
            if found is not None and not (strict and found.kind == "noble"):
                if size == 1 and j - i == 2 and given_names.is_given(tokens[i].text):
                    return i  # "Dean Smith", "Earl Brown": a given name here
                i += size
                break
        else:
            return i
    return i


def _plausible(tokens: Sequence[Token], first: int, last: int, label: str) -> bool:
    """False for entity spans that are no name: no capital, a lone pronoun, digit or letter."""
    if not any(t.text[:1].isupper() or t.text[:3] in ("al-", "el-") for t in tokens[first:last]):
        return False
    if last - first == 1:
        token = tokens[first]
        if token.lower_ in _PREFIXES and last < len(tokens) and tokens[last].text == "-":
            return False  # "Co-founder"
        if _is_label(tokens, first) or name_words.kind(token.text) == "honour" or _is_subject_matter(token.text):
            return False
        if token.pos_ in ("PRON", "DET", "VERB", "ADV", "ADP", "NUM", "AUX") or len(token.text) < 2:
            return nations.by_name(token.text) is not None
        if label != "NORP" and token.pos_ != "PROPN" and people_nouns.by_lemma(token.lemma_) is not None:
            return False  # "Police" at the head of a sentence
        if titles.by_form(token.text) is not None and people_nouns.by_lemma(token.lower_) is not None:
            return False
    return True


def _is_label(tokens: Sequence[Token], at: int) -> bool:
    """ "CORRECTION: …", "UPDATE, 6 March: …": a paragraph's heading in capitals, no name."""
    if at > 0 or len(tokens) < 2 or not tokens[0].text.isupper() or tokens[1].text not in (":", ",", "-", "–", "—"):
        return False
    return nations.by_name(tokens[0].text) is None and bodies.by_name(tokens[0].text) is None


def _is_subject_matter(word: str) -> bool:
    """Words that the parser takes for bodies and people: beliefs, branches of knowledge, illnesses."""
    return word.endswith(_SUBJECT_MATTER) and len(word) > 6


def _runs(tokens: Sequence[Token], covered: set[int]) -> list[tuple[int, int, str]]:
    """Runs of proper nouns outside the parser's entities."""
    out = []
    n, end = len(tokens), 0
    for i in [t.i for t in tokens if t.tag_ in _PROPER or t.text.isupper()]:
        if i < end or i in covered or not _starts_name(tokens[i]):
            continue
        end = i + 1
        while end < n and end not in covered and (tokens[end].tag_ in _PROPER or _joins(tokens, end, covered)):
            end += 1
        first = _after_titles(tokens, i, end)
        if first < end and _run_is_name(tokens, first, end):
            out.append((first, end, ""))
    return out


def _may_be_name(token: Token) -> bool:
    return (
        token.dep_ in ("nsubj", "nsubjpass", "poss", "compound")
        and token.tag_ in ("NN", "NNS", "JJ", "VB", "VBP", "VBZ", "VBG", "RB", "NNP", "FW", "UH")
        and token.text[:1].isupper()
        and len(token.text) > 2
        and people_nouns.by_lemma(token.lemma_) is None
    )


def _starts_name(token: Token) -> bool:
    if token.tag_ in _PROPER:
        return token.text[:1].isalpha()
    # "WHO" is tagged as a question word, "IS" as a verb
    return token.text.isupper() and len(token.text) > 2 and bodies.by_name(token.text) is not None


def _joins(tokens: Sequence[Token], j: int, covered: set[int]) -> bool:
    after = j + 1
    return tokens[j].lower_ in _TIES and after < len(tokens) and after not in covered and tokens[after].tag_ in _PROPER


def _run_is_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    if last - first == 1:
        token = tokens[first]
        if token.lower_ in _PREFIXES and last < len(tokens) and tokens[last].text == "-":
            return False
        if not token.text[:1].isupper() or len(token.text) < 2 or _is_label(tokens, first):
            return False
        if people_nouns.by_lemma(token.lower_) is not None or people_nouns.by_lemma(token.lower_.rstrip("s")):
            return False
        known = nations.by_name(token.text) or bodies.by_name(token.text) or given_names.is_given(token.text)
        return bool(known) or (token.i > 0 and not token.is_sent_start) or token.dep_ in ("nsubj", "poss")
    return all(t.text[:1].isupper() or t.lower_ in _JOINERS for t in tokens[first:last])


def _title_before(tokens: Sequence[Token], first: int, label: str) -> tuple[int, int, titles.Title] | None:
    """The title that stands right before a name: (first token, end, title)."""
    if label in ("GPE", "LOC", "FAC", "NORP") and nations.by_name(tokens[first].text) is not None:
        return None
    begin = first
    while begin > 0 and first - begin <= titles.longest() + 1:
        if tokens[begin].is_sent_start and not _split_title(tokens, begin):
            break
        if tokens[begin - 1].is_punct and tokens[begin - 1].text != ".":
            break
        begin -= 1
    if begin == first:
        return None
    words, starts = whole_words(tokens, begin, first)
    found = titles.at_end(words)
    if found is None:
        return None
    size, title = found
    at = starts[-size]
    # A common word that is also a title counts by its capital, or where the parser joins it to the name.
    capital = tokens[at].text[:1].isupper() and not tokens[at].is_sent_start
    joined = tokens[first - 1].head.i >= first or tokens[at].head.i >= first
    if label in ("ORG", "GPE", "LOC", "FAC", "NORP") and not (capital and title.kind != "noble"):
        return None
    if title.name in _KIN and not tokens[at].text[:1].isupper():
        return None  # "his father Ali Amin" is family, "Father Ali Amin" a priest
    return (at, first, title) if capital or joined else None


def _split_title(tokens: Sequence[Token], at: int) -> bool:
    """True when the parser took the full stop of a title before `at` ("Maj. Ann Lee") for the end of a sentence."""
    return at > 1 and tokens[at - 1].text == "." and titles.by_form(tokens[at - 2].text + ".") is not None


def whole_words(tokens: Sequence[Token], first: int, last: int) -> tuple[list[str], list[int]]:
    """Words of tokens with hyphens and the full stops of abbreviations back on, and where each begins.

    "Maj" "." is "Maj.", "Secretary" "-" "General" one word.
    """
    words: list[str] = []
    starts: list[int] = []
    for i in range(first, last):
        if (words and tokens[i].text in (".", "-")) or (
            words and words[-1].endswith("-") and not tokens[i - 1].whitespace_
        ):
            words[-1] += tokens[i].text
        else:
            words.append(tokens[i].text)
            starts.append(i)
    return words, starts


def _root(tokens: Sequence[Token], first: int, last: int) -> int:
    """The token of a span whose head lies outside it: the last such."""
    for i in range(last - 1, first - 1, -1):
        if not first <= tokens[i].head.i < last or tokens[i].head.i == i:
            return i
    return last - 1
