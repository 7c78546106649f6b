"""A statement in all its wordings, on a terminal or in a pipe: what went as [-…-], what came as {+…+}, as in diffs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.padding import Padding
from rich.text import Text

from onrecord.faces import words
from onrecord.faces.listing import SHORT_ID, Listing, Shown
from onrecord.faces.screen import WIDEST, Screen, clean, one_line

Row = Mapping[str, Any]
HEAD, DIM, GONE, COME, WARN = "bold", "dim", "red", "green", "yellow"
_INDENT = 4
_SPACE = re.compile(r"\s+")


def write(found: Row, screen: Screen) -> None:
    """The statement to standard output: the fullest wording, then each report's, with what it has otherwise."""
    console = screen.console(min(screen.width, WIDEST))
    fullest = found["occurrences"][0]
    lines = [Text(one_line(found["text"]), style=HEAD), Text(one_line(_summary(found)))]
    lines.append(Text(f"quote {found['utterance'][:SHORT_ID]} · story {found['story'][:SHORT_ID]}", style=DIM))
    lines += [_elsewhere(other) for other in found["also"]]
    for occurrence in found["occurrences"]:
        lines += [Text(), _head(occurrence)]
        lines += [Text.assemble(" " * _INDENT, line) for line in _told(fullest, occurrence)]
    with console.capture() as captured:
        for line in lines:
            indent = len(line.plain) - len(line.plain.lstrip(" "))
            console.print(Padding(line[indent:], (0, 0, 0, indent)) if line.plain else "")
    # Padding fills every line to the full width; a pipe or a copied line should not carry that.
    screen.data("\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n")))


def _summary(found: Row) -> str:
    who = found["speaker"] or "speaker not named"
    reports = words.backing(len(found["reports"]), found["behind"])
    return " · ".join(p for p in (who, reports, words.days(found["from"], found["to"])) if p)


def _elsewhere(other: Row) -> Text:
    who, reports = one_line(str(other["speaker"])), words.count(len(other["reports"]), "report")
    return Text(f"the same words are given to {who} in {reports} (quote {other['utterance'][:SHORT_ID]})", style=WARN)


def _head(row: Row) -> Text:
    line = Text(str(row["published"] or "no date"))
    line.append(f"  {one_line(str(row['outlet'] or row['agency'] or row['source']))}", style=HEAD)
    line.append(f"  {row['report'][:SHORT_ID]}", style=DIM)
    return line


def _told(fullest: Row, row: Row) -> Iterator[Text]:
    """How one report has it: who is named and through whom, then the wording with its differences."""
    who = one_line(str(row["speaker"] or "speaker not named"))
    cue = f" ({one_line(row['cue'])})" if row["cue"] else ""
    via = f", via {one_line(', '.join(row['via']))}" if row["via"] else ""
    yield Text(f"{who}{cue}{via} · {words.JOINS[row['join']]}")
    if row["join"] not in ("fullest", "same"):
        yield marked(fullest, row)
    for change in row["attribution"]:
        old, new = (one_line(str(change[side] or "none")) for side in ("old", "new"))
        yield Text(f"~ {change['field']}: {old} → {new}", style=WARN)


def marked(fullest: Row, row: Row) -> Text:
    """A wording with what it lacks of the fullest as [-…-] and what it has otherwise as {+…+}.

    Signs and spaces stay where the texts have them: without what is marked, each side reads as it was printed.
    """
    out = Text()
    changes = [d for d in row["differences"] if d["kind"] != "marks"]
    changes.sort(key=lambda d: (d["new"], d["old"]))
    at = row["start"]
    for change in changes:
        _stretch(out, row, at, max(at, change["new"][0]))
        gone = _gone(fullest, *change["old"], alone=change["kind"] == "cut")
        _sign(out, "[-", gone, "-]", GONE)
        if gone and change["new"][0] < change["new"][1]:
            _add(out, " ")
        _sign(out, "{+", _cut(row, *change["new"]), "+}", COME)
        at = max(at, change["new"][1])
    _stretch(out, row, at, row["end"])
    out.rstrip()
    return out


def _gone(fullest: Row, start: int, end: int, *, alone: bool) -> str:
    """Words of the fullest wording; where nothing stands instead of them, with the signs and spaces that went too."""
    if not alone or start == end:
        return _cut(fullest, start, end)
    first, last = next(((a, b) for a, b in fullest["parts"] if a <= start < b), (start, end))
    text, base = str(fullest["exact"]), fullest["start"]
    before = start
    while before > first and not text[before - 1 - base].isalnum():
        before -= 1
    if before > first:
        return _cut(fullest, before, end)
    behind = end  # it stood first: what is between it and the next word went
    while behind < last and not text[behind - base].isalnum():
        behind += 1
    return _cut(fullest, start, behind if behind < last else end)


def _stretch(out: Text, row: Row, start: int, end: int) -> None:
    """Words that did not change; what stands between the pieces of an interrupted statement is left out."""
    for n, (a, b) in enumerate(row["parts"]):
        between = n and a >= start and a < end
        a, b = max(a, start), min(b, end)
        if a < b:
            _add(out, (" … " if between else "") + _cut(row, a, b))


def _sign(out: Text, opens: str, printed: str, closes: str, style: str) -> None:
    if printed.strip():
        _add(out, f"{opens}{printed}{closes}", style)


def _add(out: Text, printed: str, style: str = "") -> None:
    """Append; of two spaces that meet, one."""
    out.append(printed[1:] if out.plain[-1:] == " " == printed[:1] else printed, style=style)


def _cut(row: Row, start: int, end: int) -> str:
    """Words of a report on one line, with the space that they begin or end with."""
    return _SPACE.sub(" ", clean(str(row["exact"])[start - row["start"] : end - row["start"]]))


def _flat(found: Row) -> Iterator[Row]:
    """A line for each occurrence."""
    head = {"utterance": found["utterance"], "story": found["story"]}
    for row in found["occurrences"]:
        line = {**row, **head, "id": row["quotes"][0]}
        line["differences"] = _changes(found["occurrences"][0], row)
        line["attribution"] = [f"{c['field']}: {c['old'] or ''} → {c['new'] or ''}" for c in row["attribution"]]
        yield line


def _changes(fullest: Row, row: Row) -> Sequence[str]:
    return [f"{d['kind']}: {_cut(fullest, *d['old'])} → {_cut(row, *d['new'])}" for d in row["differences"]]


LISTING = Listing(
    "wording",
    "a statement in all its wordings",
    tuple(
        "utterance story report id start end published outlet title join kind speaker cue force via text differences"
        " attribution".split()
    ),
    (Shown("published", "published"), Shown("outlet", "outlet", 2), Shown("words", "text", 5)),
    _flat,
)


def _choice(found: Row) -> Iterator[Row]:
    """A statement among several, by its fullest wording."""
    first = found["occurrences"][0]
    outlet = first["outlet"] or first["agency"] or first["source"]
    yield {**found, "id": found["utterance"], "published": first["published"], "outlet": outlet}


CHOICES = Listing(
    "statements",
    "the statements that words fit",
    tuple("id speaker published outlet story text".split()),
    (
        Shown("id", "id"),
        Shown("who", "speaker", 2),
        Shown("published", "published"),
        Shown("outlet", "outlet", 2),
        Shown("words", "text", 5),
    ),
    _choice,
)
