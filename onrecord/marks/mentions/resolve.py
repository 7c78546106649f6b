"""Who is who in a report: from the candidates of all its paragraphs to mentions with their entities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.marks.mentions.cluster import cluster
from onrecord.marks.mentions.entity import Item, items
from onrecord.marks.mentions.follow import Follow
from onrecord.marks.mentions.naming import Naming
from onrecord.marks.mentions.vote import vote
from onrecord.shapes.mark import Cell, Found, Mark, Marks
from onrecord.shapes.report import Report

_CONFIDENCE = {"name": 0.95, "nominal": 0.8, "pronoun": 0.7}


def resolve(report: Report, found: Sequence[Found], given: Marks) -> Iterator[Mark]:
    """Mentions of one report, in text order.

    A name's type is voted on over the report; names are grouped, noun phrases and pronouns follow. A pronoun that the
    text does not resolve ("we" inside a quotation is its speaker's) has no cell "entity".
    Source: nations.tsv, titles.tsv, people_nouns.tsv, given_names.tsv, gazetteer.tsv.gz.
    """
    all_items = items(found)
    named = [i for i in all_items if i.candidate.form == "name"]
    types = vote(named, *([i for i in all_items if i.candidate.form == form] for form in ("nominal", "pronoun")))
    for item in named:
        item.type = types[item.key]
    named = [i for i in named if i.type]
    entities = cluster(named)
    kept = [i for i in all_items if i.candidate.form != "name" or i.type]
    follow = Follow(kept, entities)
    follow.run()
    marks = _marks(kept, Naming(kept, follow.known.link))
    return iter(sorted(marks, key=lambda m: (m.start, m.end, m.cells["head"].at)))


def _marks(kept: Sequence[Item], naming: Naming) -> list[Mark]:
    ids: dict[int, str] = {}
    out: list[Mark] = []
    for item in sorted(kept, key=lambda i: i.order):
        candidate = item.candidate
        parts = item.passage.spans(candidate.start, candidate.end)
        head = item.passage.span(candidate.head_start, candidate.head_end)
        if not parts or head.start == head.end:
            continue
        at = (head,)
        cells = {"head": Cell(head, f"parse:{candidate.role}", at), "form": Cell(candidate.form, "parse", at)}
        entity = item.entity
        if entity is not None:
            number = ids.setdefault(id(entity), f"e{len(ids) + 1}")
            cells["entity"] = Cell(number, item.how, at)
            cells["type"] = Cell(entity.type, "vote" if entity.named else f"people_nouns.tsv:{candidate.noun}", at)
            name = naming.name(entity)
            if name is not None:
                cells["name"] = name
        out.append(Mark("mention", parts, cells, _CONFIDENCE[candidate.form]))
    return out
