"""Events of one paragraph by itself."""

from __future__ import annotations

from collections.abc import Sequence, Set

from onrecord.marks.dating import of_others
from onrecord.marks.events import arguments, extents, grammar, only_said, verb_form
from onrecord.marks.events.actors import actors, asker, reporter
from onrecord.marks.events.anchors import Anchor, anchors
from onrecord.marks.events.candidate import Candidate, Extent
from onrecord.marks.events.contexts import contexts
from onrecord.marks.events.fillers import fillers
from onrecord.marks.events.forms import Outcome
from onrecord.marks.events.frame import Frame
from onrecord.marks.events.grammar import children, lemma
from onrecord.marks.events.harm import HURTING, harmed
from onrecord.marks.events.means import instrument
from onrecord.marks.events.modality import outcome
from onrecord.marks.events.recipients import recipients
from onrecord.marks.events.spans import event_span
from onrecord.marks.events.tables import classes, modes
from onrecord.marks.events.whose import whose_deed
from onrecord.marks.events.words import words_of
from onrecord.marks.parse import Paragraph
from onrecord.marks.words import Token

WHERE = words_of("where")
OUT_OF = WHERE | {"from"}  # where people are brought away from


def local(paragraph: Paragraph) -> Sequence[Candidate]:
    """The events of a paragraph, in text order, one an anchor word.

    Takes: a parsed paragraph. Gives: candidates with offsets into it. Raises: nothing for odd text.
    """
    found = list(anchors(paragraph))
    about = {s.start: contexts(s) for s in {a.sentence.start: a.sentence for a in found}.values()}
    protests = {a.frame.token for a in found if a.rule.type == "PROTEST"}
    return [_candidate(a, about[a.sentence.start], protests) for a in found]


def _candidate(found: Anchor, about: tuple[tuple[str, Extent], ...], protests: Set[Token]) -> Candidate:
    frame, rule = found.frame, found.rule
    token = frame.token
    means = instrument(frame, rule.type)
    result = outcome(frame, rule)
    head = _verb_of(frame)
    past = _past(head)
    elsewhen = not _has_its_time(frame, head)
    span = _chars(token, *event_span(frame, head, (*rule.actor, *rule.recipient)))
    whole = extents.clause(head) if grammar.is_verb(head) else (found.sentence.start, found.sentence.end - 1)
    for verb in _with_it(head):
        main = extents.clause(verb)
        whole = (min(whole[0], main[0]), max(whole[1], main[1]))
    mode, mode_at = _mode(frame, rule.type, rule.mode)
    deed = _deed(frame) if rule.type in ("ACCUSE", "SUPPORT") else None
    return Candidate(
        anchor=_at(found.first, token),
        start=min(span[0], found.first.idx),
        end=span[1],
        clause=_chars(token, *whole),
        sentence=(found.sentence.start_char, found.sentence.end_char),
        type=rule.type,
        mode=mode,
        mode_at=mode_at,
        how=rule.how,
        modality=result.modality,
        modality_how=result.how,
        modality_at=_evidence(result),
        tense=verb_form.tense(head) if grammar.is_verb(head) else "none",
        actor=only_said.doers(frame, actors(frame, rule.actor, rule.type) or whose_deed(frame, rule), result),
        recipient=recipients(frame, rule.recipient, rule.type, rule.mode),
        places=_phrases(frame, head, ("GPE", "LOC", "FAC"), OUT_OF if rule.type == "AID" else WHERE),
        times=_own_times(frame, token if elsewhen else head),
        frames=_frames(head) if past else (),
        aside=(*(_aside(head) if frame.verbal else ()), *of_others((token,), found.sentence)),
        simple=past,
        elsewhen=elsewhen,
        said_by=asker(token) or (None if frame.verbal else reporter(token)),
        victims=fillers(harmed(frame), "victims") if rule.type in HURTING else (),
        base=lemma(token) if found.first is token else found.rule.word,
        noun=not frame.verbal,
        active=frame.verbal and not frame.passive,
        definite=not frame.verbal and any(grammar.definite(t) for t in (token, _whole(token))),
        plural=token.tag_ in ("NNS", "NNPS"),
        instrument=_at(means, means) if means is not None else None,
        contexts=about,
        demand=rule.type == "REQUEST" and _hangs_on(token, protests),
        prison=_prison(frame) if rule.mode == "convict" else None,
        about=_at(deed, deed) if deed is not None else None,
        deed=lemma(deed) if deed is not None else "",
    )


def _whole(noun: Token) -> Token:
    """The noun that an event's noun only stands before: "the rescue operation", "the vaccination campaign"."""
    return noun.head if noun.dep_ == "compound" and noun.head.pos_ == "NOUN" and noun.head.i > noun.i else noun


def _hangs_on(verb: Token, protests: Set[Token]) -> bool:
    """True for "marched to demand", "a protest calling for": what a protest asks for."""
    here = verb
    for _ in range(2):
        if here.dep_ not in ("advcl", "xcomp", "acl", "relcl", "conj"):
            return False
        here = here.head
        if here in protests or any(c in protests for c in children(here, "nsubj", "dobj")):
            return True
    return False


def _prison(frame: Frame) -> Extent | None:
    """The words of a sentence to be served in prison: "sentenced to nine years", "jailed"."""
    token = frame.token
    if lemma(token) in ("jail", "imprison"):
        return _at(token, token)
    near = grammar.of_prep(token, "to") if frame.verbal else list(grammar.before(token))
    near += [inner for t in list(near) for inner in (*grammar.before(t), *grammar.of_prep(t, "in"))]
    served = next((t for t in near if lemma(t) in words_of("term served")), None)
    return None if served is None else _at(served, served)


def _deed(frame: Frame) -> Token | None:
    """What is criticised, where it is a thing done: "condemned the raid", "the decision was criticised"."""
    found = frame.slot("obj") if frame.verbal else _draws(frame)
    found = [t for t in found[:1] if t.pos_ == "NOUN" or (t.tag_ == "DT" and t.lower_ in ("this", "that"))]
    return found[0] if found and (found[0].pos_ != "NOUN" or grammar.definite(found[0])) else None


def _draws(frame: Frame) -> list[Token]:
    """What draws criticism: "the raid provoked condemnation", "an attack that was met with outrage"."""
    verb, how = frame.governed
    if verb is None or lemma(verb) not in classes()["drawing"].words or how not in ("dobj", "with", "by"):
        return []
    if (how == "dobj") == verb_form.passive(verb, frame.headline):
        return []
    return [arguments.antecedent(t) for t in arguments.surface_subject(verb)]


def _verb_of(frame: Frame) -> Token:
    """The verb whose clause tells the event: its own, or for a noun the one that carries it."""
    if frame.verbal:
        return frame.token
    return extents.clause_head(frame.token)


def _evidence(result: Outcome) -> tuple[Extent, ...]:
    return tuple(sorted({_at(t, t) for t in result.at}))


def _at(first: Token, last: Token) -> Extent:
    return first.idx, last.idx + len(last)


def _chars(token: Token, first: int, last: int) -> Extent:
    doc = token.doc
    return doc[first].idx, doc[last].idx + len(doc[last])


def _mode(frame: Frame, type_: str, mode: str) -> tuple[str, Extent | None]:
    """The mode of the row; where the row leaves it open, that of the weapon or means named beside the event."""
    token = frame.token
    near = [c for c in grammar.before(token) if c.dep_ in ("compound", "amod", "nmod")]
    if frame.verbal:
        near += [*frame.slot("with"), *frame.slot("obj"), *frame.slot("subj")]
        near += [c for t in list(near) for c in grammar.before(t) if c.dep_ in ("compound", "amod")]
    for word in near:
        found = modes().get((type_, lemma(word)))
        if found is not None and not mode:
            return found, _at(word, word)
        if found is not None and found in ("suicide-attack", "hunger"):
            return found, _at(word, word)
    return mode, (_at(token, token) if mode else None)


def _with_it(head: Token) -> tuple[Token, ...]:
    """The verb whose time and place a participle shares: "shelled the port on Monday, killing nine"."""
    noun = head.head
    if head.dep_ == "acl" and head.tag_ in ("VBN", "VBD") and noun.dep_ == "ROOT" and noun.i == head.i - 1:
        return (noun,)  # "on Saturday night a bus overturned", read as a bus that somebody overturned
    beside = head.dep_ == "advcl" and head.tag_ == "VBG" and grammar.is_verb(head.head)
    return (head.head,) if beside and not grammar.own_aux(head) and not children(head, "mark") else ()


def _past(verb: Token) -> bool:
    """True for "fled", "was killed", "had fled"; not for "has fled", "may have fled"."""
    if not grammar.is_verb(verb) or any(a.tag_ in ("VBZ", "VBP", "MD") for a in grammar.own_aux(verb)):
        return False
    return verb_form.tense(verb) == "past" or (verb.tag_ == "VBG" and not grammar.own_aux(verb))


def _frames(head: Token) -> tuple[Extent, ...]:
    """Times of the clauses that a past clause hangs on, nearest first, and of its own clause under "when".

    "In 2004 a tremor sparked a wave that killed nine", "he was on trial when in 2005 he fled". The perfect ("has since
    resigned") speaks of now, so it is not asked for them.
    """
    out = [t for c in children(head, "advcl") if _when(c) is not None for t in _times(c)]
    here = head
    for _ in range(grammar.MAX_CLIMB):
        when = _when(here)
        if when is not None and when.i and here.dep_ in ("advcl", "relcl", "acl"):  # "in 1989, when it fled"
            near = when.nbor(-2) if when.i > 1 and when.nbor(-1).is_punct else when.nbor(-1)
            out += [extents.name_extent(near)] if near.ent_type_ in grammar.TIME_LABELS else []
        above = here.head
        if above == here:
            break
        if here.dep_ in ("acl", "relcl"):  # "the 1991 pact reached by"
            out += [extents.name_extent(c) for c in grammar.before(above) if c.ent_type_ == "DATE"]
            out += _of_nouns_over(here)
        here = extents.clause_head(above)
        if not grammar.is_verb(here):
            break
        out += _times(here)
    return tuple(dict.fromkeys(out))


def _of_nouns_over(clause: Token) -> list[Extent]:
    """The times of the thing that a clause tells more of: "one in 1998, which sank two ships"; not of people."""
    here, out = clause.head, list[Token]()
    if any(c.lower_ == "who" for c in children(clause, "nsubj", "nsubjpass")):
        return []
    for _ in range(grammar.MAX_CLIMB):
        if grammar.is_verb(here) or here.head == here:
            break
        preps = (p for p in children(here, "prep") if p.i < clause.i and p.lower_ in ("in", "on", "during"))
        out += [t for p in preps for t in children(p, "pobj") if t.ent_type_ == "DATE"]
        here = here.head
    return [extents.name_extent(t) for t in out]


def _aside(verb: Token) -> tuple[Extent, ...]:
    """The times of clauses that hang on a verb's parties: "a court set up in 2001 jailed him"."""
    parties = children(verb, "nsubj", "nsubjpass", "dobj")
    return tuple(t for p in parties for c in children(p, "acl", "relcl") if c.i < verb.i for t in _times(c))


def _when(verb: Token) -> Token | None:
    """The word "when" that opens its clause."""
    return next((c for c in children(verb, "advmod") if c.lower_ == "when" and c.i < verb.i), None)


def _own_times(frame: Frame, head: Token) -> tuple[Extent, ...]:
    """The times beside the anchor and its verb, else the day that leads a sentence of several deeds."""
    return _phrases(frame, head, ("DATE", "TIME"), None) or (_led(head) if frame.verbal else ())


def _has_its_time(frame: Frame, verb: Token) -> bool:
    """Whether what a noun tells was when its verb says: "died on Monday in an attack", "the attack began on Monday".

    Not "was arrested on Monday over the attack", "an inquiry opened on Monday into the crash".
    """
    here = frame.token
    if frame.verbal or verb == here:
        return True
    for _ in range(grammar.MAX_CLIMB):
        if here == verb or here.head == here:
            return True
        if here.dep_ == "pobj" and here.head.lower_ not in words_of("at that time"):
            return False
        here = here.head
    return True


def _times(verb: Token) -> list[Extent]:
    """The times that hang on a verb."""
    found = [c for c in children(verb, "npadvmod") if c.ent_type_ in grammar.TIME_LABELS]
    found += [
        t
        for p in children(verb, "prep")
        if p.lower_ != "since"
        for t in children(p, "pobj")
        if t.ent_type_ in grammar.TIME_LABELS
    ]
    return [extents.name_extent(t) for t in sorted(found, key=lambda t: t.i)]


def _all_under(noun: Token) -> list[Token]:
    """The prepositions of a noun, and of the nouns under them: "a stay in Lima in 2010"."""
    own = children(noun, "prep")
    return own + [i for p in own for t in children(p, "pobj") for i in children(t, "prep")]


def _inside(prep: Token, of_time: bool) -> list[Token]:
    """The prepositions under another's noun that tell of the verb: "said in a letter on Monday"."""
    nouns = children(prep, "pobj")
    if prep.lower_ == "during":
        return [i for t in nouns for i in _all_under(t)]
    if not of_time or not grammar.is_verb(prep.head):
        return []
    charge = prep.lower_ == "with" and lemma(prep.head) == "charge"  # "charged with theft on Monday"
    inside = prep.lower_ == "in" and all(t.pos_ == "NOUN" and not grammar.definite(t) for t in nouns)
    return [i for t in nouns for i in children(t, "prep") if i.lower_ == "on"] if charge or inside else []


def _led(head: Token) -> tuple[Extent, ...]:
    """The time that leads into several deeds, of a later one: "On Monday the club signed Hale and released Mott"."""
    first = head
    for _ in range(grammar.MAX_CLIMB):
        if first.dep_ != "conj" or not grammar.is_verb(first.head) or children(first, "nsubj", "nsubjpass"):
            break
        first = first.head
    if first == head or verb_form.tense(first) != "past" or verb_form.tense(head) != "past":
        return ()
    ahead = [p for p in children(first, "prep") if p.i < first.i and p.lower_ in ("on", "in")]
    times = [t for p in ahead for t in children(p, "pobj") if t.ent_type_ in grammar.TIME_LABELS]
    times += [t for t in children(first, "npadvmod") if t.i < first.i and t.ent_type_ in grammar.TIME_LABELS]
    return tuple(extents.name_extent(t) for t in times)


def _phrases(frame: Frame, head: Token, labels: tuple[str, ...], preps: frozenset[str] | None) -> tuple[Extent, ...]:
    """Names with one of these labels beside the anchor or its verb, those of the anchor first."""
    out: list[Extent] = []
    for word in dict.fromkeys((frame.token, head, *_with_it(head))):
        for child in grammar.kids(word):
            if child.dep_ == "npadvmod" and child.ent_type_ in labels and preps is None:
                out.append(extents.name_extent(child))
            if child.dep_ == "prep" and (preps is None or child.lower_ in preps):
                inner = _inside(child, preps is None)
                out += [
                    extents.name_extent(t)
                    for under in (child, *inner)
                    for p in children(under, "pobj")
                    for t in grammar.conjuncts(p)
                    if t.ent_type_ in labels
                ]
    return tuple(dict.fromkeys(out))
