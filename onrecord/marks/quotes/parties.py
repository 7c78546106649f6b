"""Noun phrases as parties: who speaks, hears or carries speech, with the name inside."""

from __future__ import annotations

from onrecord.lexicon import people_nouns, speech
from onrecord.marks.quotes.candidate import Party
from onrecord.marks.quotes.extents import lifeless
from onrecord.marks.quotes.words import words_of
from onrecord.marks.words import Token
from onrecord.shapes.plain import changed

_PARTY_OF = "onrecord.quotes.parties"
_VERBS = ("VERB", "AUX")
_NOT_IN_NAMES = words_of("not in names")
# "Some said", "those in favour said": nobody else, and named by these words.
_UNTOLD = words_of("some of many") | {"those"}
_ISSUES = words_of("issues")
_PAGES = words_of("pages")
_MANY = words_of("plural by themselves")


def party(token: Token) -> Party:
    """The noun phrase around a head, without relative clauses, appositions after a comma, brackets."""
    known: dict[int, Party] = token.doc.user_data.setdefault(_PARTY_OF, {})
    if token.i not in known:
        known[token.i] = _party(token)
    return known[token.i]


def _party(token: Token) -> Party:
    first, last = _extent(token)
    last = _named_beside(token, last) or last
    name = _name(token, first, last)
    author = _author(token)
    if author is not None:  # "a statement from her office": the office speaks
        mine = party(author)
        return changed(mine, start=first.idx, end=max(last.idx + len(last), mine.end))
    words = token.doc.text[first.idx : last.idx + len(last)]
    head_first, head_last = name
    plural = token.tag_ in ("NNS", "NNPS") or token.lower_ in _MANY or any(c.dep_ == "conj" for c in token.children)
    return Party(
        first.idx,
        last.idx + len(last),
        head_first.idx,
        head_last.idx + len(head_last),
        words,
        plural,
        token.lower_ if token.pos_ == "PRON" and token.lower_ not in _UNTOLD and not _shouted(token) else "",
        token.pos_ == "NOUN" and (lifeless(token) or speech.sources().get(token.lemma_.lower()) == "text"),
    )


def _shouted(token: Token) -> bool:
    """ "WHO", "US": names in capitals, and no pronouns."""
    return len(token) > 1 and token.text.isupper()


def _author(token: Token) -> Token | None:
    """Who wrote the document that the phrase names: "a statement by the firm", "a letter from her lawyer"."""
    if token.pos_ != "NOUN" or not speech.is_own_words(token.lemma_):
        return None
    made = (c for c in token.children if c.dep_ == "acl" and c.lemma_.lower() in _ISSUES)
    for prep in (*token.children, *(p for verb in made for p in verb.children)):  # "a statement made by the firm"
        if prep.dep_ in ("prep", "agent") and prep.lower_ in ("by", "from") and prep.i > token.i:
            found = next((c for c in prep.children if c.dep_ == "pobj"), None)
            if found is not None and (
                found.ent_type_ in ("PERSON", "ORG") or people_nouns.by_lemma(found.lemma_.lower()) is not None
            ):
                return found
        if prep.dep_ == "prep" and prep.lower_ == "on":  # "a release on the firm's website"
            page = next((c for c in prep.children if c.dep_ == "pobj" and c.lemma_.lower() in _PAGES), None)
            whose = [] if page is None else [c for c in page.children if c.dep_ in ("poss", "compound")]
            if whose and (whose[-1].pos_ == "PROPN" or whose[-1].dep_ == "poss"):
                return whose[-1]
    return None


def _extent(token: Token) -> tuple[Token, Token]:
    words = token.doc.words
    keep = {token.i}
    stack = [token]
    while stack:
        here = stack.pop()
        for child in here.children:
            if not _runs_on(here, child):
                keep.add(child.i)
                stack.append(child)
    first = token.i
    while first - 1 in keep:
        first -= 1
    last = token.i
    while last + 1 in keep:
        last += 1
    while first < token.i and (
        words[first].is_punct or words[first].dep_ in ("cc", "preconj") or words[first].is_space
    ):
        first += 1
    while last > token.i and (
        (words[last].is_punct and words[last].text not in (")", "."))
        or words[last].dep_ == "cc"
        or words[last].is_space
    ):
        last -= 1
    return words[first], words[last]


def _runs_on(head: Token, child: Token) -> bool:
    if child.dep_ in ("relcl", "acl", "parataxis", "advcl", "ccomp"):
        return True
    if child.dep_ == "prep" and child.i > head.i and any(c.dep_ == "pcomp" for c in child.children):
        return True  # "accused the army of burning it"
    if child.dep_ == "prep" and child.i > head.i and any(c.ent_type_ in ("DATE", "TIME") for c in child.children):
        return True  # "his lawyer on Sunday said": when, not who
    if child.lower_ == "in" and child.i > head.i and any(speech.is_own_words(c.lemma_) for c in child.children):
        return True  # "officials in a statement said": how, not who
    if child.dep_ == "punct" and child.text in (",", ";", ":", "—", "–", "--", "(", "“", '"', "”"):
        return not any(c.dep_ == "conj" for c in head.children)
    if child.dep_ == "appos":
        return child.i > head.i and any(
            head.doc[i].text in (",", "(", "—", "–") for i in range(head.i + 1, child.left_edge.i + 1)
        )
    if child.dep_ == "conj":
        return child.pos_ in _VERBS
    return False


def _name(token: Token, first: Token, last: Token) -> tuple[Token, Token]:
    """The person's or body's name inside the phrase: at the head, or set beside a head that tells an office."""
    if token.ent_type_ in ("PERSON", "ORG"):
        start, end = _entity(token)
        if start.i >= first.i and end.i <= last.i:
            return _bare(start, end, token)
    below = any(c.dep_ == "prep" and c.i > token.i and (c == last or c in last.ancestors) for c in token.children)
    if last.i > token.i and last.ent_type_ == "PERSON" and not below:  # "two daughters of Ann Lee" are not Ann Lee
        start, end = _entity(last)
        if start.i > token.i and end.i == last.i:
            return start, end
    return token, token


def _entity(token: Token) -> tuple[Token, Token]:
    """First and last token of the parser's entity that `token` is part of."""
    words, first, last = token.doc.words, token.i, token.i
    while first > 0 and words[first].ent_iob_ == "I":
        first -= 1
    while last + 1 < len(words) and words[last + 1].ent_iob_ == "I":
        last += 1
    return words[first], words[last]


def _named_beside(token: Token, last: Token) -> Token | None:
    """The last token of a person's name that follows the office: "co-founder Ann Lee", "the coach, Ann Lee,"."""
    words = token.doc.words
    if token.ent_type_ == "PERSON" or token.pos_ == "PRON":
        return None
    i = last.i + 1
    while (
        i < len(words)
        and i - last.i <= 6
        and words[i].ent_type_ != "PERSON"
        and words[i].pos_ in ("NOUN", "PROPN", "PUNCT", "SYM")
    ):
        if words[i].is_punct and words[i].text not in ("-", ","):
            return None
        i += 1
    if i >= len(words) or words[i].ent_type_ != "PERSON":
        return None
    gap = words[last.i + 1 : i]
    commas = sum(t.text == "," for t in gap)
    if commas and (gap[0].text != "," or not _apposed(token, last, words[i])):
        return None
    while i + 1 < len(words) and words[i + 1].ent_type_ == "PERSON" and words[i + 1].ent_iob_ == "I":
        i += 1
    return words[i]


def _apposed(token: Token, last: Token, name: Token) -> bool:
    """The name stands beside the phrase or a noun in it: "a lawyer for the firm, Ann Lee,"."""
    here = name
    while here.dep_ == "compound" and here.head.i > here.i:
        here = here.head
    return here.dep_ == "appos" and token.i <= here.head.i <= last.i


def _bare(first: Token, last: Token, token: Token) -> tuple[Token, Token]:
    while last.i > token.i and last.lower_ in ("'s", "’s"):
        last = last.nbor(-1)
    astray = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in _NOT_IN_NAMES and c.i <= last.i), None)
    if astray is not None:  # "Ann Lee for Food Watch" is not one name
        last = token
    while first.i < token.i and first.dep_ == "det":
        first = first.nbor(1)
    return first, last
