#!/usr/bin/env python3
"""What a ledger of 100,000 reports costs: adding to it, searching it, telling one of its stories; all as ratios.

    python tools/bench_large.py [--reports 100000] [--sample 40] [--keep FILE]

The ledger is filled as tools/filling.py tells; with `--keep` it is left at FILE, and taken from there the next time.
Then the next reports of the same world are added whole, each to the large ledger and to one that holds the sample
alone, in turns. Searches are held against the bare SQL that fetches the same rows, straight from the tables, and a
story against the bare SQL that fetches its reports, marks and links; and against the same in the small ledger.
Processor time of one process is counted; of a search the least of three rounds. The work is done on a copy.
"""

import argparse
import json
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import apsw
import filling

import onrecord
from onrecord.faces import page, told
from onrecord.marks.kinds import KINDS
from onrecord.shapes.raw import Raw
from tools.bench import desk
from tools.bench.common import table, write
from tools.bench.turns import WARM, compared

ROUNDS = 3
MARKS = "select id, report, exact, record from "


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of the fastest of some rounds."""
    found = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


ROWS: list[list[str]] = []


def line(what: str, ours: float, theirs: float, more: str = "") -> None:
    """Print one comparison, and keep it for the page."""
    ROWS.append([what, f"{ours * 1e3:,.1f} ms", f"{theirs * 1e3:,.1f} ms", f"{ours / max(theirs, 1e-6):.2f} ×", more])
    print(
        f"{what:<44}{ours * 1e3:>10.1f} ms{theirs * 1e3:>10.1f} ms{ours / max(theirs, 1e-6):>8.2f}  {more}", flush=True
    )


def add(large: Path, small: Path, raws: Iterable[Raw]) -> None:
    """Add the sample to both ledgers."""
    found = compared(large, small, list(raws))
    line("add, mean (beside: to an empty ledger)", found.large[0], found.small[0])
    line("add, median", found.large[1], found.small[1])


def search(ledger: onrecord.Ledger, bare: apsw.Connection) -> None:
    """Search by the commonest words of some cells."""

    def common(sql: str) -> Any:
        """The value that stands in the middle of the ten commonest."""
        found = [row[0] for row in bare.execute(f"{sql} group by 1 order by count(*) desc limit 10")]
        return found[len(found) // 2]

    speaker = common("select speaker from quote where speaker is not null")
    where = common('select "where" from figure where "where" is not null')
    counter = common("select counter from figure where counter is not null")
    actor = common("select one.value ->> '$.name' from event, json_each(event.actor) as one where 1")
    what, kind = "killed", common("select type from event where 1")
    first, last = bare.execute("select min(published), max(published) from report").fetchall()[0]
    joined = " join report on report.id = {0}.report where {1} and report.published between ? and ?"
    asked: list[tuple[str, Callable[[], object], str, tuple[Any, ...]]] = [
        ("quotes --speaker", lambda: ledger.quotes(speaker), f"{MARKS} quote where speaker = ?", (speaker,)),
        (
            "quotes --about",
            lambda: ledger.quotes(about="water"),
            f"{MARKS} quote where exact like '%water%'",
            (),
        ),
        (
            "quotes --speaker --since --until",
            lambda: ledger.quotes(speaker, since=first, until=last),
            f"select quote.id, report, exact, quote.record from quote{joined.format('quote', 'speaker = ?')}",
            (speaker, first, last),
        ),
        ("figures --what", lambda: ledger.figures(what), f"{MARKS} figure where what = ?", (what,)),
        ("figures --where", lambda: ledger.figures(where=where), f'{MARKS} figure where "where" = ?', (where,)),
        ("figures --by", lambda: ledger.figures(counter=counter), f"{MARKS} figure where counter = ?", (counter,)),
        (
            "figures --what --where",
            lambda: ledger.figures(what, where),
            f'{MARKS} figure where what = ? and "where" = ?',
            (what, where),
        ),
        ("events --type", lambda: ledger.events(kind), f"{MARKS} event where type = ?", (kind,)),
        (
            "events --actor",
            lambda: ledger.events(actor=actor),
            f"{MARKS} event where exists (select 1 from json_each(actor) as one where one.value ->> '$.name' = ?)",
            (actor,),
        ),
    ]
    for name, ours, sql, values in asked:
        rows = f"{len(ours()):,} rows, {len(bare.execute(sql, values).fetchall()):,} by SQL"  # type: ignore[arg-type]
        line(name, seconds(ours), seconds(lambda s=sql, v=values: bare.execute(s, v).fetchall()), rows)  # type: ignore[misc]


def stories(large: Path, small: Path, bare: apsw.Connection) -> None:
    """Tell the largest story of the sample, in both ledgers."""
    with onrecord.Ledger(small) as few:
        rows = max(few.stories(), key=lambda row: len(row["reports"]))
    name = rows["reports"][0]
    asked: dict[str, Callable[[onrecord.Ledger], object]] = {
        "story": lambda ledger: ledger.story(name),
        "page": lambda ledger: page.render(told.gather(ledger, name)),
        "timeline": lambda ledger: ledger.timeline(story=name),
        "coverage": lambda ledger: ledger.coverage(name),
    }
    with onrecord.Ledger(large) as many:
        inside = [r["report"] if isinstance(r, dict) else r for r in many.story(name)["reports"]]
        for what, tell in asked.items():
            sql = seconds(lambda: fetched(bare, inside))
            first = at_first(large, tell)
            line(f"{what} of {len(inside)} reports, first look", first, sql)
            line(f"{what}, first look (beside: in a small ledger)", first, at_first(small, tell))
            line(f"{what}, looked at again", seconds(lambda t=tell: t(many)), sql)  # type: ignore[misc]


def at_first(path: Path, tell: Callable[[onrecord.Ledger], object]) -> float:
    """Processor seconds of asking a ledger that was just opened."""
    found = []
    for _ in range(ROUNDS):
        with onrecord.Ledger(path) as ledger:
            start = time.process_time()
            tell(ledger)
            found.append(time.process_time() - start)
    return min(found)


def fetched(bare: apsw.Connection, reports: list[str]) -> list[Any]:
    """All rows that a story rests on."""
    among, out = json.dumps(reports), []
    some = "(select value from json_each(?))"
    out += bare.execute(f"select record, text, digest from report where id in {some}", (among,)).fetchall()
    for kind in KINDS:
        out += bare.execute(f'select record from "{kind.name}" where report in {some}', (among,)).fetchall()
    out += bare.execute(
        f"select kind, a, b, record from edge where a in {some} and b in {some}", (among,) * 2
    ).fetchall()
    return out


def main() -> None:
    """Fill, measure, print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--reports", type=int, default=100_000)
    ask.add_argument("--sample", type=int, default=40)
    ask.add_argument("--keep", type=Path)
    wish = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = wish.keep or Path(folder) / "filled.db"
        large, small = Path(folder) / "large.db", Path(folder) / "small.db"
        if not kept.exists():
            filling.fill(kept, wish.reports)
            filling.fill_marks(kept, wish.reports * 19 // 20)  # the newest will be tied to the sample
        if wish.keep:
            shutil.copy(kept, large)
        else:
            kept.rename(large)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{wish.reports:,} reports, {large.stat().st_size / 1e6:,.0f} MB{'ours':>31}{'beside':>13}{'ratio':>8}")
        raws = [made.raw for made in islice(filling.world(wish.reports + WARM + wish.sample), wish.reports, None)]
        add(large, small, raws)
        bare = apsw.Connection(str(large), flags=apsw.SQLITE_OPEN_READONLY)
        stories(large, small, bare)
        with onrecord.Ledger(large) as ledger:
            search(ledger, bare)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        peak = f"Peak memory {after:,.0f} MB ({before:,.0f} MB before the ledger was opened)."
        size = f"{wish.reports:,} reports, {large.stat().st_size / 1e6:,.0f} MB. {peak}"
        desk.measure(large)
        write("large", [size, "", *table(["", "onrecord", "beside", "", ""], ROWS)], "onrecord", "apsw")


if __name__ == "__main__":
    main()
