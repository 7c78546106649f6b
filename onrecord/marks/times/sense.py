"""What the parse says about a stretch of text: tags, and whether the verb it hangs on looks back or ahead."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from onrecord.marks.times.words import words_of
from onrecord.marks.words import Doc, Token

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_BETWEEN = re.compile(r",? (?:on|in) (?:the )?")
_AHEAD = words_of("to come")
_SET = words_of("is set")
_PLANS = words_of("plans")
_AIMS = words_of("aims")
_AFTER = words_of("follows")
_TOWARD = words_of("toward")
_INTO = words_of("into")
_TIMETABLE = words_of("timetable")
_APPOINTED = words_of("appointed")
_HEARD = words_of("heard of")
_TELLS_NOTHING = words_of("tells nothing")
_ONE_OF_MANY = words_of("one of many")


class Sense:
    """Looks up a parse by offsets. Without one (`None`: a line that was never parsed) it knows nothing."""

    def __init__(self, doc: Doc | None) -> None:
        """Of one paragraph."""
        self._doc = doc

    # Both are asked for only where something may be a time: many paragraphs have none.
    @cached_property
    def _starts(self) -> list[int]:
        """Where the tokens begin."""
        return [] if self._doc is None else [token.idx for token in self._doc.words]

    @cached_property
    def _sentences(self) -> list[int]:
        """Where the sentences begin."""
        return [] if self._doc is None else [t.idx for t in self._doc.words if t.is_sent_start or t.i == 0]

    def token(self, at: int) -> Token | None:
        """The token that covers character `at`."""
        if self._doc is None or not self._starts:
            return None
        i = bisect_right(self._starts, at) - 1
        return self._doc.words[i] if i >= 0 else None

    def tag(self, at: int) -> str:
        """The part-of-speech tag there, empty where there is no parse."""
        token = self.token(at)
        return "" if token is None else str(token.tag_)

    def label(self, at: int) -> str:
        """The entity label there, empty where there is none."""
        token = self.token(at)
        return "" if token is None else str(token.ent_type_)

    def sentence(self, at: int) -> int:
        """Where the sentence of character `at` begins."""
        token = self.token(at)
        if token is None:
            return 0
        return self._sentences[max(0, bisect_right(self._sentences, int(token.idx)) - 1)]

    def tense(self, start: int, end: int) -> str:
        """past or future by the verb over [start, end), empty where neither is plain."""
        token = self.token(start)
        if token is None:
            return ""
        seen = 0
        below = token
        while token.pos_ not in ("VERB", "AUX") or start <= token.idx < end:
            if token.dep_ == "prep" and token.lower_ in _AFTER:
                return "past"  # "vowed to strike back after the Oct. 7 attack"
            if token.head == token or seen > 40:
                return ""
            below, token, seen = token, token.head, seen + 1
        if below.dep_ == "dobj" and below.pos_ == "NOUN" and token.lemma_ in _AIMS:
            return "future"  # "plan a march on Saturday"
        if token.tag_ in ("VBZ", "VBP") and token.lemma_ in _TIMETABLE and self._own(token, start, end):
            return "future"  # "the trial opens on Monday"
        return _tense(token)

    def _own(self, verb: Token, start: int, end: int) -> bool:
        """True where a time hangs on a verb, at most with one noun of its own between: "hosts the Rovers on Sunday"."""
        over: list[Token] = []
        token = self.token(start)
        while token is not None and token != verb:
            over += [] if start <= token.idx < end else [token]
            token = token.head
        if over and over[0].dep_ == "prep" and over[0].lower_ in ("from", "since"):
            return False  # "runs from May 3 to June 9" may be on
        nouns = [t for t in over if t.pos_ in ("NOUN", "PROPN")]
        own = all(t.dep_ in ("dobj", "pobj") and t.head.lower_ != "of" for t in nouns)
        return own and len(nouns) <= 1 and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)

    def appoints(self, start: int, end: int) -> bool:
        """True where what bears the time over [start, end) as its name is fixed for that day: "the May 3 election"."""
        token = self.token(max(start, end - 1))
        while token is not None and token.head != token and start <= token.head.idx < end:
            token = token.head
        return token is not None and token.head.lemma_ in _APPOINTED

    def ranks(self, prep: int) -> bool:
        """True where the preposition at `prep` says among what something ranks: "the fifth mayor in four years"."""
        token = self.token(prep)
        while token is not None and token.i > 0 and token.nbor(-1).pos_ in ("NOUN", "PROPN", "ADJ"):
            token = token.nbor(-1)
            if token.ent_type_ == "ORDINAL" or token.tag_ == "JJS" or token.lower_ in _ONE_OF_MANY:
                return True
        return False

    def names(self, start: int, end: int) -> bool:
        """True where the time over [start, end) stands before a noun as part of its name: "the Oct. 7 attack"."""
        token = self.token(max(start, end - 1))
        while token is not None and token.head != token and start <= token.head.idx < end:
            token = token.head
        if token is None or token.dep_ not in ("compound", "nmod", "poss", "amod", "nummod"):
            return False
        return bool(token.head.i > token.i and token.head.pos_ in ("NOUN", "PROPN"))

    def year(self, start: int, end: int) -> int | None:
        """The one year that stands beside a day of [start, end) in its phrase: "the Boxing Day quake of 2004".

        It hangs on the noun that bears the day as its name, on the day itself, or on the verb that the day hangs on.
        """
        token = self.token(max(start, end - 1))
        while token is not None and token.head != token and start <= token.head.idx < end:
            token = token.head
        if token is None or token.head == token:
            return None
        over = token.head.head if token.dep_ == "pobj" else token.head
        found = set(_years_under(token))
        if over.pos_ in ("NOUN", "PROPN"):
            beside = [over.head] if over.dep_ == "conj" else [c for c in over.children if c.dep_ == "conj"]
            found |= {year for one in (over, *beside) for year in _years_under(one)}
        elif self._doc is not None:  # of a verb only what stands right before: "in 2004, on 4 July"
            found |= {y for y in _years_under(over) if _BETWEEN.fullmatch(self._doc.text, y.idx + len(y), start)}
        found = {year for year in found if not start <= year.idx < end}
        return int(found.pop().text) if len(found) == 1 else None

    def toward(self, start: int) -> str:
        """The preposition right before `start`, where it says that a time is to come ("ahead": "ahead of") or was
        ("back": "back in").
        """
        token = self.token(start)
        if token is None or token.i == 0:
            return ""
        before = str(token.nbor(-1).lower_)
        earlier = str(token.nbor(-2).lower_) if token.i > 1 else ""
        if (earlier, before) == ("ahead", "of") or (before == "into" and earlier in _INTO):
            return "ahead"  # "ahead of Saturday's march", "heading into Saturday's final"
        if before in ("in", "on") and earlier == "back":
            return "back"  # "bought back in January"
        return before if before in _TOWARD else ""


def _years_under(token: Token) -> list[Token]:
    """The years that hang on a word: "in 2004", "of 2004", "2004's"."""
    out = [c for c in token.children if c.dep_ == "poss" and _YEAR.fullmatch(c.text)]
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in ("in", "of"):
            out += [c for c in prep.children if c.dep_ == "pobj" and _YEAR.fullmatch(c.text) and not list(c.children)]
    return out


def _tense(verb: Token) -> str:
    seen = 0
    while True:
        auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
        finite = verb.tag_ == "VBD" or any(a.tag_ in ("VBD", "VBZ") for a in auxiliaries)
        # no modal stands before a finite form: "Will Brod was hurt" has a name
        lows = {str(a.lower_) for a in auxiliaries if not (finite and a.tag_ == "MD")}
        if lows & _AHEAD and "have" not in lows:
            return "past" if _of_what_was(verb, lows) else "future"
        if verb.tag_ == "VBN" and verb.lemma_ in _SET and not _laid(verb):
            return "future"  # "a hearing has been scheduled"
        if "to" in lows:
            governor = verb.head
            if governor.pos_ == "NOUN" and verb.dep_ in ("relcl", "acl") and _one_of_many(governor):
                verb, seen = _verb_over(governor), seen + 1  # "the fifth man to die on Monday"
                if verb.pos_ not in ("VERB", "AUX") or seen > 20:
                    return "past"
                told = _tense(verb)
                return told or "past"
            if governor.lower_ in ("was", "were") and "have" in lows:
                return "past"  # "was to have spoken on Monday"
            if governor == verb or governor.lemma_ in _PLANS or governor.pos_ == "NOUN":
                return "future"
        if verb.tag_ in ("VBZ", "VBP") and verb.lemma_ == "be" and any(_to_come(child) for child in verb.children):
            return "future"  # "are to travel", "is due in court"
        if "going" in {str(c.lower_) for c in verb.children}:
            return "future"
        if verb.tag_ in ("VBP", "VBZ") and verb.lemma_ in _AIMS:
            return "future"  # "they plan a march on Saturday", read as the day of the plan
        if verb.tag_ == "VBD" or any(a.tag_ == "VBD" or a.lower_ in ("has", "have", "'ve", "’ve") for a in auxiliaries):
            return "past"
        if verb.tag_ in ("VBP", "VBZ", "MD") or any(a.tag_ in ("VBP", "VBZ") for a in auxiliaries):
            return ""
        if verb.tag_ == "VBN" and verb.dep_ == "acl":
            return "past"  # "to free those arrested on Friday"
        if verb.head == verb or seen > 20:
            return "past" if verb.tag_ == "VBN" else ""
        verb, seen = verb.head, seen + 1
        while verb.pos_ not in ("VERB", "AUX") and verb.head != verb and seen < 40:
            verb, seen = verb.head, seen + 1
        if verb.pos_ not in ("VERB", "AUX"):
            return ""


def _laid(verb: Token) -> bool:
    """True for "a fire set in October"; not for "a hearing set for October", "is set to meet"."""
    if verb.lemma_ != "set" or verb.dep_ != "acl":
        return False
    return not any(c.lower_ in ("for", "on") or c.dep_ in ("xcomp", "advcl") for c in verb.children)


def _of_what_was(verb: Token, lows: set[str]) -> bool:
    """True for a modal of the past: "could not be reached", "smoke could be seen", "would not comment"."""
    no = any(c.dep_ == "neg" for c in verb.children)
    if "could" in lows:
        passive = any(c.dep_ == "auxpass" for c in verb.children)
        return no or (passive and verb.lemma_ in _HEARD)
    return no and "would" in lows and verb.lemma_ in _TELLS_NOTHING


def _one_of_many(noun: Token) -> bool:
    """True for "the fifth man", "the only man", "the youngest": what they are "to" do they have done."""
    return any(c.tag_ == "JJS" or c.lower_ in _ONE_OF_MANY or c.ent_type_ == "ORDINAL" for c in noun.children)


def _verb_over(token: Token) -> Token:
    seen = 0
    while token.head != token and seen < 20:
        token, seen = token.head, seen + 1
        if token.pos_ in ("VERB", "AUX"):
            break
    return token


def _to_come(token: Token) -> bool:
    return _infinitive(token) or (token.dep_ == "acomp" and token.lower_ == "due")


def _infinitive(token: Token) -> bool:
    return token.dep_ == "xcomp" and any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children)
