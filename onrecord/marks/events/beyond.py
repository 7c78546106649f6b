"""Who does it and to whom, where no slot of a row is filled: what verbs and clauses around the anchor show."""

from __future__ import annotations

from onrecord.lexicon import nations
from onrecord.marks.events import arguments, extents, grammar, verb_form
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import classes, doers, effect, sides
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

IN_ANSWER = words_of("in answer")
BLAMED_FOR = words_of("blamed for")
CONDITIONS = words_of("condition of a threat")
AS = words_of("at the time")
PLANS = words_of("plan of it") | words_of("runs of it")


def of_verb_above(frame: Frame, part: str, type_: str) -> list[Token]:
    """The subject of the verb over a noun, where sides.tsv says that it has this part in the noun's event."""
    if frame.verbal:
        return []
    verb, how = frame.governed
    plan = whole_plan(frame.token)
    if verb is None and plan is not None:  # "unveiled a rescue plan"
        verb, how = Frame(plan, frame.headline).governed
    if verb is not None and part == "recipient" and verb_form.passive(verb, frame.headline) and how in ("by", "in"):
        # "was covered by the ban", "named in a suit"
        return Frame(verb, frame.headline).slot("obj") if sides().get((lemma(verb), how, type_)) == part else []
    if verb is None or (part == "recipient" and grammar.definite(frame.token) and not grammar.owners(frame.token)):
        return []  # "rejected the accusation": as it was told before
    at_war = frame.token.head.lower_ == "at" and lemma(frame.token) in classes()["mutual"].words
    if how == "at" and part == "actor" and not at_war:
        return []  # "was at the scene of the attack", "was present at the raid" are not "was at war"
    seen = "dobj" if how == "nsubjpass" else how
    told = sides().get((lemma(verb), seen, type_)) or sides().get(("*", seen, type_))
    if told != part and not (told == "asked" and part == "actor" and _asked_to(verb)):
        return []
    return Frame(verb, frame.headline).slot("subj")


def whole_plan(noun: Token) -> Token | None:
    """The plan or run of things that an event's noun stands before: "rescue plan", "aid package"."""
    plan = noun.head
    if noun.dep_ not in ("compound", "nmod") or plan.pos_ != "NOUN" or plan.i != noun.i + 1:
        return None
    return plan if lemma(plan) in PLANS else None


def planned_for(frame: Frame) -> list[Token]:
    """For whom the plan is that an event's noun stands before: "a rescue plan for the banks"."""
    plan = None if frame.verbal else whole_plan(frame.token)
    return [] if plan is None else grammar.of_prep(plan, "for") or grammar.of_prep(plan, "to")


def _asked_to(verb: Token) -> bool:
    """True for "stop" in "called on them to stop the raids": it is theirs to stop."""
    if not grammar.infinitive(verb) or verb.dep_ not in ("xcomp", "ccomp", "advcl", "acl"):
        return False
    kind = "verb" if grammar.is_verb(verb.head) else "noun"
    row = effect(kind, lemma(verb.head), "clause")
    return row is not None and row.modality == "requested"


def under_condition(verb: Token) -> list[Token]:
    """Whom a threat is made to, by its condition: "threatened to strike if the company cuts wages"."""
    own = arguments.surface_subject(verb)
    for word in (verb, *extents.complements(verb)):
        for clause in children(word, "advcl"):
            if not any(m.lower_ in CONDITIONS for m in children(clause, "mark")) or verb_form.passive(clause):
                continue  # "unless the managers are arrested" is said to those who may arrest them
            found = arguments.surface_subject(clause)
            if found and found[0].pos_ != "PRON" and not {t.lower_ for t in found} & {t.lower_ for t in own}:
                return found
    return []


def gives_time(verb: Token) -> list[Token]:
    """Who sets the day for what somebody is to yield: "gave the militia until May to hand over its arms"."""
    head = verb.head.head if grammar.is_time(verb.head) else verb.head
    if not grammar.infinitive(verb) or lemma(head) != "give" or not grammar.is_verb(head) or verb_form.passive(head):
        return []
    timed = head is not verb.head or any(c.lower_ == "until" for c in children(head, "prep"))
    return arguments.surface_subject(head) if timed else []


def put_forward_by(noun: Token, how: str = "putting_forward") -> list[Token]:
    """Whose a thing is that is answered: "a resolution drafted by Togo", "a Togo-backed resolution".

    `how`: the class of the verbs that say so.
    """
    for clause in children(noun, "acl", "relcl"):
        if lemma(clause) in classes()[how].words and verb_form.passive(clause):
            found = Frame(clause, False).slot("subj")
            if found:
                return found
    for clause in [c for n in (noun, *children(noun, "compound")) for c in children(n, "amod")]:
        if lemma(clause) in classes()[how].words and clause.i < noun.i:
            found = [c for c in children(clause, "npadvmod", "compound", "nmod") if c.ent_type_]
            if found:
                return found
    return []


def blamed(word: Token) -> list[Token]:
    """Whom a verb above says to have done it: "charged the guard with murder", "was arrested on suspicion of arson"."""
    here = word
    first: Token | None = None
    for _ in range(grammar.MAX_CLIMB):
        head = here.head
        if head == here:
            return []
        if grammar.is_verb(head):
            accused = lemma(head) in classes()["accused"].words
            accused = accused and (lemma(head) != "keep" or here.lower_ == "from")  # "kept in custody"
            for_it = here.lower_ in BLAMED_FOR  # or "sentenced them to life in prison for the murder"
            for_it = for_it or (here.lower_ == "to" and first is not None and first.lower_ == "for")
            if here.dep_ not in ("prep", "agent") or not accused or not for_it:
                return []
            return blamed_by_verb(head)
        if here.dep_ not in ("pobj", "pcomp", "conj", "prep", "appos", "compound"):
            return []
        if lemma(head) in classes()["charge"].words and here.dep_ == "prep":
            return blamed_by_noun(head)
        if lemma(head) in IN_ANSWER:
            return []
        first = here if first is None and here.dep_ == "prep" else first
        here = head
    return []


def blamed_by_verb(verb: Token) -> list[Token]:
    """Who is charged: "the guard was charged", "charged the guard"."""
    if verb_form.passive(verb):
        return arguments.surface_subject(verb)
    return [t for o in children(verb, "dobj") for t in grammar.conjuncts(arguments.antecedent(o))]


def blamed_by_noun(noun: Token) -> list[Token]:
    """Whom a trial or charge is of: "is on trial for theft", "faces charges of theft", "charges against him"."""
    against = grammar.of_prep(noun, "against")
    if against:
        return against
    verb = extents.clause_head(noun)
    if grammar.is_verb(verb) and lemma(verb) in classes()["facing"].words and not verb_form.passive(verb):
        return arguments.surface_subject(verb)
    return grammar.owners(noun)


def gatekeeper(frame: Frame) -> list[Token]:
    """Which state lets people in or keeps them out, where leave to enter is spoken of: "a visa for Ghana"."""
    verb = frame.token
    leave = [t for t in (*children(verb, "dobj", "oprd"), *grammar.of_prep(verb, "for")) if _admits(t)]
    if not leave:
        return []
    below = [c for w in (verb, *leave) for c in children(w, "xcomp", "acl", "advcl", "relcl")]
    places = [t for c in below for t in (*children(c, "dobj"), *grammar.of_prep(c, "to"))]
    places += [t for w in (*leave, verb) for p in ("to", "into", "in", "for") for t in grammar.of_prep(w, p)]
    return [t for t in places if t.ent_type_ == "GPE"][:1]


def _admits(token: Token) -> bool:
    return lemma(token) in classes()["leave_to_enter"].words


def is_country(token: Token) -> bool:
    """True for where people are held by the state: "imprisoned in Ghana", not "in Tabor"."""
    start, end = extents.name_extent(token)
    found = nations.by_name(token.doc.text[start:end]) if token.ent_type_ == "GPE" else None
    return found is not None and found.kind == "country"


def is_state(token: Token) -> bool:
    """True for a country, and a town that stands for its government."""
    start, end = extents.name_extent(token)
    words = token.doc.text[start:end]
    found = nations.by_name(words)
    return nations.by_government(words) is not None or (found is not None and found.kind in ("country", "nation"))


def at_the_time(verb: Token) -> list[Token]:
    """The force whose deed a clause beside a passive tells: "were detained when the navy intercepted their boat"."""
    force = classes()["fighter"].words | classes()["police"].words | classes()["arm"].words
    for clause in children(verb, "advcl"):
        marks = {m.lower_ for m in children(clause, "mark", "advmod")}
        if marks & AS and clause.i > verb.i and grammar.is_verb(clause) and not verb_form.passive(clause):
            found = arguments.surface_subject(clause)
            if found and all(lemma(t) in force for t in found):
                return found
    return []


def met_by(verb: Token) -> list[Token]:
    """Who is met by those who fight then: "guards were met by gunmen firing rifles"."""
    while verb.dep_ == "conj" and verb.tag_ == "VBG" and verb.head.tag_ == "VBG":
        verb = verb.head
    over = verb.head.head
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or over.dep_ != "agent":
        return []
    return arguments.surface_subject(over.head) if lemma(over.head) in words_of("meets") else []


def of_clause_below(noun: Token, slots: tuple[str, ...], type_: str) -> list[Token]:
    """Whom the clause of a noun names: "sanctions imposed on Ghana", "attacks that targeted nurses"."""
    for clause in children(noun, "acl", "relcl"):
        if not grammar.is_verb(clause) or clause.i < noun.i:
            continue
        if verb_form.passive(clause):
            not_whom = {
                "in",
                "of",
                "by",
                *(row.subject for row in doers().get(lemma(clause), ())),
            }  # "blamed on rebels"
            found = [t for slot in slots if slot not in not_whom for t in grammar.of_prep(clause, slot)]
        else:
            by_it = clause.dep_ == "acl" or any(arguments.antecedent(t) == noun for t in children(clause, "nsubj"))
            hits = type_ == "ASSAULT" and by_it and lemma(clause) in classes()["targeting"].words
            found = arguments.objects(clause) if hits else []
        if found:
            return [t for t in found if t.ent_type_ not in grammar.TIME_LABELS]
    return []


def killed_in(noun: Token, verb: Token | None, how: str) -> list[Token]:
    """Whom the one side killed in a fight: "killed nine rebels in fighting near the port"."""
    kills = verb is not None and how in ("in", "during") and lemma(verb) in classes()["kill"].words
    return arguments.objects(verb) if kills and verb is not None and not verb_form.passive(verb) else []


def offered_to(noun: Token, verb: Token | None, how: str) -> list[Token]:
    """To whom the verb over a noun holds out what it tells: "offered talks to the rebels"."""
    offers = verb is not None and how == "dobj" and lemma(verb) in ("offer", "promise", "propose", "extend", "grant")
    if not offers or verb is None:
        return []
    return [t for t in grammar.of_prep(verb, "to") if t.i > noun.i] or grammar.of_prep(noun, "to")


def aboard(vehicle: Token) -> list[Token]:
    """Who is in a vehicle: "a boat carrying 60 migrants", "a bus with 12 pilgrims on board"."""
    if lemma(vehicle) not in classes()["vehicle"].words:
        return []
    for clause in children(vehicle, "acl", "relcl"):
        if lemma(clause) in words_of("has aboard"):
            return arguments.objects(clause)
    return []


def two_of_them(frame: Frame) -> list[Token]:
    """The second of two whom a verb of dealing names as its subject: "Ghana and Togo exchanged prisoners"."""
    sides_ = [arguments.antecedent(t) for t in frame.slot("subj")] if not frame.passive else []
    if len(sides_) == 1 and sides_[0].tag_ in ("NNS", "NNPS"):  # "the ministers of Ghana and Togo"
        of = grammar.of_prep(sides_[0], "of")
        named = [t for o in grammar.owners(sides_[0]) for t in grammar.conjuncts(o) if t.ent_type_ in ("GPE", "NORP")]
        if len(of) != 2 and len(named) == 2 and named[0].lower_ != named[1].lower_:
            return named[1:]  # "U.S. and Ghanaian officials"
        return of[1:] if len(of) == 2 and all(t.pos_ == "PROPN" for t in of) else []
    if len(sides_) == 2 and sides_[0].ent_type_ in ("GPE", "NORP") and sides_[1].tag_ == "NNS":
        return sides_[1:] if any(o.ent_type_ in ("GPE", "NORP") for o in grammar.owners(sides_[1])) else []
    return sides_[1:] if len(sides_) == 2 and all(t.tag_ not in ("NNS", "NNPS") for t in sides_) else []


def worded_by(text: Token) -> list[Token]:
    """Whose words a text is that somebody gives out: "issued a statement blaming", "held banners that urged"."""
    verb = text.head
    if text.pos_ != "NOUN" or text.dep_ != "dobj" or lemma(text) not in classes()["worded"].words:
        return []
    gives_out = grammar.is_verb(verb) and not verb_form.passive(verb) and lemma(verb) in classes()["giving_out"].words
    return arguments.surface_subject(verb) if gives_out else []


def voting_in(verb: Token) -> list[Token]:
    """The body that decides, where a passive tells the place: "was rejected in the Senate"."""
    places = [t for p in ("in", "at") for t in grammar.of_prep(verb, p)]
    return [t for t in places if lemma(t) in classes()["deciding"].words]


def doer_of(verb: Token) -> list[Token]:
    """Who does what a clause tells; "was involved" says it of its subject."""
    if lemma(verb) in ("involve", "implicate"):
        return arguments.surface_subject(verb)
    return Frame(verb, False).slot("subj")


def found_so(verb: Token) -> list[Token]:
    """Of whom something is found or declared: "found the guard guilty", read as a clause of its own."""
    for clause in children(verb, "ccomp"):
        if clause.pos_ == "ADJ" and not grammar.own_aux(clause) and not children(clause, "mark"):
            return [t for s in children(clause, "nsubj") for t in grammar.conjuncts(s)]
    return []


def at_the_wheel(frame: Frame) -> list[Token]:
    """Who drove what hits: "a car driven by a nurse struck"."""
    for vehicle in frame.slot("subj") if frame.verbal else []:
        for clause in children(vehicle, "acl"):
            if lemma(clause) in words_of("drives") and verb_form.passive(clause):
                return Frame(clause, False).slot("subj")
    return []
