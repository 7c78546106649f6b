"""A report in the terminal: its text with marks in colour, or in brackets where there is none; boilerplate dimmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from onrecord.faces import event_words, words
from onrecord.faces.screen import WIDEST, Screen, clean, one_line
from onrecord.faces.segments import Close, Open, Over, Run, nest, segments
from onrecord.faces.told import parts

# Letter and colour of each kind. The letter stands where colours do not, so that colour is never the only sign.
KINDS = {
    "quotes": ("q", "cyan"),
    "figures": ("f", "bold yellow"),
    "times": ("t", "magenta"),
    "places": ("p", "blue"),
    "events": ("e", "green"),
    "mentions": ("m", "underline"),
    "speakers": ("s", "bold"),
}
ASIDE = "~ "  # before a line of boilerplate, where it cannot be dimmed
DEFAULT = ("quotes", "speakers", "figures", "times", "places", "events")


def overs(record: Mapping[str, Any], kinds: Sequence[str]) -> Iterator[Over]:
    """What to draw over a record's text: each part of each mark; of an event the word that tells it."""
    for kind in kinds:
        if kind == "speakers":
            for quote in record.get("quotes", ()):
                if quote.get("speaker"):
                    yield Over(quote["speaker"]["start"], quote["speaker"]["end"], kind)
            continue
        for mark in record.get(kind, ()):
            if kind == "events" and mark.get("anchor"):
                yield Over(mark["anchor"]["start"], mark["anchor"]["end"], kind)
                continue
            for start, end in parts(mark):
                yield Over(start, end, kind)


def write(record: Mapping[str, Any], screen: Screen, kinds: Sequence[str]) -> None:
    """The report to standard output: what is known of it, then its text."""
    console = screen.console(min(screen.width, WIDEST) if screen.on_terminal else 10**6)
    colored = not console.no_color
    for line in heading(record):
        console.print(line)
    console.print()
    console.print(legend(kinds, colored=colored))
    console.print()
    console.print(body(record, kinds, colored=colored))
    if tuple(kinds) == ("events",) and record.get("events"):
        console.print(Text("\nEvents", style="bold"))
        for line in events(record):
            console.print(line)


def events(record: Mapping[str, Any]) -> Iterator[Text]:
    """Every event with the word that tells it, in words and codes."""
    for mark in record.get("events", ()):
        at = mark.get("anchor") or mark
        words_here = one_line(clean(str(record["text"])[at["start"] : at["end"]]))
        yield Text.assemble((words_here, KINDS["events"][1]), f": {one_line(event_words.in_words(mark))}")


def heading(record: Mapping[str, Any]) -> Iterator[Text]:
    """Title, who wrote it, when and how that is known; what is not on record is said to be so."""
    yield Text(one_line(str(record.get("title") or "No title on record")), style="bold")
    who = [", ".join(record.get("byline") or ()), record.get("outlet") or "", record.get("agency") or ""]
    yield Text(one_line(" · ".join(dict.fromkeys(w for w in who if w)) or "No author or outlet on record"))
    published = record.get("published") or {}
    how = words.HOW_DATED.get(str(published.get("how")), str(published.get("how")))
    day = f"{published['date']} ({how})" if published.get("date") else "Date not known"
    language = record.get("language") or "language not known"
    kind = words.kind_of_report(record)
    yield Text(one_line(" · ".join(p for p in (day, language, kind, record["report"][:12]) if p)), style="dim")
    if record.get("why"):
        yield Text(one_line(f"{kind}: {record['why']}"), style="bold")


def legend(kinds: Sequence[str], *, colored: bool) -> Text:
    """Which sign means what."""
    shown = [Text(k, style=KINDS[k][1]) if colored else Text(f"[{KINDS[k][0]} {k}]") for k in kinds]
    shown.append(Text("boilerplate", style="dim") if colored else Text(f"{ASIDE}boilerplate"))
    return Text.assemble("Marked: ", Text(", ").join(shown))


def body(record: Mapping[str, Any], kinds: Sequence[str], *, colored: bool) -> Text:
    """The whole text, nothing left out."""
    text = str(record["text"])
    dimmed = [Over(b["start"], b["end"], "boilerplate") for b in record["blocks"] if b["kind"] == "boilerplate"]
    found = segments(len(text), [*dimmed, *overs(record, kinds)])
    out = Text()
    if colored:
        for segment in found:
            styles = ["dim" if o.kind == "boilerplate" else KINDS[o.kind][1] for o in segment.over]
            out.append(clean(text[segment.start : segment.end]), style=" ".join(dict.fromkeys(styles)))
        return out
    aside = False
    for step in nest(found):
        match step:
            case Open(over) | Close(over) if over.kind == "boilerplate":
                aside = isinstance(step, Open)
                out.append(ASIDE if aside else "")
            case Open(over):
                out.append(f"[{KINDS[over.kind][0]} ")
            case Close():
                out.append("]")
            case Run(start, end):
                words_here = clean(text[start:end])
                out.append(words_here.replace("\n", "\n" + ASIDE) if aside else words_here)
    return out
