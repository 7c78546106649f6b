"""Whether what a noun tells came about: from its modifiers and the words that govern its phrase."""

from __future__ import annotations

from dataclasses import replace

from onrecord.marks.events import grammar
from onrecord.marks.events.background import deed_of_old
from onrecord.marks.events.beside import (
    INCLUDING,
    before,
    by_quality,
    listed_in,
    never_without,
    not_by,
    refutation,
    without_so_much,
)
from onrecord.marks.events.beside_noun import (
    abiding,
    along_with,
    any_of,
    came_about,
    held_already,
    indefinite,
    listed_with,
    named_before,
    no_more,
    nothing_to_do,
    penalty,
    put_to,
    unknown,
    what_is_wanted,
)
from onrecord.marks.events.clauses import MOTION, WOULD, applied, of_verb, undone
from onrecord.marks.events.eager import coped_with, fronted, likely_so, voted_for
from onrecord.marks.events.forms import DAYS, DEPTH, HAPPENED, REAL, YEARS, Outcome, own_form, willed
from onrecord.marks.events.frame import THROUGH, THROUGH_COMPOUND, Frame
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.headlines import headed
from onrecord.marks.events.if_so import if_so, stays_on
from onrecord.marks.events.lasting import borne, ended, lasts, perfect, would_have_been
from onrecord.marks.events.modifiers import by_modifier, shared
from onrecord.marks.events.objects import ENDED, ended_or_averted, row_of_object
from onrecord.marks.events.passed_over import reported_apart
from onrecord.marks.events.prospects import (
    a_condition,
    aim_of,
    among,
    backed,
    grown,
    made_so,
    may_be_done,
    said_by,
    sent_for,
    too_late,
    what_may_be,
    would_back,
)
from onrecord.marks.events.realised import fulfilled
from onrecord.marks.events.standing import held_up, is_on, its_price
from onrecord.marks.events.tables import SAME, SPOKEN, Light, classes, effect
from onrecord.marks.events.to_come import (
    a_remedy,
    an_option,
    bargain,
    due,
    expected_on,
    fought,
    is_to_come,
    of_what_is,
    partaken,
    tells_of_now,
    undated,
    undecided,
    would_cost,
)
from onrecord.marks.events.untrue import hoax
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

SEEMING = words_of("seems")
_CAUSING = words_of("sparks")
_ARRESTED = frozenset(f"modality.tsv:{w}" for w in words_of("arrested"))
_THOUGHT = frozenset(f"modality.tsv:{w}" for w in words_of("thought"))
_PROVING = words_of("proves")
_UNTRUE = frozenset(f"modality.tsv:{w}" for w in words_of("fake"))
_LOOKED_AT = frozenset(f"modality.tsv:{w}" for w in words_of("looked at"))
_TOLD_OF = frozenset(f"modality.tsv:{w}" for w in words_of("talked of"))
_SUSPECTED = frozenset(f"modality.tsv:{w}" for w in words_of("suspected"))
_PROSECUTED = _SUSPECTED | frozenset(f"modality.tsv:{w}" for w in words_of("prosecution"))
_AGAINST = frozenset(f"modality.tsv:{w}" for w in words_of("against it"))
_MONEY = words_of("sum")
_ARRIVING = words_of("arrives")
_TAKING = words_of("takes to")
_FAVOUR = frozenset(("modality.tsv:favour", "modality.tsv:favor"))
_DOUBTED = frozenset(f"modality.tsv:{w}" for w in words_of("doubted"))


def of_noun(frame: Frame, default: str, type_: str = "") -> Outcome:
    """The modality of what a noun tells; `default` where nothing around it says."""
    noun = frame.token
    no = grammar.negation(noun)
    if no is not None:
        return Outcome("denied", "parse:neg", (no,))
    case = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    if lemma(case) in ("case", "event") and case.dep_ == "pobj" and case.head.lower_ == "in" and indefinite(noun):
        if case.i == case.head.i + 1 or children(case, "det"):
            return Outcome("hypothetical", f"modality.tsv:{lemma(case)}", (case,))  # "in case of an attempted raid"
    found = by_modifier(noun) or reported_apart(noun) or shared(noun) or (headed(noun) if frame.headline else None)
    found = found or (if_so(noun) if type_ not in SPOKEN else None)
    if found is not None and found.how in _UNTRUE and type_ in SPOKEN:
        found = None  # "false allegations": they were made
    if found is not None and found.modality in ("planned", "threatened") and came_about(noun):
        found = None  # "the expected protests passed off peacefully"
    if found is not None:
        gone = undone(noun) if found.modality in ("planned", "possible") else None
        return gone or found  # "cancelled the planned rally"
    untrue = hoax(noun) if noun.dep_ in ("nsubj", "nsubjpass") else None
    if untrue is not None and type_ not in SPOKEN:
        return untrue
    old = deed_of_old(noun)
    if old is not None:
        return Outcome("historical", "parse:background", (old,))
    default = default or abiding(noun)
    if default == "ongoing" and held_already(noun):
        default = ""  # "an initial inquiry revealed that"
    if default == "ongoing" and any(lemma(c) == "recent" for c in children(noun, "amod")):
        default = ""  # "the recent outbreak"
    shown = (noun.head,) if default == "possible" else ()  # "is presumed dead"
    base = Outcome(default, "nouns.tsv", shown) if default else HAPPENED
    first = noun.head if noun.dep_ == "conj" else noun  # "throughout the inquiry and trial"
    if default == "ongoing" and first.dep_ == "pobj" and first.head.lower_ in ("during", "after", "throughout"):
        base = HAPPENED  # "during the siege", "after the war"
    above = penalty(noun, default, type_) or _above_noun(noun, frame, 0, type_)
    if above is not None and willed(above):
        above = any_of(noun) or above  # "any attack will be met with force"
    if above is None and default == "ongoing":
        above = would_back(noun)
    if above is None or (above.modality == "happened" and not above.at):
        coming = partaken(noun, frame.headline) if base == HAPPENED and type_ in _APPOINTED | {"RETREAT"} else None
        return any_of(noun) or coming or fought(noun) or base
    over = noun.head
    if above.modality in ("possible", "hypothetical") and noun.dep_ == "dobj" and lemma(over) in ("win", "lose"):
        if grammar.definite(noun) and lemma(noun) in classes()["convened"].words:
            return Outcome("planned", "parse:partaking", above.at)  # "hopes to win the election"
    if default == "ongoing" and above.modality == "denied" and above.how in ENDED:
        return replace(above, modality="happened")  # "the inquiry was shelved", "scrapped the ban": there was one
    known = noun.dep_ == "pobj" and noun.head.lower_ in ("in", "over") and above.how in _SUSPECTED
    prosecuted = noun.dep_ == "pobj" and noun.head.lower_ in ("in", "over", "for") and above.how in _PROSECUTED
    if prosecuted and type_ == "OTHER" and grammar.definite(noun):
        return base  # "murder charges for the deaths of": they died
    if (above.how in _ARRESTED or known) and (grammar.definite(noun) or type_ == "PROTEST"):
        return base  # "held over the killing", "arrested for taking part in protests"
    if above.how == "modality.tsv:ready" and type_ in ("ASSAULT", "DISASTER", "ACCIDENT") and indefinite(noun):
        return replace(above, modality="possible")  # "are ready for an attack"
    held = ("ACCIDENT", "DISASTER", "ASSAULT") if above.how in _TOLD_OF else ("ACCIDENT", "DISASTER")
    if above.how in _LOOKED_AT and grammar.definite(noun) and type_ in held:
        return base  # "are studying the collision", "debated the flood", "will discuss the attack"
    if above.how in _AGAINST and grammar.definite(noun) and lemma(noun) in classes()["lasting"].words:
        return base  # "opposed the war"
    recent = grammar.definite(noun) or any(lemma(c) == "recent" for c in children(noun, "amod"))
    if above.modality == "possible" and above.how == "aux" and recent and noun.dep_ in ("nsubj", "nsubjpass"):
        if type_ in ("DISASTER", "ACCIDENT") and any(lemma(a) == "have" for a in grammar.own_aux(noun.head)):
            return base  # "the outbreak may have been caused by"
    if above.modality == "possible" and above.how in _THOUGHT and grammar.definite(noun):
        if noun.dep_ in ("nsubj", "nsubjpass") and type_ in ("ASSAULT", "DISASTER", "ACCIDENT"):
            return base  # "is believed to have been the work of": there it is
    if type_ == "ASSAULT" and above.how == "modality.tsv:order" and grammar.definite(noun):
        return base  # "accused of ordering the massacre": it is known
    kept = noun.dep_ == "dobj" and lemma(noun.head) in ("deny", "refuse") and indefinite(noun)
    if type_ == "CONCEDE" and above.modality == "denied" and kept:
        return above  # "was denied a pardon"
    if type_ in SPOKEN and above.how in _UNTRUE:
        return base
    if type_ in SPOKEN and noun.dep_ == "dobj" and lemma(noun.head) in _PROVING:
        return base  # "found nothing to substantiate the allegations"
    if type_ in SPOKEN and (above.how in _DOUBTED or _answered(noun, frame, above)):
        return base  # a request that is rejected or will be met was made
    return above


def _answered(noun: Token, frame: Frame, above: Outcome) -> bool:
    """True for "agrees to their demands", which were made whatever comes of them; not for "will make demands"."""
    if lemma(noun) in classes()["deeds"].words:
        return False  # "is expected to back the ratification"
    return frame.light is None and grammar.definite(noun) and above.modality in ("planned", "possible", "hypothetical")


def _above_noun(noun: Token, frame: Frame, depth: int, type_: str = "") -> Outcome | None:
    head = noun.head
    if depth > DEPTH or head == noun:
        return None
    if noun.dep_ in ("compound", "nmod") and lemma(head) in THROUGH_COMPOUND:
        return _above_noun(head, Frame(head, frame.headline), depth + 1)
    if noun.dep_ in ("compound", "nmod"):  # "invasion plans"
        proven = _proven(head, frame.headline)
        if proven is not None:
            return proven  # "convicted of two assault charges"
        row = effect("noun", lemma(head), "all") if lemma(head) not in ("case", "event") else None
        if row is not None and row.modality == "planned" and head.dep_ == "dobj":
            weighed = _above_noun(head, Frame(head, frame.headline), depth + 1)
            if weighed is not None and weighed.modality in ("possible", "hypothetical", "denied"):
                return weighed  # "is considering a rescue plan"
        return Outcome(row.modality, row.how, (head,)) if row is not None and row.modality != SAME else None
    if noun.dep_ == "conj":
        along = along_with(noun)
        if along is not None:
            return along
    if noun.dep_ == "pobj" and head.lower_ == "by" and head.nbor(1).text == "-" and grammar.is_verb(head.head):
        return _of_object(head.head, noun, frame, depth, type_)  # "a by-election", read as "by" it
    if noun.dep_ in ("conj", "appos"):
        near = listed_with(noun)
        if near is not None:
            return _above_noun(near, frame, depth + 1)
    if noun.dep_ == "conj" or (noun.dep_ == "appos" and head.pos_ == "NOUN" and indefinite(noun)):
        return _above_noun(head, frame, depth + 1)
    if noun.dep_ == "xcomp" and grammar.infinitive(noun):  # "had been due to attack", read as a noun
        return of_verb(noun, frame.headline, depth + 1)
    if noun.dep_ in ("pobj", "pcomp"):
        return _noun_under_prep(noun, frame, depth, type_)
    price = (a_condition(noun) or made_so(noun)) if noun.dep_ == "nsubj" else None
    if price is not None or not grammar.is_verb(head):
        return price
    unreal = would_have_been(noun, head) if noun.dep_ == "nsubj" else None
    if unreal is not None:
        return unreal
    if noun.dep_ in ("dobj", "nsubjpass", "oprd", "attr", "acomp") or (
        noun.dep_ == "nsubj" and grammar.passive(head, frame.headline)
    ):
        return _of_object(head, noun, frame, depth, type_)
    if noun.dep_ == "nsubj":
        return _of_subject(head, noun, frame, depth, type_)
    return None


def _of_object(verb: Token, noun: Token, frame: Frame, depth: int, type_: str = "") -> Outcome | None:
    later = put_to(verb) if noun.dep_ == "nsubjpass" and type_ in _APPOINTED | {"COERCE", "SANCTION"} else None
    if later is not None and of_verb(verb, frame.headline, depth + 1).modality in REAL:
        return later
    row, told_so = row_of_object(verb, noun, type_, frame.headline, depth)
    told_so = told_so or (ended_or_averted(row, verb, noun, frame.headline, depth) if row is not None else None)
    told_so = told_so or (held_up(verb) if noun.dep_ == "nsubjpass" else None)
    if told_so is not None:
        return told_so
    if row is not None and row.modality != SAME:
        lasts = expected_on(verb, noun)
        return lasts if lasts is not None else applied(row, verb, frame.headline, depth)
    sent = sent_for(verb) if may_be_done(noun) else None
    if sent is not None:
        return sent  # "was sent to negotiate the release of"
    if backed(verb, noun):
        above = applied(row, verb, frame.headline, depth) if row else of_verb(verb, frame.headline, depth + 1)
        if above.modality not in REAL:
            return above  # "would allow the deportation of", "is expected to back the ratification of"
    called = "announced" if lemma(verb) == "announce" else "convened" if lemma(verb) == "call" else ""
    if called and indefinite(noun) and lemma(noun) in classes()[called].words:
        told = of_verb(verb, frame.headline, depth + 1)
        if told.modality == "happened":
            return Outcome("planned", "parse:announced", (verb,))  # "announced a concert", "called a strike"
    if lemma(verb) in words_of("escapes") and grammar.definite(noun) and type_ in ("ASSAULT", "DISASTER", "ACCIDENT"):
        return None  # "abandoned ship to escape the fire": there was one
    if lemma(verb) in words_of("escapes") and indefinite(noun) and lemma(noun) in classes()["escaped"].words:
        told = of_verb(verb, frame.headline, depth + 1)
        if told.modality == "requested" or told.how == "parse:purpose":
            return Outcome("possible", "parse:escaped", (verb,))  # "fled to escape arrest"
        return Outcome("denied", "parse:escaped", (verb,)) if told.modality in REAL else told
    found = borne(verb, noun, frame.headline)
    found = found or (due(verb, frame.headline, depth) if noun.dep_ == "nsubjpass" else None)
    if found is not None:
        return found
    named = indefinite(noun) or children(noun, "prep")  # "their demands include the release of"
    listed = listed_in(verb) if lemma(verb) in INCLUDING and noun.dep_ == "dobj" and named else None
    if listed is not None:
        return listed
    light: Light | None = frame.light
    if noun.dep_ == "attr" and lemma(verb) == "be":
        asked = what_is_wanted(verb) or aim_of(verb)
        if asked is not None:
            return asked
        told = likely_so(verb) or fronted(verb) or of_verb(verb, frame.headline, depth + 1)
        if verb.dep_ == "pcomp" and any(c.lower_ == "what" for c in children(verb, "nsubj")):
            return None  # "in what would be the first attack this year"
        return told if told.modality not in REAL else None  # "will be the first meeting"
    occurs = lemma(verb) in classes()["occur"].words
    made = lemma(verb) in classes()["making"].words
    bound = occurs or made or lemma(verb) in classes()["bring"].words or bool(children(verb, "expl"))
    if light is not None or bound or indefinite(noun):
        above = of_verb(verb, frame.headline, depth + 1)
        if lemma(verb) == "mean" and above.how == "parse:present" and indefinite(noun):
            return Outcome("possible", "parse:means", (verb,))  # "that means a bloodbath"
        if light is None and not occurs and above.modality in REAL:
            return None
        if willed(above) and lemma(verb) in _CAUSING:  # "the cut will spark protests": so somebody thinks
            thought = any(
                word.lower_ in WOULD for word in above.at
            )  # "ending it would provoke riots": of a cut not made
            return replace(above, modality="hypothetical" if thought else "possible")
        return HAPPENED if above.how == "parse:present" else above
    if noun.dep_ == "nsubjpass" and type_ in _APPOINTED:
        above = of_verb(verb, frame.headline, depth + 1)
        return above if willed(above) else None  # "the elections will be observed"
    return None


def _dealt(noun: Token) -> bool:
    """True for a merger, a sale: what came to nothing where it "would have" made somebody something."""
    return may_be_done(noun) or lemma(noun) in words_of("dealing")


def _of_subject(verb: Token, noun: Token, frame: Frame, depth: int, type_: str = "") -> Outcome | None:
    stays = stays_on(verb, noun)
    if stays is not None:
        return stays
    said = of_what_is(verb, frame.headline, depth) if lemma(verb) in SEEMING else None
    if said is not None and said.how == "modality.tsv:close" and lemma(noun) in words_of("won narrowly"):
        said = None  # "the vote was close"
    said = said or among(verb)
    if said is not None:
        return said
    row = effect("verb", lemma(verb), "subject")
    if lemma(verb) == "hang" and not any(p.lower_ in ("on", "upon") for p in children(verb, "prep")):
        row = None  # "the threat hangs over them"
    if row is not None:  # "the release hangs on a ransom"
        return applied(row, verb, frame.headline, depth)
    above = of_verb(verb, frame.headline, depth + 1)
    if too_late(verb, above) and above.modality == "hypothetical" and type_ in _APPOINTED and _dealt(noun):
        return above  # "the merger would have created the largest bank"
    option = an_option(verb) or (a_remedy(verb) if indefinite(noun) else None)
    if option is not None:
        return option
    later = put_to(verb)
    if later is not None and above.modality in REAL and type_ in _APPOINTED:
        return later
    if type_ == "AID" and lemma(verb) in _ARRIVING and above.how != "parse:present":
        return above  # "aid is reaching the town", "has not arrived"
    through = next((c for c in children(verb, "prt", "advmod") if c.lower_ == "through"), None)
    if through is not None and lemma(verb) == "fall" and above.modality in REAL:
        return Outcome("denied", "parse:failed", (verb, through))  # "the merger fell through"
    until = next((c for c in children(verb, "mark") if c.lower_ in ("until", "till")), None)
    if until is not None and lemma(verb) in classes()["ending"].words and grammar.is_verb(verb.head):
        main = of_verb(verb.head, frame.headline, depth + 1)
        if main.modality not in REAL and grammar.definite(noun):
            return Outcome("ongoing", "parse:goes on", (verb,))  # "no talks until the fighting stopped"
    over = ended(verb, noun, above)
    if over is not None:
        return over
    if lemma(verb) == "remain" and children(verb, "acomp", "oprd") and lemma(noun) not in classes()["lasting"].words:
        return None  # "the promise remains unfulfilled"
    still = lasts(verb, noun, above, frame.headline)
    if still is not None:
        return still
    since = next((c for c in children(verb, "mark") if c.lower_ == "since"), None)
    if since is not None and lemma(verb) in words_of("breaks out") and above.modality in REAL:
        return Outcome("ongoing", "parse:since", (since, verb))
    met = next((c for c in children(verb, "acomp", "oprd", "advmod") if c.lower_.startswith("un")), None)
    if lemma(verb) == "go" and met is not None and above.modality not in REAL:
        return Outcome("possible", "parse:warned", (*above.at, met))  # "further raids will not go unanswered"
    if lemma(verb) == "be" and above.modality == "denied" and indefinite(noun) and not grammar.negation(verb):
        return above  # "denied that a takeover was in the works"
    if lemma(verb) in classes()["occur"].words:
        return HAPPENED if above.how == "parse:present" else above
    thought = own_form(verb, frame.headline) if above.how in _THOUGHT else above
    price = its_price(verb, noun, thought)
    if price is not None:
        return price
    if above.how == "parse:appointed" or (willed(above) and type_ in _APPOINTED):
        return above  # "the summit will bring together"
    if lemma(verb) == "be" and (type_ in _APPOINTED or indefinite(noun)) and above.modality in REAL:
        to_be = next((c for c in children(verb, "xcomp") if grammar.infinitive(c)), None)
        if to_be is not None and not children(verb, "acomp", "attr"):
            return Outcome("planned", "is to", (verb, to_be))  # "the vote is to be monitored"
    if lemma(verb) in ("enter", "reach", "near") and any(grammar.is_time(t) for t in children(verb, "dobj")):
        return Outcome("ongoing", "parse:goes on", (verb,))  # "entered its third week"
    if above.modality not in ("planned", "possible", "hypothetical") or not indefinite(noun):
        return would_cost(verb, noun, above) if type_ in _APPOINTED else None
    would = any(t.lower_ in ("would", "'d") for t in above.at) or lemma(verb) in _CAUSING
    if above.modality == "planned" and above.how == "aux" and would:
        return replace(above, modality="hypothetical")  # "bloodshed would derail the talks, he said"
    return above


_APPOINTED = frozenset("CONSULT PROTEST MOBILIZE COOPERATE AID OTHER".split())
_ENDS = frozenset(f"modality.tsv:{w}" for w in words_of("end of"))
_VOTES = frozenset(f"modality.tsv:{w}" for w in words_of("vote in"))
_CHARGES = frozenset(f"modality.tsv:{w}" for w in words_of("charge"))
_DYING = words_of("dies")
_STARTS = words_of("start of")
_LOOKS_INTO = words_of("looks into")


_OF = words_of("of what")


def _proven(charge: Token, headline: bool) -> Outcome | None:
    """ "Convicted of two counts of murder": what the court found is no mere charge."""
    if lemma(charge) not in ("count", "charge") or charge.dep_ != "pobj":
        return None
    above = charge.head.head
    if lemma(above) == "guilty" and grammar.negation(above) is None and above.i and above.nbor(-1).lower_ != "not":
        return Outcome("happened", "modality.tsv:guilty", (above,))  # "pleaded guilty to fraud charges"
    verb = above.head if above.dep_ == "dobj" else above  # "convicted a man of two counts of"
    if not grammar.is_verb(verb):
        return None
    row = effect("verb", lemma(verb), str(charge.head.lower_))
    if row is None or row.modality != "happened":
        return None
    return applied(row, verb, headline, 0)


def _put(prep: Token, frame: Frame) -> bool:
    """True for "was placed under arrest", "came under attack": the verb tells when, and whether."""
    return frame.light is not None or (grammar.is_verb(prep.head) and lemma(prep.head) in words_of("puts under"))


def _noun_under_prep(noun: Token, frame: Frame, depth: int, type_: str) -> Outcome | None:
    prep = noun.head
    told = _by_prep(noun, prep, frame)
    if told is not None:
        return told
    above = prep.head
    if prep.dep_ == "conj" and above.dep_ == "prep":
        above = above.head  # "called for a truce and for an inquiry"
    if lemma(above) in ("exchange", "return") and above.dep_ == "pobj" and prep.lower_ == "for":
        verb = above.head.head
        deal = of_verb(verb, frame.headline, depth + 1) if grammar.is_verb(verb) else HAPPENED
        if deal.modality not in REAL and indefinite(noun):
            return deal.also(above)  # "offered to talk in return for a ransom"
        held_out = bargain(noun, above)
        if held_out is not None:
            return held_out
    if above.lower_ == "each" and above.i:  # "one count each of murder and theft"
        above = above.head if above.head != above else above
    if prep.lower_ == "in" and type_ == "AID" and prep.i and lemma(prep.nbor(-1)) in _MONEY:
        above = prep.nbor(-1)  # "asked for nine million dollars in aid"
    if grammar.is_verb(above):
        return _under_verb(noun, prep, above, frame, depth, type_)
    if above.pos_ == "ADJ" and above.dep_ == "acomp" and grammar.is_verb(above.head):
        return grown(above.head, prep, of_verb(above.head, frame.headline, depth + 1))  # "hopes are high for a truce"
    return _under_noun(noun, prep, above, frame, depth)


def _by_prep(noun: Token, prep: Token, frame: Frame) -> Outcome | None:
    """What the preposition and the word before it say: "without", "ahead of", "vulnerable to"."""
    if prep.lower_ in ("after", "since"):
        over = prep.head
        spans = (*children(prep, "npadvmod"), over, *children(over, "dobj", "attr"))
        ago = next((c for c in spans if lemma(c) in YEARS and c.i < prep.i), None)
        if ago is not None:  # "two years after the war"
            return Outcome("historical", "parse:long ago", (ago,))
    if is_on(noun, prep):
        return Outcome("ongoing", "parse:is on", (prep,))  # "prisoners on hunger strike"
    row = effect("prep", prep.lower_, "all")
    over = prep.head
    if prep.lower_ == "without" and grammar.definite(noun) and grammar.is_verb(over) and not may_be_done(noun):
        if too_late(over, of_verb(over, frame.headline, 1)):
            return HAPPENED  # "without the airlift, the town would have starved"
    if row is not None and never_without(prep):
        return HAPPENED
    least = without_so_much(prep) if row is None else None
    if least is not None:
        return least
    if row is not None and prep.lower_ == "under" and _put(prep, frame):
        row = None
    gone = no_more(prep) if row is not None and row.modality == "ongoing" else None
    if gone is not None:
        return Outcome("denied", "parse:neg", (gone,))
    if row is not None:
        return Outcome(row.modality, row.how, (prep,))
    if prep.lower_ in ("despite", "notwithstanding") and lemma(noun) in classes()["lasting"].words | THROUGH:
        return Outcome("ongoing", "parse:despite", (prep,))
    instead = before(prep)
    barely = instead is not None and instead.how == "modality.tsv:short"
    if instead is not None and (instead.modality == "denied" or barely) and indefinite(noun):
        return instead  # "instead of an apology", "nothing short of an invasion"
    if instead is not None and instead.how in _FAVOUR and voted_for(prep):
        return Outcome("planned", instead.how, instead.at)  # "voted in favour of the ban"
    sought = instead is not None and instead.modality == "possible" and (indefinite(noun) or may_be_done(noun))
    if instead is not None and (sought or instead.modality == "planned" or (prep.lower_ == "to" and indefinite(noun))):
        return instead  # "ahead of the vote", "close to a deal"
    if prep.lower_ in ("before", "until", "till") and any_of(noun) is None and is_to_come(prep.head, frame.headline):
        return Outcome("planned", "parse:before", (prep,))  # "is in jail until her trial"
    quality = not_by(prep) or by_quality(prep)
    open_still = may_be_done(noun) or lemma(noun) in classes()["deeds"].words
    if quality is not None and (unknown(noun) or open_still or quality.modality == "planned"):
        return quality
    nothing = nothing_to_do(prep)
    return None if nothing is None else Outcome("denied", "parse:nothing to do with", (nothing,))


def _under_verb(noun: Token, prep: Token, above: Token, frame: Frame, depth: int, type_: str) -> Outcome | None:
    row = effect("verb", lemma(above), str(prep.lower_))
    if row is None and prep.lower_ == "to":
        row = effect("verb", lemma(above), "clause")  # "threatened to attack", read as a noun
    spoken = row is not None and row.how in ("modality.tsv:talk", "modality.tsv:think")
    if spoken and grammar.definite(noun) and not may_be_done(noun):
        return None  # "talked about the attack"
    if row is not None:
        told = applied(row, above, frame.headline, depth)
        known = row.modality == SAME or (prep.lower_ == "against" and lemma(noun) in classes()["lasting"].words)
        if known and told.modality == "denied" and grammar.definite(noun):
            return None  # "no group has been blamed for the blast", "voted against the war": there was one
        return told
    if prep.lower_ == "with" and lemma(above) in words_of("goes on with"):
        on = next((c for c in children(above, "prt", "advmod", "prep") if c.lower_ == "on" and c.i < prep.i), None)
        told = of_verb(above, frame.headline, depth + 1)
        if told.modality in REAL and (on is not None or lemma(above) in ("continue", "persist")):
            return Outcome("ongoing", "parse:goes on", (above, on or prep))  # "carry on with their strike"
    near = (borne(above, noun, frame.headline) if prep.lower_ == "from" else None) or named_before(prep, above)
    if near is not None and near.modality == "hypothetical" and lemma(noun) in classes()["lasting"].words:
        near = None  # "voiced opposition to the war"
    if near is not None:
        return near
    found = of_verb(above, frame.headline, depth + 1)
    grew = grown(above, prep, found) or undated(above, prep) or undecided(above, prep)
    if grew is not None:
        return grew
    if (
        lemma(above) in ("be", "remain", "stay")
        and prep.lower_ in ("on", "under", "at", "in")
        and (tells_of_now(above, found) or (willed(found) and lemma(above) != "be"))  # "will remain in jail"
    ):
        return Outcome("ongoing", "parse:is on", (above,))  # "is on strike", "have been on strike"
    if frame.light is not None or prep.lower_ == "under":
        return HAPPENED if found.how == "parse:present" else found
    if prep.lower_ == "for" and indefinite(noun) and lemma(above) in _TAKING and found.modality in REAL:
        return Outcome("planned", "parse:purpose", (above, prep))  # "was sent to a laboratory for tests"
    sent = lemma(above) in MOTION | _TAKING and prep.lower_ == "for" and indefinite(noun)
    if sent and found.modality in ("planned", "possible", "requested", "hypothetical"):
        return found  # "is to fly to the capital for talks"
    if found.modality in REAL or (found.modality == "denied" and coped_with(above, prep)):
        return None
    shields = lemma(above) in classes()["shielding"].words and prep.lower_ in ("from", "against")
    if indefinite(noun) and shields and found.modality != "possible":
        return Outcome("hypothetical", "parse:shielded", (above,))  # "will protect them from attacks"
    if prep.lower_ in ("at", "during") and found.modality == "planned" and (indefinite(noun) or type_ == "CONSULT"):
        return found  # "will speak at a rally"
    if prep.lower_ == "during" and found.modality in ("possible", "hypothetical") and indefinite(noun):
        return found  # "could be used during an outbreak"
    entered = lemma(above) in classes()["enter"].words and indefinite(noun) and prep.lower_ not in ("after", "since")
    if entered or lemma(above) in classes()["helping"].words:
        return found  # "threatened to go on strike", "asked to help in their release"
    if (
        prep.lower_ in ("through", "by", "via", "with")
        and indefinite(noun)
        and (prep.lower_ in ("through", "via") or lemma(above) not in classes()["bring"].words)
    ):
        if found.modality in ("possible", "threatened") or (found.modality == "denied" and prep.lower_ == "with"):
            return found  # "may end through a settlement", "did not go through with a request"
        return Outcome("hypothetical", "parse:means", (*found.at, prep))  # "will not be solved through an invasion"
    caused = lemma(above) in classes()["bring"].words
    if prep.lower_ in ("from", "of") and lemma(above) in _DYING and indefinite(noun) and found.modality == "possible":
        return found  # "may have died of poisoning"
    harmed = prep.lower_ == "in" and lemma(above) in classes()["kill"].words | classes()["die"].words
    if prep.lower_ in ("to", "in", "into", "by") and (
        caused or (prep.lower_ != "by" and indefinite(noun) and not harmed)
    ):
        return found  # "could lead to protests", "may be caused by an attack"
    return None


def _under_noun(noun: Token, prep: Token, above: Token, frame: Frame, depth: int) -> Outcome | None:
    above = said_by(above, prep)
    if above.pos_ not in ("NOUN", "PROPN", "NUM"):
        return None
    if prep.lower_ == "of" and above.dep_ == "attr" and lemma(above) in words_of("outcome") and indefinite(noun):
        cause = likely_so(above.head) or of_verb(above.head, frame.headline, depth + 1)
        return cause if cause.modality not in REAL else None  # "was probably the result of a fire"
    if prep.lower_ == "of" and lemma(above) in words_of("brings in"):
        brought = _above_noun(above, Frame(above, frame.headline), depth + 1)
        if brought is not None and brought.modality not in REAL:
            return brought  # "is considering the imposition of a curfew"
    if prep.lower_ == "as" and prep.i and prep.nbor(-1).lower_ == "such" and indefinite(noun):
        whole = _above_noun(above, Frame(above, frame.headline), depth + 1)
        return whole if whole is not None and whole.modality not in REAL else None  # "caused by things such as a fire"
    if above.lower_ in DAYS and prep.lower_ == "of" and above.dep_ == "pobj" and above.head.head.pos_ == "NOUN":
        above = above.head.head  # "charges on Friday of theft": the phrase is not that of the day
    called = grammar.common(above)
    row = effect("noun", called, str(prep.lower_)) or effect("noun", called, "phrase")
    if row is None and above.dep_ == "dobj" and above.pos_ == "PROPN" and prep.lower_ in ("of", "with"):
        governed = effect("verb", lemma(above.head), str(prep.lower_))  # "warned Togo of curbs"
        if governed is not None and governed.modality not in (*REAL, SAME):
            return applied(governed, above.head, frame.headline, depth)
    kept = fulfilled(above) if row is not None else None
    if kept is not None:
        done = of_verb(kept, frame.headline, depth + 1)
        return HAPPENED if done.how == "parse:present" else done  # "carried out its threat of a strike"
    if lemma(above) in ("case", "event") and (above.dep_ != "pobj" or above.head.lower_ != "in"):
        row = None  # "a case of arson"
    if prep.lower_ == "against" and row is not None and row.modality == "requested":
        row = None  # "an appeal against the ruling", "a petition against the closure"
    if (
        lemma(above) in ("opposition", "objection")
        and grammar.definite(noun)
        and lemma(noun) in classes()["lasting"].words
    ):
        row = None  # "opposition to the war"
    no = grammar.negation(above)
    if no is not None and prep.lower_ == "of" and lemma(above) in THROUGH | {"case", "instance"} and indefinite(noun):
        return Outcome("denied", "parse:neg", (no, above))  # "no case of arson"
    proven = _proven(above, frame.headline) if row is not None else None
    if proven is not None:
        return proven
    if row is not None and row.how in _ENDS and prep.lower_ in ("of", "to", "in"):
        over = _above_noun(above, Frame(above, frame.headline), depth + 1)
        if over is not None and over.modality not in REAL:
            return Outcome("ongoing", row.how, (above,))  # "demanded an end to the fighting"
    begun = above.head.lower_ == "since" and grammar.is_verb(above.head.head) and prep.lower_ == "of"
    if begun and lemma(above) in _STARTS and perfect(above.head.head):
        return Outcome("ongoing", "parse:since", (above.head, above))  # "has been shut since the start of the strike"
    looked = row is not None and lemma(above) in _LOOKS_INTO and grammar.definite(noun) and prep.lower_ != "for"
    if looked and refutation(above) is None:
        row = None  # "an inquiry into the attack": there was one
    if row is not None and row.how in _VOTES and prep.lower_ == "in":
        return _above_noun(above, Frame(above, frame.headline), depth + 1)  # "will have a vote in each referendum"
    refuted = refutation(above) if row is not None and row.modality == "possible" else None
    if refuted is not None and prep.lower_ in _OF:
        return refuted
    gone = undone(above) if row is not None and row.modality in ("planned", "possible") else None
    if gone is not None and prep.lower_ in _OF:
        return gone
    named = row is not None and prep.lower_ in row.governs
    named = named or (row is not None and prep.lower_ == "including" and row.how in _CHARGES)
    if row is not None and row.under(no is not None) != SAME and (prep.lower_ in _OF or (named and indefinite(noun))):
        return Outcome(row.under(no is not None), row.how, (above,) if no is None else (no, above))
    may = what_may_be(noun, prep, above, frame.headline)
    if may is not None:
        return may
    counts = lemma(above) in THROUGH or (lemma(above) in classes()["measure"].words and indefinite(noun))
    by_name = grammar.is_time(above) and grammar.definite(noun) and above.head.lower_ in ("on", "during")
    money = prep.lower_ == "in" and lemma(above) in _MONEY
    if (
        (prep.lower_ == "of" or money)
        and (counts or money)
        and not by_name
        and not (lemma(above) == "scene" and grammar.definite(noun))
    ):
        told = by_modifier(above) or _above_noun(above, Frame(above, frame.headline), depth + 1)
        verb = above.head
        swept = told is None and above.dep_ == "nsubj" and grammar.is_verb(verb) and not grammar.is_time(above)
        if swept:  # "a wave of protests is sweeping the land"
            told = lasts(verb, noun, of_verb(verb, frame.headline, depth + 1), frame.headline)
        return told
    return None
