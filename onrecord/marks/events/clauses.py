"""Whether what a verb tells came about: from its auxiliaries, its negation and the words that govern its clause."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.marks.events import grammar
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import SAME, Effect, classes, effect

MOTION = frozenset("come go travel arrive return gather meet send fly move rush head line help".split())
REAL = frozenset(("happened", "ongoing", "historical"))
LIKING = frozenset("want wish like prefer need".split())
SAYING = frozenset(
    "say tell announce state add note report explain claim confirm declare argue reveal insist indicate".split()
)
DEPTH = 7


@dataclass(frozen=True, slots=True)
class Outcome:
    """A modality, the row or rule that gave it, and the words that show it (empty: the anchor's own form)."""

    modality: str
    how: str
    at: tuple[Token, ...] = ()

    def also(self, *tokens: Token) -> Outcome:
        """The same with more words of evidence."""
        return replace(self, at=self.at + tokens)


HAPPENED = Outcome("happened", "parse:tense")


def of_verb(verb: Token, headline: bool, depth: int = 0) -> Outcome:
    """The modality of what a verb tells."""
    own = _own(verb, headline)
    if depth > DEPTH:
        return own
    if own.modality == "hypothetical" and own.how == "aux" and not _conditional(verb):
        own = replace(own, modality="planned") if _reported(verb) else own
    if own.modality == "possible" and own.how == "aux" and _conditional(verb):
        own = replace(own, modality="hypothetical")  # "could be jailed if the court agrees"
    above = _governed(verb, headline, depth)
    if above is None:
        return own
    if above.modality == "ongoing" and own.modality not in REAL:
        return own
    if own.modality == "denied" and above.modality == "requested" and grammar.infinitive(verb):
        return above  # "told them not to surrender": that is what was asked
    if own.modality in REAL:
        return above
    if own.modality == "possible" and own.how == "aux" and above.modality in ("hypothetical", "denied"):
        return above
    if own.modality == "planned" and above.modality in (
        "threatened",
        "possible",
        "hypothetical",
        "requested",
        "denied",
    ):
        return above
    return own


def _own(verb: Token, headline: bool) -> Outcome:
    """From its auxiliaries, its adverbs and the conjunction of its clause."""
    no = grammar.negation(verb)
    for child in grammar.kids(verb):
        if (child.dep_ in ("mark", "advmod", "prep") and child.i < verb.i) or child.dep_ == "mark":
            row = effect("mark", child.lower_, "all")
            if row is not None and child.dep_ in ("mark", "advmod"):
                return Outcome(row.modality, row.how, (child,))
    rather = effect("before", verb.nbor(-2).lower_, verb.nbor(-1).lower_) if verb.i > 1 else None
    if rather is not None and verb.nbor(-1).lower_ == "than":  # "withdrew rather than attack"
        return Outcome(rather.modality, rather.how, (verb.nbor(-2),))
    turned = _inverted(verb)
    if turned is not None:
        return Outcome("hypothetical", "parse:inversion", (turned,))
    for child in grammar.before(verb):  # "will probably attack"
        row = effect("adv", child.lower_, "all") if child.dep_ == "advmod" else None
        if row is not None and row.modality == "possible" and no is None:
            return Outcome("possible", row.how, (child,))
    for aux in grammar.own_aux(verb):
        row = effect("aux", aux.lower_, "all") or effect("aux", lemma(aux), "all")
        if row is not None and aux.tag_ == "MD":
            return Outcome(row.under(no is not None), "aux", (aux,) if no is None else (aux, no))
    about = next((c for c in children(verb, "aux") if c.tag_ == "TO" and c.i and c.nbor(-1).lower_ == "about"), None)
    if about is not None:
        return Outcome("planned", "parse:about to", (about.nbor(-1),))
    if lemma(verb) == "go" and verb.tag_ == "VBG" and any(grammar.infinitive(c) for c in children(verb, "xcomp")):
        return Outcome("planned", "going to", (verb,))
    for child in grammar.kids(verb):
        if child.dep_ == "advmod":
            row = effect("adv", child.lower_, "all") or effect("adv", child.lower_, "verb")
            if row is not None:
                return Outcome(row.under(no is not None), row.how, (child,))
    if no is not None:
        return Outcome("denied", "parse:neg", (no,))
    if not headline and grammar.imperative(verb):
        return Outcome("requested", "parse:imperative", (verb,))
    if headline and verb.dep_ == "ROOT" and grammar.infinitive(verb):  # "Kenya to send troops"
        return Outcome("planned", "parse:headline", tuple(c for c in children(verb, "aux") if c.tag_ == "TO"))
    return _tense(verb, headline)


def _tense(verb: Token, headline: bool) -> Outcome:
    auxes = grammar.own_aux(verb)
    first = auxes[0] if auxes else None
    if verb.tag_ == "VBG" and first is not None and lemma(first) in ("be", "have") and first.tag_ in ("VBZ", "VBP"):
        return Outcome("ongoing", "parse:progressive", (first, verb))
    if not auxes and verb.tag_ in ("VBZ", "VBP") and not headline:
        return Outcome("ongoing", "parse:present")
    if first is not None and lemma(first) == "be" and first.tag_ in ("VBZ", "VBP") and verb.tag_ == "VBN":
        if any(lemma(a) == "be" and a.tag_ == "VBG" for a in auxes):
            return Outcome("ongoing", "parse:progressive", (first, verb))
        return HAPPENED if headline or lemma(verb) in classes()["done"].words else Outcome("ongoing", "parse:present")
    return HAPPENED


def _inverted(verb: Token) -> Token | None:
    """ "Had it happened an hour later": an auxiliary before the subject of a clause that hangs on another."""
    if verb.dep_ not in ("advcl", "ccomp") or not children(verb, "nsubj", "nsubjpass"):
        return None
    subject = children(verb, "nsubj", "nsubjpass")[0]
    return next((a for a in grammar.own_aux(verb) if a.lower_ in ("had", "should", "were") and a.i < subject.i), None)


def _conditional(verb: Token) -> bool:
    return any(
        c.dep_ in ("mark", "advmod") and effect("mark", c.lower_, "all") is not None
        for a in children(verb, "advcl")
        for c in grammar.kids(a)
    )


def _reported(verb: Token) -> bool:
    """ "She said they would meet": the past of "will", reported."""
    here = verb
    for _ in range(DEPTH):
        head = here.head
        if head == here:
            return False
        if here.dep_ == "ccomp" and lemma(head) in SAYING:
            return True
        if here.dep_ not in ("conj", "relcl") or head.pos_ != "VERB":
            return False
        here = head
    return False


def _governed(verb: Token, headline: bool, depth: int) -> Outcome | None:
    """What the words that govern the verb's clause say; None when nothing governs it."""
    head = verb.head
    if head == verb:
        return None
    if verb.dep_ in ("xcomp", "ccomp", "oprd", "advcl"):
        return _under(verb, head, headline, depth)
    if verb.dep_ in ("acl", "relcl"):
        return _under_noun(verb, head, headline, depth) if grammar.infinitive(verb) else None
    if verb.dep_ == "pcomp":
        return _under_prep(head, headline, depth)
    if verb.dep_ == "csubj" and verb.tag_ == "VBG":
        return _subject_clause(head, headline, depth)
    if verb.dep_ == "conj" and grammar.is_verb(head):
        bare = not grammar.own_aux(verb) and not children(verb, "nsubj", "nsubjpass")
        if bare and (verb.tag_ == head.tag_ or verb.tag_ in ("VB", "VBG") or grammar.passive(head)):
            return of_verb(head, headline, depth + 1)
        if any(c.dep_ == "mark" and _conditions(c) for c in grammar.kids(head)):
            above = of_verb(head, headline, depth + 1)  # "until order is restored and the guilty are punished"
            return above if above.modality not in REAL else None
    return None


def _conditions(mark: Token) -> bool:
    """True for "if", "until": they hold for all clauses that are coordinated under them."""
    return (effect("mark", mark.lower_, "all") or effect("mark", mark.lower_, "future")) is not None


def _subject_clause(head: Token, headline: bool, depth: int) -> Outcome | None:
    """ "Attacking them would be wrong", "lifting the ban is a condition"."""
    above = of_verb(head, headline, depth + 1)
    if above.modality not in REAL:
        return above
    for noun in children(head, "attr"):
        row = effect("noun", lemma(noun), "all")
        if row is not None and row.modality != SAME:
            return Outcome(row.under(grammar.negation(head) is not None), row.how, (noun,))
    return None


def _under(verb: Token, head: Token, headline: bool, depth: int) -> Outcome | None:
    finite = verb.dep_ == "ccomp" and not grammar.infinitive(verb)
    if verb.dep_ == "advcl":
        return _beside(verb, head, headline, depth)
    if head.pos_ == "ADJ":
        return _by_adjective(head, headline, depth)
    if lemma(head) == "be" and not finite and grammar.infinitive(verb):
        for adjective in children(head, "acomp"):
            return _by_adjective(adjective, headline, depth)
        noun = next(iter(children(head, "attr", "nsubj")), None)
        row = effect("noun", lemma(noun), "all") if noun is not None else None
        if row is not None and noun is not None:  # "the plan is to attack"
            return Outcome(row.modality, row.how, (noun,))
        return Outcome("planned", "is to", (head,))
    if lemma(head) in LIKING and children(verb, "nsubj", "nsubjpass"):  # "wants the ban to be lifted"
        return Outcome("requested", "parse:want", (head,))
    yet = next((c for c in children(head, "advmod") if c.lower_ == "yet"), None)
    if lemma(head) == "have" and yet is not None and not finite:  # "has yet to agree"
        return Outcome("denied", "parse:yet", (yet,))
    if lemma(head) in ("have", "need") and not finite and grammar.infinitive(verb):
        past = head.tag_ in ("VBD", "VBN") and grammar.negation(head) is None
        return of_verb(head, headline, depth + 1) if past else Outcome("requested", "has to", (head,))
    row = effect("verb", lemma(head), "clause")
    if finite and lemma(head) in SAYING:
        row = None  # "told them that they had left", not "told them to leave"
    if row is None:
        return None if finite else _inherit(head, headline, depth)
    return applied(row, head, headline, depth)


def applied(row: Effect, head: Token, headline: bool, depth: int) -> Outcome:
    """What a row of modality.tsv for a governing word makes of what it governs, at this place."""
    no = grammar.negation(head)
    found = row.under(no is not None)
    if found == SAME:
        return _inherit(head, headline, depth)
    evidence = (head,) if no is None else (no, head)
    if found in REAL:
        above = of_verb(head, headline, depth + 1) if no is None else HAPPENED
        if above.modality not in REAL:
            return above.also(head)
    return Outcome(found, row.how, evidence)


def _inherit(head: Token, headline: bool, depth: int) -> Outcome:
    found = of_verb(head, headline, depth + 1) if grammar.is_verb(head) else HAPPENED
    return HAPPENED if found.how == "parse:present" else found


def _by_adjective(adjective: Token, headline: bool, depth: int) -> Outcome:
    row = effect("adj", lemma(adjective), "clause") or effect("adj", lemma(adjective), "all")
    verb = adjective.head
    no = grammar.negation(verb) or grammar.negation(adjective)
    if row is None or row.modality == SAME:
        return Outcome("denied", "parse:neg", (no,)) if no is not None else _inherit(verb, headline, depth)
    return Outcome(row.under(no is not None), row.how, (adjective,) if no is None else (no, adjective))


def _beside(verb: Token, head: Token, headline: bool, depth: int) -> Outcome | None:
    """A clause that hangs on another: "to" of purpose, "-ing" of company, "until they leave"."""
    if grammar.infinitive(verb):
        if not grammar.is_verb(head):
            return None
        row = effect("verb", lemma(head), "clause")
        if row is not None:
            return applied(row, head, headline, depth)
        if any(
            p.lower_ in ("on", "upon", "for", "to") and effect("verb", lemma(head), "for")
            for p in children(head, "prep")
        ):
            return Outcome("requested", "parse:call on", (head,))  # "called on them to leave"
        above = _inherit(head, headline, depth)
        if lemma(head) in MOTION or above.modality not in REAL:
            return above
        return Outcome("planned", "parse:purpose", (verb,))
    if verb.tag_ == "VBG" and not grammar.own_aux(verb) and grammar.is_verb(head):
        return None if any(c.dep_ == "mark" for c in grammar.kids(verb)) else _inherit(head, headline, depth)
    for child in grammar.kids(verb):
        row = effect("mark", child.lower_, "future") if child.dep_ == "mark" else None
        if (
            row is not None
            and verb.tag_ in ("VBZ", "VBP", "VBN")
            and of_verb(head, headline, depth + 1).modality not in REAL
        ):
            return Outcome(row.modality, row.how, (child,))
    return None


def _under_noun(verb: Token, noun: Token, headline: bool, depth: int) -> Outcome:
    row = effect("noun", lemma(noun), "all")
    if row is None:
        above = noun.head
        if noun.dep_ in ("dobj", "pobj"):
            carrier = above if grammar.is_verb(above) else above.head
            found = effect("verb", lemma(carrier), "clause") if grammar.is_verb(carrier) else None
            if found is not None:  # "urged the two sides to meet", read as a clause of the noun
                return applied(found, carrier, headline, depth)
            if any(effect("verb", lemma(carrier), "for") for p in [above] if p.lower_ in ("on", "upon", "to")):
                return Outcome("requested", "parse:call on", (carrier,))
        return Outcome("planned", "parse:purpose", (verb,))
    no = grammar.negation(noun)
    found_modality = row.under(no is not None)
    return Outcome(found_modality if found_modality != SAME else "happened", row.how, (noun,))


def _under_prep(prep: Token, headline: bool, depth: int) -> Outcome | None:
    row = effect("prep", prep.lower_, "all")
    if row is not None:
        return Outcome(row.modality, row.how, (prep,))
    before = _before(prep)
    if before is not None:
        return before
    above = prep.head
    if grammar.is_verb(above):
        row = effect("verb", lemma(above), str(prep.lower_))
        if row is not None:
            return applied(row, above, headline, depth)
        return _inherit(above, headline, depth)
    row = effect("noun", lemma(above), "all")
    if row is not None and row.modality != SAME:
        return Outcome(row.under(grammar.negation(above) is not None), row.how, (above,))
    if above.pos_ == "ADV" and grammar.is_verb(above.head):  # "never got as far as attacking"
        found = of_verb(above.head, headline, depth + 1)
        return found if found.modality not in REAL else None
    return None


def _before(prep: Token) -> Outcome | None:
    """What the word before a preposition says: "short of", "instead of", "close to"."""
    if not prep.i:
        return None
    word = prep.nbor(-1)
    if prep.head.dep_ == "pobj" and prep.head.ent_type_ in grammar.TIME_LABELS:
        word = prep.head.head  # "within an hour of"
    row = effect("before", word.lower_, str(prep.lower_))
    if row is None:
        return None
    no = grammar.negation(prep.head) or (grammar.negation(prep.head.head) if prep.head == word else None)
    return Outcome(row.under(no is not None), row.how, (word,) if no is None else (word, no))
