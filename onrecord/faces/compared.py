"""Two reports beside each other, ready for a template: records first, then paragraphs with their changed words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from onrecord.faces import words
from onrecord.faces.difference import amount, value

Row = Mapping[str, Any]
Link = Callable[[str, int, int], str]

# What became of a paragraph, or of what stands in it.
BECAME = {"changed": "changed", "moved": "moved", "vanished": "removed", "appeared": "added"}
FIRMNESS = ("weakened", "strengthened")  # how attribution changed
SIDES = ("old", "new")
_LONGEST = 160  # characters of a statement that stand beside a change of its attribution


@dataclass(frozen=True, slots=True)
class Words:
    """Some words, what became of them ("same", "ins", "del"), and the address of where they stand."""

    text: str
    became: str = "same"
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the records: what it is about, the words of both reports (either may be missing), a remark."""

    became: str
    about: str
    old: Words | None
    new: Words | None
    remark: str = ""

    @property
    def word(self) -> str:
        """What became of it, in a word."""
        return BECAME.get(self.became, self.became)


@dataclass(frozen=True, slots=True)
class Beside:
    """A paragraph that differs: `became` in a word, and its words in both reports."""

    became: str
    old: tuple[Words, ...]
    new: tuple[Words, ...]
    old_href: str | None
    new_href: str | None


@dataclass(frozen=True, slots=True)
class Folded:
    """Paragraphs in a row that are the same in both reports."""

    paragraphs: tuple[Words, ...]
    count: str


@dataclass(frozen=True, slots=True)
class Compared:
    """All that a page says of two reports. `heads` name them, `counts` say in words how much differs."""

    same: bool
    heads: tuple[Row, Row]
    counts: tuple[str, ...]
    figures: tuple[Change, ...]
    attribution: tuple[Change, ...]
    fields: tuple[Change, ...]
    quotes: tuple[Change, ...]
    paragraphs: tuple[Beside | Folded, ...]


def compared(found: Row, text: str, link: Link) -> Compared:
    """The view of a difference (`Ledger.diff`).

    Takes: the difference, the reading text of the newer report, and `link`, which gives the address of characters
    [start, end) of a report's text.
    """
    view = _View(found, link)
    return Compared(
        same=bool(found["same"]),
        heads=(_head(found["old"]), _head(found["new"])),
        counts=tuple(_counts(found)),
        figures=tuple(map(view.figure, found["figures"])),
        attribution=tuple(map(view.attributed, found["attribution"])),
        fields=tuple(map(view.field, found["fields"])),
        quotes=tuple(map(view.quote, found["quotes"])),
        paragraphs=tuple(view.paragraphs(text)),
    )


def _head(row: Row) -> Row:
    """What names one of the two reports in a line."""
    published = row.get("published") or {}
    name = str(row.get("outlet") or row.get("source") or "")
    return {"report": row["report"], "title": str(row.get("title") or "without a title"), "outlet": name} | {
        "day": str(published.get("date") or "no date")
    }


def _counts(found: Row) -> Iterator[str]:
    """How much differs, what tells most first; nothing is said of what does not."""
    paragraphs = found["counts"]
    firmness = [(sum(row["change"] == change for row in found["attribution"]), change) for change in FIRMNESS]
    numbers = [
        (len(found["figures"]), "figure", ""),
        *((n, "attribution", f" {change}") for n, change in firmness),
        (len(found["fields"]), "thing known of the reports", ""),
        (len(found["quotes"]), "quote", ""),
        *((paragraphs[change], "paragraph", f" {word}") for change, word in BECAME.items()),
        (paragraphs["equal"], "paragraph", " the same"),
    ]
    for n, noun, rest in numbers:
        if n:
            yield words.count(n, noun, noun.replace("thing", "things") if "thing" in noun else None) + rest


class _View:
    """One difference, with the addresses of its words."""

    def __init__(self, found: Row, link: Link) -> None:
        self.found, self.link = found, link
        self.reports = {side: str(found[side]["report"]) for side in SIDES}

    def words(self, side: str, at: Row | None, text: str | None = None, became: str = "same") -> Words | None:
        """What one of the two reports says at a place."""
        if at is None:
            return None
        return Words(str(at["text"]) if text is None else text, became, self._href(side, at))

    def _href(self, side: str, at: Row | None) -> str | None:
        if at is None or at["start"] >= at["end"]:
            return None
        return self.link(self.reports[side], at["start"], at["end"])

    def figure(self, row: Row) -> Change:
        """A figure that is another now."""
        about = ", ".join(part for part in (words.thing(row), words.place(row)) if part)
        old, new = (None if row[s] is None else self.words(s, row[s], amount(row, row[s])) for s in SIDES)
        counter = next((row[s]["counter"] for s in ("new", "old") if row[s] and row[s].get("counter")), "")
        return Change(row["change"], about, old, new, str(counter))

    def attributed(self, row: Row) -> Change:
        """A statement that is held less or more firmly now."""
        why = str(row["why"])
        if row["sign"] not in ("hedge", "marks", "modality"):  # those show the statement itself on both sides
            why += f": {words.shortened(str(row['of']['text']), _LONGEST)}"
        return Change(row["change"], row["what"], self.words("old", row["old"]), self.words("new", row["new"]), why)

    def field(self, row: Row) -> Change:
        """What is known of the report itself, with its words where they stand in the text."""
        sides: list[Words | None] = []
        for side in SIDES:
            places = (row[f"{side}_at"] or {}).get("at") or ()
            at = {"start": places[0][0], "end": places[0][1]} if places else None
            said = value(row[side])
            sides.append(Words(said, href=self._href(side, at)) if said else None)
        return Change(row["change"], row["field"], sides[0], sides[1])

    def quote(self, row: Row) -> Change:
        """A quote that was dropped or added, or is given to somebody else or in another manner."""
        who = [row[f"{side}_speaker"] or "somebody not named" for side in SIDES]
        how = [words.FORCES.get(row[f"{side}_force"], "says") for side in SIDES]
        told = [f"{a} → {b}" for a, b in (who, how) if a != b] if row["change"] == "changed" else []
        about = ", ".join(told) or who[row["change"] == "appeared"]
        if row["change"] == "changed":  # the words are the same: once is enough
            return Change(row["change"], about, None, self.words("new", row["new"]))
        return Change(row["change"], about, self.words("old", row["old"]), self.words("new", row["new"]))

    def paragraphs(self, text: str) -> Iterator[Beside | Folded]:
        """All paragraphs in the order of the newer report; those that are the same folded."""
        changes: Sequence[Row] = self.found["paragraphs"]
        behind = {after: list(rows) for after, rows in groupby(self.found["unchanged"], key=lambda row: row["after"])}
        for n in range(len(changes) + 1):
            kept = behind.get(n, ())
            if kept:
                yield Folded(tuple(self._unchanged(text, row) for row in kept), words.count(len(kept), "paragraph"))
            if n < len(changes):
                yield self._beside(changes[n])

    def _unchanged(self, text: str, row: Row) -> Words:
        start, end = row["new"]
        return Words(text[start:end], href=self._href("new", {"start": start, "end": end}))

    def _beside(self, row: Row) -> Beside:
        replaced = row["words"] if row["change"] == "changed" else ()
        whole = {"vanished": "del", "appeared": "ins"}.get(row["change"], "same")
        old, new = (
            () if row[side] is None else tuple(_pieces(row[side], [w[side] for w in replaced], became, whole))
            for side, became in (("old", "del"), ("new", "ins"))
        )
        return Beside(BECAME[row["change"]], old, new, self._href("old", row["old"]), self._href("new", row["new"]))


def _pieces(side: Row, changed: Sequence[Sequence[int]], became: str, whole: str) -> Iterator[Words]:
    """A paragraph cut where its words begin and cease to be others."""
    text, first = str(side["text"]), side["start"]
    at = first
    for start, end in changed:
        if at < start:
            yield Words(text[at - first : start - first], whole)
        if start < end:
            yield Words(text[start - first : end - first], became)
        at = end
    if at < side["end"]:
        yield Words(text[at - first :], whole)
