"""Whether an event came about: read from auxiliaries, negation, conditions and the words that govern it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.marks.events import grammar
from onrecord.marks.events.frame import THROUGH, THROUGH_COMPOUND, Frame
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.tables import SAME, SPOKEN, Effect, Light, Rule, classes, effect

HARMFUL = frozenset("ASSAULT COERCE SANCTION MOBILIZE PROTEST".split())
AT_ONCE = frozenset("REQUEST REJECT AGREE THREATEN".split())  # done once it is said, however long it is repeated
VOWS = frozenset("vow pledge promise swear threaten".split())
MOTION = frozenset("come go travel arrive return gather meet send fly move rush head line help".split())
OCCUR = frozenset(
    "occur happen begin start end continue resume proceed go take erupt follow break come come last remain".split()
)
REAL = frozenset(("happened", "ongoing", "historical"))
# Verbs that only enter upon what stands under their preposition: "go on strike", "engage in talks".
ENTER = frozenset("go engage participate join embark resort enter return take be come turn".split())
HELPS = frozenset("help assist contribute".split())
GOES_ON = frozenset("continue persist rage linger escalate intensify remain".split())
# Verbs that bring about what they govern: it is as real as they are.
BRING = frozenset(
    "lead result cause trigger spark provoke prompt bring produce create start end culminate force mean".split()
)
LIKING = frozenset("want wish like prefer need".split())
SAYING = frozenset(
    "say tell announce state add note report explain claim confirm declare argue reveal insist indicate".split()
)
_DEPTH = 7
_OVER = frozenset("end stop finish conclude cease subside fail collapse be break occur happen take begin start".split())
_ENDED = frozenset(f"modality.tsv:{v}" for v in ("cancel", "scrap", "abandon", "shelve", "rescind"))
_DOUBTED = frozenset(
    f"modality.tsv:{v}"
    for v in "reject oppose resist consider discuss deny dispute approve authorise authorize".split()
)


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


def outcome(frame: Frame, rule: Rule) -> Outcome:
    """The modality of the event that a row of the tables reads at this anchor."""
    type_ = rule.type
    if frame.verbal:
        if any(test.key == "neg" and test.wanted for test in rule.tests):
            return HAPPENED  # "will not comment": the refusal is what happened
        found = of_verb(frame.token, frame.headline)
        if found.modality == "ongoing" and found.how == "parse:present" and (type_ in SPOKEN or frame.headline):
            return HAPPENED
        if found.modality == "ongoing" and found.how == "parse:progressive" and type_ in AT_ONCE:
            return HAPPENED  # "are refusing to leave"
    else:
        found = of_noun(frame, rule.modality, type_)
    if found.modality in ("planned", "possible") and type_ in HARMFUL and any(lemma(t) in VOWS for t in found.at):
        return replace(found, modality="threatened")
    if found.modality == "threatened" and type_ in ("DISASTER", "ACCIDENT", "OTHER"):
        return replace(found, modality="possible")
    if frame.verbal and type_ in SPOKEN and found.modality == "ongoing" and not found.at:
        return HAPPENED
    return found


def of_verb(verb: Token, headline: bool, depth: int = 0) -> Outcome:
    """The modality of what a verb tells."""
    own = _own(verb, headline)
    if depth > _DEPTH:
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
    for _ in range(_DEPTH):
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
    return _apply(row, head, headline, depth)


def _apply(row: Effect, head: Token, headline: bool, depth: int) -> Outcome:
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
            return _apply(row, head, headline, depth)
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
                return _apply(found, carrier, headline, depth)
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
            return _apply(row, above, headline, depth)
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


def of_noun(frame: Frame, default: str, type_: str = "") -> Outcome:
    """The modality of what a noun tells; `default` where nothing around it says."""
    noun = frame.token
    no = grammar.negation(noun)
    if no is not None:
        return Outcome("denied", "parse:neg", (no,))
    found = _by_modifier(noun) or (_headed(noun) if frame.headline else None)
    if found is not None:
        return found
    base = Outcome(default, "nouns.tsv") if default else HAPPENED
    if default == "ongoing" and noun.dep_ == "pobj" and noun.head.lower_ in ("during", "after"):
        base = HAPPENED  # "during the siege", "after the war"
    above = _above_noun(noun, frame, 0)
    if above is None or (above.modality == "happened" and not above.at):
        return base
    if default == "ongoing" and above.modality == "denied" and above.how in _ENDED:
        return replace(above, modality="happened")  # "the inquiry was shelved", "scrapped the ban": there was one
    if type_ in SPOKEN and (above.how in _DOUBTED or _answered(noun, frame, above)):
        return base  # a request that is rejected or will be met was made
    return above


def _answered(noun: Token, frame: Frame, above: Outcome) -> bool:
    """True for "agrees to their demands", which were made whatever comes of them; not for "will make demands"."""
    return frame.light is None and grammar.definite(noun) and above.modality in ("planned", "possible", "hypothetical")


def _headed(noun: Token) -> Outcome | None:
    """ "Talks off", "Strike due on Monday": what a headline says of a noun without a verb."""
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    row = effect("headline", after.lower_, "all") if after is not None else None
    return Outcome(row.modality, row.how, (after,)) if row is not None and after is not None else None


def _by_modifier(noun: Token) -> Outcome | None:
    for child in grammar.before(noun):
        if child.dep_ in ("amod", "compound", "advmod", "nmod"):
            row = effect("adj", lemma(child), "all") or effect("adj", child.lower_, "all")
            if row is not None:
                return Outcome(row.modality, row.how, (child,))
    for child in children(noun, "acl"):  # "the meeting set to take place", "an attack planned for May"
        row = effect("verb", lemma(child), "clause") or effect("adj", child.lower_, "clause")
        if child.tag_ == "VBN" and row is not None and row.modality != SAME:
            return Outcome(row.modality, row.how, (child,))
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
    if after.lower_ == "next" and after != noun:
        return Outcome("planned", "parse:next", (after,))
    for child in grammar.kids(noun):  # "talks next week", "tomorrow's vote"
        if child.dep_ in ("npadvmod", "poss", "nmod", "compound"):
            if any(g.lower_ == "next" for g in grammar.kids(child)) or child.lower_ == "tomorrow":
                return Outcome("planned", "parse:next", (child,))
    return None


def _above_noun(noun: Token, frame: Frame, depth: int) -> Outcome | None:
    head = noun.head
    if depth > _DEPTH or head == noun:
        return None
    if noun.dep_ in ("compound", "nmod") and lemma(head) in THROUGH_COMPOUND:
        return _above_noun(head, Frame(head, frame.headline), depth + 1)
    if noun.dep_ in ("compound", "nmod"):  # "invasion plans"
        row = effect("noun", lemma(head), "all")
        return Outcome(row.modality, row.how, (head,)) if row is not None and row.modality != SAME else None
    if noun.dep_ == "conj":
        return _above_noun(head, frame, depth + 1)
    if noun.dep_ in ("pobj", "pcomp"):
        return _noun_under_prep(noun, frame, depth)
    if not grammar.is_verb(head):
        return None
    if noun.dep_ in ("dobj", "nsubjpass", "oprd", "attr") or (
        noun.dep_ == "nsubj" and grammar.passive(head, frame.headline)
    ):
        return _of_object(head, noun, frame, depth)
    if noun.dep_ == "nsubj":
        return _of_subject(head, noun, frame, depth)
    return None


def _of_object(verb: Token, noun: Token, frame: Frame, depth: int) -> Outcome | None:
    row = effect("verb", lemma(verb), "object")
    for particle in children(verb, "prt"):  # "called off the march"
        row = effect("verb", lemma(verb), particle.lower_) or row
    if (
        row is not None and row.modality == "happened"
    ):  # "stopped the attack", "a call to end the war": it was there to be ended
        real = of_verb(verb, frame.headline, depth + 1).modality in ("happened", "historical")
        return Outcome("happened" if real else "ongoing", row.how, (verb,))
    if row is not None and row.modality != SAME:
        return _apply(row, verb, frame.headline, depth)
    light: Light | None = frame.light
    bound = lemma(verb) in OCCUR or lemma(verb) in BRING or bool(children(verb, "expl"))
    if light is not None or bound or _indefinite(noun):
        above = of_verb(verb, frame.headline, depth + 1)
        if light is None and lemma(verb) not in OCCUR and above.modality in REAL:
            return None
        return HAPPENED if above.how == "parse:present" else above
    return None


def _indefinite(noun: Token) -> bool:
    """True for "a strike", "strikes": whether there is one hangs on the verb, as it does not for "the strike"."""
    return not grammar.definite(noun)


def _of_subject(verb: Token, noun: Token, frame: Frame, depth: int) -> Outcome | None:
    if lemma(verb) == "be":
        for child in children(verb, "acomp", "attr", "advmod"):
            row = effect("adj", lemma(child), "all") or effect("adj", lemma(child), "clause")
            if row is not None and row.modality != SAME:
                no = grammar.negation(verb)
                return Outcome(row.under(no is not None), row.how, (child,))
    row = effect("verb", lemma(verb), "subject")
    if row is not None:  # "the release hangs on a ransom"
        return _apply(row, verb, frame.headline, depth)
    above = of_verb(verb, frame.headline, depth + 1)
    if lemma(verb) in GOES_ON and above.modality in REAL and (above.how == "parse:present" or lemma(verb) != "remain"):
        return Outcome("ongoing", "parse:goes on", (verb,))
    auxes = grammar.own_aux(verb)
    perfect = bool(auxes) and auxes[0].lower_ in ("has", "have", "'s", "'ve") and verb.tag_ == "VBN"
    if perfect and lemma(noun) in classes()["lasting"].words and above.modality in REAL and lemma(verb) not in _OVER:
        return Outcome("ongoing", "parse:perfect", (auxes[0], verb))  # "the fighting has displaced thousands"
    since = next((c for c in children(verb, "mark") if c.lower_ == "since"), None)
    if since is not None and lemma(verb) in ("begin", "start", "erupt") and above.modality in REAL:
        return Outcome("ongoing", "parse:since", (since, verb))
    if lemma(verb) in OCCUR:
        return HAPPENED if above.how == "parse:present" else above
    return above if above.modality in ("planned", "possible", "hypothetical") and _indefinite(noun) else None


def _grown(verb: Token, prep: Token, told: Outcome) -> Outcome | None:
    """ "Calls grew for a boycott", "plans are afoot for a march": the phrase belongs to the subject."""
    if prep.lower_ not in ("for", "of") or told.modality not in REAL or children(verb, "dobj", "agent"):
        return None
    for noun in children(verb, "nsubj", "nsubjpass"):
        row = effect("noun", lemma(noun), "all")
        if row is not None and row.modality in ("requested", "planned", "possible", "threatened"):
            return Outcome(row.modality, row.how, (noun,))
    return None


_OF = frozenset("for of on to against about over in toward towards at".split())


def _nothing_to_do(prep: Token) -> Token | None:
    """The word "nothing" in "had nothing to do with the attack"."""
    if prep.lower_ != "with" or lemma(prep.head) != "do":
        return None
    near = [*children(prep.head, "dobj"), prep.head.head, *children(prep.head.head, "dobj")]
    return next((t for t in near if t.lower_ == "nothing"), None)


def _noun_under_prep(noun: Token, frame: Frame, depth: int) -> Outcome | None:
    prep = noun.head
    row = effect("prep", prep.lower_, "all")
    if row is not None:
        return Outcome(row.modality, row.how, (prep,))
    above = prep.head
    nothing = _nothing_to_do(prep)
    if nothing is not None:
        return Outcome("denied", "parse:nothing to do with", (nothing,))
    if above.lower_ == "each" and above.i:  # "one count each of murder and theft"
        above = above.head if above.head != above else above
    if grammar.is_verb(above):
        row = effect("verb", lemma(above), str(prep.lower_))
        if row is None and prep.lower_ == "to":
            row = effect("verb", lemma(above), "clause")  # "threatened to attack", read as a noun
        if row is not None:
            return _apply(row, above, frame.headline, depth)
        found = of_verb(above, frame.headline, depth + 1)
        grew = _grown(above, prep, found)
        if grew is not None:
            return grew
        if lemma(above) == "be" and found.how == "parse:present" and prep.lower_ in ("on", "under", "at", "in"):
            return Outcome("ongoing", "parse:is on", (above,))  # "is on strike"
        if frame.light is not None:
            return HAPPENED if found.how == "parse:present" else found
        if found.modality in REAL:
            return None
        if (lemma(above) in ENTER and _indefinite(noun)) or lemma(above) in HELPS:
            return found  # "threatened to go on strike", "asked to help in their release"
        if prep.lower_ in ("through", "by", "via", "with") and _indefinite(noun):
            return Outcome("hypothetical", "parse:means", found.at)  # "will not be solved through an invasion"
        if prep.lower_ in ("to", "in", "into") and (lemma(above) in BRING or _indefinite(noun)):
            return found  # "could lead to protests"
        return None
    if above.pos_ not in ("NOUN", "PROPN", "NUM"):
        return None
    row = effect("noun", lemma(above), "all")
    no = grammar.negation(above)
    if row is not None and row.under(no is not None) != SAME and prep.lower_ in _OF:
        return Outcome(row.under(no is not None), row.how, (above,) if no is None else (no, above))
    if prep.lower_ == "of" and lemma(above) in THROUGH:
        return _by_modifier(above) or _above_noun(above, Frame(above, frame.headline), depth + 1)
    return None
