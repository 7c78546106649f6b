"""Who counted a figure: the speaker of the words around it, else the source that its sentence names."""

from __future__ import annotations

from onrecord.marks.figures.candidate import Candidate
from onrecord.marks.figures.given import Given
from onrecord.shapes.mark import Cell, Mark, Ref
from onrecord.shapes.passage import Passage
from onrecord.shapes.span import Span


def counter(c: Candidate, passage: Passage, known: Given) -> Cell | None:
    """The speaker of the innermost quotation around the figure, else the source that its sentence names.

    Of somebody's age only a speaker whose words are reported tells.
    """
    quote = _around(c, passage, known)
    if c.what == "age" and (quote is None or quote.value("kind") == "direct"):
        return None
    if quote is not None and isinstance(speaker := quote.value("speaker"), Ref):
        return Cell(speaker, "quote", quote.cells["speaker"].at or (speaker.span,))
    if c.source is None or c.source_head is None:
        return None
    span, head = passage.span(*c.source), passage.span(*c.source_head)
    return Cell(known.who.ref(span, span.cut(known.report.text), head), c.source_how, (span,))


def channel(c: Candidate, passage: Passage, known: Given) -> Cell | None:
    """The cell "channel": through whom the words came in which somebody gives the count; None where through nobody."""
    quote = _around(c, passage, known)
    via = None if quote is None else quote.cells.get("via")
    return None if via is None else Cell(via.value, "quote", via.at)


_FORCED = {"deny": "denied", "threaten": "threatened", "promise": "planned"}


def modality(c: Candidate, passage: Passage, known: Given) -> Cell | None:
    """The cell "modality" of a count that nobody says is so: denied, threatened, planned, possible or hypothetical."""
    number = passage.span(*c.number)
    for quote in () if c.aside else known.quotes.over(number):  # "vowed to answer the attack, which killed 12"
        force = _FORCED.get(str(quote.value("force")))
        cue = quote.value("cue")
        if force is not None and isinstance(cue, Span) and any(part.contains(number) for part in quote.parts):
            return Cell(force, "quote", (cue,))
    return Cell(c.unreal, "parse:auxiliary", passage.spans(*c.clause)) if c.unreal else None


def _around(c: Candidate, passage: Passage, known: Given) -> Mark | None:
    """The innermost quote that states the number."""
    number = passage.span(*c.number)
    inside = [q for q in known.quotes.over(number) if _tells(q, number, c.aside)]
    return min(inside, key=lambda q: (q.end - q.start, q.start)) if inside else None


def _tells(quote: Mark, number: Span, aside: bool) -> bool:
    """True where the quotation states the number; a threat or a wish does not vouch for what it mentions by the way."""
    if quote.value("speaker") is None or quote.value("force") == "deny":
        return False  # who denies a count has not counted
    if aside and quote.value("force") in ("promise", "threaten", "ask"):
        return False
    return any(part.contains(number) for part in quote.parts)
