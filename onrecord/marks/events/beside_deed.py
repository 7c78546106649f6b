"""Who acts in what a noun tells beside a clause or a word of its own: "during a visit to Lima, the premier said"."""

from __future__ import annotations

from onrecord.marks.events import arguments, grammar, verb_form
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.grammar import lemma
from onrecord.marks.events.tables import SPOKEN, classes
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

SAID = words_of("said by the word before it")
GIVEN = words_of("given by the word before it")
WHILE = words_of("beside a visit")
VISITS = words_of("visit")
HARMS = classes()["kill"].words | classes()["arresting"].words | words_of("leaves for good") | {"die"}


def beside_deed(frame: Frame, type_: str) -> list[Token]:
    """Who visits, meets or speaks, where no slot of the noun's row is filled."""
    if frame.verbal:
        return []
    if type_ == "CONSULT":
        return _meets(frame)
    if type_ == "AID":  # "sought government aid", not "worker aid"
        return _body_before(frame.token, ("group", "police", "military")) if lemma(frame.token) in GIVEN else []
    told = type_ in SPOKEN and lemma(frame.token) in SAID
    return _body_before(frame.token, ("group", "police", "military", "worker")) if told else []


def _harms(verb: Token) -> bool:
    """ "Nine soldiers died during talks", "police arrested nine protesters during a visit": others met."""
    return lemma(verb) in HARMS


def _body_before(noun: Token, named: tuple[str, ...]) -> list[Token]:
    """ "Police allegations", "union demands": the body whose word stands before."""
    bodies = [t for t in grammar.before(noun) if t.dep_ in ("compound", "nmod", "amod") and t.pos_ == "NOUN"]
    return [t for t in bodies if any(lemma(t) in classes()[name].words for name in named)]


def _meets(frame: Frame) -> list[Token]:
    """The subject of the clause beside which talks with somebody or a visit somewhere are told."""
    noun = frame.token
    visits = lemma(noun) in VISITS
    if not (frame.slot("with") or (visits and (frame.slot("to") or frame.slot("in")))):
        return []
    verb, how = frame.governed
    if verb is None:
        over = noun.head.head
        beside = noun.dep_ == "pobj" and noun.head.lower_ == "on" and over.dep_ in grammar.SUBJECTS
        return [over] if beside and visits else []  # "the premier, on a visit to Lima, said"
    if how not in WHILE or (verb_form.passive(verb, frame.headline) and not visits) or _harms(verb):
        return []
    return arguments.surface_subject(verb)
