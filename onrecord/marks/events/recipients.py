"""To whom it is done: from the slots that a row of the tables names, else from what stands around the event."""

from __future__ import annotations

from functools import cache

from onrecord.marks.events import arguments, beyond, grammar, verb_form
from onrecord.marks.events.acting import NAMES, acts, agents, hearers, hears, is_document
from onrecord.marks.events.actors import between
from onrecord.marks.events.candidate import Filler
from onrecord.marks.events.fillers import fillers
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.opposed import opposed
from onrecord.marks.events.tables import SPOKEN, classes, nouns
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

# What is said to somebody; the rest can be done to a thing as well.
TO_SOMEBODY = SPOKEN | {"CONSULT", "COOPERATE", "AID", "PROTEST"}
# What two sides do to each other, or with each other.
TWO_SIDED = frozenset(("ASSAULT", "CONSULT", "COOPERATE", "AGREE"))
# What is done to somebody, or to where people live: a thing that is searched, seized or found is nobody.
HOLDS = frozenset(("COERCE", "OTHER"))
# "Fined the bank $9 million": what somebody pays, or when, is not whom it is done to.
_NOT_WHO = frozenset((*grammar.TIME_LABELS, "MONEY", "PERCENT"))
_DEATHS = words_of("death")


def recipients(frame: Frame, slots: tuple[str, ...], type_: str, mode: str = "") -> tuple[Filler, ...]:
    """To whom it is done: the first slot that is filled; things are left out where only somebody can be meant."""
    if not frame.verbal and slots and (frame.light is None or frame.light.subject == "recipient"):
        slots = ("obj", *slots)  # "suffered an attack", "the attack they suffered": its subject was attacked
    if not frame.verbal and slots:
        slots = ("iobj", *slots)
    for slot in slots:
        if slot == "subj" and not frame.verbal and frame.light is not None and frame.light.subject == "actor":
            continue  # "paid compensation"
        if slot == "in" and type_ != "CONSULT":
            continue  # "the war in the north", "was deployed in the port": where it is, not whom it is done to
        tokens = frame.slot(slot)
        if slot in ("obj", "obj.owner") and type_ == "ACCUSE":
            if slot == "obj.owner" or any(_suffered_by_owner(o) for o in frame.slot("obj")):
                tokens = frame.slot("obj.by") or [t for t in tokens if not _suffers(t, frame)]
        if slot == "obj.owner" and any(acts(o) for o in frame.slot("obj")[:1]):
            continue  # "rejected Ghana's call" is said to Ghana, "defied Ghana's government" to the government
        if type_ in TO_SOMEBODY or mode == "ban":  # "a ban on night flights" is done to nobody
            towards_place = type_ in ("AID", "CONSULT")  # "sent food to the island", "visited the camp"
            tokens = [
                somebody
                for t in tokens
                for somebody in ([t] if towards_place and lemma(t) in _towards() else hearers(t, frame.verbal))
            ]
        done_to = [t for t in tokens if (t.ent_type_ not in _NOT_WHO or acts(t)) and not _each_other(t)]
        if tokens and not done_to and slot == "obj" and frame.verbal:
            done_to = frame.slot("iobj")  # "fined the bank $9 million"
        if not tokens and slot == "obj" and frame.verbal:
            done_to = beyond.found_so(frame.token)
        if frame.verbal:  # "blew himself up"
            done_to = [t for t in done_to if t.pos_ != "PRON" or not t.lower_.endswith(("self", "selves"))]
        found = fillers([_owner_of_thing(t, type_) for t in _suffering(done_to, type_, frame.verbal)], slot)
        # each of them does it to the other
        if not found and frame.verbal and any(_each_other(t) for t in frame.slot(slot)):
            both = [arguments.antecedent(t) for t in frame.slot("subj") if acts(arguments.antecedent(t))]
            found = fillers(both[1:] or both, "between")
        if found:
            return found
    return _around(frame, slots, type_)


def _suffers(token: Token, frame: Frame) -> bool:
    """Whether a deed done to somebody, or that one, is what is criticised: "condemned his arrest by the police"."""
    return any(_suffered_by_owner(o) and (token is o or token in grammar.owners(o)) for o in frame.slot("obj"))


def _suffered_by_owner(noun: Token) -> bool:
    """True for "her sentence", "his arrest": whoever criticises it does not criticise her or him."""
    rows = nouns().get(lemma(noun), ()) if noun.pos_ == "NOUN" else ()
    return any("owner" in row.recipient and "owner" not in row.actor for row in rows)


def _suffering(tokens: list[Token], type_: str, by_verb: bool) -> list[Token]:
    """Of what stands in a slot, whom an event of a type is done to: things are nobody."""
    if type_ == "DISASTER":  # nor are roads that are flooded
        return [t for t in tokens if acts(arguments.antecedent(t))]
    if type_ == "ACCIDENT":  # a car that is hit is nobody
        return [t for t in tokens if acts(t) or lemma(t) not in classes()["vehicle"].words]
    if type_ == "CONCEDE":  # "allow beef imports from Ghana"
        return [_owner_of_thing(t, type_) if _is_doing(t) else t for t in tokens]
    if type_ in ("SANCTION", "MOBILIZE"):  # "a ban on meat exports", "moved from house to house"
        return [o for t in tokens for o in [_owner_of_thing(t, type_)] if not _is_doing(o)]
    if type_ == "RETREAT":  # "withdrew from the border", "laid down their arms": done for nobody
        roads = classes()["road"].words | classes()["weapon"].words | classes()["worded"].words
        return [t for t in tokens if t.ent_type_ or (lemma(t) not in roads and not is_document(t))]
    if type_ == "ASSAULT":  # "the shooting death of a guard"
        tokens = [o for t in tokens for o in (grammar.of_prep(t, "of") if lemma(t) in _DEATHS else [t])]
    if type_ == "ASSAULT" and by_verb:  # "shot down two drones launched by Togo" is done to Togo
        return [o for t in tokens for o in beyond.put_forward_by(t, "launching")[:1] or [t]]
    return [o for t in tokens for o in _held(t, type_)] if type_ in HOLDS else tokens


def _around(frame: Frame, slots: tuple[str, ...], type_: str) -> tuple[Filler, ...]:
    """To whom it is done where no slot is filled: what the verb above, a condition or the other side tells."""
    helped = beyond.planned_for(frame) if type_ == "AID" else []
    found = fillers([h for t in helped for h in hearers(t, False)], "plan")
    if found:
        return found
    carried = ("dobj", "in", "nsubj", "nsubjpass")
    if type_ == "AID" and not frame.verbal and frame.governed[0] is not None and frame.governed[1] in carried:
        given = grammar.of_prep(frame.governed[0], "to") or grammar.of_prep(frame.token, "to")  # "give treatment to"
        given = given or grammar.of_prep(frame.governed[0], "for")  # "help arrived for the miners"
        places = classes()["place"].words  # "suspended aid to the island"
        found = fillers([h for t in given for h in ([t] if lemma(t) in places else hearers(t, False))], "to")
        if found:
            return found
    if slots:
        found = fillers([t for t in beyond.of_verb_above(frame, "recipient", type_) if hears(t)], "above")
        if found:
            return found
    if slots and not frame.verbal:
        below = beyond.of_clause_below(frame.token, slots, type_)
        below = [t for t in below if acts(t) or type_ not in HOLDS]  # "tests done on samples" are done to nobody
        found = fillers([h for t in below for h in hearers(t, False)] if type_ in TO_SOMEBODY else below, "below")
        verb, how = frame.governed
        if not found and type_ == "ASSAULT":
            found = fillers([t for t in beyond.killed_in(frame.token, verb, how) if acts(t)], "killed in")
        if not found and type_ in ("CONSULT", "CONCEDE", "COOPERATE", "RETREAT"):
            found = fillers([t for t in beyond.offered_to(frame.token, verb, how) if acts(t)], "offered to")
        if found:
            return found
    found = _by_type(frame, slots, type_)
    if found:
        return found
    if not frame.verbal and type_ == "ASSAULT" and lemma(frame.token.head) in _DEATHS:
        if frame.token.dep_ in ("compound", "nmod"):  # "the shooting death of a guard"
            return fillers([t for t in grammar.of_prep(frame.token.head, "of") if acts(t)], "of")
    if frame.verbal and type_ == "REQUEST":  # "applied for asylum in Ghana"
        return fillers(beyond.gatekeeper(frame), "gate")
    if not frame.verbal and lemma(frame.token) in classes()["tried"].words:
        return fillers(_awaiting(frame), "subj")
    if type_ == "ASSAULT" and not frame.verbal:  # "widened its raids into a push into Karvenia"
        into = fillers([t for t in grammar.of_prep(frame.token, "into") if t.ent_type_ in NAMES], "into")
        if into:
            return into
    if type_ in TWO_SIDED and not frame.verbal:  # "a clash between protesters and police": each fights the other
        found = fillers([a for t in between(frame)[1:] for a in agents(t)], "between")
        if found or type_ == "ASSAULT":
            return found
    return fillers(_other_side(frame), "between") if type_ == "CONSULT" else ()


def _by_type(frame: Frame, slots: tuple[str, ...], type_: str) -> tuple[Filler, ...]:
    """What the clauses around an event of a type tell of the one it is done to."""
    found: tuple[Filler, ...] = ()
    if type_ == "ACCUSE":
        found = fillers(_accused(frame), "comp.subj")
    if type_ == "PROTEST":
        found = opposed(frame)
    if not frame.verbal:
        return found
    if type_ == "RETREAT":
        found = fillers([t for t in beyond.gives_time(frame.token) if acts(t)], "gives")
    if type_ == "THREATEN":
        found = fillers([t for t in beyond.under_condition(frame.token) if acts(t)], "condition")
    if type_ in ("REJECT", "CONCEDE", "SUPPORT", "SANCTION"):  # "refused a loan to Ghana"
        held_out = [o for o in frame.slot("obj") if lemma(o) in classes()["given"].words]
        found = fillers([t for o in held_out for t in grammar.of_prep(o, "to") if hears(t)], "obj.to")
    if type_ == "ASSAULT":
        found = fillers([t for t in beyond.met_by(frame.token) if acts(t)], "met")
        if not found and lemma(frame.token) in words_of("by turns"):  # "the two states traded fire"
            found = fillers([t for t in beyond.two_of_them(frame) if acts(t)], "between")
    if not found and type_ in ("AGREE", "COOPERATE", "SUPPORT") and "with" in slots:
        found = fillers([t for t in beyond.two_of_them(frame) if acts(t)], "between")
    if not found and type_ in SPOKEN:
        whose = [t for o in frame.slot("obj") for t in beyond.put_forward_by(o) if hears(t)]
        found = fillers(_told(frame.token), "told") or fillers(whose, "put forward")
    return found


def _accused(frame: Frame) -> list[Token]:
    """Of whom the worse is said: "implied that the mayor had lied", "the accusation of Kenyan involvement"."""
    if not frame.verbal:
        deeds = grammar.of_prep(frame.token, "of")
        return [o for t in deeds for o in grammar.owners(t) if o.ent_type_ in ("NORP", "GPE", "PERSON", "ORG")][:1]
    if lemma(frame.token) not in classes()["alleging"].words:
        return []
    own = frame.slot("subj")
    clauses = grammar.children(frame.token, "ccomp")  # "alleged that he was beaten" is said of no one
    below = [t for c in clauses for t in beyond.doer_of(c)]
    return [t for t in below if acts(t) and t.pos_ != "PRON" and t not in own]


def _told(verb: Token) -> list[Token]:
    """Who hears what is told: "told the guards that she apologised"."""
    over = verb.head
    if verb.dep_ == "relcl" and over.dep_ == "dobj" and grammar.children(verb, "nsubj"):
        over = over.head  # "that she apologised", read as if the guards were apologised
    elif verb.dep_ != "ccomp":
        return []
    if lemma(over) not in words_of("lets know"):
        return []
    return [t for t in Frame(over, False).slot("obj") if acts(t)]


def _each_other(token: Token) -> bool:
    return token.i > 0 and (token.nbor(-1).lower_, token.lower_) in (("each", "other"), ("one", "another"))


def _other_side(frame: Frame) -> list[Token]:
    """The second of two who meet or hold talks, with each other where no third is named."""
    return [t for t in beyond.two_of_them(frame) if acts(t)]


def _awaiting(frame: Frame) -> list[Token]:
    """Whom a trial awaits: "was on trial", "was jailed pending trial", "brought him to trial"."""
    verb, how = frame.governed
    if verb is None or how in ("nsubj", "nsubjpass", "attr", "by"):
        return []
    held = arguments.surface_subject(verb) if verb_form.passive(verb) or how == "on" else arguments.objects(verb)
    return [t for t in held if acts(t)]


def _is_doing(token: Token) -> bool:
    """True for what is done or dealt in, which no ban and no deployment is done to: "a ban on meat exports"."""
    meant = arguments.antecedent(token)
    return meant.pos_ == "NOUN" and not meant.ent_type_ and lemma(meant) in classes()["doing"].words


def _held(token: Token, type_: str) -> list[Token]:
    """Who is meant where people are held, or something befalls them: whose a thing is, nobody where nothing tells."""
    meant = arguments.antecedent(token)
    whose = [c for c in children(meant, "poss") if c.lower_ in ("his", "her") and meant.pos_ == "NOUN"]
    if type_ == "COERCE" and whose and lemma(meant) in classes()["place"].words:
        return whose  # "searched his office"
    if lemma(meant) == "movement" and (moved := grammar.of_prep(meant, "of")):
        return [t for t in moved if acts(t)]  # "restrictions on the movement of traders"
    if hears(meant) or token.lower_ == "who" or lemma(meant) in classes()["animal"].words:
        return [token]
    if lemma(meant) in words_of("count of"):  # "the number of horses infected"
        return [t for t in grammar.of_prep(meant, "of") if acts(t) or lemma(t) in classes()["animal"].words]
    if type_ != "COERCE":
        return []
    owners = (
        beyond.aboard(meant)
        or beyond.put_forward_by(meant, "arranging")
        or [o for o in grammar.owners(meant) if acts(o)][:1]
    )
    return owners or ([token] if lemma(meant) in _lived_in() else [])


def _owner_of_thing(token: Token, type_: str) -> Token:
    """Whose a thing is where only somebody is meant: tariffs "on Kenyan goods" hit Kenya."""
    if type_ not in ("SANCTION", "CONCEDE", "REJECT", "ACCUSE", "THREATEN") or hears(token):
        return token
    owner = next((o for o in grammar.owners(token) if acts(o)), None)
    if owner is None and type_ in ("SANCTION", "CONCEDE", "REJECT"):  # "beef imports from Ghana"
        goods = (token, *grammar.of_prep(token, "of"))
        owner = next((t for g in goods for t in grammar.of_prep(g, "from") if beyond.is_country(t)), None)
    return owner or token


@cache
def _towards() -> frozenset[str]:
    return classes()["place"].words | words_of("trade")


@cache
def _lived_in() -> frozenset[str]:
    return classes()["lived_in"].words
