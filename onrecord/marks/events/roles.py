"""Who does it and to whom: from the slots that a row of the tables names to noun phrases of the paragraph."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from onrecord.lexicon import nations, people_nouns
from onrecord.marks.events import arguments, beyond, extents, grammar, verb_form
from onrecord.marks.events.beside_deed import beside_deed
from onrecord.marks.events.candidate import Extent, Filler
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.had_part import had_part
from onrecord.marks.events.harm import harmed
from onrecord.marks.events.opposed import opposed
from onrecord.marks.events.tables import SPOKEN, classes, nouns
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

NAMES = frozenset(("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"))
NOBODY = words_of("nobody")
MANY = words_of("many people")
# What is said to somebody; the rest can be done to a thing as well.
TO_SOMEBODY = SPOKEN | {"CONSULT", "COOPERATE", "AID", "PROTEST"}
# What two sides do to each other, or with each other.
TWO_SIDED = frozenset(("ASSAULT", "CONSULT", "COOPERATE", "AGREE"))
# What is done to somebody, or to where people live: a thing that is searched, seized or found is nobody.
HOLDS = frozenset(("COERCE", "OTHER"))
# What the forces, gangs and crowds named before a noun do: "police brutality", "enemy fire".
FOUGHT = frozenset(("ASSAULT", "COERCE", "PROTEST"))
# What somebody may be charged with.
DEEDS = frozenset("ASSAULT COERCE PROTEST THREATEN SANCTION OTHER".split())
# "Fined the bank $9 million": what somebody pays, or when, is not whom it is done to.
_NOT_WHO = frozenset((*grammar.TIME_LABELS, "MONEY", "PERCENT"))
_PEOPLE_SHORT = re.compile(r"[A-Z]{2,5}s$").match  # "IDPs", "MPs"
_DEATHS = words_of("death")
_ASKING = words_of("asks")
_WISHES = words_of("wish")
_ENVOYS = words_of("envoy")
_TELLING = words_of("reports")


def actors(frame: Frame, slots: tuple[str, ...], type_: str) -> tuple[Filler, ...]:
    """Who does it: the first slot with somebody in it who can act; a bare "its" only where no other slot is filled.

    Where no slot is: whom a charge over it names ("accused the guard of theft"). Only somebody can speak, so the
    subject of a speech act is taken whatever its noun.
    """
    spare: tuple[Filler, ...] = ()
    whoever = frame.verbal and type_ in SPOKEN | {"CONSULT"} and frame.token.dep_ not in ("acl", "relcl")
    for slot in slots:
        tokens = between(frame) if slot == "between" else frame.slot(slot)
        if slot == "subj" and type_ in SPOKEN:
            tokens = [w for t in tokens for w in _worded(arguments.antecedent(t))]
        heads = [a for t in tokens for a in (_signed(t) if whoever and slot == "subj" else _agents(t))]
        if type_ in DEEDS:  # "a bill that bans exports" is nobody's deed yet
            heads = [h for h in heads if not _is_document(h)]
        if type_ == "PROTEST":  # "Lima protests" are in Lima
            heads = [h for h in heads if h.ent_type_ != "GPE"]
        if slot == "owner" and type_ in ("ASSAULT", "AID"):  # "the city's street battles" are in it
            heads = [h for h in heads if h.ent_type_ != "GPE" or beyond.is_state(h)]
        found = fillers(heads, slot)
        if found and not (slot == "owner" and all(f.pronoun for f in found)):
            return found
        spare = spare or found
    if not frame.verbal and type_ in FOUGHT and not spare:
        spare = fillers([t for t in grammar.before(frame.token) if _fights(t)], "owner")
    if type_ == "MOBILIZE" and frame.passive and not spare:  # "the army was called in"
        spare = fillers([a for t in frame.slot("obj") for a in _agents(t)], "obj")
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
        spare = fillers([a for t in beyond.of_verb_above(frame, "actor", type_) for a in _agents(t)], "above")
    blamed = beyond.blamed(frame.token) if slots and type_ in DEEDS else []
    found = fillers([a for t in blamed for a in _agents(t)], "blamed") or spare
    if not found and slots:  # "his role in the attack"
        beside = had_part(frame, type_) or beside_deed(frame, type_)
        found = fillers([a for t in beside for a in _agents(t) if acts(a)], "part")  # not "the lorry behind the raid"
    if not found and frame.passive and type_ == "COERCE":  # who is hurt then may be hurt by anybody
        return fillers(beyond.at_the_time(frame.token), "when")
    return found


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
                for somebody in ([t] if towards_place and lemma(t) in _towards() else _hearers(t, frame.verbal))
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
        return [t for t in tokens if t.ent_type_ or (lemma(t) not in roads and not _is_document(t))]
    if type_ == "ASSAULT":  # "the shooting death of a guard"
        tokens = [o for t in tokens for o in (grammar.of_prep(t, "of") if lemma(t) in _DEATHS else [t])]
    if type_ == "ASSAULT" and by_verb:  # "shot down two drones launched by Togo" is done to Togo
        return [o for t in tokens for o in beyond.put_forward_by(t, "launching")[:1] or [t]]
    return [o for t in tokens for o in _held(t, type_)] if type_ in HOLDS else tokens


def _around(frame: Frame, slots: tuple[str, ...], type_: str) -> tuple[Filler, ...]:
    """To whom it is done where no slot is filled: what the verb above, a condition or the other side tells."""
    helped = beyond.planned_for(frame) if type_ == "AID" else []
    found = fillers([h for t in helped for h in _hearers(t, False)], "plan")
    if found:
        return found
    carried = ("dobj", "in", "nsubj", "nsubjpass")
    if type_ == "AID" and not frame.verbal and frame.governed[0] is not None and frame.governed[1] in carried:
        given = grammar.of_prep(frame.governed[0], "to") or grammar.of_prep(frame.token, "to")  # "give treatment to"
        given = given or grammar.of_prep(frame.governed[0], "for")  # "help arrived for the miners"
        places = classes()["place"].words  # "suspended aid to the island"
        found = fillers([h for t in given for h in ([t] if lemma(t) in places else _hearers(t, False))], "to")
        if found:
            return found
    if slots:
        found = fillers([t for t in beyond.of_verb_above(frame, "recipient", type_) if _hears(t)], "above")
        if found:
            return found
    if slots and not frame.verbal:
        below = beyond.of_clause_below(frame.token, slots, type_)
        below = [t for t in below if acts(t) or type_ not in HOLDS]  # "tests done on samples" are done to nobody
        found = fillers([h for t in below for h in _hearers(t, False)] if type_ in TO_SOMEBODY else below, "below")
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
        found = fillers([a for t in between(frame)[1:] for a in _agents(t)], "between")
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
        found = fillers([t for o in held_out for t in grammar.of_prep(o, "to") if _hears(t)], "obj.to")
    if type_ == "ASSAULT":
        found = fillers([t for t in beyond.met_by(frame.token) if acts(t)], "met")
        if not found and lemma(frame.token) in words_of("by turns"):  # "the two states traded fire"
            found = fillers([t for t in beyond.two_of_them(frame) if acts(t)], "between")
    if not found and type_ in ("AGREE", "COOPERATE", "SUPPORT") and "with" in slots:
        found = fillers([t for t in beyond.two_of_them(frame) if acts(t)], "between")
    if not found and type_ in SPOKEN:
        whose = [t for o in frame.slot("obj") for t in beyond.put_forward_by(o) if _hears(t)]
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


def _awaiting(frame: Frame) -> list[Token]:
    """Whom a trial awaits: "was on trial", "was jailed pending trial", "brought him to trial"."""
    verb, how = frame.governed
    if verb is None or how in ("nsubj", "nsubjpass", "attr", "by"):
        return []
    held = arguments.surface_subject(verb) if verb_form.passive(verb) or how == "on" else arguments.objects(verb)
    return [t for t in held if acts(t)]


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
    if _hears(meant) or token.lower_ == "who" or lemma(meant) in classes()["animal"].words:
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
    if type_ not in ("SANCTION", "CONCEDE", "REJECT", "ACCUSE", "THREATEN") or _hears(token):
        return token
    owner = next((o for o in grammar.owners(token) if acts(o)), None)
    if owner is None and type_ in ("SANCTION", "CONCEDE", "REJECT"):  # "beef imports from Ghana"
        goods = (token, *grammar.of_prep(token, "of"))
        owner = next((t for g in goods for t in grammar.of_prep(g, "from") if beyond.is_country(t)), None)
    return owner or token


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


def acts(token: Token) -> bool:
    """True for names, pronouns and nouns of people, bodies and their arms."""
    if token.lower_.startswith(("intra-", "inter-", "anti-", "pro-")):
        return False  # "anti-government protests" are not the government's
    if token.pos_ == "NUM" and any(sign in c.text for c in grammar.kids(token) for sign in "$£€"):
        return False  # "pledged to give $5 million"
    if _those_who_are(token):
        return True
    if lemma(token) in words_of("share") and any(t.tag_ == "CD" for t in grammar.of_prep(token, "of")):
        return True  # "a quarter of a million were driven out"
    if token.lower_ in MANY and not grammar.of_prep(token, "of"):
        return True  # "many were driven from their homes"
    if token.pos_ in ("PROPN", "PRON", "NUM") or token.ent_type_ in NAMES:
        return token.ent_type_ not in ("DATE", "TIME", "MONEY", "PERCENT", "EVENT")
    if token.pos_ == "NOUN" and (_ends_as_person(lemma(token)) or _PEOPLE_SHORT(token.text)):
        return True
    if token.pos_ == "NOUN" and any(
        c.lower_ == "who" for r in grammar.children(token, "relcl") for c in grammar.kids(r)
    ):
        return True  # "May, who was arrested": a name that the parser does not know
    return lemma(token) in _agent_words() or people_nouns.by_lemma(lemma(token)) is not None


def _hearers(token: Token, by: bool) -> list[Token]:
    """The token if it is somebody, else whose it is: criticism "of her plan" is of her; `by`: or whose deed it is."""
    if _hears(arguments.antecedent(token)):
        return [token]
    if token.pos_ != "NOUN":
        return []
    doers = [t for t in grammar.of_prep(token, "by") if _hears(t)] if by else []  # "hailed the arrest by the police"
    proposed = beyond.put_forward_by(token) or beyond.put_forward_by(token, "arranging")
    doers = doers or [t for t in proposed if _hears(t)]
    doers = doers or [o for o in grammar.owners(token) if _hears(o)] or [t for t in grammar.before(token) if _fights(t)]
    if not doers and by and lemma(token) in classes()["quality"].words:
        doers = [t for t in grammar.of_prep(token, "of") if _hears(t)]  # "praised the courage of the crew"
    return doers


def _hears(token: Token) -> bool:
    return acts(token) and not _is_document(token)


def _is_document(token: Token) -> bool:
    found = people_nouns.by_lemma(lemma(token)) if token.pos_ == "NOUN" else None
    return (found is not None and found.type == "document") or lemma(token) in _documents()


@cache
def _documents() -> frozenset[str]:
    return classes()["source"].words - {"court"}


def _agents(token: Token) -> list[Token]:
    """The token if it can act, else the nation or body it belongs to: "the Kenyan offensive killed ..."."""
    token = arguments.antecedent(token)
    if acts(token):
        return [token]
    if token.pos_ != "NOUN":
        return []
    # "police buses blocked the road": whose they are
    return [o for o in grammar.owners(token) if acts(o)] or [t for t in grammar.before(token) if _fights(t)]


def _signed(token: Token) -> list[Token]:
    """Who speaks: of a document, those who signed it ("a letter signed by forty members asks")."""
    return (beyond.put_forward_by(token, "signing") if _is_document(token) else []) or [token]


def _hurt_in(frame: Frame) -> list[Token]:
    """Who fought the other side, where it is told who was hurt: "nine were injured in clashes with"."""
    fought = not frame.verbal and lemma(frame.token) in classes()["mutual"].words and bool(frame.slot("with"))
    return harmed(frame) if fought else []


def _worded(token: Token) -> list[Token]:
    """Who speaks in a text that somebody gives out; the text itself where nobody is told."""
    return [t for t in beyond.worded_by(token) if acts(t)] or [token]


def _fights(token: Token) -> bool:
    """True for the first part of "police brutality", "enemy fire": a force or crowd, by no name."""
    return token.dep_ in ("compound", "nmod", "amod") and lemma(token) in classes()["fighter"].words


@cache
def _towards() -> frozenset[str]:
    return classes()["place"].words | words_of("trade")


@cache
def _lived_in() -> frozenset[str]:
    return classes()["lived_in"].words


@cache
def _agent_words() -> frozenset[str]:
    named = ("person", "group", "military", "police", "worker", "crowd", "arm", "source")
    able = frozenset(word for name in named for word in classes()[name].words)
    return able - classes()["weapon"].words - words_of("strike of a weapon")


@cache
def _person_ends() -> tuple[str, ...]:
    return tuple(sorted(classes()["person_end"].words))


def _ends_as_person(word: str) -> bool:
    """True for nouns of people that no list has, by how they end: "motorist", "shopkeeper"."""
    return word.endswith(_person_ends()) and word not in classes()["no_person"].words


def fillers(tokens: list[Token], slot: str) -> tuple[Filler, ...]:
    """The noun phrases of some heads as fillers of a slot, each once."""
    found = (f for t in tokens for f in _as_filled(arguments.antecedent(t), slot))
    return tuple(dict.fromkeys(f for f in found if f is not None))


def _as_filled(token: Token, slot: str) -> list[Filler | None]:
    token = _whose(token)
    noun = _of_those(token)
    if noun is not token:
        head = extents.name_extent(noun)
        return [Filler(*head, *head, slot, kind=True)]
    found = [_filler(n, slot) for n in _named(_said_to_be(token))]
    first = found[0]
    if len(found) == 1 and first is not None and first.owner is not None:  # "Ghanaian and Kenyan troops"
        beside = [extents.name_extent(t) for t in _second_nations(token)]
        found += [replace(first, owner=extent) for extent in beside if extent != first.owner]
    return found


def _whose(arm: Token) -> Token:
    """Whose an arm is in "the government, whose troops have encircled the town"."""
    clause = arm.head
    force = classes()["arm"].words | classes()["police"].words
    owned = (
        arm.dep_ in grammar.SUBJECTS and lemma(arm) in force and any(c.lower_ == "whose" for c in children(arm, "poss"))
    )
    return clause.head if owned and clause.dep_ == "relcl" and acts(clause.head) else arm


def _second_nations(arm: Token) -> list[Token]:
    """The nations after the first before an arm of several: "Ghanaian and Kenyan troops"."""
    named = [t for o in grammar.owners(arm) for t in grammar.conjuncts(o) if t.ent_type_ in ("GPE", "NORP")]
    return named[1:]


def _of_those(token: Token) -> Token:
    """Whom a bare number counts: "nine protesters were injured and 20 were detained"."""
    verb = token.head
    bare = token.pos_ == "NUM" and token.dep_ in ("nsubjpass", "dobj") and not children(token, "prep")
    if not bare or verb.dep_ != "conj" or not grammar.is_verb(verb.head):
        return token
    before = [*children(verb.head, "nsubjpass"), *children(verb.head, "dobj")]
    counted = [t for t in before if t.tag_ == "NNS" and children(t, "nummod") and acts(t) and t.ent_type_ != "ORG"]
    return counted[0] if counted else token


def _said_to_be(token: Token) -> Token:
    """Who "the one who fired" is, where the clause says it of somebody: "he is not the one who fired"."""
    if token.lower_ != "one" or token.dep_ != "attr":
        return token
    return next(iter(arguments.surface_subject(token.head)), token)


def _named(token: Token) -> list[Token]:
    """The names set beside a noun that is none: "his counterpart, Ada Brond", "two guards, Ivo Trane and Pavo Rint"."""
    titled = _titled(token)
    if titled is not None:
        return [titled]
    if (token.pos_ != "NOUN" or token.ent_type_) and not _of_a_sort(token):
        return [token]
    for beside in grammar.children(token, "appos"):
        if beside.pos_ == "PROPN" and beside.ent_type_ in (("PERSON", "ORG", "GPE") if acts(token) else ("ORG",)):
            names = grammar.conjuncts(beside)
            if (token.tag_ == "NNS") == (len(names) > 1):
                return names
    return [token]


def _titled(title: Token) -> Token | None:
    """The name right after a title in capitals that the parser holds apart: "from President" and "Ada Brond"."""
    doc, i = title.doc, title.i + 1
    if title.pos_ != "PROPN" or title.ent_type_ == "PERSON" or i >= len(doc) or doc[i].ent_type_ != "PERSON":
        return None
    if doc[i].ent_iob_ != "B" or people_nouns.by_lemma(title.lower_) is None:
        return None
    while i + 1 < len(doc) and doc[i + 1].ent_iob_ == "I":
        i += 1
    return doc[i]


def _of_a_sort(token: Token) -> bool:
    """True for "another Rover", "a Kenyan": one of those who have the name."""
    sort = token.pos_ == "PROPN" and token.tag_ == "NNP" and token.ent_type_ != "PERSON"
    return sort and any(c.dep_ == "det" and c.lower_ in ("a", "an", "another") for c in grammar.kids(token))


def _filler(token: Token, slot: str) -> Filler | None:
    named = token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "DET") or (token.pos_ == "ADJ" and token.ent_type_)
    named = named or (token.tag_ == "VBZ" and token.dep_ in grammar.SUBJECTS)  # "inmates attacked", read as a verb
    named = named or _those_who_are(token)
    named = named or token.lower_ in words_of("some people")
    if not named or token.is_punct or token.lower_ in NOBODY:
        return None
    head = extents.name_extent(token)
    span = head if slot == "owner" or slot.endswith(".owner") else extents.extent(token)
    span = (min(span[0], head[0]), max(span[1], head[1]))
    pronoun = token.lower_ if token.pos_ == "PRON" else ""
    return Filler(*span, *head, slot, _owner(token, slot == "between"), pronoun, acts(token), _people(token))


def _those_who_are(token: Token) -> bool:
    """True for "the injured", "the wounded and the dead", "a 19-year-old"."""
    if token.lower_ == "old" and token.i and token.nbor(-1).text == "-":
        return token.dep_ in (*grammar.SUBJECTS, "dobj", "pobj", "conj") and bool(children(token, "npadvmod"))
    return token.lower_ in classes()["those_who_are"].words and any(c.lower_ == "the" for c in children(token, "det"))


def _people(token: Token) -> bool:
    """True for "two Kenyans", "young Kenyans", whom the nation's name would turn into a state."""
    first = token.head if token.dep_ == "conj" else token  # "U.S. and Ghanaian officials"
    if token.ent_type_ != "NORP" or first.dep_ in ("amod", "compound", "poss", "nmod", "npadvmod"):
        return False
    known = any(c.dep_ == "det" and c.lower_ == "the" for c in grammar.kids(token))
    a_state = known and token.lower_.endswith(("s", "ese", "ish", "ch"))  # "the Kenyans attacked"
    return token.tag_ in ("NNPS", "NNS", "NN", "NNP", "JJ") and not a_state


def _owner(token: Token, sides: bool) -> Extent | None:
    """The nation before an arm of it: "Kenyan troops" act for Kenya; `sides`: its envoys do where two sides meet."""
    word = lemma(token)
    if (word.removesuffix("s") if token.tag_ == "NNPS" else word) not in classes()["arm"].words and not (
        sides and word in _ENVOYS
    ):  # "Kenyan Marines"
        return None
    for owner in grammar.owners(token):
        if owner.lower_ in ("its", "their"):  # "its troops": whose, the report tells
            return owner.idx, owner.idx + len(owner)
        start, end = extents.name_extent(owner)
        words = token.doc.text[start:end]
        if nations.by_name(words) or nations.by_adjective(words):
            return start, end
    home = [t for t in grammar.of_prep(token, "from") if beyond.is_country(t)]  # "troops from Ghana"
    return extents.name_extent(home[0]) if home and not grammar.owners(token) else None
