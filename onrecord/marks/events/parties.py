"""Who a filler of an event's slot is: the name that the report gives, a nation's for its arms and adjectives."""

from __future__ import annotations

from dataclasses import replace

from onrecord.lexicon import bodies, nations
from onrecord.marks.events.around import Around
from onrecord.marks.events.candidate import Filler
from onrecord.marks.events.codes import SHARED_SEATS
from onrecord.marks.events.tables import classes
from onrecord.marks.events.words import words_of
from onrecord.shapes.mark import Found, Ref
from onrecord.shapes.repair import read_right, unbroken
from onrecord.shapes.report import Report
from onrecord.shapes.span import Span

THINGS = words_of("thing")
ANYBODY = words_of("anybody")
FIRST_PERSON = words_of("first person")


def refs(report: Report, item: Found, fillers: tuple[Filler, ...], around: Around) -> tuple[Ref, ...]:
    """Who some fillers of one slot are, each once."""
    each = (ref(report, item, f, around) for f in fillers)
    apart = (one for r in each if r is not None for one in _both(r, around))
    return tuple({(r.name, r.span): r for r in apart}.values())


def _both(ref: Ref, around: Around) -> tuple[Ref, ...]:
    """ "Orr and Trane" as the two people of these names whom the report tells of, where it reads as one name."""
    names = (ref.name or "").split(" and ")
    found = tuple(around.families[n] for n in names if n in around.families) if len(names) == 2 else ()
    return tuple(replace(r, span=ref.span) for r in found) if len(found) == 2 else (ref,)


def ref(report: Report, item: Found, filler: Filler, around: Around) -> Ref | None:
    """Who one filler is; None where damage left nothing of its words."""
    span = item.passage.span(filler.start, filler.end)
    if span.start == span.end:
        return None
    if filler.owner is not None:
        owner = item.passage.span(*filler.owner)
        whose = around.who.ref(owner, owner.cut(report.text))
        name = _nation(whose.name or read_right(owner.cut(report.text)))
        if name is not None and nations.by_name(name) is not None:
            return Ref(span, name, whose.entity)
    head = item.passage.span(filler.head_start, filler.head_end)
    if filler.pronoun in FIRST_PERSON:
        quote = around.quotes.over(span)
        speaker = quote.value("speaker") if quote is not None else None
        if isinstance(speaker, Ref):
            body = around.voices.get(speaker.entity) if speaker.entity is not None else None
            return _speaking(span, speaker, body, filler.pronoun, around)
    meant = around.who.ref(span, span.cut(report.text), head)
    if filler.pronoun in ANYBODY and meant.entity is None:
        return None
    if filler.pronoun in THINGS and meant.entity is None:
        return None
    own = _bare(" ".join(read_right(unbroken(span.cut(report.text))).split()))
    if filler.kind:
        return Ref(span, own, None)
    if filler.people:
        return Ref(span, own, meant.entity)
    known = span.cut(report.text).casefold().startswith(("the ", "this "))
    bare = known and (meant.name or own).casefold() == own.casefold()  # no more than "the town"
    site = around.site(own.casefold(), span.start) if bare else None
    if site is not None:
        return Ref(span, site, meant.entity)
    state = _speaks_for(span, own, around)
    if state is not None:
        return Ref(span, state, None)
    name = meant.name if meant.name is not None or filler.pronoun else own
    if meant.entity is None and name is not None and not filler.pronoun:
        name = _bare(name)
    return Ref(span, _nation(name), meant.entity)


def _speaks_for(span: Span, own: str, around: Around) -> str | None:
    """The nation whose army "the army" is in its rulers' mouths: "the premier said the army would attack"."""
    word = own.casefold().split()[-1] if own else ""
    if len(own.split()) > 1 or word.removesuffix("s") not in classes()["arm"].words:
        return None
    quote = around.quotes.over(span)
    speaker = quote.value("speaker") if quote is not None else None
    if not isinstance(speaker, Ref):
        return None
    (known,), _ = around.called.coded((speaker,), True)
    nation = nations.by_alpha3(known.country) if known.country and known.sector in ("GOV", "MIL") else None
    return nation.name if nation is not None else None


def _speaking(span: Span, speaker: Ref, body: object, pronoun: str, around: Around) -> Ref:
    """Who says "we": the body or state that somebody speaks for, else as far as the report tells the speaker."""
    if pronoun in ("we", "us", "our") and isinstance(body, Ref) and body.name:
        return Ref(span, body.name, body.entity)
    if pronoun in ("we", "us", "our"):
        (known,), _ = around.called.coded((speaker,), True)
        nation = nations.by_alpha3(known.country) if known.country and known.sector in ("GOV", "MIL") else None
        if nation is not None:
            return Ref(span, nation.name, None)
    return Ref(span, speaker.name, speaker.entity)


def _bare(words: str) -> str:
    """The words without their article: "a school" is called "school", as mentions are."""
    first, _, rest = words.partition(" ")
    return rest if rest and first.casefold() in ("a", "an", "the") else words


def _nation(name: str | None) -> str | None:
    """ "Kenyan" and "U.S." as the nation's name, "UN" as states call it; other bodies as the report names them."""
    if name is None:
        return None
    found = nations.by_name(name) or nations.by_adjective(name)
    if found is not None:
        return found.name
    body = bodies.by_name(name) if name.replace(".", "") == "UN" else None
    return body.name if body is not None else name


def government(name: str | None) -> str | None:
    """The nation whose government a capital or its seat stands for when it acts ("Nairobi demanded"); else the name."""
    if name is None or name in SHARED_SEATS or nations.by_name(name) is not None:
        return name
    found = nations.by_government(name)
    return found.name if found else name
