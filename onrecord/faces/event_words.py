"""One event in words, with the codes that its cells have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.faces import words
from onrecord.faces.checked import PLOVER

Row = Mapping[str, Any]


def in_words(mark: Row) -> str:
    """What is on record of an event: "assault, aerial, denied, per Ada Brond; by Peru (PER, MIL)"."""
    return "; ".join(_parts(mark))


def kind(row: Row) -> str:
    """Its type, with its mode where that is told: "retreat, release"; empty for what has no type of its own."""
    type_ = str(row.get("type") or "").lower()
    mode = str(row.get("mode") or "").replace("-", " ")
    return (f"{type_}, {mode}" if mode else type_) if type_ != "other" else mode


def _parts(mark: Row) -> Iterator[str]:
    who = mark.get("asserted_by")
    told = (kind(mark) or "other", str(mark.get("modality") or ""), f"per {_name(who)}" if who else "")
    yield ", ".join(p for p in told if p)
    for cell, said in (("actor", "by"), ("recipient", "to"), ("victims", "harmed:")):
        found = list(dict.fromkeys(filter(None, map(_party, mark.get(cell) or ()))))
        if found:
            yield f"{said} {' and '.join(found)}"
    if mark.get("instrument"):
        yield f"with: {mark['instrument']}"
    if mark.get("where"):
        yield f"where: {_name(mark['where'])}"
    when = mark.get("when") or {}
    if when.get("from") or when.get("to"):
        yield f"when: {words.interval(when.get('from'), when.get('to'))}"
    if mark.get("contexts"):
        yield f"contexts: {', '.join(str(mark['contexts']).split())}"
    yield from _coded(mark)


def _coded(mark: Row) -> Iterable[str]:
    """PLOVER's own code, where it is not the type."""
    if mark.get("type") not in PLOVER or mark.get("plover") == mark["type"]:
        return ()
    return (f"in PLOVER {' or '.join(mark['plover'].split())}" if mark.get("plover") else "no code in PLOVER",)


def _party(one: Row) -> str:
    """Name and codes; empty for somebody of whom neither is known."""
    codes = ", ".join(str(one[code]) for code in ("country", "sector") if one.get(code))
    return f"{_name(one)} ({codes})" if codes else str(one.get("name") or "")


def _name(one: Row) -> str:
    return str(one.get("name") or "not named")
