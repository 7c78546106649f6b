"""Who does it: from the slots that a row of the tables names to noun phrases of the paragraph."""

from __future__ import annotations

from dataclasses import replace

from onrecord.marks.events import arguments, beyond, grammar, verb_form
from onrecord.marks.events.acting import acts, agents, fights, is_document
from onrecord.marks.events.beside_deed import beside_deed
from onrecord.marks.events.candidate import Filler
from onrecord.marks.events.charged import charged_with
from onrecord.marks.events.fillers import fillers
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.had_part import had_part
from onrecord.marks.events.harm import harmed
from onrecord.marks.events.tables import SPOKEN, classes
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

# What the forces, gangs and crowds named before a noun do: "police brutality", "enemy fire".
FOUGHT = frozenset(("ASSAULT", "COERCE", "PROTEST"))
# What somebody may be charged with.
DEEDS = frozenset("ASSAULT COERCE PROTEST THREATEN SANCTION OTHER".split())
_ASKING = words_of("asks")
_WISHES = words_of("wish")
_TELLING = words_of("reports")


def actors(frame: Frame, slots: tuple[str, ...], type_: str) -> tuple[Filler, ...]:
    """Who does it: the first slot with somebody in it who can act; a bare "its" only where no other slot is filled.

    Where no slot is: whom a charge over it names ("accused the guard of theft"). Only somebody can speak, so the
    subject of a speech act is taken whatever its noun.
    """
    if frame.verbal and slots and type_ in DEEDS:  # "police charged him with theft, stealing a car and"
        charged = fillers([a for t in charged_with(frame.token) for a in agents(t)], "blamed")
        if charged:
            return charged
    spare: tuple[Filler, ...] = ()
    whoever = frame.verbal and type_ in SPOKEN | {"CONSULT"} and frame.token.dep_ not in ("acl", "relcl")
    for slot in slots:
        tokens = between(frame) if slot == "between" else frame.slot(slot)
        if slot == "subj" and type_ in SPOKEN:
            tokens = [w for t in tokens for w in _worded(arguments.antecedent(t))]
        heads = [a for t in tokens for a in (_signed(t) if whoever and slot == "subj" else agents(t))]
        if type_ in DEEDS:  # "a bill that bans exports" is nobody's deed yet
            heads = [h for h in heads if not is_document(h)]
        if type_ == "PROTEST":  # "Lima protests" are in Lima
            heads = [h for h in heads if h.ent_type_ != "GPE"]
        if slot == "owner" and type_ in ("ASSAULT", "AID"):  # "the city's street battles" are in it
            heads = [h for h in heads if h.ent_type_ != "GPE" or beyond.is_state(h)]
        found = fillers(heads, slot)
        if found and not (slot == "owner" and all(f.pronoun for f in found)):
            return found
        spare = spare or found
    if not frame.verbal and type_ in FOUGHT and not spare:
        spare = fillers([t for t in grammar.before(frame.token) if fights(t)], "owner")
    if type_ == "MOBILIZE" and frame.passive and not spare:  # "the army was called in"
        spare = fillers([a for t in frame.slot("obj") for a in agents(t)], "obj")
    if frame.passive and not spare:  # "was refused a visa to enter Ghana"
        spare = fillers(beyond.gatekeeper(frame), "gate")
    if frame.passive and not spare and lemma(frame.token) in classes()["by_a_state"].words:
        spare = fillers([t for t in grammar.of_prep(frame.token, "in") if beyond.is_country(t)], "in")
    if frame.passive and not spare and lemma(frame.token) in classes()["voted"].words:
        spare = fillers(beyond.voting_in(frame.token), "in")
    if type_ == "ASSAULT" and not spare:
        spare = fillers([t for t in _hurt_in(frame) if acts(t)], "hurt")
    if type_ == "AID" and not spare:
        spare = fillers(_cared_for_at(frame), "at")
    if type_ == "ACCIDENT" and not spare:
        spare = fillers([t for t in beyond.at_the_wheel(frame) if acts(t)], "drives")
    if not spare and slots:
        spare = fillers([a for t in beyond.of_verb_above(frame, "actor", type_) for a in agents(t)], "above")
    blamed = beyond.blamed(frame.token) if slots and type_ in DEEDS else []
    if slots and type_ in DEEDS and not blamed and not frame.verbal:  # of verbs it is asked first of all
        blamed = charged_with(frame.token)
    found = fillers([a for t in blamed for a in agents(t)], "blamed") or spare
    if not found and slots:  # "his role in the attack"
        beside = had_part(frame, type_) or beside_deed(frame, type_)
        found = fillers([a for t in beside for a in agents(t) if acts(a)], "part")  # not "the lorry behind the raid"
    if not found and frame.passive and type_ == "COERCE":  # who is hurt then may be hurt by anybody
        return fillers(beyond.at_the_time(frame.token), "when")
    return found


def _cared_for_at(frame: Frame) -> list[Token]:
    """The hospital where somebody is treated, where no other doer is told: "was admitted to the clinic"."""
    if lemma(frame.token) not in classes()["caring"].words or (frame.verbal and not frame.passive):
        return []
    verb = frame.token if frame.verbal else frame.governed[0]
    near = [w for w in (frame.token, verb) if w is not None]
    near += [t for w in near for p in ("for", "with") for t in grammar.of_prep(w, p)]
    if frame.passive:
        near += arguments.surface_subject(frame.token)
    there = [t for w in near for p in ("at", "in", "to", "into") for t in grammar.of_prep(w, p)]
    places = [arguments.antecedent(t) for t in there]  # "the clinic in which he was treated"
    told = [t for t in places if t.tag_ != "NNS" or children(t, "nummod")]  # not "were treated in hospitals"
    return [t for t in told if lemma(t) in classes()["hospital"].words][:1]


def between(frame: Frame) -> list[Token]:
    """The parties of "a battle between X and Y", also where a verb comes first: "a battle that began between"."""
    found = frame.slot("between")
    if found or frame.verbal:
        return found
    verb, how = frame.governed
    verbs = grammar.children(frame.token, "relcl", "acl") + ([verb] if verb is not None and how == "nsubj" else [])
    for word in verbs:
        below = [word, *grammar.kids(word)]
        found = [t for w in below for t in grammar.of_prep(w, "between") if t.ent_type_ not in grammar.TIME_LABELS]
        if found:
            return found
    over = frame.token.head.head if frame.token.dep_ == "pobj" else frame.token  # "expectations of talks between"
    far = [t for t in grammar.of_prep(over, "between") if over.pos_ == "NOUN" and t.i > frame.token.i]
    if far:
        return [t for t in far if t.ent_type_ not in grammar.TIME_LABELS]
    inner = [t for p in ("in", "of", "on") for t in grammar.of_prep(frame.token, p)]  # "a thaw in relations between"
    return [t for w in inner for t in grammar.of_prep(w, "between") if t.ent_type_ not in grammar.TIME_LABELS]


def asker(token: Token) -> Filler | None:
    """Who asks for, promises or threatens what the token tells: the subject of the nearest speech act over it."""
    here = token
    for _ in range(grammar.MAX_CLIMB):
        head = here.head
        if head == here:
            return None
        under = here.dep_ in ("xcomp", "ccomp", "advcl", "prep", "dative", "dobj")
        if under and grammar.is_verb(head) and lemma(head) in _ASKING:
            if any(a.lower_ in ("could", "may", "might") for a in grammar.own_aux(head)):
                return None  # "the court could order their release": nobody has yet
            if lemma(head) == "seek" and here.dep_ != "dobj":
                return None  # "legislation seeking to overturn it"
            found = fillers(Frame(head, False).slot("subj")[:1], "subj")
            return found[0] if found and found[0].somebody else None
        if here.dep_ == "prep" and head.pos_ == "NOUN" and lemma(head) in _WISHES and here.lower_ in ("for", "of"):
            found = fillers(children(head, "poss")[:1], "owner")  # "reiterated his call for a ceasefire"
            if found:
                return found[0]
        here = head
    return None


def reporter(noun: Token) -> Filler | None:
    """Who tells of what a noun tells: "officials reported twelve deaths", "confirmed the outbreak"."""
    while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        noun = noun.head
    verb = noun.head
    if noun.dep_ != "dobj" or lemma(verb) not in _TELLING or verb_form.negation(verb) is not None:
        return None
    found = fillers(Frame(verb, False).slot("subj")[:1], "subj")
    return replace(found[0], how="reported") if found and found[0].somebody else None


def _signed(token: Token) -> list[Token]:
    """Who speaks: of a document, those who signed it ("a letter signed by forty members asks")."""
    return (beyond.put_forward_by(token, "signing") if is_document(token) else []) or [token]


def _hurt_in(frame: Frame) -> list[Token]:
    """Who fought the other side, where it is told who was hurt: "nine were injured in clashes with"."""
    fought = not frame.verbal and lemma(frame.token) in classes()["mutual"].words and bool(frame.slot("with"))
    return harmed(frame) if fought else []


def _worded(token: Token) -> list[Token]:
    """Who speaks in a text that somebody gives out; the text itself where nobody is told."""
    return [t for t in beyond.worded_by(token) if acts(t)] or [token]
