"""What the words beside a clause or a phrase say of whether it came about, without a look at the verbs above."""

from __future__ import annotations

from onrecord.lexicon import people_nouns
from onrecord.marks.events import extents, grammar, verb_form
from onrecord.marks.events.forms import REAL, SAYING, Outcome, own_form
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.hearsay import unverified
from onrecord.marks.events.tables import SAME, Effect, classes, effect
from onrecord.marks.events.untrue import called_untrue
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

CARRYING = frozenset("dobj nsubj nsubjpass attr pobj".split())
ONES = words_of("the one")
FLEEING = words_of("gets away")
OPTIONS = words_of("choice")
ORDER = words_of("in order")
# No statement tells more of these: "a move that they denounced" is no move to denounce.
_DOINGS = words_of("doing")
INCLUDING = words_of("includes")
_WAVING = words_of("waves off a claim")
_OFF = frozenset(("off", "aside", "away", "down", "out"))


def before(prep: Token) -> Outcome | None:
    """What the word before a preposition says: "short of", "instead of", "close to"."""
    if not prep.i:
        return None
    word = prep.nbor(-1)
    if prep.head.dep_ == "pobj" and prep.head.ent_type_ in grammar.TIME_LABELS:
        word = prep.head.head  # "within an hour of"
    if word.lower_ == "away" and word.dep_ in ("advmod", "prt") and lemma(word.head) in FLEEING:
        return None  # "ran away from the war"
    if prep.lower_ == "than" and word.lower_ != "rather":
        word = next((t for t in prep.doc[max(0, prep.i - 6) : prep.i].words if t.lower_ == "rather"), word)
    row = effect("before", word.lower_, str(prep.lower_))
    if row is None:
        return None
    if word.lower_ == "short" and word.i and word.nbor(-1).lower_ in ("nothing", "anything", "little"):
        return Outcome("hypothetical", row.how, (word.nbor(-1), word))  # "nothing short of an invasion would help"
    no = verb_form.negation(prep.head) or (verb_form.negation(prep.head.head) if prep.head == word else None)
    return Outcome(row.under(no is not None), row.how, (word,) if no is None else (word, no))


def never_without(prep: Token) -> bool:
    """True for "barely a week goes by without a march", "not a day passes without": there always is one."""
    over = prep.head
    if prep.lower_ != "without" or not grammar.is_verb(over) or lemma(over) not in words_of("goes by"):
        return False
    for time in children(over, "nsubj"):
        near = prep.doc[max(0, time.left_edge.i - 1) : time.i].words
        few = any(t.lower_ in words_of("hardly") or t.lower_ in ("not", "no", "never") for t in near)
        if few or verb_form.negation(over) is not None:
            return True
    return verb_form.negation(over) is not None


def without_so_much(prep: Token) -> Outcome | None:
    """ "Left without so much as an apology": not even that."""
    if prep.lower_ != "as" or prep.i < 3 or [t.lower_ for t in prep.doc[prep.i - 2 : prep.i].words] != ["so", "much"]:
        return None
    without = prep.nbor(-3)
    return Outcome("denied", "modality.tsv:without", (without,)) if without.lower_ == "without" else None


def not_by(prep: Token) -> Outcome | None:
    """ "Not by attacking them": a way that is ruled out."""
    no = next((c for c in children(prep, "neg") if c.i < prep.i), None)
    if no is None and prep.i and prep.nbor(-1).lower_ == "not" and prep.nbor(-1).head in (prep, prep.head):
        no = prep.nbor(-1) if prep.lower_ in ("by", "through", "with", "for") else None
    return Outcome("denied", "parse:neg", (no,)) if no is not None else None


def by_quality(prep: Token) -> Outcome | None:
    """ "Vulnerable to attack", "capable of attacking", "ready for talks": what an adjective says of its phrase."""
    word = prep.head
    row = effect("adj", lemma(word), str(prep.lower_)) if word.pos_ in ("ADJ", "VERB") else None
    if row is None:
        return None
    no = verb_form.negation(word) or (verb_form.negation(word.head) if word.dep_ in ("acomp", "oprd") else None)
    found = row.under(no is not None)  # "pleaded not guilty to murder"
    return Outcome(found, row.how, (word,) if no is None else (no, word)) if found != SAME else None


def listed_in(verb: Token) -> Outcome | None:
    """ "The plan includes fines", "the proposals include banning it": what they include is no more real than they."""
    for subject in children(verb, "nsubj"):
        row = effect("noun", lemma(subject), "clause") or effect("noun", lemma(subject), "for")
        row = row or effect("noun", lemma(subject), "enacting")  # "the draft includes an embargo"
        if row is not None and row.modality in ("planned", "requested", "possible"):
            return Outcome(row.modality, row.how, (subject,))
    return None


def wished(verb: Token) -> bool:
    """ "Demanded that it lift the siege", "that it be lifted": what is asked for, not what is stated."""
    auxes = grammar.own_aux(verb)
    if any(a.lower_ in ("should", "must", "ought") for a in auxes):
        return True
    if auxes:
        return auxes[0].lower_ == "be"
    asked = any(c.dep_ == "mark" and c.lower_ == "that" for c in grammar.kids(verb))
    bare = verb.tag_ in ("VBP", "VBZ") or (verb.tag_ == "VBD" and verb.lower_ not in classes()["unchanged"].words)
    bare = bare and verb.lower_ == lemma(verb)  # "demands that the minister apologise"
    return verb.tag_ == "VB" or (bare and asked)


def first_bare(verb: Token) -> Token | None:
    """The verb that a bare one goes with where the parser hangs it too high: "will try to find it and then report"."""
    if verb.tag_ != "VB" or grammar.own_aux(verb) or grammar.infinitive(verb) or children(verb, "nsubj", "nsubjpass"):
        return None
    if verb.head.tag_ in ("VB", "VBG"):
        return None
    for i in range(verb.i - 1, max(verb.head.i, verb.i - 25), -1):
        word = verb.doc[i]
        modal = any(a.tag_ == "MD" for a in grammar.own_aux(word))
        if word.tag_ == "VB" and word.pos_ == "VERB" and (grammar.infinitive(word) or modal):
            return word
    return None


def named(verb: Token) -> Token | None:
    """The noun right before "to" that names what follows, where the parser passes it over: "knew of a plot to"."""
    to = next((c for c in children(verb, "aux") if c.tag_ == "TO" and c.i), None)
    mark = next((c for c in children(verb, "mark") if c.lower_ == "for" and c.i), None)
    at = mark or to
    noun = at.nbor(-1) if at is not None else None
    if noun is not None and noun.lower_ == "way" and noun.head.lower_ == "under":
        return None  # "plans are under way to"
    if noun is None or noun.pos_ != "NOUN" or noun.dep_ not in ("dobj", "pobj"):
        return None
    return noun if effect("noun", lemma(noun), "clause") is not None else None


def whoever(verb: Token, noun: Token, headline: bool) -> Outcome | None:
    """ "Anyone who protests", "those who break the law": nobody is said to have done it."""
    any_ = next((d for d in children(noun, "det") if d.lower_ == "any"), None)
    if any_ is not None and verb.dep_ == "acl" and verb.tag_ == "VBN":
        return Outcome("hypothetical", "parse:whoever", (any_, verb))  # "any deal reached in the talks"
    may_be = own_form(noun.head, headline) if grammar.is_verb(noun.head) else None
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and noun.lower_ in ("anyone", "anybody", "everyone"):
        if may_be is not None and may_be.how == "aux":
            return Outcome("hypothetical", "parse:whoever", (noun, verb))  # "anyone entering it will be shot"
    if verb.dep_ == "relcl" and noun.tag_ == "NNS" and noun.dep_ in ("nsubj", "nsubjpass", "dobj"):
        may = own_form(noun.head, headline)  # "citizens who insult the flag can be jailed"
        told = own_form(verb, headline)
        bare = not children(noun, "det", "poss", "nummod", "amod") and may.how == "aux"
        would = noun.dep_ == "dobj" and any(t.lower_ in ("would", "'d") for t in may.at)
        if (
            bare
            and (would or (noun.dep_ != "dobj" and may.modality in ("possible", "requested")))
            and told.how == "parse:present"
        ):
            return Outcome("hypothetical", "parse:whoever", (*may.at, verb))
    if noun.lower_ in words_of("whoever") and verb.dep_ == "acl" and verb.tag_ == "VBN" and may_be is not None:
        if may_be.how == "aux" and noun.dep_ in ("nsubj", "nsubjpass", "dobj"):
            return Outcome("hypothetical", "parse:whoever", (noun, verb))  # "anyone found guilty will be jailed"
    if noun.lower_ not in words_of("whoever") or verb.dep_ != "relcl":
        return None
    if own_form(verb, headline).how != "parse:present":
        return None
    return Outcome("hypothetical", "parse:whoever", (noun, verb))


def alleged_too(verb: Token, noun: Token) -> Outcome | None:
    """ "Allegedly drove them to the port, where he shot one": what is told of the place is as sure as the rest."""
    if verb.dep_ != "relcl" or not any(c.lower_ == "where" for c in children(verb, "advmod")):
        return None
    over = extents.clause_head(noun)
    for _ in range(grammar.MAX_CLIMB):
        if not grammar.is_verb(over):
            return None
        for child in children(over, "advmod"):
            row = effect("adv", child.lower_, "all")
            if row is not None and row.modality == "possible":
                return Outcome("possible", row.how, (child,))
        if over.dep_ not in ("conj", "xcomp", "advcl", "ccomp"):
            return None
        over = over.head
    return None


def doing(verb: Token, noun: Token, headline: bool) -> Outcome | None:
    """ "The camp shelters people fleeing the war": what they do while that lasts."""
    suffered = verb.tag_ == "VBN" and [a.lower_ for a in grammar.own_aux(verb)] == ["being"]  # "those being treated"
    if not suffered and (verb.tag_ != "VBG" or grammar.own_aux(verb)):
        return None
    if headline or noun.dep_ not in (*CARRYING, "conj"):
        return None
    main = extents.clause_head(noun)
    if not grammar.is_verb(main) or lemma(main) in SAYING or lemma(verb) in classes()["causing"].words:
        return None
    first = next(iter(grammar.own_aux(main)), main)
    if first.tag_ not in ("VBZ", "VBP") or own_form(main, headline).modality not in REAL:
        return None
    if lemma(first) == "have" and first != main and lemma(main) not in ("be", "have"):
        return None  # "have moved to the villages rounding up birds"
    return Outcome("ongoing", "parse:company", (first, verb))


def not_the_one(verb: Token, noun: Token) -> Outcome | None:
    """ "He is not the one who fired": that it was he is denied."""
    be = noun.head
    if noun.dep_ != "attr" or verb.dep_ != "relcl" or lemma(be) != "be" or lemma(noun) not in ONES:
        return None
    no = verb_form.negation(be)
    if no is None or any(c.lower_ == "it" for c in children(be, "nsubj")):
        return None  # "it was not he who fired": somebody did
    return Outcome("denied", "parse:not the one", (no, noun))


def with_own(verb: Token, prep: Token, headline: bool) -> Outcome | None:
    """ "With rebels shelling the port, the talks may fail": what goes on beside it, whatever comes of that."""
    own = prep.lower_ == "with" and verb.tag_ == "VBG" and bool(children(verb, "nsubj"))
    above = prep.head
    if not own or headline or (grammar.is_verb(above) and prep.i > above.i):
        return None
    return Outcome("ongoing", "parse:company", (prep, verb))


def no_option(verb: Token) -> Outcome | None:
    """ "They had no option but to surrender"."""
    to = next((c for c in children(verb, "aux") if c.tag_ == "TO" and c.i > 1), None)
    if to is None or to.nbor(-1).lower_ != "but" or lemma(to.nbor(-2)) not in OPTIONS:
        return None
    no = verb_form.negation(to.nbor(-2))
    return Outcome("requested", "parse:no option", (no, to.nbor(-2))) if no is not None else None


def unconfirmed(noun: Token) -> Outcome | None:
    """ "Reports that it fell could not be confirmed", "unconfirmed reports that"."""
    doubted = unverified(noun)
    if doubted:
        return Outcome("possible", "parse:unconfirmed", doubted)
    row = effect("verb", lemma(noun.head), "that") if noun.dep_ in ("dobj", "nsubjpass") else None
    no = verb_form.negation(noun.head) if row is not None and row.negated == "possible" else None
    return Outcome("possible", "parse:unconfirmed", (no, noun.head)) if no is not None else None


def refutation(noun: Token) -> Outcome | None:
    """ "Denied reports of", "rejected the claim that": what a claim speaks of, where somebody calls it untrue."""
    untrue = called_untrue(noun)
    if untrue is not None:
        return untrue
    if noun.dep_ not in ("dobj", "nsubjpass") or not grammar.is_verb(noun.head):
        return None
    row = effect("verb", lemma(noun.head), "claim")
    if row is None and lemma(noun.head) in _WAVING:
        off = next((p for p in children(noun.head, "prt", "advmod") if p.lower_ in _OFF), None)
        if off is not None and verb_form.negation(noun.head) is None:
            return Outcome("denied", "parse:untrue", (noun.head, off))  # "brushed off suggestions that"
    if row is None or verb_form.negation(noun.head) is not None:
        return None
    return Outcome(row.modality, row.how, (noun.head,))


def under_way(verb: Token) -> bool:
    """True for "is being sent to", "was travelling to": what it is for is still to come."""
    auxes = grammar.own_aux(verb)
    return any(a.lower_ == "being" for a in auxes) or (verb.tag_ == "VBG" and any(lemma(a) == "be" for a in auxes))


def conditions(mark: Token) -> bool:
    """True for "if", "until": they hold for all clauses that are coordinated under them."""
    return (effect("mark", mark.lower_, "all") or effect("mark", mark.lower_, "future")) is not None


def said_of(verb: Token, be: Token) -> Outcome | None:
    """ "It is likely that they attacked", "the fear is that they will", "it is vital that they leave"."""
    no = verb_form.negation(be)
    for word in children(be, "acomp", "attr", "nsubj"):
        if word.dep_ == "nsubj" and (word.i > verb.i or word.pos_ != "NOUN"):
            continue
        if word.pos_ == "NOUN":
            row = effect("noun", lemma(word), "that") or effect("noun", lemma(word), "clause")
        else:
            row = effect("adj", lemma(word), "that") or effect("adj", lemma(word), "clause")
        no = no or verb_form.negation(word)
        if no is None and word.dep_ == "nsubj" and lemma(word) in words_of("claim that is"):
            return Outcome("possible", f"modality.tsv:{lemma(word)}", (word,))  # "the claim is that he beat them"
        found = row.under(no is not None) if row is not None else SAME
        if row is not None and found not in (SAME, *REAL):
            return Outcome(found, row.how, (word,) if no is None else (no, word))
    return None


def in_order(noun: Token) -> bool:
    """True for "the first minister", "the latest country", "the only one"."""
    before = [c.lower_ for c in children(noun, "amod", "nummod", "advmod")]
    bearers = (
        classes()["actor"].words
        | classes()["place"].words
        | classes()["person"].words
        | classes()["ranked"].words
        | classes()["vehicle"].words
        | classes()["structure"].words
    )
    return bool(ORDER.intersection(before)) and (
        lemma(noun) in bearers or noun.lower_ == "one" or people_nouns.by_lemma(lemma(noun)) is not None
    )


def one_in_order(noun: Token) -> bool:
    """True for "was the second rookie": what somebody was said to be who comes somewhere in a row."""
    if noun.dep_ not in ("attr", "acomp", "oprd") or lemma(noun.head) not in ("be", "become"):
        return False
    who = children(noun.head, "nsubj")
    somebody = any(t.lower_ in ("he", "she", "who", "they", "i", "you") or t.pos_ == "PROPN" for t in who)
    before = [c.lower_ for c in children(noun, "amod", "nummod", "advmod")]
    return somebody and (noun.lower_ in ORDER or bool(ORDER.intersection(before)))


def told_by(verb: Token, noun: Token) -> Outcome | None:
    """ "Rumours that they were arrested", "no evidence that": a finite clause whose name is the noun."""
    over = noun.head.head if noun.dep_ == "pobj" else noun
    row = effect("noun", noun.lower_, "that") or effect("noun", grammar.common(noun), "that")
    if noun.dep_ == "ROOT" and children(noun, "nsubj"):
        return None  # "the paper reports that he was held", read as a noun
    if row is None and over.pos_ == "NOUN" and any(c.lower_ == "that" for c in grammar.before(verb)):
        noun = over  # "rumours on the radio that they fled"
        row = effect("noun", noun.lower_, "that") or effect("noun", lemma(noun), "that")
    no = verb_form.negation(noun)
    if row is None and verb.tag_ == "VBG" and no is not None and noun.dep_ == "attr":
        return Outcome("denied", "parse:neg", (no, noun))  # "there is no law banning it"
    if row is None or lemma(noun) in _DOINGS:
        return None
    if verb.tag_ == "VBG" and no is not None and row.negated == "denied":
        return Outcome("denied", row.how, (no, noun))  # "no evidence connecting it to them"
    whole = [c for c in children(verb, "nsubj", "nsubjpass") if c.tag_ not in ("WDT", "WP") and c.i > noun.i]
    that = any(c.lower_ == "that" for c in children(verb, "mark"))
    which = any(c.tag_ in ("WDT", "WP") for p in children(verb, "prep") for c in children(p, "pobj"))
    if which or not whole or (verb.dep_ == "relcl" and not that and not children(verb, "dobj")):
        return None  # "the reports he wrote", not "charges he robbed them"
    refuted = refutation(noun) or unconfirmed(noun)
    if refuted is not None and row.negated == "denied":
        return refuted
    found = row.under(no is not None)
    return Outcome(found, row.how, (noun,) if no is None else (no, noun)) if found not in (SAME, *REAL) else None


def asked_for(end: Token) -> bool:
    """True for "demanded an end", "a call for an end"."""
    over = end.head
    if end.dep_ == "pobj":
        row = effect("noun", lemma(over.head), "phrase") or effect("verb", lemma(over.head), over.lower_)
    else:
        row = effect("verb", lemma(over), "object") if grammar.is_verb(over) and end.dep_ == "dobj" else None
    return row is not None and row.modality in ("requested", "planned", "possible")


def voice_of(head: Token) -> Outcome | None:
    """ "Prosecutors say he did it", "rumours had it that": what a clause is worth by who says so."""
    if lemma(head) not in words_of("holds true") and lemma(head) not in SAYING:
        return None
    voice = next(iter(children(head, "nsubj")), None)
    row = effect("source", lemma(voice), "all") if voice is not None else None
    doubted = unverified(voice) if voice is not None and row is None and voice.pos_ == "NOUN" else ()
    if doubted:
        return Outcome("possible", "parse:unconfirmed", doubted)  # "unconfirmed reports say he did"
    return Outcome(row.modality, row.how, (voice,)) if row is not None and voice is not None else None


def of_that(verb: Token, head: Token, row: Effect | None) -> Effect | None:
    """The row for a whole statement: "told them that they had left" is not "told them to leave"."""
    told = effect("verb", lemma(head), "that")
    if told is not None:
        return told if not wished(verb) else row
    asked = wished(verb)
    if asked and row is not None and row.modality == "requested":
        return row  # "insisted that he be freed"
    return None if lemma(head) in SAYING or (row is not None and row.modality == "requested") else row
