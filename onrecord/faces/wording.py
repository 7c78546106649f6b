"""A statement in all its wordings, on a terminal or in a pipe: what went as [-…-], what came as {+…+}, as in diffs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.padding import Padding
from rich.text import Text

from onrecord.faces import words
from onrecord.faces.listing import SHORT_ID, Listing, Shown
from onrecord.faces.screen import WIDEST, Screen, clean, one_line

Row = Mapping[str, Any]
HEAD, DIM, GONE, COME = "bold", "dim", "red", "green"
_INDENT = 4


def write(found: Row, screen: Screen) -> None:
    """The statement to standard output: the fullest wording, then each report's, with what it has otherwise."""
    console = screen.console(min(screen.width, WIDEST))
    fullest = found["occurrences"][0]
    lines = [Text(one_line(found["text"]), style=HEAD), Text(one_line(_summary(found)))]
    lines.append(Text(f"quote {found['utterance'][:SHORT_ID]} · story {found['story'][:SHORT_ID]}", style=DIM))
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
    reports = words.backing(len(found["reports"]), found["origins"])
    return " · ".join(p for p in (who, reports, words.days(found["from"], found["to"])) if p)


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
        yield Text(f"~ {change['field']}: {old} → {new}", style="yellow")


def marked(fullest: Row, row: Row) -> Text:
    """A wording with what it lacks of the fullest as [-…-] and what it has otherwise as {+…+}."""
    out = Text()
    changes = [d for d in row["differences"] if d["kind"] != "marks"]
    changes.sort(key=lambda d: (d["new"], d["old"]))
    at = row["start"]
    for change in changes:
        _stretch(out, row, at, max(at, change["new"][0]))
        _sign(out, "[-", _cut(fullest, *change["old"]), "-]", GONE)
        _sign(out, "{+", _cut(row, *change["new"]), "+}", COME)
        at = max(at, change["new"][1])
    _stretch(out, row, at, row["end"])
    return out


def _stretch(out: Text, row: Row, start: int, end: int) -> None:
    """Words that did not change; what stands between the pieces of an interrupted statement is left out."""
    for n, (a, b) in enumerate(row["parts"]):
        a, b = max(a, start), min(b, end)
        if a < b:
            words_ = one_line(_cut(row, a, b))
            if n and row["parts"][n][0] == a:
                words_ = f"… {words_}"
            _add(out, words_)


def _sign(out: Text, opens: str, printed: str, closes: str, style: str) -> None:
    if printed:
        _add(out, f"{opens}{printed}{closes}", style)


def _add(out: Text, printed: str, style: str = "") -> None:
    """Append with a space between words, none before a sign that ends a clause."""
    if out.plain and printed and (printed[0].isalnum() or printed[0] in '[{…“‘"('):
        out.append(" ")
    out.append(printed, style=style)


def _cut(row: Row, start: int, end: int) -> str:
    return one_line(clean(str(row["exact"])[start - row["start"] : end - row["start"]]))


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
