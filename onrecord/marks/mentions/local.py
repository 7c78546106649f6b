"""Candidates of mentions in one parsed paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from onrecord.lexicon import nations, people_nouns, place_nouns, titles
from onrecord.lexicon import names as given_names
from onrecord.marks.mentions.candidate import Candidate
from onrecord.marks.mentions.spot import Name, names
from onrecord.marks.parse import Paragraph

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
_NOUNS = ("NOUN", "PROPN")
_DETERMINERS = {"the": "the", "a": "a", "an": "a", "this": "this", "that": "this", "these": "this", "those": "this"}
_COUNTERS = frozenset("another some several many other few both each every any no".split())
_STANCES = frozenset(("opposition",))  # "opposition to the plan" is nobody
_BREAKS = frozenset('» « | • · : ; — – ( ) [ ] / " “ ”'.split())
_NO_START = ("CCONJ", "ADP", "SCONJ")
_FOCUS = frozenset("mostly mainly particularly especially including only also even just notably chiefly".split())
_MAX_WORDS = 16


class _Scan:
    """One pass over a paragraph: what every candidate of it needs to know."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.doc = paragraph.doc
        self.tokens = list(self.doc)
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

    def subject(self, verb: Token) -> int:
        """Index of the subject of a verb (of the verb it is joined to), -1 for none."""
        for _ in range(4):
            for child in verb.lefts:
                if child.dep_ in ("nsubj", "nsubjpass"):
                    return int(child.i)
            for child in verb.rights:  # "…," said the minister
                if child.dep_ == "nsubj":
                    return int(child.i)
            if verb.dep_ not in ("conj", "xcomp") or verb.head.i == verb.i:
                return -1
            verb = verb.head
        return -1

    def is_main(self, token: Token) -> bool:
        """True when the token is the subject of its sentence's main clause, or of one joined to it."""
        verb = token.head
        while verb.dep_ == "conj" and verb.head.i != verb.i:
            verb = verb.head
        return token.dep_ in ("nsubj", "nsubjpass") and verb.dep_ == "ROOT"

    def clauses(self, token: Token) -> tuple[int, int]:
        """Subjects (token indices) of the token's own clause and of the clause over it."""
        verb = token.head
        hops = 0
        while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i and hops < 12:
            verb = verb.head
            hops += 1
        beside = self.subject(verb)
        upper = verb
        for _ in range(6):
            if upper.head.i == upper.i:
                return beside, -1
            upper = upper.head
            if upper.pos_ in ("VERB", "AUX"):
                found = self.subject(upper)
                if found not in (-1, beside, token.i):
                    return beside, found
        return beside, -1


def local(paragraph: Paragraph) -> Sequence[Candidate]:
    """Mentions as one paragraph shows them, in order of their heads."""
    scan = _Scan(paragraph)
    drafts: list[tuple[Token, Candidate]] = []
    for name in scan.names:
        drafts.append(_name(scan, name))
        scan.head_at[name.root] = drafts[-1][1].head_start
    for token in scan.tokens:
        if token.i in scan.in_name or token.i in scan.in_title:
            continue
        made: Candidate | None = None
        if token.pos_ == "PRON" or token.tag_ == "PRP$":
            made = _pronoun(scan, token)
        elif token.pos_ in _NOUNS:
            made = _nominal(scan, token)
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
            made = replace(
                made, start=before.start, noun=made.noun or before.noun, nations=before.nations + made.nations,
                modifiers=before.modifiers + made.modifiers, gender=before.gender or made.gender,
                determiner=before.determiner or made.determiner,
            )  # fmt: skip
        out.append((token, made))
    return out


def _left(scan: _Scan, token: Token, first: int) -> int:
    """First token of the noun phrase of `token`, whose head begins at `first`."""
    edge = min(int(token.left_edge.i), first)
    for i in range(first - 1, edge - 1, -1):
        if scan.tokens[i].text in _BREAKS or scan.tokens[i].is_space:
            edge = i + 1
            break
    while edge < first and (scan.tokens[edge].is_punct or scan.tokens[edge].pos_ in _NO_START):
        edge += 1
    while edge < first and scan.tokens[edge].lower_ in _FOCUS:
        edge += 1
    return max(edge, first - _MAX_WORDS) if scan.sentence[edge] == scan.sentence[first] else first


def _modified(scan: _Scan, first: int, title_first: int) -> int:
    """The phrase with the nation before its title, where the parser hung it elsewhere: "US President Ann Lee"."""
    if first == title_first and first > 0 and not scan.tokens[first].is_sent_start:
        before = scan.tokens[first - 1]
        if nations.by_adjective(before.text) is not None and before.whitespace_ and first - 1 not in scan.in_title:
            return first - 1
    return first


def _phrase_end(token: Token, end: int) -> int:
    """End of the prepositional phrases that follow a head and belong to it."""
    last = end
    for child in token.rights:
        if child.dep_ == "prep" and child.i <= token.i + 8:
            if any(t.text == "," for t in token.doc[token.i + 1 : child.i] if t.idx >= last):
                break
            words = [t for t in child.subtree if t.dep_ not in ("relcl", "acl")]
            stop = next((t for t in words if t.text in ',;:"“”—–('), None)
            edge = words[-1] if stop is None else (stop.nbor(-1) if stop.i > child.i else child)
            if edge.i > child.i and edge.i - token.i <= _MAX_WORDS:
                last = max(last, int(edge.idx + len(edge)))
                if stop is not None:
                    break
        elif child.dep_ not in ("case", "punct"):
            break
    return last


def _modifiers(scan: _Scan, first: int, stop: int, skip: range) -> tuple[tuple[str, ...], tuple[str, ...], str]:
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


def _name(scan: _Scan, name: Name) -> tuple[Token, Candidate]:
    root = scan.tokens[name.root]
    start, last = scan.tokens[name.first], scan.tokens[name.last - 1]
    first = _modified(scan, min(_left(scan, root, name.first), name.title_first), name.title_first)
    found, others, determiner = _modifiers(scan, first, name.first, range(name.title_first, name.title_last))
    head_end = last.idx + len(last)
    bare = scan.doc.text[start.idx : head_end]
    gender = name.gender or (given_names.gender(start.text) if len(bare.split()) > 1 or name.label == "PERSON" else "")
    noun = _describing(scan, first, name.first) if name.label in ("PERSON", "") and not name.title else ""
    made = Candidate(
        start=scan.tokens[first].idx, end=head_end, phrase_end=_phrase_end(root, head_end),
        head_start=start.idx, head_end=head_end, form="name", bare=bare, label=name.label, noun=noun,
        title=name.title, nations=found, modifiers=others, determiner=determiner, gender=gender,
        plural=root.tag_ == "NNPS" if name.label == "NORP" else None,
        role=_ROLES.get(root.dep_, "other"), preposition=_preposition(root),
        sentence=scan.sentence[name.title_first], quoted=scan.quoted[name.first],
    )  # fmt: skip
    return root, made


def _describing(scan: _Scan, first: int, stop: int) -> str:
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


def _nominal(scan: _Scan, token: Token) -> Candidate | None:
    lemma = token.lemma_.casefold()
    if token.tag_ in ("NNP", "NNPS") and lemma == token.lower_ and lemma.endswith("s"):
        lemma = lemma[:-1] if people_nouns.by_lemma(lemma) is None else lemma
    if token.dep_ in ("compound", "nmod") and token.head.i > token.i:
        return None
    if token.tag_ in ("NNP", "NNPS") and token.i + 1 in scan.in_name and not token.nbor(1).is_sent_start:
        return None  # part of a name's description that the parser cut off
    first = _left(scan, token, token.i)
    words = [t.text for t in scan.tokens[first : token.i + 1]]
    ending = titles.at_end([*words[:-1], lemma])
    title, head_last = (ending[1], token.i) if ending else (None, token.i)
    after = [t.text for t in scan.tokens[token.i : token.i + 4]]
    for size in (4, 3):  # "minister of foreign affairs", "secretary of state"
        longer = titles.by_form(" ".join(after[:size])) if len(after) >= size else None
        if longer is not None and after[1].casefold() == "of":
            title, head_last = longer, token.i + size - 1
            break
    row = people_nouns.by_lemma(lemma)
    place = place_nouns.sort(lemma) if row is None and token.tag_ == "NN" else ""
    if row is None and title is None and not place or row is not None and row.type == "document":
        return None
    if row is not None and row.type == "group" and len(after) > 1 and after[1] == "to" and lemma in _STANCES:
        return None
    if title is not None and title.kind == "courtesy" or scan.in_name.get(token.i) is not None:
        return None
    skip = range(token.i - ending[0] + 1, token.i) if ending else range(0)
    found, others, determiner = _modifiers(scan, first, token.i, skip)
    if any(t.dep_ == "poss" for t in token.lefts):
        determiner = "possessive"
    elif not determiner and any(scan.tokens[i].pos_ == "NUM" for i in range(first, token.i)):
        determiner = "a"  # "75 people": these, and no others of the report
    elif determiner in ("the", "this") and any(t.dep_ == "relcl" for t in token.rights):
        determiner = "a"  # "those people who …" tells who is meant by itself
    if place and determiner not in ("the", "this"):
        return None
    plural = token.tag_ in ("NNS", "NNPS") or (row is not None and row.number == "p")
    end = token.idx + len(token)
    last = scan.tokens[head_last]
    return Candidate(
        start=scan.tokens[first].idx, end=end, phrase_end=max(_phrase_end(token, end), last.idx + len(last)),
        head_start=token.idx, head_end=end, form="nominal", bare=token.text, noun=lemma,
        title=title.name if title is not None else "",
        sort="person" if title is not None else row.type if row is not None else "place",
        nations=found, modifiers=others, determiner=determiner,
        gender=(title.gender if title is not None else "") or (row.gender if row is not None else ""),
        plural=plural, role=_ROLES.get(token.dep_, "other"), preposition=_preposition(token),
        sentence=scan.sentence[token.i], quoted=scan.quoted[token.i],
    )  # fmt: skip


def _pronoun(scan: _Scan, token: Token) -> Candidate | None:
    known = PRONOUNS.get(token.lower_)
    shout = (
        len(token) > 1 and token.text.isupper()
    )  # "US" and "WHO" are names; "HE" in a headline is not worth the risk
    if known is None or token.dep_ == "expl" or shout:
        return None
    gender, plural = known
    end = token.idx + len(token)
    return Candidate(
        start=token.idx, end=end, phrase_end=end, head_start=token.idx, head_end=end, form="pronoun",
        bare=token.text, noun=token.lower_, gender=gender, plural=plural, role=_ROLES.get(token.dep_, "other"),
        preposition=_preposition(token), sentence=scan.sentence[token.i], quoted=scan.quoted[token.i],
    )  # fmt: skip


def _linked(scan: _Scan, token: Token, made: Candidate) -> Candidate:
    """The candidate with its links to others of the paragraph."""
    same = _apposed(scan, token, made)
    owner = next((scan.head_at.get(c.i, -1) for c in token.lefts if c.dep_ == "poss"), -1)
    if owner == made.head_start:
        owner = -1
    beside, above = scan.clauses(token)
    beside = -1 if beside == token.i else beside
    return replace(
        made, same=same, owner=owner, above=scan.head_at.get(above, -1), beside=scan.head_at.get(beside, -1),
        main=scan.is_main(token),
    )  # fmt: skip


def _apposed(scan: _Scan, token: Token, made: Candidate) -> int:
    """Whom the text says the candidate is: "X, a coach", "the coach, X", "X, who", "X is a coach", "coach X"."""
    if made.form == "pronoun":
        if made.noun == "who" and token.head.dep_ == "relcl":
            return scan.head_at.get(token.head.head.i, -1)
        return -1
    if token.dep_ == "appos":
        return _appositive_of(scan, token, made)
    if token.dep_ == "attr" and token.head.lemma_ == "be" and made.form == "nominal":
        subject = scan.subject(token.head)
        negated = any(c.dep_ == "neg" for c in token.head.children)
        if subject >= 0 and not negated and made.determiner in ("the", "possessive", "a"):
            return scan.head_at.get(subject, -1)
    return -1


def _appositive_of(scan: _Scan, token: Token, made: Candidate) -> int:
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


def _quotations(tokens: Sequence[Token]) -> list[int]:
    """For each token the number of the quotation it stands in, 0 outside; one left open runs to the end."""
    out: list[int] = []
    number, inside = 0, False
    for token in tokens:
        mark = token.text
        if mark in ('"', "“", "”", "``", "''", "«", "»"):
            opens = mark in ("“", "``", "«") or (mark == '"' and not inside)
            if opens and not inside:
                number += 1
            inside = opens
            out.append(0)
        else:
            out.append(number if inside else 0)
    return out
