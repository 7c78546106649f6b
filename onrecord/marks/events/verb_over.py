"""What a verb says of what a noun tells that is its object or its subject."""

from __future__ import annotations

from dataclasses import replace

from onrecord.marks.events import grammar, verb_form
from onrecord.marks.events.beside import INCLUDING, listed_in
from onrecord.marks.events.beside_noun import indefinite, put_to, what_is_wanted
from onrecord.marks.events.clauses import WOULD, climbing, of_verb
from onrecord.marks.events.eager import fronted, likely_so
from onrecord.marks.events.forms import HAPPENED, REAL, Outcome, own_form, willed
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.governing import applied
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.if_so import stays_on
from onrecord.marks.events.lasting import borne, ended, lasts
from onrecord.marks.events.objects import ended_or_averted, row_of_object
from onrecord.marks.events.prospects import aim_of, among, backed, may_be_done, sent_for, too_late
from onrecord.marks.events.standing import held_up, its_price
from onrecord.marks.events.tables import SAME, Light, classes, effect
from onrecord.marks.events.to_come import a_remedy, an_option, due, expected_on, of_what_is, would_cost
from onrecord.marks.events.words import words_of
from onrecord.marks.words import Token

SEEMING = words_of("seems")
_CAUSING = words_of("sparks")
THOUGHT = frozenset(f"modality.tsv:{w}" for w in words_of("thought"))
_ARRIVING = words_of("arrives")
APPOINTED = frozenset("CONSULT PROTEST MOBILIZE COOPERATE AID OTHER".split())


def of_object(verb: Token, noun: Token, frame: Frame, depth: int, type_: str = "") -> Outcome | None:
    """What a verb says of its object; None where it says nothing."""
    later = put_to(verb) if noun.dep_ == "nsubjpass" and type_ in APPOINTED | {"COERCE", "SANCTION"} else None
    if later is not None and of_verb(verb, frame.headline, depth + 1).modality in REAL:
        return later
    row, told_so = row_of_object(verb, noun, type_, frame.headline, depth)
    told_so = told_so or (ended_or_averted(row, verb, noun, frame.headline, depth) if row is not None else None)
    told_so = told_so or (held_up(verb) if noun.dep_ == "nsubjpass" else None)
    if told_so is not None:
        return told_so
    if row is not None and row.modality != SAME:
        lasts = expected_on(verb, noun)
        return lasts if lasts is not None else applied(row, verb, climbing(frame.headline, depth))
    sent = sent_for(verb) if may_be_done(noun) else None
    if sent is not None:
        return sent  # "was sent to negotiate the release of"
    if backed(verb, noun):
        above = applied(row, verb, climbing(frame.headline, depth)) if row else of_verb(verb, frame.headline, depth + 1)
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
    if noun.dep_ == "nsubjpass" and type_ in APPOINTED:
        above = of_verb(verb, frame.headline, depth + 1)
        return above if willed(above) else None  # "the elections will be observed"
    return None


def _dealt(noun: Token) -> bool:
    """True for a merger, a sale: what came to nothing where it "would have" made somebody something."""
    return may_be_done(noun) or lemma(noun) in words_of("dealing")


def of_subject(verb: Token, noun: Token, frame: Frame, depth: int, type_: str = "") -> Outcome | None:
    """What a verb says of its subject; None where it says nothing."""
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
        return applied(row, verb, climbing(frame.headline, depth))
    above = of_verb(verb, frame.headline, depth + 1)
    if too_late(verb, above) and above.modality == "hypothetical" and type_ in APPOINTED and _dealt(noun):
        return above  # "the merger would have created the largest bank"
    option = an_option(verb) or (a_remedy(verb) if indefinite(noun) else None)
    if option is not None:
        return option
    later = put_to(verb)
    if later is not None and above.modality in REAL and type_ in APPOINTED:
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
    if lemma(verb) == "be" and above.modality == "denied" and indefinite(noun) and not verb_form.negation(verb):
        return above  # "denied that a takeover was in the works"
    if lemma(verb) in classes()["occur"].words:
        return HAPPENED if above.how == "parse:present" else above
    thought = own_form(verb, frame.headline) if above.how in THOUGHT else above
    price = its_price(verb, noun, thought)
    if price is not None:
        return price
    if above.how == "parse:appointed" or (willed(above) and type_ in APPOINTED):
        return above  # "the summit will bring together"
    if lemma(verb) == "be" and (type_ in APPOINTED or indefinite(noun)) and above.modality in REAL:
        to_be = next((c for c in children(verb, "xcomp") if grammar.infinitive(c)), None)
        if to_be is not None and not children(verb, "acomp", "attr"):
            return Outcome("planned", "is to", (verb, to_be))  # "the vote is to be monitored"
    if lemma(verb) in ("enter", "reach", "near") and any(grammar.is_time(t) for t in children(verb, "dobj")):
        return Outcome("ongoing", "parse:goes on", (verb,))  # "entered its third week"
    if above.modality not in ("planned", "possible", "hypothetical") or not indefinite(noun):
        return would_cost(verb, noun, above) if type_ in APPOINTED else None
    would = any(t.lower_ in ("would", "'d") for t in above.at) or lemma(verb) in _CAUSING
    if above.modality == "planned" and above.how == "aux" and would:
        return replace(above, modality="hypothetical")  # "bloodshed would derail the talks, he said"
    return above
