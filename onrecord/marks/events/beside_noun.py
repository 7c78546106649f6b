"""What the words beside a noun say of what it tells, without a look at the verbs above."""

from __future__ import annotations

from onrecord.marks.events import extents, grammar, verb_form
from onrecord.marks.events.forms import DAYS, Outcome, conditional
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import classes, effect
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

METHODS = words_of("method")


def any_of(noun: Token) -> Outcome | None:
    """ "Before any deployment": none is known of."""
    kind = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    for child in (*children(noun, "det"), *children(kind, "det")):  # "any kind of violence"
        row = effect("det", child.lower_, "all")
        verb = extents.clause_head(noun)
        no = verb_form.negation(verb) if row is not None and grammar.is_verb(verb) else None
        if row is not None and no is not None and noun.dep_ in ("dobj", "attr", "pobj"):
            return Outcome(row.negated, row.how, (no, child))  # "has not had any injuries"
        if row is not None:
            return Outcome(row.modality, row.how, (child,))
    return None


def listed_with(noun: Token) -> Token | None:
    """What a noun is listed with, where the parser reaches back over the verb: "asked for beds, a road and help"."""
    top = noun
    while top.dep_ == "conj" and top.head.pos_ == "NOUN" and top.head.i > noun.i - 12:
        top = top.head
    if top.dep_ != "appos":
        return None
    verb = top.head.head
    if not (grammar.is_verb(verb) and top.head.i < verb.i < top.i):
        return None
    for i in range(top.i - 1, verb.i, -1):
        word = top.doc[i]
        if word.dep_ in ("dobj", "pobj") and word.pos_ == "NOUN":
            return word
    return None


def named_before(prep: Token, verb: Token) -> Outcome | None:
    """ "Would “pave the way” for talks", "voiced opposition to the sale": the phrase is that of the noun before it."""
    at = prep.i - 1
    while at > verb.i and prep.doc[at].is_punct:
        at -= 1
    noun = prep.doc[at]
    own = noun.dep_ == "dobj" and noun.head == verb
    own = own or (noun.dep_ == "pobj" and noun.head.head == verb and noun.head.lower_ == "on")  # "is on alert for"
    against = prep.lower_ in ("to", "against") and lemma(noun) in ("opposition", "objection")
    spared = prep.lower_ == "from" and lemma(noun) in words_of("spared")
    if own and prep.lower_ == "on" and lemma(noun) == "hope":
        return Outcome("hypothetical", "parse:hopes on", (noun,))  # "are pinning their hopes on the return of"
    agreed = prep.lower_ == "to" and noun.lower_ in words_of("go-ahead")
    settled = prep.lower_ == "on" and lemma(noun) in words_of("settled on")
    if not own or not (prep.lower_ == "for" or against or spared or settled or agreed):
        return None
    row = effect("noun", noun.lower_, str(prep.lower_)) if agreed else effect("noun", lemma(noun), str(prep.lower_))
    row = row or effect("noun", lemma(noun), "phrase")
    if row is None or row.modality not in ("planned", "possible", "requested", "threatened", "hypothetical"):
        return None
    no = verb_form.negation(noun)
    return Outcome(row.under(no is not None), row.how, (noun,) if no is None else (no, noun))


def aimed_at(verb: Token) -> bool:
    """True for "a strategy for ending the protests": they are not at an end."""
    prep = verb.head
    return verb.dep_ == "pcomp" and verb.tag_ == "VBG" and lemma(prep.head) in METHODS


def what_is_wanted(be: Token) -> Outcome | None:
    """ "What they want is a ceasefire", "all we ask for is"."""
    for clause in children(be, "csubj", "nsubj"):
        row = effect("verb", lemma(clause), "object") if grammar.is_verb(clause) else None
        if row is not None and row.modality == "requested":
            return Outcome("requested", row.how, (clause,))
    return None


def indefinite(noun: Token) -> bool:
    """True for "a strike", "strikes": whether there is one hangs on the verb, as it does not for "the strike"."""
    return not grammar.definite(noun)


def unknown(noun: Token) -> bool:
    """True for "an outbreak", "outbreaks", and "the outbreak of diseases", which is as much of any."""
    of = [t for p in children(noun, "prep") if p.lower_ == "of" for t in children(p, "pobj")]
    bare = bool(of) and not grammar.kids(of[0]) and of[0].pos_ == "NOUN" and not children(noun, "poss")
    return indefinite(noun) or bare


def nothing_to_do(prep: Token) -> Token | None:
    """The word "nothing" in "had nothing to do with the attack"."""
    if prep.lower_ != "with" or lemma(prep.head) != "do":
        return None
    near = [*children(prep.head, "dobj"), prep.head.head, *children(prep.head.head, "dobj")]
    return next((t for t in near if t.lower_ == "nothing"), None)


def would_be(noun: Token) -> Outcome | None:
    """ "A would-be attack", which the parser reads as three words."""
    for child in children(noun, "amod", "compound", "nmod"):
        if child.lower_ == "be" and child.i > 1 and child.nbor(-1).text == "-" and child.nbor(-2).lower_ == "would":
            return Outcome("hypothetical", "parse:would-be", (child.nbor(-2), child))
    return None


def along_with(noun: Token) -> Outcome | None:
    """ "A call for a truce and the release of captives": the second thing called for, hung on the call itself."""
    over = noun.head
    row = effect("noun", lemma(over), "phrase") or effect("noun", lemma(over), "for")
    if row is None or row.modality not in ("requested", "planned", "possible", "threatened"):
        return None
    if not any(p.lower_ == "for" and over.i < p.i < noun.i for p in children(over, "prep")):
        return None
    no = verb_form.negation(over)
    return Outcome(row.under(no is not None), row.how, (over,) if no is None else (no, over))


def put_to(verb: Token) -> Outcome | None:
    """ "The launch has slipped to January", "the trial was moved to June"."""
    if lemma(verb) not in words_of("puts to a day"):
        return None
    back = [verb, *children(verb, "advmod", "prt")]  # "was pushed back to June"
    days = [t for w in back for p in children(w, "prep") if p.lower_ in ("to", "until") for t in children(p, "pobj")]
    day = next((t for t in days if t.lower_ in DAYS), None)
    return Outcome("planned", "parse:appointed", (day,)) if day is not None else None


def came_about(noun: Token) -> bool:
    """True for "the planned march went ahead", "mounted its long-threatened invasion"."""
    verb = noun.head
    if verb.tag_ != "VBD" or grammar.own_aux(verb) or verb_form.negation(verb) is not None:
        return False
    if noun.dep_ == "dobj":
        return lemma(verb) in words_of("mounts") and not grammar.infinitive(verb)
    if noun.dep_ != "nsubj":
        return False
    passed = lemma(verb) == "pass" and any(c.lower_ == "off" for c in grammar.kids(verb))
    ahead = lemma(verb) == "go" and any(c.lower_ in ("ahead", "off") for c in grammar.kids(verb))
    placed = lemma(verb) == "take" and any(c.lower_ == "place" for c in children(verb, "dobj"))
    came = lemma(verb) in ("come", "happen", "occur") or lemma(verb) in words_of("breaks out")
    return passed or ahead or placed or came


def abiding(noun: Token) -> str:
    """ "ongoing" for what is still there unless something tells otherwise: "the fighting", "a crisis"."""
    if lemma(noun) == "fighting" and not grammar.definite(noun):
        return ""  # "were killed in fighting"
    return "ongoing" if lemma(noun) in classes()["abiding"].words else ""


def held_already(noun: Token) -> bool:
    """True for "an initial inquiry revealed that", "the review found": it has been held."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.tag_ not in ("VBD", "VBN") or lemma(verb) not in words_of("finds out"):
        return False
    return lemma(noun) in classes()["inquiring"].words | words_of("looks into too")


def penalty(noun: Token, default: str, type_: str) -> Outcome | None:
    """ "Faces trial", "facing expulsion": it is to come; not "faces curbs", which last."""
    if noun.dep_ != "dobj" or type_ not in ("COERCE", "SANCTION", "ASSAULT", "OTHER") or grammar.definite(noun):
        return None
    row = effect("verb", lemma(noun.head), "penalty")
    if (
        row is None
        or children(noun.head, "prt")
        or (type_ == "OTHER" and lemma(noun) not in classes()["in_store"].words)
    ):
        return None
    if default == "ongoing" and lemma(noun) not in classes()["awaited"].words and not conditional(noun.head):
        return None  # but "faces curbs unless it withdraws"
    return Outcome(row.under(verb_form.negation(noun.head) is not None), row.how, (noun.head,))


def no_more(prep: Token) -> Token | None:
    """The word "no" in "is no longer under investigation"."""
    longer = [c for c in children(prep.head, "advmod") if c.lower_ == "longer"]
    return next((no for c in longer if (no := verb_form.negation(c)) is not None), None)
