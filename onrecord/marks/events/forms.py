"""What a verb's own form tells: its auxiliaries, negation, adverbs, the conjunction of its clause and its tense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.background import earlier
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.hearsay import unverified
from onrecord.marks.events.supposed import supposed
from onrecord.marks.events.tables import Effect, classes, effect
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token
from onrecord.shapes.quick import quick

REAL = frozenset(("happened", "ongoing", "historical"))
SAYING = words_of("says")
FORETELLING = words_of("foretells")
SPELLS = words_of("spell")
DAYS = words_of("day to come")
_AS_IT = frozenset(("when", "before", "after", "until"))
KNOWN = words_of("known or not")
_AIMS = words_of("aim")
YEARS = words_of("years")
RANKS = words_of("rank or only")
DEPTH = 7


@quick
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


def own_form(verb: Token, headline: bool) -> Outcome:
    """From its auxiliaries, its adverbs and the conjunction of its clause."""
    no = verb_form.negation(verb)
    marked = _by_mark(verb)
    if marked is not None:
        return marked
    thought = supposed(verb)
    if thought is not None:
        return Outcome("hypothetical", "parse:supposed", (thought,))
    doubted = _by_hearsay(verb)
    if doubted is not None:
        return doubted
    rather = effect("before", verb.nbor(-2).lower_, verb.nbor(-1).lower_) if verb.i > 1 else None
    if rather is not None and verb.nbor(-1).lower_ == "than":  # "withdrew rather than attack"
        return Outcome(rather.modality, rather.how, (verb.nbor(-2),))
    if verb.i > 1 and verb.nbor(-1).lower_ == "but" and verb.nbor(-2).lower_ == "all":
        return Outcome("hypothetical", "parse:all but", (verb.nbor(-2), verb.nbor(-1)))  # "all but resigned"
    turned = _inverted(verb)
    if turned is not None:
        return Outcome("hypothetical", "parse:inversion", (turned,))
    for child in grammar.before(verb):  # "will probably attack"
        row = effect("adv", child.lower_, "all") if child.dep_ == "advmod" else None
        if row is not None and row.modality == "possible" and no is None and not _would_have(verb):
            return Outcome("possible", row.how, (child,))
    willing = _by_aux(verb, no)
    if willing is not None:
        return willing
    advised = had_better(verb) or set_as_aim(verb)
    if advised is not None:
        return advised
    about = next((c for c in children(verb, "aux") if c.tag_ == "TO" and c.i and c.nbor(-1).lower_ == "about"), None)
    if about is not None:
        return Outcome("planned", "parse:about to", (about.nbor(-1),))
    if lemma(verb) == "go" and verb.tag_ == "VBG" and any(grammar.infinitive(c) for c in children(verb, "xcomp")):
        asked = _asked(verb)
        if asked is not None:
            return Outcome("possible", "parse:question", (asked,))  # "are they going to attack?"
        if no is not None:
            return Outcome("denied", "going to", (no, verb))
        return Outcome("planned", "going to", (verb,))
    for child in grammar.kids(verb):
        if child.dep_ == "advmod" and not (verb.dep_ == "advcl" and effect("mark", child.lower_, "future")):
            row = effect("adv", child.lower_, "all") or effect("adv", child.lower_, "verb")
            opens = child.lower_ == "still" and child.is_sent_start  # "Still, the talks went on"
            if row is not None and not opens and not _every_so_often(child) and not _of_the_next(child, verb, row):
                return Outcome(row.under(no is not None), row.how, (child,))
    no = no or verb_form.neither(verb)
    no = no or next(
        (n for c in children(verb, "advmod") if c.lower_ == "longer" and (n := verb_form.negation(c))), None
    )
    if no is not None and not headline and _forbidden(verb):
        return Outcome("requested", "parse:imperative", (no, verb))
    if no is not None and _at_last(verb):
        return HAPPENED
    if no is not None:
        return Outcome("denied", "parse:neg", (no,))
    ago = _long_ago(verb) or (earlier(verb) if verb.tag_ in ("VBD", "VBN", "VBG") else None)
    if ago is not None:
        return Outcome("historical", "parse:long ago", (ago,))
    asked = _asked(verb)
    if asked is not None:
        return Outcome("possible", "parse:question", (asked,))
    if not headline and (verb_form.imperative(verb) or _called_out(verb)):
        return Outcome("requested", "parse:imperative", (verb,))
    to_do = verb.dep_ == "ROOT" and grammar.infinitive(verb) and not perfect_infinitive(verb)
    if to_do and (headline or children(verb, "nsubj", "nsubjpass")):  # "Kenya to send troops"
        return Outcome("planned", "parse:headline", tuple(c for c in children(verb, "aux") if c.tag_ == "TO"))
    return _tense(verb, headline)


def _of_the_next(word: Token, verb: Token, row: Effect) -> bool:
    """True for "lost possibly its best chance", "was shot, apparently by robbers": not the deed is in doubt."""
    if row.modality != "possible" or word.i < verb.i or word.i + 1 >= len(word.doc):
        return False
    if verb.pos_ == "AUX" or lemma(verb) == "be":
        return False  # "was probably an attack"
    after = word.nbor(1)
    return not (after.is_punct or after.is_sent_start or after.pos_ in ("VERB", "AUX", "CCONJ"))


def had_better(verb: Token) -> Outcome | None:
    """ "They had better withdraw"."""
    if verb.tag_ != "VB":
        return None
    better = next((c for c in children(verb, "advmod") if c.lower_ == "better" and c.i < verb.i), None)
    had = next((a for a in grammar.own_aux(verb) if a.lower_ in ("had", "'d")), None)
    return Outcome("requested", "parse:had better", (had, better)) if better is not None and had is not None else None


def set_as_aim(verb: Token) -> Outcome | None:
    """ "The mayor's priority is rebuilding the port", read as if the priority rebuilt it."""
    if verb.tag_ != "VBG" or not grammar.own_aux(verb):
        return None
    for noun in children(verb, "nsubj"):
        row = effect("noun", lemma(noun), "clause") if lemma(noun) in _AIMS else None
        if row is not None:
            return Outcome(row.modality, row.how, (noun,))
        if lemma(noun) == "priority":
            return Outcome("planned", "parse:aim", (noun,))
    return None


def _every_so_often(word: Token) -> bool:
    """True for "once a month", "once more"."""
    after = word.doc[word.i + 1].lower_ if word.i + 1 < len(word.doc) else ""
    return word.lower_ == "once" and after in ("a", "an", "every", "each", "per", "again", "more", "in")


def _called_out(verb: Token) -> bool:
    """ "Somebody help me": asked of whoever hears it."""
    if verb.tag_ == "VB" and not grammar.own_aux(verb) and any(c.lower_ == "please" for c in grammar.before(verb)):
        return not grammar.infinitive(verb)  # "Please help us," read as a clause of what follows
    if verb.tag_ not in ("VB", "VBP") or verb.dep_ not in ("ROOT", "ccomp") or grammar.own_aux(verb):
        return False
    return any(c.lower_ in words_of("anybody at hand") for c in children(verb, "nsubj"))


def _by_mark(verb: Token) -> Outcome | None:
    """From the conjunction of its clause."""
    for child in grammar.kids(verb):
        if (child.dep_ in ("mark", "advmod", "prep") and child.i < verb.i) or child.dep_ == "mark":
            row = effect("mark", child.lower_, "all")
            if row is not None and child.dep_ in ("mark", "advmod"):
                known = any(lemma(c) in KNOWN for c in children(verb.head, "acomp"))
                if child.i > verb.head.i and (verb.dep_ == "ccomp" or verb.head.pos_ == "ADJ" or known):
                    row = effect("mark", child.lower_, "asked") or row  # "it is not clear if he fled"
                return Outcome(row.modality, row.how, (child,))
    return None


def _by_aux(verb: Token, no: Token | None) -> Outcome | None:
    """From "will", "may", "should"."""
    early = next((c for c in children(verb, "mark") if c.lower_ == "before"), None)
    subjects = children(verb, "nsubj", "nsubjpass") if early is not None else []
    none = next((d for s in subjects for d in children(s, "det") if d.lower_ == "any"), None)
    if early is not None and none is not None:
        return Outcome("denied", "parse:before", (early, none))  # "ended before any shots had been fired"
    safe = lemma(verb.head) in words_of("makes safe") and verb_form.negation(verb.head) is None
    if early is not None and safe and verb.dep_ == "advcl" and verb.tag_ in ("VBD", "VBN"):
        return Outcome("denied", "parse:before", (early, verb.head))  # "was defused before it exploded"
    auxes = grammar.own_aux(verb)
    for aux in auxes:
        if aux.tag_ == "MD" and _is_a_name(aux, verb, auxes):
            continue
        if early is not None and aux.lower_ == "could" and _took_time(verb.head, verb):
            return HAPPENED  # "waited two days before boats could reach them"
        if early is not None and aux.lower_ == "could":  # "was stopped before it could explode"
            return Outcome("denied", "parse:before", (early, aux))
        if aux.lower_ in ("can", "could") and no is None and _seen(verb):
            continue  # "could be heard shouting"
        row = effect("aux", aux.lower_, "all") or effect("aux", lemma(aux), "all")
        if row is not None and aux.tag_ == "MD" and row.modality == "requested" and _in_the_past(verb):
            ought = aux.lower_ != "must"  # "should have left": they did not; "must have left": so it seems
            return Outcome("hypothetical" if ought else "possible", "aux", (aux,) if no is None else (aux, no))
        if row is not None and aux.tag_ == "MD":
            if row.modality == "planned" and _asked(verb) is not None:  # "will she resign?"
                return Outcome("possible", "parse:question", (aux,))
            but = aux.lower_ in ("could", "might") and any(c.lower_ == "but" for c in children(verb, "cc"))
            if but and no is None and _in_the_past(verb):
                return Outcome("hypothetical", "aux", (aux,))  # "could have left, but chose to stay"
            if row.modality == "planned" and no is not None and not_before(verb):
                return Outcome("planned", "aux", (aux,))  # "will not resume until June"
            if no is not None and aux.lower_ == "could" and _at_last(verb):
                return HAPPENED
            if no is not None and _would_have(verb) and aux.lower_ in ("would", "'d"):
                return Outcome("hypothetical", "aux", (aux, no))  # "would not have died": so they did
            if no is not None and aux.lower_ in ("may", "might") and _in_the_past(verb):
                return Outcome("possible", "aux", (aux, no))  # "may not have attacked them"
            return Outcome(row.under(no is not None), "aux", (aux,) if no is None else (aux, no))
    return None


def _is_a_name(aux: Token, verb: Token, auxes: Sequence[Token]) -> bool:
    """True for "Will Tarno scored twice", "Will Brod was held": no finite verb is the infinitive of a modal."""
    finite = any(a.tag_ in ("VBD", "VBZ") and a.i > aux.i for a in auxes)
    return finite or (verb.tag_ in ("VBD", "VBN") and len(auxes) == 1)


def perfect_infinitive(verb: Token) -> bool:
    """True for "to have reached it": before what it hangs on, not after."""
    return grammar.infinitive(verb) and verb.tag_ == "VBN" and any(a.lower_ == "have" for a in grammar.own_aux(verb))


def _took_time(verb: Token, at_last: Token) -> bool:
    """True for "spent hours waiting", "it took hours", "had to wait", "was two days", before they could."""
    verbs = (verb, *children(verb, "xcomp", "ccomp"))
    if any(lemma(v) in words_of("takes time") for v in verbs):
        return True
    spans = (*children(verb, "attr", "npadvmod", "nsubj", "dobj"), *children(at_last, "npadvmod"))
    return lemma(verb) in ("be", "pass", "go", "take") and any(grammar.is_time(t) for t in spans)


def _at_last(verb: Token) -> bool:
    """True for "was not found until Monday", "did not leave until they arrived": then it was, then they did."""
    first = next(iter(grammar.own_aux(verb)), verb)
    if first.lower_ not in ("did", "was", "were", "could", "had") or verb.tag_ == "VBG":
        return False
    told = any(
        c.lower_ in ("until", "till") and a.i > verb.i and a.tag_ in ("VBD", "VBN")
        for a in children(verb, "advcl")
        for c in children(a, "mark")
    )
    until = any(p.lower_ in ("until", "till") for p in children(verb, "prep"))
    return told or (until and not_before(verb))


def not_before(verb: Token) -> bool:
    """True for "before spring" in "is not expected before spring", "until June" in "will not resume until June"."""
    days = [t for p in children(verb, "prep") if p.lower_ in ("before", "until", "till") for t in children(p, "pobj")]
    return any(grammar.is_time(t) for t in days)


def _seen(verb: Token) -> bool:
    """True for "can be seen attacking them", "could be heard"."""
    return lemma(verb) in ("see", "hear") and verb_form.passive(verb) and bool(children(verb, "xcomp", "ccomp"))


def _in_the_past(verb: Token) -> bool:
    """True for "should have left"."""
    return verb.tag_ == "VBN" and any(a.lower_ in ("have", "'ve") for a in grammar.own_aux(verb))


def _would_have(verb: Token) -> bool:
    """True for "would probably have left": what did not come about, however likely it was."""
    return _in_the_past(verb) and any(a.lower_ in ("would", "'d") for a in grammar.own_aux(verb))


def _by_hearsay(verb: Token) -> Outcome | None:
    """ "According to rumours, the king has died", "according to the indictment"."""
    for subject in (verb, *children(verb, "nsubj", "nsubjpass")):
        for word in children(subject, "compound", "nmod", "npadvmod"):
            if word.lower_ in ("allege", "alleges"):  # "prosecutors allege Lee did it", read as a noun
                return Outcome("possible", "modality.tsv:allege", (word,))
    for prep in children(verb, "prep"):
        if prep.lower_ != "according":
            continue
        for word in (t for to in children(prep, "prep") for t in children(to, "pobj")):
            row = effect("source", lemma(word), "all")
            doubted = unverified(word)
            if row is None and doubted:  # "according to unconfirmed reports"
                return Outcome("possible", "parse:unconfirmed", doubted)
            if row is not None:
                return Outcome(row.modality, row.how, (word,))
    return None


def _appointed(verb: Token) -> Token | None:
    """The day in "the trial begins on Monday": what is told in the present with a day of its own is to come."""
    for child in kids_after(verb):
        words = children(child, "pobj") if child.dep_ == "prep" and child.lower_ in ("on", "in", "at") else [child]
        for word in words:
            coming = word.lower_ in DAYS or any(c.lower_ == "next" for c in grammar.before(word))
            if coming and (child.dep_ == "prep" or child.dep_ == "npadvmod"):
                return word
    return None


def kids_after(verb: Token) -> list[Token]:
    """What hangs on a verb after it, and on its object: "opens talks in Lima on Sunday"."""
    return [*grammar.after(verb), *(c for o in children(verb, "dobj") for c in grammar.after(o))]


def _tense(verb: Token, headline: bool) -> Outcome:
    auxes = grammar.own_aux(verb)
    first = auxes[0] if auxes else None
    if verb.tag_ == "VBG" and first is not None and lemma(first) in ("be", "have") and first.tag_ in ("VBZ", "VBP"):
        return Outcome("ongoing", "parse:progressive", (first, verb))
    if verb.tag_ == "VBP" and verb.lower_ in classes()["unchanged"].words and not auxes:
        return HAPPENED  # "guards beat them": the past as likely as not
    if not auxes and verb.tag_ in ("VBZ", "VBP") and not headline:
        on = _appointed(verb)
        habit = any(c.lower_ in words_of("again and again") for c in children(verb, "advmod"))
        if on is not None and lemma(verb) not in SAYING and not habit:
            return Outcome("planned", "parse:appointed", (on,))
        if verb.tag_ == "VBZ" and lemma(verb) in classes()["done"].words and not _often(verb):
            return HAPPENED  # "Third miner dies", a headline that no line tells from the text
        return Outcome("ongoing", "parse:present")
    if first is not None and lemma(first) == "be" and first.tag_ in ("VBZ", "VBP") and verb.tag_ == "VBN":
        if any(lemma(a) == "be" and a.tag_ == "VBG" for a in auxes):
            return Outcome("ongoing", "parse:progressive", (first, verb))
        return HAPPENED if headline or lemma(verb) in classes()["done"].words else Outcome("ongoing", "parse:present")
    if (
        first is not None
        and first.tag_ == "VBD"
        and lemma(first) == "be"
        and _goes_on(verb, auxes)
        and (_told_now(verb) or _on_the_day(verb))
    ):
        return Outcome("ongoing", "parse:progressive", (first, verb))
    if first is not None and first.lower_ in words_of("remains") and verb.tag_ == "VBN":
        return Outcome("ongoing", "parse:remains", (first, verb))  # "remains suspended"
    state = verb.head if verb.dep_ in ("acomp", "oprd") and first is None and verb.tag_ == "VBN" else None
    if state is not None and state.lower_ in words_of("remains") and not grammar.own_aux(state):
        return Outcome("ongoing", "parse:remains", (state, verb))
    lasts = _lasts(verb, auxes)
    return HAPPENED if lasts is None else Outcome("ongoing", "parse:perfect", (auxes[0], lasts))


def _often(verb: Token) -> bool:
    """True for "kills thousands every year", "often attacks", "when it attacks": what is done again and again."""
    if verb.dep_ in ("advcl", "relcl") or any(c.dep_ == "advcl" for c in grammar.kids(verb)):
        return True
    near = [
        *grammar.kids(verb),
        *(c for k in grammar.kids(verb) if k.dep_ in ("npadvmod", "prep") for c in grammar.kids(k)),
    ]
    return any(c.lower_ in words_of("again and again") for c in near)


def _forbidden(verb: Token) -> bool:
    """True for "do not shoot": an order."""
    auxes = grammar.own_aux(verb)
    bare = len(auxes) == 1 and auxes[0].lower_ == "do" and verb.tag_ == "VB" and verb.dep_ in ("ROOT", "ccomp")
    return bare and not children(verb, "nsubj", "nsubjpass", "expl")


def _long_ago(verb: Token) -> Token | None:
    """The word that puts it far back: "decades ago", "18 years after it fled", "in the past"."""
    if verb.tag_ not in ("VBD", "VBN"):
        return None
    if verb.dep_ == "advcl" and lemma(verb.head) == "be" and any(c.lower_ == "since" for c in children(verb, "mark")):
        return next((t for t in children(verb.head, "attr") if lemma(t) in YEARS), None)  # "it is years since it sank"
    marked = any(c.dep_ == "mark" and c.lower_ == "after" for c in grammar.kids(verb))
    for child in grammar.kids(verb):
        if child.dep_ == "npadvmod" and marked and lemma(child) in YEARS:
            return child
        if child.dep_ == "advmod" and child.lower_ == "ago":
            found = next((c for c in grammar.kids(child) if lemma(c) in YEARS), None)
            if found is not None:
                return found
        if child.dep_ == "prep" and child.lower_ == "in":
            found = next((c for c in children(child, "pobj") if c.lower_ == "past"), None)
            if found is not None:
                return found
    return None


def _goes_on(verb: Token, auxes: list[Token]) -> bool:
    """True for "was providing", "was being used"."""
    return verb.tag_ == "VBG" or (verb.tag_ == "VBN" and any(a.lower_ == "being" for a in auxes))


def _told_now(verb: Token) -> bool:
    """ "He said that they were shelling it": the past of "are", reported."""
    return verb.dep_ == "ccomp" and lemma(verb.head) in SAYING and verb.head.tag_ in ("VBD", "VBN")


def _on_the_day(verb: Token) -> bool:
    """True for "were handing out rice on Monday": what went on as the news was written, with no "when" beside it."""
    if verb.dep_ != "ROOT" or any(m.lower_ in _AS_IT for a in children(verb, "advcl") for m in grammar.kids(a)):
        return False
    days = [t for p in children(verb, "prep") if p.lower_ in ("on", "by", "until") for t in children(p, "pobj")]
    return any(t.lower_ in DAYS and not children(t, "amod", "det") for t in (*days, *children(verb, "npadvmod")))


def _lasts(verb: Token, auxes: list[Token]) -> Token | None:
    """The word "since" or "for" in "has held it since May", "has backed them for years": it still does."""
    perfect = bool(auxes) and auxes[0].lower_ in ("has", "have", "'s", "'ve") and verb.tag_ == "VBN"
    if not perfect or lemma(verb) in classes()["done"].words:
        return None
    what = [c for o in children(verb, "dobj", "attr") for c in grammar.before(o)]
    if any(c.lower_ in RANKS or c.tag_ == "JJS" for c in what):
        return None  # "has had its first loss since 1992"
    for prep in children(verb, "prep"):
        if prep.lower_ == "since" and children(prep, "pobj", "pcomp"):
            return prep
        if prep.lower_ == "for" and any(lemma(t) in SPELLS for t in children(prep, "pobj")):
            return prep
    return None


def _asked(verb: Token) -> Token | None:
    """The auxiliary of a question that leaves open whether it is so: "did they attack?", not "why did they"."""
    if verb.dep_ not in ("ROOT", "ccomp", "conj"):
        return None
    subject = next(iter(children(verb, "nsubj", "nsubjpass")), None)
    aux = next((a for a in grammar.own_aux(verb) if subject is not None and a.i < subject.i), None)
    if aux is None or any(c.tag_ in ("WRB", "WP", "WDT") for c in grammar.before(verb)):
        return None
    marked = (*grammar.after(verb), *grammar.after(verb.head))
    return aux if any(t.text.startswith("?") for t in marked) else None


def _inverted(verb: Token) -> Token | None:
    """ "Had it happened an hour later": an auxiliary before the subject of a clause that hangs on another."""
    if verb.dep_ not in ("advcl", "ccomp") or not children(verb, "nsubj", "nsubjpass", "expl"):
        return None
    had = verb.head
    if lemma(had) == "have" and had.lower_ == "had" and had.dep_ == "advcl" and had.i < verb.left_edge.i:
        if not children(had, "nsubj") and (had.is_sent_start or had.i == 0 or had.nbor(-1).lower_ in ("even", ",")):
            return had  # "even had they arrived", read as if somebody had it
    subject = children(verb, "nsubj", "nsubjpass", "expl")[0]
    return next((a for a in grammar.own_aux(verb) if a.lower_ in ("had", "should", "were") and a.i < subject.i), None)


def willed(outcome: Outcome) -> bool:
    """True for "will" and "shall"."""
    return outcome.how == "aux" and outcome.modality == "planned"


def conditional(verb: Token, only: str = "") -> bool:
    """True when a clause under "if", "unless" hangs on the verb; `only`: when it is under that word."""
    return any(
        (_inverted(a) is not None and not only)
        or any(
            c.dep_ in ("mark", "advmod")
            and effect("mark", c.lower_, "all") is not None
            and (not only or c.lower_ == only)
            for c in grammar.kids(a)
        )
        for a in children(verb, "advcl")
    )


def dated(verb: Token) -> bool:
    """ "Services would be held on Sunday": the past of "will", as the day shows."""
    return verb.dep_ == "ROOT" and _appointed(verb) is not None


def reported(verb: Token) -> bool:
    """ "She said they would meet": the past of "will", reported."""
    if any(lemma(a) == "have" for a in grammar.own_aux(verb)):
        return False  # "she said they would have met"
    here = verb
    for _ in range(DEPTH):
        head = here.head
        if head == here:
            return False
        if here.dep_ in ("acl", "ccomp", "relcl") and head.pos_ == "NOUN" and effect("noun", lemma(head), "that"):
            if any(c.lower_ == "that" for c in children(here, "mark")):
                return True  # "a promise that they would leave", "fears that they would attack"
        if here.dep_ in ("ccomp", "advcl") and head.lower_ == "clear" and lemma(head.head) == "make":
            return head.head.tag_ not in ("VBZ", "VBP")  # "made it clear that they would attack"
        if here.dep_ == "ccomp" and lemma(head) in SAYING | FORETELLING:
            return head.tag_ not in ("VBZ", "VBP")  # "says it would" is no past of "will"
        if here.dep_ not in ("conj", "relcl") or head.pos_ != "VERB":
            return False
        here = head
    return False
