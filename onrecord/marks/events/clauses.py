"""Whether what a verb tells came about: from its auxiliaries, its negation and the words that govern its clause."""

from __future__ import annotations

from dataclasses import replace

from onrecord.marks.events import grammar
from onrecord.marks.events.asides import asked_what, fruitless, gapped, high_time, nth_time, speaks, with_which
from onrecord.marks.events.beside import (
    INCLUDING,
    alleged_too,
    asked_for,
    before,
    by_quality,
    conditions,
    doing,
    first_bare,
    in_order,
    listed_in,
    named,
    no_option,
    not_by,
    not_the_one,
    of_that,
    refutation,
    said_of,
    told_by,
    under_way,
    voice_of,
    whoever,
    wished,
    with_own,
)
from onrecord.marks.events.eager import cannot_wait, instead, kept_until
from onrecord.marks.events.forms import (
    DEPTH,
    HAPPENED,
    REAL,
    SAYING,
    Outcome,
    conditional,
    dated,
    not_before,
    own_form,
    perfect_infinitive,
    reported,
    willed,
)
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.hearsay import if_genuine, wrongly_told
from onrecord.marks.events.passed_over import behind_after, bidden_to, to_be_done
from onrecord.marks.events.realised import fulfilled, in_the_end, without_waiting
from onrecord.marks.events.standing import enacting, enough, in_case, too_far, under_plan
from onrecord.marks.events.supposed import anyone
from onrecord.marks.events.tables import SAME, Effect, classes, effect
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

MOTION = words_of("sets out")
LIKING = words_of("likes")
WOULD = words_of("would")
TAKEN_UP = words_of("takes up")
DROPPED = words_of("drops")
ANSWERED = words_of("answers a bid")
FAILING = words_of("fails")
PROVOKING = words_of("provokes")
OPENINGS = words_of("opening")
USED = words_of("uses")
YIELDING = words_of("yields")
MAYBE = frozenset(f"modality.tsv:{w}" for w in words_of("may be so"))
TELLING = words_of("asserts")
EXPLOITING = words_of("exploits")
_CLAIMING = words_of("claims to be so")
ABSTAINING = words_of("abstains")
LATER = words_of("later than")
_AIMED = words_of("is to be done")


def of_verb(verb: Token, headline: bool, depth: int = 0) -> Outcome:
    """The modality of what a verb tells."""
    own = own_form(verb, headline)
    if depth > DEPTH:
        return own
    if own.modality == "hypothetical" and own.how == "aux" and in_the_end(verb):
        return HAPPENED  # "the man who would later kill four"
    if own.modality == "hypothetical" and own.how == "aux" and not conditional(verb):
        liked = (
            lemma(verb) in LIKING
            or lemma(verb) == "welcome"
            or any(p.lower_ == "without" for p in children(verb, "prep"))
        )  # "said he would welcome talks"
        coming = (reported(verb) and not liked) or dated(verb) or under_plan(verb) is not None
        own = replace(own, modality="planned") if coming else own
    might = own.modality == "possible" or any(t.lower_ in WOULD for t in own.at)
    if own.how == "aux" and ((might and conditional(verb)) or (willed(own) and conditional(verb, "if"))):
        own = replace(own, modality="hypothetical")  # "could be jailed if the court agrees"
    above = _governed(verb, headline, depth)
    if above is None:
        return own
    if above.modality == "planned" and perfect_infinitive(verb):
        have = tuple(a for a in grammar.own_aux(verb) if a.lower_ == "have")
        return Outcome("possible", "parse:perfect infinitive", (*above.at, *have))  # "is expected to have reached it"
    if above.how == "parse:imperative" and verb not in above.at:
        above = above.also(verb)  # "keep attacking them": the order is all of it
    if above.modality == "ongoing" and own.modality not in REAL:
        return own
    if own.how == "parse:neg" and above.modality == "possible" and above.how in MAYBE:
        return above.also(*own.at)  # "it is possible that they were not hit"
    if own.modality == "denied" and above.modality == "requested" and grammar.infinitive(verb):
        return above  # "told them not to surrender": that is what was asked
    if own.modality in REAL:
        return own if (own.modality, above.modality) == ("historical", "happened") else above
    if own.modality == "possible" and own.how == "aux" and above.modality in ("hypothetical", "denied"):
        return above
    thought = own.modality == "hypothetical" and own.how == "aux" and not conditional(verb)
    if (
        thought
        and above.modality in ("possible", "denied")
        and not any(lemma(a) == "have" for a in grammar.own_aux(verb))
    ):
        return above  # "feared that they would attack"
    if own.modality == "planned" and above.modality in (
        "threatened",
        "possible",
        "hypothetical",
        "requested",
        "denied",
    ):
        return above
    return own


def _governed(verb: Token, headline: bool, depth: int) -> Outcome | None:
    """What the words that govern the verb's clause say; None when nothing governs it."""
    head = verb.head
    if head == verb:
        return None
    forced = no_option(verb)
    forced = forced or too_far(verb)
    if forced is not None:
        return forced
    if verb.dep_ in ("xcomp", "ccomp", "oprd", "advcl"):
        return cannot_wait(verb, head) or _under(verb, head, headline, depth)
    if verb.dep_ in ("acl", "relcl"):
        if grammar.infinitive(verb):
            return _under_noun(verb, head, headline, depth)
        if high_time(verb, head):
            return Outcome("requested", "parse:time", (head,))  # "it is high time the league banned it"
        over = nth_time(verb, head)
        if over is not None:
            above = of_verb(over, headline, depth + 1)
            return above if above.modality not in REAL else None
        return (
            not_the_one(verb, head)
            or to_be_done(verb, head)
            or in_case(verb, head)
            or told_by(verb, head)
            or enacting(verb, head)
            or whoever(verb, head, headline)
            or of_anyone(verb)
            or imagined(verb, head)
            or remembered(head)
            or bidden(verb, head)
            or _what_follows(verb, head, headline, depth)
            or doing(verb, head, headline)
            or alleged_too(verb, head)
        )
    if verb.dep_ == "pcomp" or (verb.dep_ == "pobj" and verb.tag_ == "VBG" and head.dep_ == "prep"):
        return with_own(verb, head, headline) or _under_prep(head, headline, depth)
    if verb.dep_ == "pobj" and verb.tag_ == "VB" and head.lower_ == "to":  # "threatening to murder", "to" no particle
        return _under(verb, head.head, headline, depth)
    if verb.dep_ == "dobj" and verb.tag_ == "VB" and grammar.is_verb(head):  # "could face arrest", read as a verb
        row = effect("verb", lemma(head), "penalty") or effect("verb", lemma(head), "object")
        return applied(row, head, headline, depth) if row is not None else _inherit(head, headline, depth)
    if verb.dep_ == "csubj" and verb.tag_ in ("VBZ", "VBP"):
        return of_anyone(verb)
    if verb.dep_ == "csubj" and verb.tag_ == "VBG":
        return _subject_clause(head, headline, depth)
    if verb.dep_ == "conj" and verb.tag_ == "VBG" and head.pos_ == "NOUN":
        return _listed_under(head, headline, depth)
    if verb.dep_ == "conj" and grammar.is_verb(head):
        if verb.tag_ == "VBG" and head.tag_ != "VBG" and not grammar.own_aux(verb):
            listed = _listed(verb, head, headline, depth)
            if listed is not None:
                return listed
        first = first_bare(verb)
        if first is not None:
            return of_verb(first, headline, depth + 1)
        bare = not grammar.own_aux(verb) and not children(verb, "nsubj", "nsubjpass")
        alike = verb.tag_ == head.tag_ or verb.tag_ in ("VB", "VBG") or (verb.tag_, head.tag_) == ("VBP", "VB")
        if bare and (alike or (grammar.passive(head) and verb.tag_ not in ("VBZ", "VBP"))):
            above = of_verb(head, headline, depth + 1)
            return HAPPENED if above.how == "parse:neg" and instead(verb, head) else above
        if gapped(verb, head):
            above = of_verb(head, headline, depth + 1)
            return above if above.modality not in REAL else None
        if grammar.infinitive(verb) and grammar.infinitive(head):  # "for it to withdraw and for him to be sacked"
            return of_verb(head, headline, depth + 1)
        if any(c.dep_ == "mark" and c.lower_ == "that" for c in grammar.kids(verb)):
            return _governed(head, headline, depth + 1)  # "fears that it fell and that they fled"
        if any(c.dep_ == "mark" and conditions(c) for c in grammar.kids(head)):
            above = of_verb(head, headline, depth + 1)  # "until order is restored and the guilty are punished"
            return above if above.modality not in REAL else None
    return None


def imagined(verb: Token, noun: Token) -> Outcome | None:
    """ "Imagine a town where the guards plan to leave": of what the reader is told to think of."""
    row = effect("verb", lemma(noun.head), "object") if noun.dep_ == "dobj" else None
    bidden_ = row is not None and row.modality == "hypothetical" and grammar.imperative(noun.head)
    return Outcome("hypothetical", row.how, (noun.head,)) if row is not None and bidden_ else None


def remembered(noun: Token) -> Outcome | None:
    """ "Memories of the famine in which the junta withheld grain": of a time gone by, as what it is told of."""
    over = noun.head.head if noun.dep_ == "pobj" else None
    if over is None or over.pos_ not in ("NOUN", "PROPN"):
        return None
    row = effect("noun", grammar.common(over), "phrase")
    return Outcome("historical", row.how, (over,)) if row is not None and row.modality == "historical" else None


def bidden(verb: Token, noun: Token) -> Outcome | None:
    """ "Gave them an ultimatum: leave the city": what a demand says, in so many words."""
    first = verb.left_edge
    if verb.tag_ != "VB" or grammar.infinitive(verb) or not first.i or first.nbor(-1).text not in (":", ";", "\u2014"):
        return None
    return Outcome("requested", "parse:imperative", (verb,))


def of_anyone(verb: Token) -> Outcome | None:
    """ "Any guard who fires will be tried", "whoever wins will inherit it"."""
    at = anyone(verb)
    return Outcome("hypothetical", "parse:anyone", at) if at else None


def _listed_under(noun: Token, headline: bool, depth: int) -> Outcome | None:
    """ "Charged with theft and resisting arrest": what stands with a noun under one preposition."""
    for _ in range(grammar.MAX_CLIMB):
        if noun.dep_ not in ("conj", "appos"):
            break
        noun = noun.head
    return _under_prep(noun.head, headline, depth) if noun.dep_ == "pobj" else None


def _subject_clause(head: Token, headline: bool, depth: int) -> Outcome | None:
    """ "Attacking them would be wrong", "lifting the ban is a condition"."""
    above = of_verb(head, headline, depth + 1)
    if above.modality == "denied" and above.how == "parse:neg":  # "closing the port does not help"
        now = any(a.tag_ in ("VBZ", "VBP") for a in grammar.own_aux(head))
        return Outcome("hypothetical", "parse:neg", above.at) if now else None
    if above.modality not in REAL:
        return above
    for noun in children(head, "attr"):
        row = effect("noun", lemma(noun), "all")
        if row is not None and row.modality != SAME:
            return Outcome(row.under(grammar.negation(head) is not None), row.how, (noun,))
    return None


def _under(verb: Token, head: Token, headline: bool, depth: int) -> Outcome | None:
    bare = verb.tag_ in ("VBN", "VBG") and not grammar.own_aux(verb) and not children(verb, "mark")
    seen = verb.tag_ == "VB" and not grammar.own_aux(verb) and lemma(head) in classes()["with_bare"].words
    finite = verb.dep_ == "ccomp" and not grammar.infinitive(verb) and not bare and not seen
    if head.pos_ == "NOUN" and verb.dep_ == "advcl" and grammar.infinitive(verb) and effect("noun", lemma(head), "all"):
        return _under_noun(verb, head, headline, depth)  # "no need for the board to consult them"
    if head.pos_ == "NOUN" and verb.dep_ == "ccomp":
        return _under_noun(verb, head, headline, depth) if grammar.infinitive(verb) else told_by(verb, head)
    if verb.dep_ == "advcl":
        return _beside(verb, head, headline, depth)
    if head.pos_ == "ADJ" and head.dep_ == "amod" and head.head.dep_ == "dobj" and not finite:
        if lemma(head.head.head) in LIKING:  # "want those responsible to be punished"
            return Outcome("requested", "parse:want", (head.head.head,))
        return _under(verb, head.head.head, headline, depth)
    if head.pos_ == "ADJ":
        if finite and effect("adj", lemma(head), "clause") is None:
            return None  # "it is undisputed that he died"
        return enough(verb, head.head, head) or _by_adjective(head, headline, depth)
    if finite and (asked_what(verb, head) or behind_after(verb)):
        return None
    if lemma(head) == "be" and finite:
        return said_of(verb, head)
    if lemma(head) == "be" and not finite and grammar.infinitive(verb):
        for adjective in children(head, "acomp"):
            return _by_adjective(adjective, headline, depth)
        noun = next(iter(children(head, "attr", "nsubj")), None)
        row = effect("noun", lemma(noun), "clause") if noun is not None else None
        starts = lemma(verb) in classes()["occur"].words  # "talks are to resume" is no plan of theirs
        if row is not None and noun is not None and not starts:  # "the plan is to attack"
            return Outcome(row.modality, row.how, (noun,))
        if any(in_order(t) for t in children(head, "attr")):
            return _inherit(head, headline, depth)  # "is the third minister to resign", read as if it were to
        return _is_to(verb, head, headline, depth)
    if lemma(head) == "remain" and finite:
        return None  # "it remains unclear who attacked them"
    seen_done = lemma(head) in ("see", "have") and head.dep_ == "xcomp" and lemma(head.head) == "want"
    if seen_done and children(verb, "nsubj", "nsubjpass"):  # "wants to see him arrested"
        return Outcome("requested", "parse:want", (head.head,))
    if lemma(head) == "wish" and finite and any(a.lower_ in ("had", "'d") for a in grammar.own_aux(verb)):
        return Outcome("denied", "parse:wish", (head,))  # "I wish they had searched it"
    if lemma(head) in LIKING and children(verb, "nsubj", "nsubjpass"):  # "wants the ban to be lifted"
        return Outcome("requested", "parse:want", (head,))
    if head.lower_ == "ought":
        return Outcome("requested", "aux", (head,))
    yet = next((c for c in children(head, "advmod") if c.lower_ == "yet"), None)
    if lemma(head) == "have" and yet is not None and not finite:  # "has yet to agree"
        return Outcome("denied", "parse:yet", (yet,))
    if lemma(head) in words_of("has to") and not finite and grammar.infinitive(verb):
        now = any(a.lower_ in ("is", "are", "am", "'s", "'re") for a in grammar.own_aux(head))
        past = head.tag_ in ("VBD", "VBN") and not now and grammar.negation(head) is None
        past = past and not (head.dep_ == "ccomp" and lemma(head.head) == "tell")  # "told them they had to leave"
        would = next((a for a in grammar.own_aux(head) if a.lower_ in ("would", "'d")), None)
        if would is not None and not reported(head):
            return Outcome("hypothetical", "aux", (would, head))
        may = next((a for a in grammar.own_aux(head) if a.lower_ in ("may", "might", "could")), None)
        if may is not None and grammar.negation(head) is None:  # "may have to close branches if rates rise"
            return Outcome("hypothetical" if conditional(head) else "possible", "aux", (may, head))
        return of_verb(head, headline, depth + 1) if past else Outcome("requested", "has to", (head,))
    if lemma(head) == "use" and head.tag_ == "VBD" and with_which(head):
        return _inherit(head, headline, depth)
    if lemma(head) == "use" and head.tag_ == "VBD" and not grammar.passive(head) and not children(head, "dobj"):
        return Outcome("historical", "parse:used to", (head,))
    row = effect("verb", lemma(head), "clause")
    if grammar.infinitive(verb) and lemma(verb) != "be":  # but "warned them to be wary of declaring it"
        row = effect("verb", lemma(head), "told_to") or row  # "were warned to leave"
    if lemma(head) == "stop" and grammar.infinitive(verb):
        row = None  # "stopped to help" is no end of helping
    for particle in (*children(head, "prt"), *(m for m in children(verb, "mark") if m.lower_ == "for")):
        row = effect("verb", lemma(head), particle.lower_) or row  # "ruled out sending", "pressed for him to go"
    untrue = wrongly_told(head) if lemma(head) in SAYING | TELLING else None
    if untrue is not None:
        return Outcome("denied", "parse:untrue", (untrue,))  # "wrongly reported that he had fled"
    if row is not None and lemma(head) in ("press", "push") and not finite and grammar.negation(head) is None:
        if children(verb, "nsubj", "nsubjpass") or (children(head, "dobj") and verb.i > head.i):
            return Outcome("requested", "modality.tsv:press", (head,))  # "are pressing him to sign"
    if finite:
        voice = voice_of(head) if effect("verb", lemma(head), "that") is None and not wished(verb) else None
        if voice is not None:
            return voice  # "prosecutors say he did it"
        genuine = if_genuine(verb, head)
        if genuine is not None:
            return Outcome("possible", "modality.tsv:if", (genuine,))
        grown = _grown_that(verb, head) if row is None else None
        if grown is not None:
            return grown  # "speculation mounted that he would retire"
        no = grammar.negation(head) if lemma(head) in _CLAIMING else None
        if no is not None and any(c.lower_ == "that" for c in children(verb, "mark")):
            return Outcome("possible", "modality.tsv:claim", (no, head))  # "nobody claimed that they had fled"
        row = of_that(verb, head, row)
        if row is not None and row.modality == "planned" and _is_over(verb, head):
            return None  # "Orva sets mark  The club has won", two lines read as one
        if row is not None and row.modality == SAME and any(a.lower_ == "can" for a in grammar.own_aux(head)):
            return None  # "police can confirm that nine died"
    if not finite and grammar.passive(head, headline):
        row = effect("verb", lemma(head), "said_to") or row  # "was said to have fled"
    if lemma(head) in INCLUDING and bare:
        listed = listed_in(head)
        if listed is not None:
            return listed
    if row is None and headline and head.tag_ in ("VB", "VBP") and not head.i and effect("noun", lemma(head), "clause"):
        return _under_noun(verb, head, headline, depth)  # "Bid to free hostages fails", read as an order
    if row is None:
        grew = None if finite else _grown(verb, head, headline, depth)
        return grew or (None if finite else _inherit(head, headline, depth))
    return applied(row, head, headline, depth)


def _grown(verb: Token, head: Token, headline: bool, depth: int) -> Outcome | None:
    """ "Pressure is mounting on him to resign": the clause is the subject's."""
    if lemma(head) not in classes()["growing"].words or not grammar.infinitive(verb):
        return None
    for noun in children(head, "nsubj", "nsubjpass"):
        if effect("noun", lemma(noun), "clause") is not None:
            return _under_noun(verb, noun, headline, depth)
    return None


def _is_over(verb: Token, head: Token) -> bool:
    """True for a clause in the perfect, or one before the verb that would plan it, with no "that"."""
    bare = not children(verb, "mark")
    over = any(a.lower_ in ("has", "have") and a.tag_ != "VB" for a in grammar.own_aux(verb)) and verb.tag_ == "VBN"
    return bare and (over or (verb.i < head.i and verb.tag_ in ("VBD", "VBP", "VBZ") and not grammar.own_aux(verb)))


def _grown_that(verb: Token, head: Token) -> Outcome | None:
    """ "Speculation is mounting that they will", "fears grew that they had": the clause is the subject's."""
    if lemma(head) not in classes()["growing"].words or lemma(head) in ("be", "make", "come"):
        return None
    noun = next((s for s in children(head, "nsubj") if s.pos_ == "NOUN" and s.i < head.i), None)
    return told_by(verb, noun) if noun is not None else None


def _is_to(verb: Token, be: Token, headline: bool, depth: int) -> Outcome | None:
    """ "Is to leave", "were they to leave", "is yet to leave"."""
    if lemma(verb) == "blame":
        return None
    subject = next(iter(children(be, "nsubj")), None)
    if subject is not None and subject.lower_ == "it" and be.tag_ in ("VBZ", "VBP"):
        return Outcome("hypothetical", "parse:it is", (be,))  # "it is not in his nature to wait"
    if subject is not None and lemma(subject) in _AIMED and be.tag_ in ("VBZ", "VBP", "VBD"):
        return Outcome("planned", "parse:aim", (be,))  # "her focus is to reopen it", "the advice is to"
    yet = next((c for c in children(be, "advmod") if c.lower_ == "yet"), None)
    if yet is not None:
        return Outcome("denied", "parse:yet", (yet,))
    above = of_verb(be, headline, depth + 1)
    if be.lower_ == "were" and any(s.i > be.i for s in children(be, "nsubj", "nsubjpass", "expl")):
        return Outcome("hypothetical", "parse:inversion", (be,))  # "were they to leave"
    had = next((a for a in grammar.own_aux(verb) if a.lower_ == "have"), None)
    if had is not None and be.tag_ == "VBD" and verb.tag_ == "VBN":
        return Outcome("hypothetical", "is to", (be, had))  # "was to have hosted it": it did not
    return above if above.modality == "hypothetical" else Outcome("planned", "is to", (be,))


def applied(row: Effect, head: Token, headline: bool, depth: int) -> Outcome:
    """What a row of modality.tsv for a governing word makes of what it governs, at this place."""
    no = grammar.negation(head) or grammar.neither(head)
    found = row.under(no is not None)
    if found == SAME:
        first = next(iter(grammar.own_aux(head)), head)  # "the law allows police to", "troops are allowed to"
        law = effect("verb", lemma(head), "law") if first.tag_ in ("VBZ", "VBP") and not headline else None
        law = law if lemma(first) != "have" else None
        if law is not None:
            return Outcome(law.modality, law.how, (head,))  # "the law allows police to detain"
        return _inherit(head, headline, depth)
    evidence = (head,) if no is None else (no, head)
    if found in ("planned", "possible") and no is None and grammar.is_verb(head):
        above = of_verb(head, headline, depth + 1)
        asked = above.modality == "requested" and lemma(head) in YIELDING  # "pressed him to agree to an inquiry"
        weaker = found == "planned" and (above.modality == "possible" or asked)
        if above.modality in ("denied", "hypothetical") or weaker:
            return above.also(head)  # "denied planning to attack", "accused of plotting to kill"
    if found == "requested" and no is None and lemma(head) == "require" and grammar.is_verb(head):
        above = of_verb(head, headline, depth + 1)
        if above.modality == "hypothetical":
            return above.also(head)  # "the scheme would require the eviction of tenants"
    if no is not None and lemma(head) == "hesitate" and any(a.lower_ == "did" for a in grammar.own_aux(head)):
        return HAPPENED  # "did not hesitate to expel them"
    if found == "denied" and row.modality == "planned" and not_before(head):
        return Outcome("planned", row.how, evidence)  # "is not expected before spring"
    if found == "denied" and no is None and grammar.is_verb(head) and row.negated != SAME:
        above = of_verb(head, headline, depth + 1)
        if above.modality == "denied":
            return Outcome(row.negated, row.how, (*above.at, head))  # "refused to rule out a strike"
        if above.modality == "requested" and lemma(head) in ABSTAINING:
            return above.also(head)  # "urged them to refrain from shelling it": that is what was asked
    if no is not None and no.lower_ == "nor" and lemma(head) == "deny":
        return Outcome("possible", row.how, evidence)  # "neither confirmed nor denied it"
    if found in REAL:
        if found == "ongoing" and no is None and kept_until(head):
            return HAPPENED  # "kept shelling it until Monday"
        if found == "happened" and row.negated == "ongoing" and no is None:
            real = of_verb(head, headline, depth + 1).modality in ("happened", "historical")
            return Outcome("happened" if real else "ongoing", row.how, evidence)  # "told them to stop shelling it"
        above = of_verb(head, headline, depth + 1) if no is None else HAPPENED
        if above.modality not in REAL or (above.modality == "historical" and found == "happened"):
            return above.also(head)
    return Outcome(found, row.how, evidence)


def _inherit(head: Token, headline: bool, depth: int) -> Outcome:
    found = of_verb(head, headline, depth + 1) if grammar.is_verb(head) else HAPPENED
    return HAPPENED if found.how == "parse:present" else found


def _by_adjective(adjective: Token, headline: bool, depth: int) -> Outcome:
    row = effect("adj", lemma(adjective), "clause") or effect("adj", lemma(adjective), "all")
    verb = adjective.head
    no = grammar.negation(verb) or grammar.negation(adjective)
    too = next((c for c in children(adjective, "advmod") if c.lower_ == "too"), None)
    if too is not None and (row is None or row.modality == SAME):
        return Outcome("denied", "parse:too", (too,))  # "too weak to attack"
    if row is None and lemma(verb) == "be" and any(c.lower_ == "it" for c in children(verb, "nsubj", "expl")):
        return _judged(verb, adjective, headline, depth)
    if row is None or row.modality == SAME:
        return Outcome("denied", "parse:neg", (no,)) if no is not None else _inherit(verb, headline, depth)
    return Outcome(row.under(no is not None), row.how, (adjective,) if no is None else (no, adjective))


def _judged(be: Token, word: Token, headline: bool, depth: int) -> Outcome:
    """ "It is wrong to attack them", "it would be a mistake to": thought of; "it was wrong to attack them" is not."""
    told = _inherit(be, headline, depth)
    would = next((a for a in grammar.own_aux(be) if a.lower_ in ("would", "'d")), None)
    if would is not None:
        return Outcome("hypothetical", "aux", (would, word))
    return Outcome("hypothetical", "parse:it is", (be, word)) if be.tag_ in ("VBZ", "VBP") else told


def _beside(verb: Token, head: Token, headline: bool, depth: int) -> Outcome | None:
    """A clause that hangs on another: "to" of purpose, "-ing" of company, "until they leave"."""
    if grammar.infinitive(verb):
        asked = bidden_to(verb, head)
        if asked is not None:
            return asked
        noun = named(verb)
        if noun is not None:
            return _under_noun(verb, noun, headline, depth)
        if head.pos_ == "ADJ" and head.dep_ == "ccomp":
            return _by_adjective(head, headline, depth)  # "would make it illegal to protest"
        turned = any(s.i > head.i for s in children(head, "nsubj", "expl"))
        if lemma(head) == "be" and head.lower_ == "were" and (turned or children(head, "expl")):
            return _is_to(verb, head, headline, depth)
        if not grammar.is_verb(head):
            return None
        it = lemma(head) == "remain" and any(s.lower_ == "it" for s in children(head, "nsubj", "expl"))
        if it and head.tag_ in ("VBZ", "VBP") and children(verb, "mark"):
            return Outcome("planned", "parse:remains", (head,))  # "it remains for parliament to ratify it"
        if lemma(head) == "make" and grammar.passive(head):
            return _inherit(head, headline, depth)  # "was made to leave the country"
        row = effect("verb", lemma(head), "clause")
        if any(m.lower_ == "for" for m in children(verb, "mark")):
            row = effect("verb", lemma(head), "for") or row
        if row is not None:
            return applied(row, head, headline, depth)
        grew = _grown(verb, head, headline, depth)
        if grew is not None:
            return grew
        if lemma(head) in ("give", "have") and any(p.lower_ in ("until", "till") for p in children(head, "prep")):
            return Outcome("requested", "parse:given time", (head,))
        if lemma(head) == "take" and any(grammar.is_time(t) for t in children(head, "dobj", "npadvmod")):
            return _inherit(head, headline, depth)  # "took an hour to convict him"
        row = effect("verb", lemma(head), "for")
        if row is not None and any(p.lower_ in ("on", "upon", "for", "to") for p in children(head, "prep")):
            return applied(row, head, headline, depth)  # "called on them to leave", "waits for them to leave"
        above = _inherit(head, headline, depth)
        if lemma(verb) in classes()["prevailing"].words and lemma(head) in classes()["striving"].words:
            return above  # "scored twice to win the cup"
        if lemma(head) in EXPLOITING and above.modality in REAL:
            return HAPPENED if above.modality == "happened" else above  # "exploited a gap to rob the depot"
        ahead = lemma(head) in MOTION and not headline and (head.tag_ in ("VBZ", "VBP") or under_way(head))
        if (lemma(head) in MOTION and not ahead) or above.modality not in REAL:
            return above
        return Outcome("planned", "parse:purpose", (verb,))
    if verb.tag_ == "VBG" and not grammar.own_aux(verb) and grammar.is_verb(head):
        return _with_it(verb, head, headline, depth)
    awaited_at = _awaited(verb, head, headline, depth)
    if awaited_at is not None:
        return awaited_at
    for child in grammar.kids(verb):
        row = effect("mark", child.lower_, "future") if child.dep_ in ("mark", "advmod") else None
        if row is None or verb.tag_ not in ("VBZ", "VBP", "VBN"):
            continue
        above = of_verb(head, headline, depth + 1)
        if row.modality == SAME:  # "will be jailed when he is found", "faces years in jail when he is sentenced"
            awaited = effect("verb", lemma(head), "penalty") is not None
            now = next(iter(grammar.own_aux(verb)), verb).lower_ in ("is", "are") or verb.tag_ != "VBN"
            if verb.tag_ == "VBN" and not grammar.own_aux(verb) and above.modality in ("planned", "hypothetical"):
                return Outcome("hypothetical", above.how, above.at)  # "when attacked, they will shoot back"
            only = above.modality == "hypothetical" and above.how == "aux" and grammar.negation(verb) is None
            if only and child.lower_ == "after" and any(a.lower_ == "had" for a in grammar.own_aux(verb)):
                return Outcome("hypothetical", above.how, above.at)  # "would take force after nine had ratified it"
            if only and child.lower_ == "when" and verb.tag_ != "VBN":
                return Outcome("hypothetical", above.how, above.at)  # "it would fall when somebody touches it"
            if now and (awaited or above.modality in ("planned", "requested")):
                return Outcome("planned", row.how, (child,))
        elif above.modality not in REAL or (child.lower_ in ("until", "before") and verb.tag_ in ("VBZ", "VBP")):
            return Outcome(row.modality, row.how, (child,))
    return None


def _awaited(verb: Token, head: Token, headline: bool, depth: int) -> Outcome | None:
    """ "Vowed to fight until he resigned", "promised to free them once it withdrew": still to come."""
    if verb.tag_ not in ("VBD", "VBN") or grammar.tense(verb) != "past" or grammar.negation(verb) is not None:
        return None
    sign = next((c for c in children(verb, "mark", "advmod") if c.lower_ in ("until", "till", "once")), None)
    if sign is None and head.lower_ == "soon" and any(c.lower_ == "as" for c in children(verb, "mark")):
        sign, head = head, head.head
    if sign is None or sign.i > verb.i or head.i > verb.i or not grammar.is_verb(head):
        return None
    main = of_verb(head, headline, depth + 1)
    if main.modality in ("planned", "threatened", "requested"):
        return Outcome("planned", "modality.tsv:until" if sign.lower_ != "soon" else "modality.tsv:soon", (sign,))
    refused = sign.lower_ in ("until", "till") and lemma(head) in ("refuse", "decline") and main == HAPPENED
    denied = main.modality == "denied" and any(t.lower_ in ("will", "would") for t in grammar.own_aux(head))
    return Outcome("planned", "modality.tsv:until", (sign,)) if refused or denied else None


def _with_it(verb: Token, head: Token, headline: bool, depth: int) -> Outcome | None:
    """A clause with "-ing" beside another: as real as that one."""
    listed = _listed(verb, head, headline, depth)
    if listed is not None:
        return listed
    if lemma(verb) in PROVOKING and head.dep_ == "ccomp" and lemma(head.head) in SAYING:
        return _inherit(head.head, headline, depth)  # "said it would cut jobs, prompting": the news did
    for particle in children(head, "prt"):
        row = effect("verb", lemma(head), f"{particle.lower_}-ing") or effect("verb", lemma(head), particle.lower_)
        row = row if particle.i == verb.i - 1 else None
        if row is not None:  # "put off signing"
            return applied(row, head, headline, depth)
    if any(c.dep_ == "mark" for c in grammar.kids(verb)):
        return None
    if speaks(verb) and verb.i and verb.nbor(-1).text == "," and grammar.infinitive(head) and head.dep_ == "xcomp":
        head = head.head  # "vowed to stay, rejecting calls to resign": at once, not when he stays
    told = of_verb(head, headline, depth + 1)
    if verb.i < head.i and told.modality in ("possible", "denied", "requested") and told.how == "aux":
        return None  # "appearing in court, he could be jailed": that he does
    if told.how == "parse:present" and lemma(verb) in words_of("harms at once"):
        return HAPPENED  # "a quake strikes the coast, killing nine"
    if told.how == "parse:present" and lemma(head) not in SAYING and not headline:
        return Outcome("ongoing", "parse:company", (head, verb))  # "lives in the camp, helping"
    return HAPPENED if told.how == "parse:present" else told


def _listed(verb: Token, head: Token, headline: bool, depth: int) -> Outcome | None:
    """ "Charged with assault, leaving the scene and resisting arrest": one more thing under the same preposition."""
    for prep in children(head, "prep"):
        row = effect("verb", lemma(head), str(prep.lower_))
        if row is not None and row.modality == "possible" and prep.i < verb.i and prep.lower_ in ("with", "of"):
            return applied(row, head, headline, depth)
    return None


def _under_noun(verb: Token, noun: Token, headline: bool, depth: int) -> Outcome:
    kept = fulfilled(noun)
    if kept is not None:
        return _inherit(kept, headline, depth)  # "carried out its threat to cut it off"
    body = noun.lower_ == "authorities" or (lemma(noun) == "authority" and children(noun, "compound"))
    row = effect("noun", lemma(noun), "clause") if not body else None  # they are people
    if lemma(noun) == "order" and noun.dep_ == "pobj" and noun.head.lower_ == "in" and verb.i == noun.i + 2:
        return Outcome("planned", "parse:purpose", (verb,))  # "in order to attack"
    due = lemma(noun) == "time" and not children(noun, "amod", "nummod") and grammar.infinitive(verb)
    came = noun.dep_ == "nsubj" and lemma(noun.head) == "come"
    if due and (came or (noun.dep_ == "attr" and lemma(noun.head) == "be" and not children(noun.head, "expl"))):
        return Outcome("requested", "parse:time", (noun,))  # "it is time to withdraw"
    if row is None:
        above = noun.head
        gone = undone(noun)
        if gone is not None:
            return gone  # "voted down a bill to legalise it"
        if noun.dep_ == "attr" and grammar.is_verb(above) and in_order(noun):
            return _inherit(above, headline, depth)  # "was the first minister to visit the island"
        if in_order(noun):
            return HAPPENED  # "the second climber to die there"
        if noun.dep_ == "attr" and lemma(above) == "be" and any(c.lower_ == "it" for c in children(above, "nsubj")):
            return _judged(above, noun, headline, depth)
        if grammar.is_time(noun) and grammar.is_verb(above) and lemma(above) == "give":
            return Outcome("requested", "parse:given time", (above,))  # "given a week to surrender"
        if noun.dep_ in ("dobj", "pobj"):
            carrier = above if grammar.is_verb(above) else above.head
            found = effect("verb", lemma(carrier), "clause") if grammar.is_verb(carrier) else None
            if found is not None:  # "urged the two sides to meet", read as a clause of the noun
                return applied(found, carrier, headline, depth)
            if any(effect("verb", lemma(carrier), "for") for p in [above] if p.lower_ in ("on", "upon", "to")):
                return Outcome("requested", "parse:call on", (carrier,))
        told = of_verb(above, headline, depth + 1) if noun.dep_ == "dobj" and grammar.is_verb(above) else HAPPENED
        if told.modality not in (*REAL, "denied"):
            return told  # "asked them to take steps to protect it": as far off as the steps
        return Outcome("planned", "parse:purpose", (verb,))
    no = grammar.negation(noun)
    found_modality = row.under(no is not None)
    undone_by = undone(noun) if found_modality in ("planned", "possible", SAME) else None
    if undone_by is not None:
        return undone_by
    above = noun.head
    if found_modality == "possible" and noun.dep_ == "dobj" and grammar.is_verb(above) and no is None:
        asked = of_verb(above, headline, depth + 1)
        if asked.modality == "requested":
            return asked  # "asked them to take steps to protect it"
    if lemma(noun) == "bid" and noun.dep_ in ("dobj", "nsubjpass") and lemma(above) in ANSWERED:
        return Outcome("requested", "modality.tsv:bid", (noun,))  # "the court rejected a bid to block it"
    if found_modality == "planned" and noun.dep_ == "pobj" and grammar.is_verb(above.head):
        charge = effect("verb", lemma(above.head), str(above.lower_))
        if charge is not None and charge.modality == "possible":
            return Outcome("possible", charge.how, (above.head,))  # "charged with a plot to kill"
    if lemma(noun) == "way" and noun.dep_ == "pobj" and above.lower_ == "on":
        return Outcome("planned", "parse:on the way", (above, noun))  # "is on its way to rescue them"
    if lemma(noun) in OPENINGS and noun.dep_ == "dobj" and lemma(above) in USED and no is None:
        if (
            grammar.negation(above) is None
            and above.tag_ in ("VBD", "VBN")
            and _inherit(above, headline, depth) == HAPPENED
        ):
            no = next((n for c in children(above, "conj") if lemma(c) == "do" and (n := grammar.negation(c))), None)
            if no is not None:
                return Outcome("denied", "parse:neg", (no,))  # "had the chance to kill him but did not"
            return HAPPENED  # "have had the opportunity to thank them"
        meant = of_verb(above, headline, depth + 1) if grammar.negation(above) is None else HAPPENED
        if meant.modality in ("planned", "threatened"):
            return meant  # "means to use its right to buy the port"
    if found_modality == "requested" and noun.dep_ == "dobj" and lemma(above) in TAKEN_UP:
        if grammar.negation(above) is None and own_form(above, headline).modality in REAL:
            return Outcome("planned", "parse:taken up", (above,))  # "accepted an invitation to visit"
    if found_modality == "denied" and noun.dep_ == "nsubj" and own_form(above, headline).modality not in REAL:
        return Outcome("hypothetical", "aux", own_form(above, headline).at)  # "failure to comply could mean jail"
    return Outcome(found_modality if found_modality != SAME else "happened", row.how, (noun,))


def undone(noun: Token) -> Outcome | None:
    """ "Foiled a plot to", "abandoned plans for", "the attempt to failed": nothing comes of what the noun is of."""
    down = noun.head if noun.dep_ == "pobj" and noun.head.lower_ in ("down", "against") else None
    verb = noun.head if down is None else down.head
    vain = fruitless(noun)
    if vain is not None:
        return Outcome("denied", "parse:failed", (vain,))
    failed = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "in" else None
    if failed is not None and lemma(failed) in FAILING and grammar.negation(failed) is None:
        return Outcome("denied", "parse:failed", (failed,))  # "failed in its bid to"
    no = grammar.negation(verb) if grammar.is_verb(verb) else None
    if no is not None and noun.dep_ == "nsubj" and _held(verb):
        return Outcome("denied", "parse:neg", (no, verb))  # "the planned march never took place"
    if not grammar.is_verb(verb) or no is not None:
        return None
    nothing = lemma(verb) == "come" and any(t.lower_ == "nothing" for t in grammar.of_prep(verb, "to"))
    if noun.dep_ == "nsubj" and (lemma(verb) in FAILING or nothing):
        return Outcome("denied", "parse:failed", (verb,)) if of_verb(verb, False, DEPTH).modality in REAL else None
    if down is None and noun.dep_ not in ("dobj", "nsubjpass"):
        return None
    row = effect("verb", lemma(verb), "object") if lemma(verb) != "prevent" and down is None else None
    for particle in (*children(verb, "prt"), *([down] if down is not None else [])):
        row = effect("verb", lemma(verb), particle.lower_) or row  # "called off the planned march", "voted down plans"
    if lemma(verb) in DROPPED and of_verb(verb, False, DEPTH).modality in REAL:
        return Outcome("denied", "parse:dropped", (verb,))
    if row is None or row.modality != "denied" or of_verb(verb, False, DEPTH).modality not in REAL:
        return None
    return Outcome("denied", row.how, (verb,))


def _held(verb: Token) -> bool:
    """True for "took place", "came off", "happened", "materialised"."""
    place = lemma(verb) == "take" and any(c.lower_ == "place" for c in children(verb, "dobj"))
    off = lemma(verb) in ("come", "go") and any(c.lower_ in ("off", "ahead", "about") for c in grammar.kids(verb))
    return place or off or lemma(verb) in words_of("is held true")


def _what_follows(verb: Token, noun: Token, headline: bool, depth: int) -> Outcome | None:
    """ "Could cause a flood resulting in deaths": as real as that of which it is the outcome."""
    over = noun.head
    if lemma(verb) not in classes()["causing"].words or verb.tag_ != "VBG":
        return None
    row = effect("noun", lemma(noun), "phrase") if grammar.of_prep(noun, "of") else None
    if row is not None and row.modality == "possible":
        return Outcome(row.modality, row.how, (noun,))  # "reports of clashes in the port resulting in deaths"
    while noun.dep_ == "pobj" and over.lower_ not in ("of", "about") and over.head.pos_ == "NOUN":
        noun = over.head  # "reports of clashes in the port resulting in deaths"
        over = noun.head
    if noun.dep_ == "pobj" and over.lower_ in ("of", "about"):
        row = effect("noun", lemma(over.head), "phrase")  # "reports of clashes resulting in deaths"
        return Outcome(row.modality, row.how, (over.head,)) if row is not None and row.modality == "possible" else None
    if noun.dep_ != "dobj":
        return None
    above = of_verb(over, headline, depth + 1) if grammar.is_verb(over) else HAPPENED
    return above if above.modality not in REAL else None


def _under_prep(prep: Token, headline: bool, depth: int) -> Outcome | None:
    row = effect("prep", prep.lower_, "all")
    if row is not None:
        return Outcome(row.modality, row.how, (prep,))
    stands = before(prep) or not_by(prep) or by_quality(prep)
    if stands is not None:
        return stands
    above = prep.head
    if grammar.is_verb(above) and prep.lower_ == "on" and lemma(above) in words_of("keeps on"):
        told = _inherit(above, headline, depth)  # "goes on jailing them"
        return Outcome("ongoing", "parse:goes on", (above, prep)) if told.modality in REAL else told
    if grammar.is_verb(above):
        tried = next((t for t in grammar.of_prep(above, "on") if lemma(t) in classes()["tried"].words), None)
        if tried is not None and prep.lower_ in ("for", "over"):  # "went on trial for killing him"
            return Outcome("possible", "parse:on trial", (tried,))
        row = effect("verb", lemma(above), str(prep.lower_))
        kept = effect("verb", lemma(above), "kept_from") if prep.lower_ == "from" else None
        if kept is not None and of_verb(above, headline, depth + 1).modality in ("happened", "historical"):
            row = kept  # "kept the ferry from sinking": it did not; "may keep it from sinking": it may yet
        if row is not None:
            return applied(row, above, headline, depth)
        told = _inherit(above, headline, depth)
        if prep.lower_ in ("by", "through") and told.how == "aux" and any(t.lower_ == "can" for t in told.at):
            return replace(told, modality="hypothetical")  # "can be won by shelling the port"
        if without_waiting(prep):
            return HAPPENED  # "did not wait for the auditors before dismissing him"
        # "could be jailed after admitting it", "refused to leave after being asked to"
        past = told.modality in ("possible", "requested", "denied", "ongoing")
        return HAPPENED if prep.lower_ in LATER and past else told
    by = above.head
    if above.dep_ == "pobj" and by.dep_ == "agent" and grammar.is_verb(by.head):
        row = effect("verb", lemma(by.head), str(prep.lower_))
        if row is not None:
            return applied(row, by.head, headline, depth)  # "was accused by rebels of shelling it"
    called = grammar.common(above)
    row = effect("noun", called, "doing") or effect("noun", called, "phrase")
    row = row or effect("noun", called, str(prep.lower_))
    no = grammar.negation(above)
    refuted = refutation(above) if row is not None and row.modality == "possible" else None
    if refuted is not None:
        return refuted  # "rejected accusations of looting it"
    if row is not None and (row.modality, row.negated) == ("happened", "ongoing") and asked_for(above):
        return Outcome("ongoing", row.how, (above,))  # "demanded an end to fighting"
    if row is not None and row.under(no is not None) != SAME:
        return Outcome(row.under(no is not None), row.how, (above,) if no is None else (no, above))
    over = effect("verb", lemma(above.head), "object") if row is not None and above.dep_ == "dobj" else None
    if over is not None and over.modality == "denied":
        return applied(over, above.head, headline, depth)  # "denied any part in attacking it"
    if above.dep_ == "dobj" and grammar.is_verb(above.head):  # "accused the premier of": the phrase is the verb's
        row = effect("verb", lemma(above.head), str(prep.lower_))
        if row is not None:
            return applied(row, above.head, headline, depth)
    if above.pos_ == "ADJ" and above.dep_ == "acomp" and grammar.is_verb(above.head):
        found = of_verb(above.head, headline, depth + 1)
        return found if found.modality not in REAL else None  # "would be useful in preventing attacks"
    if above.pos_ == "ADV" and grammar.is_verb(above.head):  # "never got as far as attacking"
        found = of_verb(above.head, headline, depth + 1)
        return found if found.modality not in REAL else None
    return None
