"""How far the program gets in a made world: stories, copies, origins, series, disagreements against what is true.

    python -m onrecord.checks.made.score --reports 200 --seed 1 [--misses]

Of what the program tells beyond the truth only that counts as wrong of which the truth knows better: copies between
families, conflicts over numbers nobody made to differ.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord import accounts, filing
from onrecord.checks.made.__main__ import check
from onrecord.checks.made.folder import Across
from onrecord.checks.made.newsrooms import agencies
from onrecord.checks.made.truth import Made, Truth
from onrecord.checks.made.world import FORMS, reports
from onrecord.checks.scorecard import table
from onrecord.checks.tally import Finding, Miss, Tally, choice, gather, pairs_within, together
from onrecord.ledger.store import Store
from onrecord.marks.kinds import KINDS
from onrecord.shapes import link
from onrecord.shapes.errors import OnrecordError

Row = Mapping[str, Any]
_ABOUT = "Make a world, read it into a ledger, and hold what the ledger tells against what is true."
_EXAMPLES = """examples:
  python -m onrecord.checks.made.score --reports 200 --seed 1
  python -m onrecord.checks.made.score --stories 20 --seed 7 --misses
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What the ledger tells: heads of reports, copies and stories, each report by the name it was made under."""

    heads: Mapping[str, Row]
    copies: Sequence[Row]
    stories: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Groups:
    """Two ways to put reports into stories, compared report by report (B-cubed)."""

    precision: float
    recall: float
    largest: tuple[int, int]  # told, true

    @property
    def line(self) -> str:
        """As one line for the screen."""
        both = self.precision + self.recall
        score = 2 * self.precision * self.recall / both if both else 0.0
        return (
            f"stories B-cubed: precision {self.precision:.3f}, recall {self.recall:.3f}, F1 {score:.3f}; "
            f"largest story told {self.largest[0]}, true {self.largest[1]}"
        )


def told(made: Iterable[Made]) -> tuple[Told, list[Truth]]:
    """The reports read into a ledger of their own, and what it tells; with what is true of those that were read."""
    names: dict[str, str] = {}
    truths: list[Truth] = []
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "made.db", KINDS, create=True) as store:
        for one in made:
            truths.append(one.truth)
            kept = filing.keep(store, one.raw)
            if kept and isinstance(kept[0], str):
                names[kept[0]] = one.truth.id
        account = accounts.account(store)
        heads = {name: store.head(report) for report, name in names.items()}
        copies = [row for row in map(link.plain, account.copies) if isinstance(row, dict)]
        stories = [accounts.story(store, account, story) for story in account.stories]
    return Told(heads, [_named(c, names) for c in copies], [_named(s, names) for s in stories]), truths


def _named(value: Any, names: Mapping[str, str]) -> Any:
    """The same with ids of reports replaced by the names they were made under."""
    if isinstance(value, dict):
        return {key: _named(v, names) for key, v in value.items()}
    if isinstance(value, list | tuple):
        return [_named(v, names) for v in value]
    return names.get(value, value) if isinstance(value, str) else value


def findings(ledger: Told, truths: Sequence[Truth]) -> Iterator[Finding]:
    """All counts and misses."""
    across = Across()
    for truth in truths:
        across.note(truth)
    true = across.as_dict()
    yield from _heads(ledger, truths)
    yield from _stories(ledger, true)
    yield from _copies(ledger, true, truths)
    yield from _origins(ledger, true)
    yield from _series(ledger, true)
    yield from _disagreements(ledger, true)


def _heads(ledger: Told, truths: Sequence[Truth]) -> Iterator[Finding]:
    yield Tally("reports", "found", len(ledger.heads), len(truths), len(ledger.heads))
    for truth in truths:
        head = ledger.heads.get(truth.id)
        if head is None:
            yield Miss(truth.id, "reports", "missed", truth.title)
            continue
        day = truth.published[:10] if truth.dated else None
        published = head["published"]["date"]
        # A dateline may tell the day of a page that does not.
        right = (published or "")[:10] == day or (day is None and published in (None, truth.published[:10]))
        same_title = _plain(head["title"] or "") == _plain(truth.title)
        for name, is_right, read, due in (
            ("title", same_title, head["title"], truth.title),
            ("published", right, published, day),
            ("agency", head["agency"] in _names(truth.agency), head["agency"], truth.agency),
        ):
            yield choice("reports", name, is_right)
            if not is_right:
                yield Miss(truth.id, "reports", f"wrong {name}", f"{due} read as {read} ({truth.role})")


def _names(agency: str | None) -> tuple[str | None, ...]:
    """What an agency may be called: its name, or the mark alone, since a dateline tells no more."""
    return (agency, *(a.mark for a in agencies() if a.name == agency))


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text).casefold().split())


def _stories(ledger: Told, true: Row) -> Iterator[Finding]:
    mine = [s["reports"] for s in true["stories"]]
    home = {r: n for n, members in enumerate(mine) for r in members}
    theirs = [s["reports"] for s in ledger.stories]
    yield together("stories", "pairs", mine, theirs)
    for story in theirs:
        homes = Counter(home.get(r, f"alone {r}") for r in story)
        if len(homes) > 1:
            parts = ", ".join(f"{_name(true, h)} ({many})" for h, many in homes.most_common())
            yield Miss("stories", "stories", "welded", parts)
    for n, members in enumerate(mine):
        pieces = [sum(r in story for r in members) for story in theirs]
        split = sorted((p for p in pieces if p), reverse=True)
        if len(split) > 1:
            yield Miss(true["stories"][n]["id"], "stories", "split", f"into {split}")


def _name(true: Row, home: int | str) -> str:
    return str(true["stories"][home]["id"]) if isinstance(home, int) else home


def groups(ledger: Told, truths: Sequence[Truth]) -> Groups:
    """How well the stories are told; a round-up belongs to no story and should stand alone."""
    home = {t.id: t.story or f"alone {t.id}" for t in truths}
    found = {r: s["story"] for s in ledger.stories for r in s["reports"]}
    due: dict[str, set[str]] = defaultdict(set)
    got: dict[str, set[str]] = defaultdict(set)
    for report, story in home.items():
        due[story].add(report)
        got[found.get(report, f"alone {report}")].add(report)
    precision = recall = 0.0
    for report, story in home.items():
        one, other = due[story], got[found.get(report, f"alone {report}")]
        precision += len(one & other) / len(other)
        recall += len(one & other) / len(one)
    many = len(home) or 1
    largest = (max(map(len, got.values()), default=0), max(map(len, due.values()), default=0))
    return Groups(precision / many, recall / many, largest)


def _copies(ledger: Told, true: Row, truths: Sequence[Truth]) -> Iterator[Finding]:
    expected = {frozenset((c["source"], c["copy"])): c for c in true["copies"]}
    got = {frozenset((c["report"], c["of"])): c for c in ledger.copies}
    family = _families(expected)
    inside = {frozenset(pair) for members in family for pair in pairs_within([sorted(members)])}
    # A newsroom that goes on with its own report leaves some of it standing, whoever prints it: to call that an update
    # is fair.
    house = {t.id: (t.outlet, t.story) for t in truths if t.story}
    made = {t.id: (t.origin, t.story) for t in truths if t.story and t.origin}
    updates = [p for p, c in got.items() if c["kind"] == "update"]
    again = {p for p in updates if any(len({of.get(r, r) for r in p}) == 1 for of in (house, made))}
    extra = got.keys() - inside - again
    right = expected.keys() & got.keys()
    yield Tally("copies", "found", len(right), len(expected), len(right) + len(extra))
    role = {t.id: t.role for t in truths}
    for pair, due in expected.items():
        row = got.get(pair)
        yield Tally("copies", f"{due['kind']} found", int(row is not None), 1, 1)
        if row is None:
            yield Miss(due["copy"], "copies", "missed", f"{due['kind']} copy of {due['source']}")
            continue
        same = row["kind"] in (due["kind"], *due["alt"])
        yield choice("copies", "kind", same)
        if not same:
            yield Miss(due["copy"], "copies", "wrong kind", f"{due['kind']} of {due['source']} read as {row['kind']}")
        straight = bool(row["directed"]) and row["report"] == due["copy"]
        yield choice("copies", "direction", straight)
        if not straight:
            told = "none" if not row["directed"] else "the other way round"
            yield Miss(due["copy"], "copies", "wrong direction", f"copy of {due['source']} ({due['kind']}): {told}")
    for pair in sorted(extra, key=sorted):
        one, other = sorted(pair)
        yield Miss(one, "copies", "extra", f"{got[pair]['kind']} with {other} ({role[one]}, {role[other]})")


def _families(pairs: Iterable[frozenset[str]]) -> list[set[str]]:
    """Reports that copies lead to from one another."""
    out: list[set[str]] = []
    for pair in pairs:
        met = [f for f in out if f & pair]
        out = [f for f in out if not f & pair] + [set(pair).union(*met)]
    return out


def _best(ledger: Told, reports: Sequence[str]) -> Row | None:
    """The story that holds most of some reports."""
    mine = set(reports)
    return max(ledger.stories, key=lambda s: len(mine & set(s["reports"])), default=None)


def _origins(ledger: Told, true: Row) -> Iterator[Finding]:
    members = {s["id"]: s["reports"] for s in true["stories"]}
    for due in true["origins"]:
        story = _best(ledger, members[due["story"]])
        many = len(story["origins"]) if story else 0
        yield choice("origins", "number", many == due["count"])
        yield choice("origins", "within one", abs(many - due["count"]) <= 1)
        mine = [o["reports"] for o in due["sources"]]
        theirs = [o["reports"] for o in story["origins"]] if story else []
        yield together("origins", "pairs", mine, theirs)
        if many != due["count"]:
            labels = ", ".join(f"{o['label']} ({len(o['reports'])})" for o in story["origins"]) if story else "none"
            names = ", ".join(f"{o['origin']} ({len(o['reports'])})" for o in due["sources"])
            yield Miss(due["story"], "origins", "wrong number", f"{names} read as {labels}")


def _series(ledger: Told, true: Row) -> Iterator[Finding]:
    members = {s["id"]: s["reports"] for s in true["stories"]}
    for due in true["series"]:
        points = {(p["report"], p["value"]) for p in due["points"]}
        if len(points) < 2:
            continue
        story = _best(ledger, members[due["story"]])
        rows = story["series"] if story else ()
        best = max(
            (points & {(p["report"], p["value"]) for p in row["points"]} for row in rows), key=len, default=set()
        )
        what = due["what"].partition(":")[0]
        yield Tally("series", "points", len(best), len(points), len(points))
        yield Tally("series", what, len(best), len(points), len(points))
        if len(best) < len(points):
            lost = ", ".join(f"{v} ({r})" for r, v in sorted(points - best))
            yield Miss(due["id"], "series", "points apart", f"{due['what']}: {len(best)} of {len(points)}; lost {lost}")


def _disagreements(ledger: Told, true: Row) -> Iterator[Finding]:
    members = {s["id"]: s["reports"] for s in true["stories"]}
    planted: dict[str, list[set[Any]]] = defaultdict(list)
    for due in true["disagreements"]:
        values = {v["value"] for v in due["values"]}
        numbers = {v for v in values if isinstance(v, int)}
        planted[due["story"]].append(values)
        story = _best(ledger, members[due["story"]])
        found = [d for d in story["disagreements"] if _same(d, numbers, due)] if story else []
        layer = "disagreements" if numbers else "statements"
        alike = {"correction": ("correction", "update")}.get(due["kind"], (due["kind"],))
        yield Tally(layer, "found", int(bool(found)), 1, 1)
        yield Tally(layer, due["kind"], int(any(d["kind"] in alike for d in found)), 1, 1)
        if not any(d["kind"] in alike for d in found):
            read = ", ".join(sorted({d["kind"] for d in found})) or "nothing"
            sides = " / ".join(f"{v['value']} {v['counter']} {v['reports'][:2]}" for v in due["values"])
            yield Miss(due["id"], layer, "missed", f"{due['kind']} {due['question']}: {sides}; read as {read}")
    yield from _conflicts(ledger, true, planted)


def _same(row: Row, numbers: set[int], due: Row) -> bool:
    """True for a disagreement between the same numbers, or between statements of the same two speakers."""
    if numbers:
        return numbers <= {side.get("value") for side in row["sides"]}
    who = {_last(v["counter"]) for v in due["values"]}
    speakers = {_last(str(side.get("speaker") or side.get("counter") or "")) for side in row["sides"]}
    return any(side.get("text") for side in row["sides"]) and who <= speakers


def _last(name: str) -> str:
    """A surname, or the last word of a body's name."""
    return "".join(_plain(name).split()[-1:])


def _conflicts(ledger: Told, true: Row, planted: Mapping[str, Sequence[set[Any]]]) -> Iterator[Finding]:
    """Conflicts over numbers that are told, and how many of them are none."""
    home = {r: s["id"] for s in true["stories"] for r in s["reports"]}
    for story in ledger.stories:
        for row in story["disagreements"]:
            values = {side.get("value") for side in row["sides"]} - {None}
            if row["kind"] != "conflict" or not values:
                continue
            homes = {home.get(r, r) for side in row["sides"] for r in side["reports"]}
            real = any(len(values & due) >= 2 for h in homes for due in planted.get(str(h), ()))
            yield choice("conflicts", "real", real)
            if not real:
                sides = " / ".join(f"{s.get('value')} {s.get('counter')} {s['reports'][:2]}" for s in row["sides"])
                yield Miss("+".join(sorted(map(str, homes))), "conflicts", "false", f"{row['question']}: {sides}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Make, read, score, print; gives the exit code: 0 done, 2 used wrongly."""
    ask = argparse.ArgumentParser(
        prog="python -m onrecord.checks.made.score",
        description=_ABOUT,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ask.add_argument("--reports", type=int, metavar="N", help="how many reports (200, unless --stories is given)")
    ask.add_argument("--stories", type=int, metavar="N", help="of how many stories, each with all its reports")
    ask.add_argument("--seed", type=int, default=1, metavar="S", help="which world (1)")
    ask.add_argument("--form", choices=FORMS, default="mixed", help="what the reports are found as (mixed)")
    ask.add_argument("--pace", type=float, default=4.0, metavar="P", help="stories that begin in a day (4)")
    ask.add_argument("--misses", action="store_true", help="list what is not as it should be")
    wish = ask.parse_args(arguments)
    many = 200 if wish.reports is None and wish.stories is None else wish.reports
    try:
        check(many, wish.stories, wish.pace)
        ledger, truths = told(reports(wish.seed, many, wish.stories, form=wish.form, pace=wish.pace))
    except OnrecordError as error:
        print(f"onrecord: {error}", file=sys.stderr)
        return 2
    outcome = gather(findings(ledger, truths))
    if wish.misses:
        for miss in outcome.misses:
            print(f"{miss.report}\t{miss.layer}\t{miss.verdict}\t{miss.text}")
    print(table(outcome, {}))
    print(groups(ledger, truths).line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
