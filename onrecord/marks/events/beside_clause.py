"""Clauses beside another: "to" of purpose, "-ing" of company, "until they leave", "were they to leave"."""

from __future__ import annotations

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.asides import speaks
from onrecord.marks.events.beside import named, one_in_order, under_way
from onrecord.marks.events.climb import Climb
from onrecord.marks.events.forms import HAPPENED, REAL, SAYING, Outcome
from onrecord.marks.events.governing import applied, by_adjective
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.passed_over import bidden_to
from onrecord.marks.events.tables import SAME, classes, effect
from onrecord.marks.events.under_noun import grown_to, under_noun
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

MOTION = words_of("sets out")
PROVOKING = words_of("provokes")
EXPLOITING = words_of("exploits")
_AIMED = words_of("is to be done")


def is_to(verb: Token, be: Token, up: Climb) -> Outcome | None:
    """ "Is to leave", "were they to leave", "is yet to leave"."""
    if lemma(verb) == "blame":
        return None
    subject = next(iter(children(be, "nsubj")), None)
    it = subject is not None and subject.lower_ == "it" and be.tag_ in ("VBZ", "VBP")
    if it and not _right_behind(be, verb):
        return Outcome("hypothetical", "parse:it is", (be,))  # "it is not in his nature to wait"
    if subject is not None and lemma(subject) in _AIMED and be.tag_ in ("VBZ", "VBP", "VBD"):
        return Outcome("planned", "parse:aim", (be,))  # "her focus is to reopen it", "the advice is to"
    yet = next((c for c in children(be, "advmod") if c.lower_ == "yet"), None)
    if yet is not None:
        return Outcome("denied", "parse:yet", (yet,))
    above = up.of_verb(be)
    if be.lower_ == "were" and any(s.i > be.i for s in children(be, "nsubj", "nsubjpass", "expl")):
        return Outcome("hypothetical", "parse:inversion", (be,))  # "were they to leave"
    had = next((a for a in grammar.own_aux(verb) if a.lower_ == "have"), None)
    if had is not None and be.tag_ == "VBD" and verb.tag_ == "VBN":
        return Outcome("hypothetical", "is to", (be, had))  # "was to have hosted it": it did not
    if above.modality == "hypothetical":
        return above
    no = verb_form.negation(be) or verb_form.negation(verb)
    if no is not None:
        return Outcome("denied", "is to", (no, be))  # "were never to meet again"
    return Outcome("planned", "is to", (be,))


def _right_behind(be: Token, verb: Token) -> bool:
    """True for "it is to meet", "it is also to meet": who is spoken of before; not for "it is up to them to meet"."""
    to = next((a for a in children(verb, "aux") if a.tag_ == "TO"), None)
    between = be.doc[be.i + 1 : to.i].words if to is not None and to.i > be.i else []
    return to is not None and all(t.pos_ == "ADV" or t.dep_ == "neg" for t in between)


def beside_clause(verb: Token, head: Token, up: Climb) -> Outcome | None:
    """A clause that hangs on another: "to" of purpose, "-ing" of company, "until they leave"."""
    if grammar.infinitive(verb):
        asked = bidden_to(verb, head)
        if asked is not None:
            return asked
        noun = named(verb)
        if noun is not None:
            return under_noun(verb, noun, up)
        if head.pos_ == "ADJ" and head.dep_ == "ccomp":
            return by_adjective(head, up)  # "would make it illegal to protest"
        turned = any(s.i > head.i for s in children(head, "nsubj", "expl"))
        if lemma(head) == "be" and head.lower_ == "were" and (turned or children(head, "expl")):
            return is_to(verb, head, up)
        if not grammar.is_verb(head):
            return None
        it = lemma(head) == "remain" and any(s.lower_ == "it" for s in children(head, "nsubj", "expl"))
        if it and head.tag_ in ("VBZ", "VBP") and children(verb, "mark"):
            return Outcome("planned", "parse:remains", (head,))  # "it remains for parliament to ratify it"
        if lemma(head) == "make" and verb_form.passive(head):
            return up.inherit(head)  # "was made to leave the country"
        row = effect("verb", lemma(head), "clause")
        if any(m.lower_ == "for" for m in children(verb, "mark")):
            row = effect("verb", lemma(head), "for") or row
        if row is not None:
            return applied(row, head, up)
        grew = grown_to(verb, head, up)
        if grew is not None:
            return grew
        if lemma(head) in ("give", "have") and any(p.lower_ in ("until", "till") for p in children(head, "prep")):
            return Outcome("requested", "parse:given time", (head,))
        if lemma(head) == "take" and any(grammar.is_time(t) for t in children(head, "dobj", "npadvmod")):
            return up.inherit(head)  # "took an hour to convict him"
        row = effect("verb", lemma(head), "for")
        if row is not None and any(p.lower_ in ("on", "upon", "for", "to") for p in children(head, "prep")):
            return applied(row, head, up)  # "called on them to leave", "waits for them to leave"
        above = up.inherit(head)
        ranked = children(head, "attr", "acomp", "oprd")
        if above.modality in REAL and any(one_in_order(t) and t.i < verb.i for t in ranked):
            return above  # "became the fifth rookie to win ten games"
        if lemma(verb) in classes()["prevailing"].words and lemma(head) in classes()["striving"].words:
            return above  # "scored twice to win the cup"
        if lemma(head) in EXPLOITING and above.modality in REAL:
            return HAPPENED if above.modality == "happened" else above  # "exploited a gap to rob the depot"
        ahead = lemma(head) in MOTION and not up.headline and (head.tag_ in ("VBZ", "VBP") or under_way(head))
        if (lemma(head) in MOTION and not ahead) or above.modality not in REAL:
            return above
        return Outcome("planned", "parse:purpose", (verb,))
    if verb.tag_ == "VBG" and not grammar.own_aux(verb) and grammar.is_verb(head):
        return _with_it(verb, head, up)
    awaited_at = _awaited(verb, head, up)
    if awaited_at is not None:
        return awaited_at
    for child in grammar.kids(verb):
        row = effect("mark", child.lower_, "future") if child.dep_ in ("mark", "advmod") else None
        if row is None or verb.tag_ not in ("VBZ", "VBP", "VBN"):
            continue
        above = up.of_verb(head)
        if row.modality == SAME:  # "will be jailed when he is found", "faces years in jail when he is sentenced"
            awaited = effect("verb", lemma(head), "penalty") is not None
            now = next(iter(grammar.own_aux(verb)), verb).lower_ in ("is", "are") or verb.tag_ != "VBN"
            if verb.tag_ == "VBN" and not grammar.own_aux(verb) and above.modality in ("planned", "hypothetical"):
                return Outcome("hypothetical", above.how, above.at)  # "when attacked, they will shoot back"
            only = above.modality == "hypothetical" and above.how == "aux" and verb_form.negation(verb) is None
            if only and child.lower_ == "after" and any(a.lower_ == "had" for a in grammar.own_aux(verb)):
                return Outcome("hypothetical", above.how, above.at)  # "would take force after nine had ratified it"
            if only and child.lower_ == "when" and verb.tag_ != "VBN":
                return Outcome("hypothetical", above.how, above.at)  # "it would fall when somebody touches it"
            if now and (awaited or above.modality in ("planned", "requested")):
                return Outcome("planned", row.how, (child,))
        elif above.modality not in REAL or (child.lower_ in ("until", "before") and verb.tag_ in ("VBZ", "VBP")):
            return Outcome(row.modality, row.how, (child,))
    return None


def _awaited(verb: Token, head: Token, up: Climb) -> Outcome | None:
    """ "Vowed to fight until he resigned", "promised to free them once it withdrew": still to come."""
    if verb.tag_ not in ("VBD", "VBN") or verb_form.tense(verb) != "past" or verb_form.negation(verb) is not None:
        return None
    sign = next((c for c in children(verb, "mark", "advmod") if c.lower_ in ("until", "till", "once")), None)
    if sign is None and head.lower_ == "soon" and any(c.lower_ == "as" for c in children(verb, "mark")):
        sign, head = head, head.head
    if sign is None or sign.i > verb.i or head.i > verb.i or not grammar.is_verb(head):
        return None
    main = up.of_verb(head)
    if main.modality in ("planned", "threatened", "requested"):
        return Outcome("planned", "modality.tsv:until" if sign.lower_ != "soon" else "modality.tsv:soon", (sign,))
    refused = sign.lower_ in ("until", "till") and lemma(head) in ("refuse", "decline") and main == HAPPENED
    denied = main.modality == "denied" and any(t.lower_ in ("will", "would") for t in grammar.own_aux(head))
    return Outcome("planned", "modality.tsv:until", (sign,)) if refused or denied else None


def _with_it(verb: Token, head: Token, up: Climb) -> Outcome | None:
    """A clause with "-ing" beside another: as real as that one."""
    listed = listed_with(verb, head, up)
    if listed is not None:
        return listed
    if lemma(verb) in PROVOKING and head.dep_ == "ccomp" and lemma(head.head) in SAYING:
        return up.inherit(head.head)  # "said it would cut jobs, prompting": the news did
    for particle in children(head, "prt"):
        row = effect("verb", lemma(head), f"{particle.lower_}-ing") or effect("verb", lemma(head), particle.lower_)
        row = row if particle.i == verb.i - 1 else None
        if row is not None:  # "put off signing"
            return applied(row, head, up)
    if any(c.dep_ == "mark" for c in grammar.kids(verb)):
        return None
    if speaks(verb) and verb.i and verb.nbor(-1).text == "," and grammar.infinitive(head) and head.dep_ == "xcomp":
        head = head.head  # "vowed to stay, rejecting calls to resign": at once, not when he stays
    told = up.of_verb(head)
    if verb.i < head.i and told.modality in ("possible", "denied", "requested") and told.how == "aux":
        return None  # "appearing in court, he could be jailed": that he does
    if told.how == "parse:present" and lemma(verb) in words_of("harms at once"):
        return HAPPENED  # "a quake strikes the coast, killing nine"
    if told.how == "parse:present" and lemma(head) not in SAYING and not up.headline:
        return Outcome("ongoing", "parse:company", (head, verb))  # "lives in the camp, helping"
    return HAPPENED if told.how == "parse:present" else told


def listed_with(verb: Token, head: Token, up: Climb) -> Outcome | None:
    """ "Charged with assault, leaving the scene and resisting arrest": one more thing under the same preposition."""
    for prep in children(head, "prep"):
        row = effect("verb", lemma(head), str(prep.lower_))
        if row is not None and row.modality == "possible" and prep.i < verb.i and prep.lower_ in ("with", "of"):
            return applied(row, head, up)
    return None
