"""Clauses under a verb or an adjective: "threatened to attack", "said that they fled", "has yet to agree"."""

from __future__ import annotations

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.asides import asked_what, with_which
from onrecord.marks.events.beside import INCLUDING, in_order, listed_in, of_that, said_of, told_by, voice_of, wished
from onrecord.marks.events.beside_clause import beside_clause, is_to
from onrecord.marks.events.climb import Climb
from onrecord.marks.events.forms import SAYING, Outcome, conditional, reported
from onrecord.marks.events.governing import applied, by_adjective
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.hearsay import if_genuine, wrongly_told
from onrecord.marks.events.passed_over import behind_after
from onrecord.marks.events.standing import enough
from onrecord.marks.events.tables import SAME, classes, effect
from onrecord.marks.events.under_noun import grown_that, grown_to, under_noun
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

LIKING = words_of("likes")
TELLING = words_of("asserts")
_CLAIMING = words_of("claims to be so")


def under_verb(verb: Token, head: Token, up: Climb) -> Outcome | None:
    """What the head of a clause says of it: of its complement, or of what hangs on it; None where it says nothing."""
    bare = verb.tag_ in ("VBN", "VBG") and not grammar.own_aux(verb) and not children(verb, "mark")
    seen = verb.tag_ == "VB" and not grammar.own_aux(verb) and lemma(head) in classes()["with_bare"].words
    finite = verb.dep_ == "ccomp" and not grammar.infinitive(verb) and not bare and not seen
    if head.pos_ == "NOUN" and verb.dep_ == "advcl" and grammar.infinitive(verb) and effect("noun", lemma(head), "all"):
        return under_noun(verb, head, up)  # "no need for the board to consult them"
    if head.pos_ == "NOUN" and verb.dep_ == "ccomp":
        return under_noun(verb, head, up) if grammar.infinitive(verb) else told_by(verb, head)
    if verb.dep_ == "advcl":
        return beside_clause(verb, head, up)
    if head.pos_ == "ADJ" and head.dep_ == "amod" and head.head.dep_ == "dobj" and not finite:
        if lemma(head.head.head) in LIKING:  # "want those responsible to be punished"
            return Outcome("requested", "parse:want", (head.head.head,))
        return under_verb(verb, head.head.head, up)
    if head.pos_ == "ADJ":
        if finite and effect("adj", lemma(head), "clause") is None:
            return None  # "it is undisputed that he died"
        return enough(verb, head.head, head) or by_adjective(head, up)
    if finite and (asked_what(verb, head) or behind_after(verb)):
        return None
    if lemma(head) == "be" and finite:
        return said_of(verb, head)
    if lemma(head) == "be" and not finite and grammar.infinitive(verb):
        for adjective in children(head, "acomp"):
            return by_adjective(adjective, up)
        noun = next(iter(children(head, "attr", "nsubj")), None)
        row = effect("noun", lemma(noun), "clause") if noun is not None else None
        starts = lemma(verb) in classes()["occur"].words  # "talks are to resume" is no plan of theirs
        if row is not None and noun is not None and not starts:  # "the plan is to attack"
            return Outcome(row.modality, row.how, (noun,))
        if any(in_order(t) for t in children(head, "attr")):
            return up.inherit(head)  # "is the third minister to resign", read as if it were to
        return is_to(verb, head, up)
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
        past = head.tag_ in ("VBD", "VBN") and not now and verb_form.negation(head) is None
        past = past and not (head.dep_ == "ccomp" and lemma(head.head) == "tell")  # "told them they had to leave"
        would = next((a for a in grammar.own_aux(head) if a.lower_ in ("would", "'d")), None)
        if would is not None and not reported(head):
            return Outcome("hypothetical", "aux", (would, head))
        may = next((a for a in grammar.own_aux(head) if a.lower_ in ("may", "might", "could")), None)
        if may is not None and verb_form.negation(head) is None:  # "may have to close branches if rates rise"
            return Outcome("hypothetical" if conditional(head) else "possible", "aux", (may, head))
        return up.of_verb(head) if past else Outcome("requested", "has to", (head,))
    if lemma(head) == "use" and head.tag_ == "VBD" and with_which(head):
        return up.inherit(head)
    if lemma(head) == "use" and head.tag_ == "VBD" and not verb_form.passive(head) and not children(head, "dobj"):
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
    if row is not None and lemma(head) in ("press", "push") and not finite and verb_form.negation(head) is None:
        if children(verb, "nsubj", "nsubjpass") or (children(head, "dobj") and verb.i > head.i):
            return Outcome("requested", "modality.tsv:press", (head,))  # "are pressing him to sign"
    if finite:
        voice = voice_of(head) if effect("verb", lemma(head), "that") is None and not wished(verb) else None
        if voice is not None:
            return voice  # "prosecutors say he did it"
        genuine = if_genuine(verb, head)
        if genuine is not None:
            return Outcome("possible", "modality.tsv:if", (genuine,))
        grown = grown_that(verb, head) if row is None else None
        if grown is not None:
            return grown  # "speculation mounted that he would retire"
        no = verb_form.negation(head) if lemma(head) in _CLAIMING else None
        if no is not None and any(c.lower_ == "that" for c in children(verb, "mark")):
            return Outcome("possible", "modality.tsv:claim", (no, head))  # "nobody claimed that they had fled"
        row = of_that(verb, head, row)
        if row is not None and row.modality == "planned" and _is_over(verb, head):
            return None  # "Orva sets mark  The club has won", two lines read as one
        if row is not None and row.modality == SAME and any(a.lower_ == "can" for a in grammar.own_aux(head)):
            return None  # "police can confirm that nine died"
    if not finite and verb_form.passive(head, up.headline):
        row = effect("verb", lemma(head), "said_to") or row  # "was said to have fled"
    if lemma(head) in INCLUDING and bare:
        listed = listed_in(head)
        if listed is not None:
            return listed
    opens = up.headline and head.tag_ in ("VB", "VBP") and not head.i
    if row is None and opens and effect("noun", lemma(head), "clause"):
        return under_noun(verb, head, up)  # "Bid to free hostages fails", read as an order
    if row is None:
        grew = None if finite else grown_to(verb, head, up)
        return grew or (None if finite else up.inherit(head))
    return applied(row, head, up)


def _is_over(verb: Token, head: Token) -> bool:
    """True for a clause in the perfect, or one before the verb that would plan it, with no "that"."""
    bare = not children(verb, "mark")
    over = any(a.lower_ in ("has", "have") and a.tag_ != "VB" for a in grammar.own_aux(verb)) and verb.tag_ == "VBN"
    return bare and (over or (verb.i < head.i and verb.tag_ in ("VBD", "VBP", "VBZ") and not grammar.own_aux(verb)))
