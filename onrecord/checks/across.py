"""What only several reports show, against what is expected: stories, copies, origins, series, disagreements, chains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.checks.tally import Finding, Miss, Tally, choice, fillers, pair, together
from onrecord.checks.words import Aligned, same_name

Row = Mapping[str, Any]
Points = Mapping[tuple[str, float | None], Sequence[Row]]
ACROSS = "all reports"  # stands for the report in a miss that concerns several


@dataclass(frozen=True, slots=True)
class Told:
    """What a ledger tells of all its reports, as the record prints it.

    `sources` gives the name of each report by its id, `words` the numbered words of each report by name; `accounts`
    are stories with origins, series, disagreements and chains.
    """

    sources: Mapping[str, str]
    words: Mapping[str, Aligned]
    copies: Sequence[Row]
    accounts: Sequence[Row]

    def name(self, report: str) -> str:
        """The name of a report by its id."""
        return self.sources.get(report, report)

    def all(self, field: str) -> list[Row]:
        """One list of all stories' accounts."""
        return [row for account in self.accounts for row in account.get(field) or ()]

    def meets(self, due: Row, got: Row) -> bool:
        """True when an expected place (report by name, start, end) and a told one (report by id) share a word."""
        name = due["report"]
        return name == self.name(got["report"]) and bool(self.words[name].expected(due) & self.words[name].read(got))


def across(expected: Row, told: Told) -> Iterator[Finding]:
    """All that is expected across reports."""
    yield from _groups(expected, told)
    yield from _copies(expected["copies"], told)
    yield from _series(expected["series"], told)
    yield from _disagreements(expected["disagreements"], expected["series"], told)
    yield from _chains(expected["chains"], told)


def _groups(expected: Row, told: Told) -> Iterator[Finding]:
    stories = [[told.name(r) for r in account["reports"]] for account in told.accounts]
    yield together("stories", "found", expected["stories"], stories)
    yield from _apart("stories", expected["stories"], stories)
    labels = expected["origins"]["labels"]
    found = [[told.name(r) for r in origin["reports"]] for origin in told.all("origins")]
    yield together("origins", "found", labels.values(), found)
    yield from _apart("origins", list(labels.values()), found)
    yield choice("origins", "number", len(found) == expected["origins"]["count"])
    yield from _behind(expected["origins"].get("facts", ()), told)


def _behind(expected: Sequence[Row], told: Told) -> Iterator[Finding]:
    """How many independent origins stand behind single facts, each found by a place that tells it."""
    points = [(p, p) for row in told.all("series") for p in row["points"]]
    said = [(place, row) for row in told.all("utterances") for place in row["occurrences"]]
    done = [(place, row) for row in told.all("timeline") for place in row["evidence"]]
    places = {"figure": points, "quote": said, "event": done}
    for due in expected:
        counts = [row["origins"] for place, row in places[due["kind"]] if told.meets(due, place)]
        yield choice("origins", "facts", bool(counts) and max(counts) == due["count"])
        if not counts or max(counts) != due["count"]:
            read = max(counts) if counts else "none"
            yield Miss(due["report"], "origins", "wrong number", f"{due['text']}: {due['count']} read as {read}")


def _apart(layer: str, due: Sequence[Sequence[str]], got: Sequence[Sequence[str]]) -> Iterator[Miss]:
    mine, theirs = (sorted(sorted(group) for group in groups) for groups in (due, got))
    if mine != theirs:
        yield Miss(ACROSS, layer, "wrong", "read as " + " | ".join(" + ".join(group) for group in theirs))


def _copies(expected: Sequence[Row], told: Told) -> Iterator[Finding]:
    got = [(told.name(c["report"]), told.name(c["of"]), c) for c in told.copies]
    pairs = pair(expected, got, lambda e, g: float({e["report"], e["of"]} == {g[0], g[1]}), lambda e: False)
    hit, used = {i for i, _ in pairs}, {j for _, j in pairs}
    yield Tally("copies", "found", len(pairs), len(expected), len(got))
    for i, j in pairs:
        due, (report, _, row) = expected[i], got[j]
        yield choice("copies", "direction", bool(row["directed"]) and report == due["report"])
        yield choice("copies", "kind", row["kind"] in (due["kind"], *due.get("alt", ())))
        if row["kind"] != due["kind"]:
            yield Miss(due["report"], "copies", "wrong kind", f"{due['kind']} read as {row['kind']}")
        if report != due["report"] or not row["directed"]:
            yield Miss(due["report"], "copies", "wrong direction", f"copy of {due['of']}")
    for i, due in enumerate(expected):
        if i not in hit:
            yield Miss(due["report"], "copies", "missed", f"{due['kind']} copy of {due['of']}")
    for j, (report, of, row) in enumerate(got):
        if j not in used:
            yield Miss(report, "copies", "extra", f"{row['kind']} copy of {of}")


def _series(expected: Sequence[Row], told: Told) -> Iterator[Finding]:
    """Points of one series, kept together, whoever counted. There are more series than expected: others are free."""
    whole: dict[str, list[Row]] = {}
    for row in expected:
        name = " ".join(str(row[n]) for n in ("what", "scope", "where", "counted") if row.get(n))
        whole.setdefault(name, []).extend(row["points"])
    due = [_points(rows, told) for rows in whole.values()]
    got = [_points(row["points"], told) for row in told.all("series")]

    def shared(one: Points, other: Points) -> int:
        both = one.keys() & other.keys()
        return sum(any(told.meets(a, b) for a in one[key] for b in other[key]) for key in both)

    def fit(one: Points, other: Points) -> float:
        points = shared(one, other)
        return points + 1 / (1 + len(other)) if points else 0.0  # of two that hold as much, the purer

    pairs = dict(pair(due, got, fit, lambda one: False))
    for i, (name, one) in enumerate(zip(whole, due, strict=True)):
        other = got[pairs[i]] if i in pairs else {}
        right = shared(one, other)
        yield Tally("series", "found", int(right >= min(2, len(one))), 1, int(i in pairs))
        yield Tally("series", "points", right, len(one), len(other))
        if right < max(len(one), len(other)):
            values = f"{_numbers(one)} read as {_numbers(other) or 'none'}"
            yield Miss(ACROSS, "series", "wrong points", f"{name}: {values}")


def _points(rows: Sequence[Row], told: Told) -> Points:
    """Points by report and value: a report may say its number in the title and again in the text."""
    points: dict[tuple[str, float | None], list[Row]] = {}
    for row in rows:
        points.setdefault((told.name(row["report"]), row["value"]), []).append(row)
    return points


def _numbers(points: Points) -> str:
    return ", ".join(f"{value} ({report.split('-')[0]})" for report, value in points)


def _disagreements(expected: Sequence[Row], series: Sequence[Row], told: Told) -> Iterator[Finding]:
    got = told.all("disagreements")

    def sides(due: Row, found: Row) -> int:
        return fillers("", "", due["values"], found["sides"], lambda a, b: _same_side(a, b, told)).right

    def fit(due: Row, found: Row) -> float:
        met = sides(due, found)
        return met + 0.5 * (found["kind"] in _kinds(due)) if met >= 2 else 0.0

    pairs = dict(pair(expected, got, fit, lambda due: False))
    for i, due in enumerate(expected):
        layer, hit = _layer(due["values"]), i in pairs
        yield Tally(layer, "found", int(hit), 1, int(hit))
        kind = got[pairs[i]]["kind"] if hit else None
        if layer == "disagreements":
            yield choice(layer, due["kind"], kind in _kinds(due))
        if not hit:
            yield Miss(ACROSS, layer, "missed", f"{due['kind']}: {due['question']}")
            continue
        yield choice(layer, "kind", kind in _kinds(due))
        if kind not in _kinds(due):
            yield Miss(ACROSS, layer, "wrong kind", f"{due['kind']} read as {kind}: {due['question']}")
    for j, found in enumerate(got):
        # A chain of updates may be told step by step: more of what was expected is no extra. Nor is an update along
        # an expected series: that its points differ is expected there.
        again = any(fit(due, found) and found["kind"] in _kinds(due) for due in expected)
        if j not in pairs.values() and not again and not any(_along(row, found, told) for row in series):
            layer = _layer(found["sides"])
            yield Tally(layer, "found", 0, 0, 1)
            yield Miss(ACROSS, layer, "extra", f"{found['kind']}: {found['question']} {_values(found['sides'])}")


def _along(series: Row, found: Row, told: Told) -> bool:
    """True for an update of which each side stands at a point of one expected series."""
    return found["kind"] == "update" and all(
        any(p["value"] == side.get("value") and told.meets(p, e) for p in series["points"] for e in side["evidence"])
        for side in found["sides"]
    )


def _layer(sides: Sequence[Row]) -> str:
    """Figures that differ, or statements that do."""
    return "statements" if any(side.get("text") for side in sides) else "disagreements"


def _kinds(due: Row) -> tuple[str, ...]:
    return (due["kind"], *due.get("alt", ()))


def _same_side(due: Row, got: Row, told: Told) -> bool:
    """The same value (or words), seen at one place at least."""
    if due.get("value") != got.get("value"):
        return False
    return any(told.meets(one, other) for one in due["evidence"] for other in got["evidence"])


def _chains(expected: Sequence[Row], told: Told) -> Iterator[Finding]:
    """Through how many mouths something went; the outlet itself may stand first or be left out."""
    got = told.all("chains")
    pairs = pair(expected, got, lambda e, g: float(told.meets(e, g)), lambda e: bool(e.get("optional")))
    hit, used = dict(pairs), {j for _, j in pairs}
    for i, due in enumerate(expected):
        if due.get("optional"):
            continue
        yield Tally("chains", "found", int(i in hit), 1, int(i in hit))
        if i not in hit:
            yield Miss(due["report"], "chains", "missed", " > ".join(due["steps"]))
            continue
        steps = list(got[hit[i]]["steps"])
        outlet = due["steps"][0]
        steps = steps if steps and same_name(steps[0], outlet) else [outlet, *steps]
        tally = fillers("chains", "steps", due["steps"], steps, same_name)
        yield tally
        if tally.right < max(tally.expected, tally.got):
            yield Miss(
                due["report"], "chains", "wrong steps", f"{' > '.join(due['steps'])} read as {' > '.join(steps)}"
            )
    for j, row in enumerate(got):
        if j not in used:
            yield Tally("chains", "found", 0, 0, 1)
            yield Miss(told.name(row["report"]), "chains", "extra", " > ".join(row["steps"]))


def _values(rows: Sequence[Row]) -> str:
    return ", ".join(str(row.get("text") or row.get("value")) for row in rows)
