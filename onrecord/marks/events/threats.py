"""What somebody holds out to others: harm that is warned of, vowed, tied to a condition or put as the other choice."""

from __future__ import annotations

from dataclasses import replace

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.forms import SAYING, Outcome, conditional
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import classes
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

HARMFUL = frozenset("ASSAULT COERCE SANCTION MOBILIZE PROTEST".split())
VOWS = words_of("vows")
_AHEAD = ("planned", "possible", "hypothetical")
_WILL = frozenset(("will", "would", "shall", "'ll", "'d", "wo"))
_HELD_OUT = words_of("holds out harm")
_ANSWERED = words_of("is answered with")
_NOTES = words_of("note")
_ASKED_IN = words_of("asked for")
_FACING = words_of("faces")
_PROSPECTS = words_of("prospect of harm")
_CAPTIVES = words_of("captive")
_READY = words_of("is ready to")
_REVENGE = words_of("avenges")
_LOSSES = words_of("does to lose")
_LEAVING = words_of("leaves for good")
_DRIVEN = words_of("driven to")


def threatened(frame: Frame, type_: str, found: Outcome) -> Outcome | None:
    """The same as a threat, where what would be done is held out to others as harm; None where it is not."""
    loses = type_ in ("RETREAT", "REJECT", "REQUEST") or lemma(frame.token) in _LOSSES
    if frame.verbal and loses and type_ not in HARMFUL:
        return _if_not(frame.token, type_, found)
    if type_ not in HARMFUL and type_ != "ACCUSE" and lemma(frame.token) not in _REVENGE:
        return None
    harms = type_ in HARMFUL or lemma(frame.token) in _REVENGE
    if harms and found.modality in ("planned", "possible") and any(lemma(t) in VOWS for t in found.at):
        return replace(found, modality="threatened")
    return _deed(frame.token, type_, found) if frame.verbal else _noun(frame.token, type_, found)


def _deed(verb: Token, type_: str, found: Outcome) -> Outcome | None:
    held = any(
        (
            type_ in ("COERCE", "SANCTION") and found.how == "modality.tsv:warn" and _suffered(verb),
            type_ in HARMFUL and found.modality in ("possible", "hypothetical") and _of_oneself(verb, found),
            type_ in HARMFUL and _ready(verb, found),
            type_ == "ASSAULT" and found.modality == "planned" and _of_captives(verb),
            type_ in HARMFUL and (_unless(verb, found) or _till(verb, found, type_)),
            found.modality in _AHEAD and (_warned(verb, type_) or _if_they(verb) or _noted(verb, type_)),
            found.modality in (*_AHEAD, "requested") and type_ in HARMFUL and _no_hesitating(verb, found),
        )
    )
    if held:
        return replace(found, modality="threatened")
    choice = other_choice(verb)
    if choice is not None and type_ in HARMFUL and found.modality != "denied":
        if _suffered(verb) or children(verb, "nsubj"):
            return Outcome("threatened", "parse:or else", (choice,))
    if type_ in HARMFUL and type_ != "PROTEST" and found.modality not in ("denied", "historical"):
        whom = _whoever(verb, found)
        if whom is not None:
            return Outcome("threatened", "parse:whoever", whom)
    return None


def _noun(noun: Token, type_: str, found: Outcome) -> Outcome | None:
    if type_ not in HARMFUL:
        return None
    prep = noun.head
    over = prep.head if noun.dep_ == "pobj" else noun.head
    if found.modality in _AHEAD and noun.dep_ == "pobj" and prep.lower_ in ("with", "by") and grammar.is_verb(over):
        if lemma(over) in _ANSWERED and any(a.lower_ in _WILL for a in grammar.own_aux(over)):
            return replace(found, modality="threatened")  # "any raid will be answered with bombing"
    due = found.modality == "planned" and noun.dep_ == "pobj" and prep.lower_ == "for"
    due = due and type_ in ("ASSAULT", "COERCE")
    if due and any(lemma(t) in ("deadline", "ultimatum") for t in children(over, "dobj")):
        return replace(found, modality="threatened")  # "set a deadline of noon for his execution"
    if found.modality == "requested" and any(lemma(t) in ("deadline", "ultimatum") for t in found.at):
        return replace(found, modality="threatened")  # "set a deadline for his execution"
    if found.modality == "possible" and any(lemma(t) in _PROSPECTS for t in found.at):
        word = found.at[-1]
        if word.dep_ == "dobj" and lemma(word.head) in _HELD_OUT:
            return replace(found, modality="threatened")  # "raised the prospect of fines"
    choice = _or_face(noun)
    if choice is not None and found.modality not in ("denied", "historical"):
        return Outcome("threatened", "parse:or else", (choice,))  # "leave or face arrest"
    return None


def other_choice(verb: Token) -> Token | None:
    """The word "or" in "leave or be arrested", "pay up or face a boycott", "go or we will shoot"."""
    over = verb.head
    if verb.dep_ != "conj" or not grammar.is_verb(over) or over.tag_ not in ("VB", "VBP"):
        return None
    choice = next((c for c in children(over, "cc") if c.lower_ == "or" and c.i < verb.i), None)
    if choice is None or lemma(over) == "be":
        return None
    own = [s for s in children(verb, "nsubj", "nsubjpass") if s.lower_ in ("we", "i", "they", "it", "you")]
    if over.tag_ == "VB" and (own or verb_form.passive(verb) or verb.lower_ == "be"):
        return choice
    return choice if own and not children(over, "nsubj", "nsubjpass") else None  # "pay up or we walk"


def _or_face(noun: Token) -> Token | None:
    """The word "or" in "leave or face arrest", however it is read: "face" is as well a noun."""
    first = noun.left_edge.i
    for i in range(noun.i - 1, max(first - 3, 1), -1):
        word = noun.doc[i]
        if lemma(word) in _FACING and word.nbor(-1).lower_ == "or":
            return word.nbor(-1)
        if i < first and word.pos_ not in ("ADJ", "DET", "NOUN", "ADV"):
            return None
    return None


def _suffered(verb: Token) -> bool:
    """True for "looters would be arrested": nobody is named who would do it."""
    return verb_form.passive(verb) and not children(verb, "agent")


def _warned(verb: Token, type_: str) -> bool:
    """True for "warned the paper that it will be sued": a warning to whom it would befall."""
    if verb.dep_ != "ccomp" or lemma(verb.head) not in ("warn", "threaten") or not _suffered(verb):
        return False
    told = children(verb.head, "dobj") or type_ in ("COERCE", "SANCTION")
    return bool(told) and any(a.lower_ in _WILL for a in grammar.own_aux(verb))


def _if_they(verb: Token) -> bool:
    """True for "said they would strike if the plant closed": of one's own deed, tied to what others do."""
    if verb_form.passive(verb) or not any(a.lower_ in _WILL for a in grammar.own_aux(verb)):
        return False
    clauses = [c for c in children(verb, "advcl") if any(m.lower_ in ("if", "unless") for m in children(c, "mark"))]
    clauses = [c for c in clauses if lemma(c) not in _ASKED_IN]
    own = [s for s in children(verb, "nsubj") if s.lower_ in ("we", "i", "they", "it", "he", "she")]
    if not clauses or not own:
        return False
    if own[0].lower_ in ("we", "i"):
        return not any(s.lower_ in ("we", "i") for c in clauses for s in children(c, "nsubj", "nsubjpass"))
    said = verb.dep_ == "ccomp" and lemma(verb.head) in SAYING | {"warn"} and bool(children(verb.head, "nsubj"))
    others = [s for c in clauses for s in children(c, "nsubj", "nsubjpass")]
    return said and any(s.lower_ != own[0].lower_ for s in others)


def _if_not(verb: Token, type_: str, found: Outcome) -> Outcome | None:
    """ "He will resign if the tax is dropped", "will move its plant unless prices fall", "told him he would be killed".

    Of what is no harm by itself: it is held out as a price, or told to whom it would befall.
    """
    if found.modality not in _AHEAD or not any(a.lower_ in _WILL for a in grammar.own_aux(verb)):
        return None
    tied = conditional(verb, "if") or _or_else(verb)
    said = verb.dep_ == "ccomp" and lemma(verb.head) in SAYING | {"warn", "vow", "threaten", "know"}
    told = said and (bool(children(verb.head, "dobj")) or lemma(verb.head) == "warn")
    if lemma(verb) == "kill":
        return replace(found, modality="threatened") if told and tied and _suffered(verb) else None
    if verb_form.passive(verb) or not said or not tied:
        return None
    quits = type_ == "RETREAT" and lemma(verb) in _LEAVING
    own = any(s.lower_ in ("it", "they", "he", "she", "we", "i") for s in children(verb, "nsubj"))
    if own and (_or_else(verb) or (quits and _if_they(verb))):
        return replace(found, modality="threatened")
    return None


def _noted(verb: Token, type_: str) -> bool:
    """True for "a note said that he would be shot", "the caller said bombs would go off"."""
    if type_ != "ASSAULT" or verb.dep_ not in ("ccomp", "acl", "relcl"):
        return False
    will = any(a.lower_ in _WILL for a in grammar.own_aux(verb))
    over = verb.head
    told = [over] if over.pos_ == "NOUN" else children(over, "nsubj")
    return will and any(lemma(t) in _NOTES for t in told)


def _no_hesitating(verb: Token, found: Outcome) -> bool:
    """True for "will not hesitate to attack", "reserves the right to retaliate", "will be forced to strike"."""
    for word in found.at:
        if lemma(word) == "hesitate" or (lemma(word) == "right" and lemma(word.head) == "reserve"):
            return True
    over = verb.head
    if found.how == "parse:no option":
        while over != over.head and not grammar.is_verb(over):
            over = over.head
        return any(a.lower_ in _WILL for a in grammar.own_aux(over))
    forced = verb.dep_ in ("xcomp", "ccomp") and lemma(over) in _DRIVEN and verb_form.passive(over)
    own = any(s.lower_ in ("we", "i", "they", "it") for s in children(over, "nsubjpass"))
    return forced and own and any(a.lower_ in _WILL for a in grammar.own_aux(over))


def _whoever(verb: Token, found: Outcome) -> tuple[Token, ...] | None:
    """ "Anyone who loots will be shot", "those who break the law are punished": held out to all who might."""
    if not verb_form.passive(verb):
        return None
    refusing = _who_do_not(verb)
    if refusing:
        return refusing
    will = next((a for a in grammar.own_aux(verb) if a.lower_ in ("will", "'ll", "shall")), None)
    now = next((a for a in grammar.own_aux(verb) if a.lower_ in ("is", "are")), None)
    for subject in children(verb, "nsubjpass"):
        any_ = next((d for d in children(subject, "det") if d.lower_ == "any"), None)
        if any_ is not None and _told_of_will(verb):
            return any_, next(a for a in grammar.own_aux(verb) if a.lower_ in _WILL)  # "any boat will be attacked"
        if subject.lower_ not in words_of("whoever"):
            continue
        clause = next(iter(children(subject, "relcl", "acl")), None)
        present = clause is not None and clause.tag_ in ("VBP", "VBZ", "VBG") and not grammar.own_aux(clause)
        if present and (will is not None or (now is not None and found.how in ("parse:present", "parse:tense"))):
            return (subject, will or now or verb)
    return None


def _by_somebody(verb: Token) -> bool:
    """True where people, a body or a state would do it: "nurses will strike", "the country would quit the pact"."""
    who = classes()["actor"].words | classes()["worker"].words
    labels = ("NORP", "ORG", "GPE")
    return any(lemma(s) in who or s.ent_type_ in labels for s in children(verb, "nsubj"))


def _told_of_will(verb: Token) -> bool:
    """True for what somebody says, or warns, will be done: "warned that any boat would be attacked"."""
    said = verb.dep_ == "ccomp" and lemma(verb.head) in SAYING | {"warn", "threaten", "vow", "quote", "cite"}
    return said and not children(verb, "agent") and any(a.lower_ in _WILL for a in grammar.own_aux(verb))


def _of_oneself(verb: Token, found: Outcome) -> bool:
    """True for "the rebels warned that they would shoot": a warning of one's own deed."""
    warned = any(lemma(t) == "warn" for t in found.at) or (verb.dep_ == "ccomp" and lemma(verb.head) == "warn")
    will = any(a.lower_ in ("will", "would", "'ll", "'d") for a in grammar.own_aux(verb))
    own = words_of("oneself")
    return warned and will and any(t.lower_ in own for c in children(verb, "nsubj") for t in (c, *children(c, "poss")))


def _unless(verb: Token, found: Outcome) -> bool:
    """True for "it may cut aid unless they leave", "we will shoot you": what somebody holds out to others."""
    if found.how != "aux" or found.modality not in ("possible", "planned", "hypothetical"):
        return False
    if verb_form.passive(verb):  # "told tenants that they would be evicted if they did not pay"
        if found.modality == "planned" and any(s.lower_ == "you" for s in children(verb, "nsubjpass")):
            return any(a.lower_ in ("will", "'ll", "shall") for a in found.at)  # "you will be punished"
        told = verb.dep_ == "ccomp" and lemma(verb.head) in ("tell", "warn")
        return told and any(s.pos_ == "PRON" for s in children(verb, "nsubjpass")) and _or_else(verb)
    subjects = children(verb, "nsubj")
    if found.modality == "planned" and any(s.lower_ in ("we", "i") for s in subjects):
        suffers = children(verb, "dobj")
        if verb.dep_ == "conj" and any(c.dep_ == "cc" and c.lower_ == "or" for c in children(verb.head, "cc")):
            return verb.head.tag_ == "VB"  # "leave now or we will attack"
        return any(o.lower_ in ("you", "your") for s in suffers for o in (s, *children(s, "poss")))
    if found.modality in ("planned", "hypothetical") and _by_somebody(verb) and _or_else(verb):
        return True  # "the union will strike unless", "the junta said the army would attack if they did not leave"
    held = [verb, *children(verb, "xcomp", "parataxis")]  # "unless they leave, it said, it will attack"
    own = any(t.pos_ == "PRON" for s in subjects for t in (s, *children(s, "poss")))  # "it", "his members"
    return own and any(_or_else(v) for v in held)


def _ready(verb: Token, found: Outcome) -> bool:
    """True for "are ready to block the road if they do not pay": what somebody is set to do unless."""
    if found.modality != "planned" or verb.dep_ != "xcomp" or not grammar.infinitive(verb):
        return False
    over = verb.head
    be = over.head if over.pos_ == "ADJ" and over.dep_ in ("acomp", "oprd") else over
    ready = lemma(over) in _READY and (be is not over or verb_form.passive(over) or over.tag_ == "VBG")
    return ready and (_or_else(verb) or _or_else(be))


def _of_captives(verb: Token) -> bool:
    """True for "said they would kill the hostages at noon": told by those who hold them."""
    said = verb.dep_ == "ccomp" and lemma(verb.head) in SAYING
    own = any(s.pos_ == "PRON" for s in children(verb, "nsubj"))
    return said and own and any(lemma(o) in _CAPTIVES for o in children(verb, "dobj"))


def _till(verb: Token, found: Outcome, type_: str) -> bool:
    """True for "said they would shoot hostages until their demands were met"."""
    if type_ != "ASSAULT" or found.how != "aux" or found.modality != "planned" or verb_form.passive(verb):
        return False
    awaited = any(c.lower_ in ("until", "till") for a in children(verb, "advcl") for c in grammar.before(a))
    return awaited and any(s.pos_ == "PRON" for s in children(verb, "nsubj"))


def _or_else(verb: Token) -> bool:
    """True for "unless they leave", "if they do not leave", "as long as it is unpaid"."""
    if conditional(verb, "unless"):
        return True
    after = verb.doc[verb.i : verb.right_edge.i + 1].words
    if any(t.lower_ == "long" and t.nbor(-1).lower_ in ("as", "so") and t.nbor(1).lower_ == "as" for t in after[1:-1]):
        return True
    if not conditional(verb, "if"):
        return False
    return any(verb_form.negation(c) is not None for c in children(verb, "advcl"))


def _who_do_not(verb: Token) -> tuple[Token, ...]:
    """ "Families who had not paid would be evicted", "those who refuse to leave will be shot"."""
    will = next((a for a in grammar.own_aux(verb) if a.lower_ in _WILL), None)
    if will is None or children(verb, "agent"):
        return ()
    for subject in children(verb, "nsubjpass"):
        if subject.tag_ != "NNS" and subject.lower_ not in words_of("whoever"):
            continue
        for clause in children(subject, "relcl"):
            no = verb_form.negation(clause)
            word = no if no is not None else clause if lemma(clause) in ("refuse", "fail", "decline") else None
            now = (
                clause.tag_ == "VBP" and not grammar.own_aux(clause) and not children(subject, "det", "nummod", "poss")
            )
            word = word or (clause if now else None)  # "tenants who fall behind will be evicted"
            if word is not None:
                return will, word
    return ()
