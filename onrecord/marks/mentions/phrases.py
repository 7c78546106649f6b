"""Candidates of the three forms: a name with its phrase, a noun phrase for people, bodies or places, a pronoun."""

from __future__ import annotations

from functools import lru_cache

from onrecord.lexicon import names as given_names
from onrecord.lexicon import nations, people_nouns, place_nouns, speech, titles
from onrecord.marks.mentions.candidate import Candidate
from onrecord.marks.mentions.scan import Scan
from onrecord.marks.mentions.spot import Name, whole_words
from onrecord.marks.mentions.words import words_of
from onrecord.marks.words import Token

# Person, number and gender of pronouns; reflexives and relative "which" say nothing that others do not.
PRONOUNS: dict[str, tuple[str, bool | None]] = {
    "he": ("m", False), "him": ("m", False), "his": ("m", False), "she": ("f", False), "her": ("f", False),
    "hers": ("f", False), "they": ("", True), "them": ("", True), "their": ("", True), "theirs": ("", True),
    "it": ("n", False), "its": ("n", False), "i": ("", False), "me": ("", False), "my": ("", False), "we": ("", True),
    "us": ("", True), "our": ("", True), "who": ("", None),
}  # fmt: skip
_ROLES = {
    "nsubj": "subject", "nsubjpass": "passive", "dobj": "object", "dative": "object", "poss": "possessor",
    "pobj": "oblique", "appos": "apposition", "compound": "modifier", "amod": "modifier", "nmod": "modifier",
    "csubj": "subject", "agent": "oblique", "attr": "attribute", "oprd": "attribute",
}  # fmt: skip
_DETERMINERS = {
    "the": "the", "a": "a", "an": "a", "this": "this", "that": "this", "these": "this", "those": "this",
    "both": "the",
}  # fmt: skip
_COUNTERS = words_of("counts or picks")
_STANCES = words_of("stances")
_BREAKS = frozenset('» « | • · : ; — – ( ) [ ] / " “ ”'.split())
_STOPS = frozenset(',;:"“”—–()')
_NO_START = ("CCONJ", "ADP", "SCONJ")
_FOCUS = words_of("points out")
_MAX_WORDS = 16


def _left(scan: Scan, token: Token, first: int) -> int:
    """First token of the noun phrase of `token`, whose head begins at `first`."""
    tokens = scan.tokens
    edge = min(token.left_edge.i, first)
    for i in range(first - 1, edge - 1, -1):
        here = tokens[i]
        anew = here.pos_ == "CCONJ" and tokens[i + 1].tag_ in ("PRP$", "DT")  # "Orr and his brother"
        if here.text in _BREAKS or here.is_space or anew:
            edge = i + 1
            break
    while edge < first and (tokens[edge].is_punct or tokens[edge].pos_ in _NO_START):
        if tokens[edge].dep_ in ("advmod", "quantmod"):
            break  # "at least 14 people"
        edge += 1
    while edge < first and tokens[edge].lower_ in _FOCUS:
        edge += 1
    return max(edge, first - _MAX_WORDS) if scan.sentence[edge] == scan.sentence[first] else first


def _modified(scan: Scan, first: int, title_first: int) -> int:
    """The phrase with the nation before its title, where the parser hung it elsewhere: "US President Ann Lee"."""
    if first == title_first and first > 0 and not scan.tokens[first].is_sent_start:
        before = scan.tokens[first - 1]
        if nations.by_adjective(before.text) is not None and before.whitespace_ and first - 1 not in scan.in_title:
            return first - 1
    return first


def _phrase_end(token: Token, end: int) -> int:
    """End of the phrases of "of", "for", "in" … that follow a head and belong to it, without clauses on it."""
    last = end
    words = token.doc.words
    for child in token.children:
        if child.i < token.i or child.dep_ in ("case", "punct"):
            continue
        if child.dep_ != "prep" or child.i > token.i + 8 or any(t.dep_ == "pcomp" for t in child.rights):
            break  # "the police of firing", after "accuse"
        if any(t.ent_type_ in ("DATE", "TIME") and t.dep_ == "pobj" for t in child.children):
            break  # "officials on Monday": when, not who
        if child.lower_ == "in" and any(speech.is_own_words(t.lemma_) for t in child.children):
            break  # "officials in a statement": how, not who
        edge, stop = child.i, min(child.right_edge.i, token.i + _MAX_WORDS)
        if any(word.text in _STOPS and word.idx >= last for word in words[token.i + 1 : edge]):
            break
        whole = True
        for i in range(child.i + 1, stop + 1):
            word = words[i]
            if word.text in _STOPS or word.dep_ in ("relcl", "acl") or word.tag_ in ("WDT", "WP", "WP$"):
                whole = False
                break
            edge = i
        if edge == child.i or (stop < child.right_edge.i and whole):
            break
        last = max(last, words[edge].idx + len(words[edge].text))
        if not whole:
            break
    return last


def _modifiers(scan: Scan, first: int, stop: int, skip: range) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Nations, other modifiers and determiner of the tokens [first, stop) before a head."""
    found: list[str] = []
    others: list[str] = []
    determiner = ""
    for i in range(first, stop):
        token = scan.tokens[i]
        low = token.lower_
        if i == first and low in _DETERMINERS:
            determiner = _DETERMINERS[low]
        elif token.tag_ in ("PRP$", "POS"):
            determiner = "possessive"
        elif low in _COUNTERS:
            determiner = determiner or "a"
        elif i in skip or token.is_punct or token.pos_ in ("DET", "ADP"):
            continue
        else:
            name = scan.in_name.get(i)
            words = " ".join(t.text for t in scan.tokens[name.first : name.last]) if name else token.text
            if name is not None and i != name.first:
                continue
            nation = nations.by_adjective(words) or nations.by_name(words)
            if nation is not None:
                found.append(nation.name)
            elif token.pos_ != "NUM":
                others.append(words.casefold())
    return tuple(found), tuple(others), determiner


def name_candidate(scan: Scan, name: Name) -> tuple[Token, Candidate]:
    """The candidate of a spotted name, with the token that heads it."""
    root = scan.tokens[name.root]
    start, last = scan.tokens[name.first], scan.tokens[name.last - 1]
    first = _modified(scan, min(_left(scan, root, name.first), name.title_first), name.title_first)
    found, others, determiner = _modifiers(scan, first, name.first, range(name.title_first, name.title_last))
    head_end = last.idx + len(last.text)
    bare = scan.doc.text[start.idx : head_end]
    gender = name.gender or (given_names.gender(start.text) if len(bare.split()) > 1 or name.label == "PERSON" else "")
    noun = _describing(scan, first, name.first) if name.label in ("PERSON", "") and not name.title else ""
    made = Candidate(
        start=scan.tokens[first].idx, end=head_end, phrase_end=_phrase_end(root, head_end),
        head_start=start.idx, head_end=head_end, form="name", bare=bare, label=name.label, noun=noun,
        title=name.title, nations=found, modifiers=others, determiner=determiner, gender=gender,
        plural=root.tag_ == "NNPS" if name.label == "NORP" else None,
        role=_ROLES.get(root.dep_, "other"), preposition=_preposition(root),
        sentence=scan.sentence[name.title_first], quoted=scan.quoted[name.first], sort=_called(scan, name),
    )  # fmt: skip
    return root, made


def _called(scan: Scan, name: Name) -> str:
    """ "The town of Orva", "the towns of Orva and Tesk": place for what is said to be a settlement's or an area's."""
    if name.first > 1 and scan.tokens[name.first - 1].lower_ == "of":
        return "place" if place_nouns.sort(scan.tokens[name.first - 2].lemma_) in ("city", "area") else ""
    root = scan.tokens[name.root]
    for _ in range(6):
        if root.dep_ != "conj":
            break
        root = root.head
    over = root.head.head if root.dep_ == "pobj" and root.head.lower_ == "of" else root
    listed = over is not root and over.tag_ == "NNS" and place_nouns.sort(over.lemma_) in ("city", "area")
    return "place" if listed else ""


def _describing(scan: Scan, first: int, stop: int) -> str:
    """The person noun right before a name: "team member Ann Lee" gives member."""
    if stop <= first or stop < 1:
        return ""
    token = scan.tokens[stop - 1]
    row = people_nouns.by_lemma(token.lemma_)
    return token.lemma_.casefold() if row is not None and row.type == "person" else ""


def _preposition(token: Token) -> str:
    head = token
    for _ in range(3):  # "in Lima and Quito": the second shares the first's preposition
        if head.dep_ == "pobj":
            return str(head.head.lower_)
        if head.dep_ != "conj":
            return ""
        head = head.head
    return ""


@lru_cache(maxsize=20_000)
def _may_tell(lemma: str, word: str) -> bool:
    """Whether a noun may be one of people, bodies or places: a quick look that spares most of them the full reading."""
    if people_nouns.by_lemma(lemma) is not None or place_nouns.sort(lemma):
        return True
    return titles.may_end(lemma) or titles.may_begin(word)


def nominal(scan: Scan, token: Token) -> Candidate | None:
    """The noun phrase that `token` heads, when it is one of people, bodies or places; None for others."""
    lemma = token.lemma_.casefold()
    if token.tag_ in ("NNP", "NNPS") and lemma == token.lower_ and lemma.endswith("s"):
        lemma = lemma[:-1] if people_nouns.by_lemma(lemma) is None else lemma
    if lemma == "old" and token.i > 2 and scan.tokens[token.i - 2].lower_ in ("year", "years"):
        lemma = "year-old"  # "the 29-year-old"
    if not _may_tell(lemma, token.text) or (token.dep_ in ("compound", "nmod") and token.head.i > token.i):
        return None
    if token.tag_ in ("NNP", "NNPS") and token.i + 1 in scan.in_name and not token.nbor(1).is_sent_start:
        return None  # part of a name's description that the parser cut off
    row = people_nouns.by_lemma(lemma)
    place = place_nouns.sort(lemma) if row is None and token.tag_ == "NN" else ""
    first = _left(scan, token, token.i)
    words, starts = whole_words(scan.tokens, first, token.i + 1)
    words[-1] = words[-1][: -len(token.text)] + lemma  # "Secretary-General" is one word
    ending = titles.at_end(words)
    title, head_last = (ending[1], token.i) if ending else (None, token.i)
    after = [t.text for t in scan.tokens[token.i : token.i + 4]]
    for size in (4, 3) if len(after) > 1 and after[1].casefold() == "of" else ():
        longer = titles.by_form(" ".join(after[:size])) if len(after) >= size else None
        if longer is not None:  # "minister of foreign affairs", "secretary of state"
            title, head_last = longer, token.i + size - 1
            break
    if (row is None and title is None and not place) or (row is not None and row.type == "document"):
        return None
    if row is not None and row.type == "group" and len(after) > 1 and after[1] == "to" and lemma in _STANCES:
        return None
    if (title is not None and title.kind == "courtesy") or scan.in_name.get(token.i) is not None:
        return None
    skip = range(starts[-ending[0]], token.i) if ending else range(0)
    found, others, determiner = _modifiers(scan, first, token.i, skip)
    if any(t.dep_ == "poss" and t.i < token.i for t in token.children):
        determiner = "possessive"
    counted = any(t.pos_ == "NUM" for t in scan.tokens[first : token.i])
    told = any(t.i > token.i and (t.dep_ == "relcl" or (counted and t.dep_ == "acl")) for t in token.children)
    if not determiner and counted:
        determiner = "a"  # "75 people": these, and no others of the report
    elif determiner in ("the", "this") and told:
        determiner = "a"  # "those people who …", "the 43 people held there" tell who is meant by themselves
    if place and determiner not in ("the", "this"):
        return None
    if row is None and title is not None and title.kind == "rank" and determiner != "the" and token.text.islower():
        return None  # "an art major"; "the major" may be one
    plural = token.tag_ in ("NNS", "NNPS") or (row is not None and row.number == "p")
    end = token.idx + len(token.text)
    last = scan.tokens[head_last]
    return Candidate(
        start=scan.tokens[first].idx, end=end, phrase_end=max(_phrase_end(token, end), last.idx + len(last.text)),
        head_start=token.idx, head_end=end, form="nominal", bare=token.text, noun=lemma,
        title=title.name if title is not None else "",
        sort="person" if title is not None else row.type if row is not None else "place",
        nations=found, modifiers=others, determiner=determiner,
        gender=(title.gender if title is not None else "") or (row.gender if row is not None else ""),
        plural=plural, role=_ROLES.get(token.dep_, "other"), preposition=_preposition(token),
        sentence=scan.sentence[token.i], quoted=scan.quoted[token.i],
    )  # fmt: skip


def pronoun(scan: Scan, token: Token) -> Candidate | None:
    """A personal pronoun, or "who"; None for others."""
    known = PRONOUNS.get(token.lower_)
    if known is None or token.dep_ == "expl":
        return None
    if len(token.text) > 1 and token.text.isupper():
        return None  # "US" and "WHO" are names; "HE" in a headline is not worth the risk
    gender, plural = known
    end = token.idx + len(token.text)
    return Candidate(
        start=token.idx, end=end, phrase_end=end, head_start=token.idx, head_end=end, form="pronoun",
        bare=token.text, noun=token.lower_, gender=gender, plural=plural, role=_ROLES.get(token.dep_, "other"),
        preposition=_preposition(token), sentence=scan.sentence[token.i], quoted=scan.quoted[token.i],
    )  # fmt: skip
