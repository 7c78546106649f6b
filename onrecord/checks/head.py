"""What is said of a report as a whole, and the roles of its lines, against what is expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.checks.tally import Finding, Miss, Tally, choice, fillers
from onrecord.checks.words import Aligned, same_name

Record = Mapping[str, Any]
LOOSE = ("outlet", "dateline")  # more or fewer words of the name make no other outlet, and no other place


def head(expected: Record, read: Record) -> Iterator[Finding]:
    """Title, byline, outlet, agency, dateline and dates. What is rightly empty counts as right."""
    source = expected["source"]
    for name in ("title", "outlet", "agency", "language", "genre"):
        yield from _one(source, name, _flat(expected.get(name)), _flat(read.get(name)))
    byline = fillers("head", "byline", expected["byline"], read.get("byline") or [], lambda a, b: _flat(a) == _flat(b))
    yield byline
    if byline.right < max(byline.expected, byline.got):
        yield Miss(source, "head", "wrong byline", f"{expected['byline']} read as {read.get('byline')}")
    for name in ("published", "modified"):
        due, got = expected.get(name) or {}, read.get(name) or {}
        yield from _one(source, name, due.get("date"), got.get("date"))
        if name == "published":
            yield from _one(source, "published_how", due.get("how"), got.get("how"))
            if due.get("time") is not None:
                yield from _one(source, "published_time", due["time"], (got.get("time") or "")[:5])
    due, got = expected.get("dateline") or {}, read.get("dateline") or {}
    yield from _one(source, "dateline", _flat(due.get("place")), _flat(got.get("place")))


def _one(source: str, name: str, due: str | None, got: str | None) -> Iterator[Finding]:
    right = due == got or (name in LOOSE and due is not None and got is not None and same_name(due, got))
    yield choice("head", name, right)
    if not right:
        yield Miss(source, "head", f"wrong {name}", f"{due} read as {got}")


def _flat(value: str | None) -> str | None:
    """White space and case do not tell two titles apart."""
    return None if value is None else " ".join(value.split()).casefold()


def lines(expected: Record, read: Record, words: Aligned) -> Iterator[Finding]:
    """Roles of blocks: "role" over all, "boilerplate" those that are not the report (found, and no line of it lost)."""
    role_of: dict[int, str] = {}
    for block in read.get("blocks", ()):
        for word in words.read(block):
            role_of[word] = block["kind"]
    for block in expected["blocks"]:
        due = [block["kind"], *block.get("alt", ())]
        place = words.expected(block)
        if not place:  # a line of signs only
            continue
        got = _role(role_of.get(word) for word in sorted(place))
        yield choice("lines", "role", got in due)
        if got not in due:
            yield Miss(expected["source"], "lines", f"wrong role {got}", f"{block['kind']}: {block['text']}")
        if len(due) == 1 or got not in due:
            is_, as_ = due[0] == "boilerplate", got == "boilerplate"
            yield Tally("lines", "boilerplate", int(is_ and as_), int(is_), int(as_))


def _role(roles: Iterator[str | None]) -> str | None:
    """The role that most words have; of equals the first."""
    return next((role for role, _ in Counter(roles).most_common(1)), None)
