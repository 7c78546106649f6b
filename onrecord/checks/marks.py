"""Marks of one report against what is expected, kind by kind.

An expected mark that is `optional` is neither missed nor, when read, an extra; `alt` and `alt_<cell>` are answers that
are as good as the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from onrecord.checks.tally import Finding, Miss, Tally, choice, fillers, pair, together
from onrecord.checks.words import Aligned, overlap, same_name

Row = Mapping[str, Any]
SAME_WORDS = 0.5  # share of words that two spans must have in common to be one quote
NOT_REAL = ("planned", "threatened", "requested", "denied", "possible", "hypothetical")


def quotes(expected: Row, read: Row, words: Aligned) -> Iterator[Finding]:
    """Quotes are one when at least half of their words are."""

    def fit(due: Row, got: Row) -> float:
        shared = overlap(words.expected(due), words.read(_content(got, read["text"])))
        return shared if shared >= SAME_WORDS else 0.0

    def cells(due: Row, got: Row) -> Iterator[Tally]:
        yield choice("quotes", "exact", words.expected(due) == words.read(_content(got, read["text"])))
        yield _named("quotes", "speaker", due, got)
        yield _placed("quotes", "cue", due, got, words)
        yield _word("quotes", "kind", due, got)
        yield _word("quotes", "force", due, got)
        yield _named("quotes", "via", due, got)
        yield _named("quotes", "addressee", due, got)

    yield from _layer("quotes", expected, read, fit, cells)


def _content(quote: Row, text: str) -> Row:
    """A quote without a leading "that": in or out is a matter of taste."""
    start = quote["start"]
    return {**quote, "start": start + 5} if text[start : start + 5].casefold() == "that " else quote


def figures(expected: Row, read: Row, words: Aligned) -> Iterator[Finding]:
    """Figures are one when they say the same number and share a word."""

    def fit(due: Row, got: Row) -> float:
        return overlap(words.expected(due), words.read(got)) if _same_number(due, got) else 0.0

    def cells(due: Row, got: Row) -> Iterator[Tally]:
        yield _word("figures", "hedge", due, got)
        yield choice("figures", "bounds", (due["low"], due["high"]) == (got.get("low"), got.get("high")))
        yield _word("figures", "what", {**due, "what": _sort(due["what"])}, {**got, "what": _sort(got.get("what"))})
        yield _word("figures", "scope", due, got)
        yield _named("figures", "counter", due, got)
        yield _named("figures", "where", due, got)
        yield _dated("figures", "as_of", due, got)
        yield _flag("figures", "retracted", due, got)

    yield from _layer("figures", expected, read, fit, cells)


def times(expected: Row, read: Row, words: Aligned) -> Iterator[Finding]:
    """Times are one when they share a word."""

    def fit(due: Row, got: Row) -> float:
        return overlap(words.expected(due), words.read(got))

    def cells(due: Row, got: Row) -> Iterator[Tally]:
        yield _word("times", "value", due, got)
        if due["type"] != "DURATION":  # "30 days" has no days of its own but those that a reader reckons
            yield choice("times", "days", (due["from"], due["to"]) == (got.get("from"), got.get("to")))
        yield _word("times", "type", due, got)

    yield from _layer("times", expected, read, fit, cells)


def events(expected: Row, read: Row, words: Aligned) -> Iterator[Finding]:
    """Events are one when their type is and their anchors share a word, or the anchor lies in a span half the same.

    What has no type of its own (OTHER) is a layer apart.
    """

    def fit(due: Row, got: Row) -> float:
        if got["type"] not in (due["type"], *due.get("alt", ())):
            return 0.0
        anchor, span = words.expected(due["anchor"]), words.read(got)
        shared = overlap(words.expected(due), span)
        if anchor & words.read(got.get("anchor")):
            return 1.0 + shared
        return shared if anchor <= span and shared >= SAME_WORDS else 0.0

    def cells(due: Row, got: Row) -> Iterator[Tally]:
        layer = _event_layer(due)
        yield _word(layer, "modality", due, got)
        if due["modality"] in NOT_REAL:
            yield choice(layer, "not_claimed", got.get("modality") not in ("happened", "ongoing"))
        for name in ("asserted_by", "actor", "recipient", "where"):
            yield _named(layer, name, due, got)
        yield _dated(layer, "when", due, got)

    yield from _layer("events", expected, read, fit, cells, layer_of=_event_layer)


def _event_layer(event: Row) -> str:
    return "other events" if event["type"] == "OTHER" else "events"


def mentions(expected: Row, read: Row, words: Aligned) -> Iterator[Finding]:
    """Expected names are looked up in what was read; "who" asks whether those of one entity are kept together.

    The expected mentions are not all there are, so that nothing is an extra.
    """
    due, got = expected["mentions"], read.get("mentions", [])
    pairs = pair(due, got, lambda a, b: overlap(words.expected(a), words.read(b)), lambda a: False)
    yield Tally("mentions", "found", len(pairs), len(due), len(due))
    hit = {i for i, _ in pairs}
    for i in range(len(due)):
        if i not in hit:
            yield Miss(expected["source"], "mentions", "missed", due[i]["text"])
    for i, j in pairs:
        named = choice("mentions", "name", same_name(due[i]["name"], got[j].get("name")))
        for tally in (_word("mentions", "type", due[i], got[j]), named):
            yield tally
            if not tally.right:
                values = _values(tally.name, due[i], got[j], read["text"])
                yield Miss(expected["source"], "mentions", f"wrong {tally.name}", values)
    mine, theirs = [(str(i), due[i]) for i, _ in pairs], [(str(i), got[j]) for i, j in pairs]
    yield together("mentions", "who", _clusters(mine), _clusters(theirs))


def _clusters(rows: Sequence[tuple[str, Row]]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for name, row in rows:
        groups.setdefault(row["entity"] or f"alone {name}", []).append(name)
    return list(groups.values())


def _layer(
    plural: str,
    expected: Row,
    read: Row,
    fit: Callable[[Row, Row], float],
    cells: Callable[[Row, Row], Iterator[Tally]],
    layer_of: Callable[[Row], str] | None = None,
) -> Iterator[Finding]:
    """Pairs the marks of one kind; counts those found, then the cells of each pair that is not optional."""
    due, got = expected[plural], read.get(plural, [])
    name = layer_of or (lambda row: plural)
    pairs = pair(due, got, fit, lambda row: bool(row.get("optional")))
    hit, used = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, row in enumerate(due):
        if not row.get("optional"):
            yield Tally(name(row), "found", int(i in hit), 1, int(i in hit))
            if i not in hit:
                yield Miss(expected["source"], name(row), "missed", _words_of(row))
    for j, row in enumerate(got):
        if j not in used:
            yield Tally(name(row), "found", 0, 0, 1)
            text = read["text"][row["start"] : row["end"]]
            yield Miss(expected["source"], name(row), "extra", _words_of({**row, "text": text}))
    for i, j in pairs:
        if not due[i].get("optional"):
            for tally in cells(due[i], got[j]):
                yield tally
                if tally.right < max(tally.expected, tally.got):
                    values = _values(tally.name, due[i], got[j], read["text"])
                    yield Miss(expected["source"], tally.layer, f"wrong {tally.name}", values)


def _words_of(row: Row) -> str:
    """A mark in a list of misses: its type where it has one, its anchor, its words."""
    kind = f"{row['type']} " if row.get("type") else ""
    return f"{kind}{' '.join(row['text'].split())}"


def _values(name: str, due: Row, got: Row, text: str) -> str:
    """What was expected of a cell and what was read; where it is no cell of its own, the words on both sides."""
    if name not in due:
        return f"{_words_of(due)} read as {_words_of({**got, 'text': text[got['start'] : got['end']]})}"
    return f"{_say(due[name])} read as {_say(got.get(name))}: {_words_of(due)}"


def _say(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_say, value)) or "none"
    if isinstance(value, Mapping):
        return str(
            value.get("name") or value.get("from") or value.get("text") or (value.get("start"), value.get("end"))
        )
    return "none" if value is None else str(value)


def _word(layer: str, name: str, due: Row, got: Row) -> Tally:
    return choice(layer, name, got.get(name) in (due[name], *due.get(f"alt_{name}", ())))


def _named(layer: str, name: str, due: Row, got: Row) -> Tally:
    """A role filled by names: one, several or none."""

    def same(one: Row, other: Row) -> bool:
        names = (one.get("name") or one.get("text"), *due.get(f"alt_{name}", ()))
        return any(same_name(n, other.get("name")) for n in names)

    return fillers(layer, name, _rows(due[name]), _rows(got.get(name)), same)


def _rows(value: Any) -> Sequence[Row]:
    if value is None:
        return []
    return [value] if isinstance(value, Mapping) else list(value)


def _placed(layer: str, name: str, due: Row, got: Row, words: Aligned) -> Tally:
    return fillers(
        layer, name, _rows(due[name]), _rows(got.get(name)), lambda a, b: bool(words.expected(a) & words.read(b))
    )


def _dated(layer: str, name: str, due: Row, got: Row) -> Tally:
    return fillers(layer, name, _rows(due[name]), _rows(got.get(name)), lambda a, b: a["from"] == b.get("from"))


def _flag(layer: str, name: str, due: Row, got: Row) -> Tally:
    one, other = bool(due[name]), bool(got.get(name))
    return Tally(layer, name, int(one and other), int(one), int(other))


def _same_number(due: Row, got: Row) -> bool:
    """The same value; where either has none (vague, range), the same bounds."""
    if due["value"] is None or got.get("value") is None:
        return all(due[name] == got.get(name) for name in ("value", "low", "high"))
    return bool(abs(due["value"] - got["value"]) <= 1e-9 * abs(due["value"]))


def _sort(what: str | None) -> str | None:
    """What is counted, without the noun of "other:noun": which noun is a matter of taste."""
    return None if what is None else what.split(":")[0]
