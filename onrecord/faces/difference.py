"""What differs between two reports, on a terminal or in a pipe. Each line has a sign, so that colour may be missing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from onrecord.faces import words
from onrecord.faces.listing import SHORT_ID
from onrecord.faces.screen import WIDEST, Screen, one_line

Row = Mapping[str, Any]
_STYLES = {"~": "yellow", "-": "red", "+": "green", ">": "dim"}
_AROUND = 60  # characters shown on either side of what changed in a paragraph


def write(found: Row, screen: Screen) -> None:
    """The difference to standard output: figures, attribution, what is known of the reports, quotes, paragraphs."""
    console = screen.console()
    width = min(screen.width, WIDEST)
    heads = [f"{sign} {_head(found[side])}" for sign, side in (("---", "old"), ("+++", "new"))]
    first = [list(part) for part in (_figures(found), _attribution(found), _fields(found), _quotes(found)) if part]
    sections = [part for part in first if part]
    sections.append([*heads, *_paragraphs(found)])
    for n, section in enumerate(sections):
        if n:
            console.print()
        for line in section:
            sign, _, _ = line.partition(" ")
            indent = " " * (len(sign) + 1)
            wrapped = textwrap.wrap(line, width, subsequent_indent=indent, break_on_hyphens=False) or [line]
            console.print(Text("\n".join(wrapped), style=_STYLES.get(sign, "bold")), soft_wrap=True)
    counts = found["counts"]
    console.print(Text(f"{words.count(counts['equal'], 'paragraph')} the same", style="dim"), soft_wrap=True)


def _head(row: Row) -> str:
    published, modified = row.get("published") or {}, row.get("modified") or {}
    known = [
        row["report"][:SHORT_ID],
        str(row.get("outlet") or row.get("source") or ""),
        str(published.get("date") or "no date"),
        f"changed {modified['date']}" if modified.get("date") not in (None, published.get("date")) else "",
        f"captured {str(row['captured'])[:16]}" if row.get("captured") else "",
    ]
    return one_line("  ".join(k for k in known if k))


def _figures(found: Row) -> Iterator[str]:
    for row in found["figures"]:
        thing = ", ".join(p for p in (words.thing(row), words.place(row)) if p)
        said = [amount(row, row[side]) for side in ("old", "new") if row[side]]
        counter = next((row[s].get("counter") for s in ("new", "old") if row[s] and row[s].get("counter")), None)
        line = f"{words.CHANGES[row['change']]} {thing}: {' → '.join(said)}"
        yield one_line(line + (f" ({counter})" if counter else ""))


def amount(row: Row, side: Row) -> str:
    """A figure as one of the two reports gives it."""
    said = words.amount({**side, "what": row["what"], "unit": row["unit"]}, side["text"])
    return f"{said}, taken back" if side.get("retracted") else said


def _attribution(found: Row) -> Iterator[str]:
    for row in found["attribution"]:
        about = "" if row["sign"] == "hedge" else f": {row['of']['text']}"
        yield one_line(f"~ {row['what']} {row['change']}, {row['why']}{about}")


def _fields(found: Row) -> Iterator[str]:
    for row in found["fields"]:
        said = [value(row[side]) for side in ("old", "new") if value(row[side])]
        yield one_line(f"{words.CHANGES[row['change']]} {row['field']}: {' → '.join(said)}")


def value(known: Any) -> str:
    """What is known of a report, in words: a day, names, a place."""
    if isinstance(known, Mapping):
        interval = words.interval(known.get("earliest"), known.get("latest")) if not known.get("date") else ""
        parts = [known.get("place"), known.get("agency"), known.get("date"), known.get("time"), interval]
        return " ".join(str(p) for p in parts if p)
    if isinstance(known, Sequence) and not isinstance(known, str):
        return ", ".join(map(value, known))
    return "" if known is None else str(known)


def _quotes(found: Row) -> Iterator[str]:
    for row in found["quotes"]:
        said = (row["new"] or row["old"])["text"]
        who = [row[name] or "somebody not named" for name in ("old_speaker", "new_speaker")]
        how = [row[name] or "said" for name in ("old_force", "new_force")]
        if row["change"] == "changed":
            moved = [f"{a} → {b}" for a, b in (who, how) if a != b]
            yield one_line(f"~ quote, {', '.join(moved)}: {said}")
        else:
            yield one_line(f"{words.CHANGES[row['change']]} quote of {who[row['change'] == 'appeared']}: {said}")


def _paragraphs(found: Row) -> Iterator[str]:
    for row in found["paragraphs"]:
        if row["change"] == "changed":
            yield one_line(f"~ {_marked(row)}")
        else:
            yield one_line(f"{words.CHANGES[row['change']]} {(row['new'] or row['old'])['text']}")


def _marked(row: Row) -> str:
    """A changed paragraph with what went as [-…-] and what came as {+…+}; long stretches without change are cut."""
    old, new = row["old"], row["new"]
    out, at = "", new["start"]
    for n, step in enumerate(row["words"]):
        out += _stretch(_cut(new, at, step["new"][0]), first=n == 0, last=False)
        gone, come = (_cut(side, *step[name]).strip() for side, name in ((old, "old"), (new, "new")))
        signs = [f"[-{gone}-]" if gone else "", f"{{+{come}+}}" if come else ""]
        out = f"{out.rstrip()} {' '.join(s for s in signs if s)} "
        at = step["new"][1]
    return out + _stretch(_cut(new, at, new["end"]), first=False, last=True).lstrip()


def _cut(side: Row, start: int, end: int) -> str:
    return str(side["text"][start - side["start"] : end - side["start"]])


def _stretch(text: str, *, first: bool, last: bool) -> str:
    """What stands between two changes, its middle left out where it is long."""
    room = _AROUND if first or last else 2 * _AROUND
    if len(text) <= room + 20:
        return text
    head = "" if first else text[:_AROUND].rpartition(" ")[0]
    tail = "" if last else text[-_AROUND:].partition(" ")[2]
    return f"{head} … {tail}".lstrip() if first else f"{head} … {tail}"
