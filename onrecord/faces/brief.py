"""The brief of a story on a terminal or in a pipe: what is on record, by whom, and where it differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.faces import dated, words
from onrecord.faces.dated import Dated
from onrecord.faces.listing import SHORT_ID
from onrecord.faces.screen import WIDEST, Screen, one_line
from onrecord.faces.told import Line, Said, Told, Value

# How much of a long list a brief shows; `--all` shows it whole.
MOST = {
    "reports": 20,
    "lines": 8,
    "values": 12,
    "single": 10,
    "disagreements": 12,
    "timeline": 15,
    "undated": 8,
    "upcoming": 8,
    "speakers": 8,
    "said": 3,
    "chains": 6,
    "corrections": 6,
    "steps": 10,
}
LONGEST_SAID = 180  # characters of one statement

HEAD, DIM, NAME = "bold", "dim", "bold"


class Brief:
    """Draws a story section by section on a console of a fixed width."""

    def __init__(self, told: Told, console: Console, *, whole: bool = False) -> None:
        """`whole` leaves nothing out of long lists."""
        self.told = told
        self.console = console
        self.whole = whole

    def draw(self) -> None:
        """All sections; those with nothing to say are left out."""
        for section in (
            self._title,
            self._reports,
            self._origins,
            self._steps,
            self._figures,
            self._disagreements,
            self._corrections,
            self._timeline,
            self._undated,
            self._upcoming,
            self._speakers,
            self._chains,
        ):
            section()

    def _title(self) -> None:
        told = self.told
        self.console.print(Text(one_line(told.title), style=HEAD))
        origins = len(told.account.get("origins", ()))
        facts = [told.days(), words.count(len(told.reports), "report"), words.count(origins, "independent origin")]
        self.console.print(Text(" · ".join(f for f in facts if f)))
        self.console.print(Text(f"story {told.id[:SHORT_ID]}", style=DIM))

    def _reports(self) -> None:
        self._heading("Reports")
        table = _grid(10, None)
        for filed in self._some("reports", self.told.reports):
            line = Text(one_line(filed.outlet), style=NAME)
            line.append(f"  {one_line(filed.called)}", style="not bold")
            under = [filed.id[:SHORT_ID], *([f"date {filed.how}"] if filed.date else [])]
            if filed.copy is not None and filed.copy[1] in self.told.by_id:
                kind, of = filed.copy
                under.append(f"{kind} {of[:SHORT_ID]} ({one_line(self.told.by_id[of].outlet)})")
            if filed.id in self.told.attached:
                under.append(words.ATTACHED.get(self.told.attached[filed.id], self.told.attached[filed.id]))
            if filed.record.get("status") not in (None, "marked"):
                under.append(one_line(str(filed.record.get("why") or "not marked")))
            line.append("\n" + " · ".join(under), style="not bold dim")
            table.add_row(Text(filed.date or "no date"), line)
        self._put(table)
        self._more("reports", self.told.reports, "onrecord reports")

    def _steps(self) -> None:
        found = self.told.steps()
        if not found:
            return
        self._heading("Step by step")
        table = _grid(10, None)
        for step in self._some("steps", found):
            line = Text(one_line(self.told.called(step)))
            until = f" until {step['to']}" if step["to"] and step["to"] != step["from"] else ""
            line.append(f"  ({words.count(len(step['reports']), 'report')}{until})", style=DIM)
            table.add_row(Text(step["from"] or "no date"), line)
        self._put(table)
        self._more("steps", found, "onrecord story --format json")

    def _origins(self) -> None:
        found = self.told.origins()
        if not found:
            return
        self._heading("Origins")
        said = []
        for many, some in groupby(found, key=lambda o: len(o["reports"])):
            names = [self.told.origin(origin) for origin in some]
            said.append(f"{many}{' each' if len(names) > 1 else ''} from {', '.join(names)}")
        self._put(Text(one_line("; ".join(said))))

    def _figures(self) -> None:
        lines = self.told.lines()
        moving = [line for line in lines if len(line.values) > 1]
        single = [line for line in lines if len(line.values) == 1]
        if not lines:
            return
        self._heading("Figures")
        for n, line in enumerate(self._some("lines", moving)):
            if n:
                self.console.print()
            self._put(_line_head(line))
            table = _grid(10, None)
            for value in self._some("values", line.values):
                table.add_row(*self._value(value))
            self._put(table)
            self._more("values", line.values, "onrecord series")
        self._more("lines", moving, "onrecord series")
        if single:
            if moving:
                self.console.print()
            table = _grid(10, None)
            for line in self._some("single", single):
                day, says = self._value(line.values[0])
                table.add_row(day, Text.assemble(_line_head(line), ": ", says))
            self._put(table)
            self._more("single", single, "onrecord series")

    def _value(self, value: Value) -> tuple[Text, Text]:
        line = Text(one_line(value.says), style="strike" if value.retracted else "")
        if value.retracted:
            line.append(" (taken back)", style="not strike")
        if value.counter:
            line.append(f" — per {one_line(value.counter)}", style="not strike")
        reports = list(dict.fromkeys(p.report for p in value.places))
        line.append(f"  ({self._backing(reports, value.behind)})", style="not strike dim")
        return Text(value.day or "no date"), line

    def _disagreements(self) -> None:
        found = self.told.disagreements()
        if not found:
            return
        self._heading("Where reports differ")
        for n, row in enumerate(self._some("disagreements", found)):
            if n:
                self.console.print()
            kind = words.DISAGREEMENTS.get(row["kind"], str(row["kind"]))
            self._put(Text.assemble((kind, HEAD), f": {one_line(str(row['question']))}"))
            table = _grid(10, None)
            for side in row["sides"]:
                table.add_row(*self._side(side))
            self._put(table)
        self._more("disagreements", found, "onrecord disagreements")

    def _side(self, side: Mapping[str, Any]) -> tuple[Text, Text]:
        line = Text(one_line(_short(self.told.says(side), LONGEST_SAID)))
        if side.get("counter"):
            line.append(f" — per {one_line(str(side['counter']))}")
        line.append(f"  ({self._backing(side['reports'], side.get('behind'))})", style=DIM)
        return Text(self.told.day(side) or "no date"), line

    def _corrections(self) -> None:
        found = self.told.account.get("corrections") or []
        if not found:
            return
        self._heading("Put right by the reports")
        table = _grid(10, None)
        for row in self._some("corrections", found):
            line = Text(one_line(_short(str(row["text"]), LONGEST_SAID)))
            about = [self._backing([row["report"]], None)]
            about += [f"as it was, in {self._backing(row['still'], None)}"] if row["still"] else []
            line.append(f"  ({'; '.join(about)})", style=DIM)
            table.add_row(Text(str(row["published"] or "no date")), line)
        self._put(table)
        self._more("corrections", found, "onrecord story --format json")

    def _timeline(self) -> None:
        found = dated.timeline(self.told.account)
        if found:
            self._heading("Timeline")
            self._dated(found if self.whole else dated.timeline(self.told.account, MOST["timeline"]))
            self._more("timeline", found, "onrecord timeline")

    def _undated(self) -> None:
        found = dated.undated(self.told.account)
        if found:
            self._heading("Without a day")
            self._dated(self._some("undated", found))
            self._more("undated", found, "onrecord timeline")

    def _upcoming(self) -> None:
        found = dated.upcoming(self.told.account)
        if found:
            now = self.told.account.get("now")
            self._heading("Still to come" + (f", as of {now}" if now else ""))
            self._dated(self._some("upcoming", found))
            self._more("upcoming", found, "onrecord upcoming")

    def _dated(self, entries: Iterable[Dated]) -> None:
        table = _grid(10, None)
        for entry in entries:
            label = f"{words.capital(one_line(entry.label))}: " if entry.label else ""
            line = Text(label, style="italic")
            line.append(one_line(_short(entry.text, LONGEST_SAID)), style="not italic")
            about = [*entry.about, self._backing(entry.row["reports"], entry.row.get("behind"))]
            line.append(f"  ({one_line('; '.join(a for a in about if a))})", style="not italic dim")
            table.add_row(Text(entry.day or "no date"), line)
        self._put(table)

    def _speakers(self) -> None:
        found = self.told.speakers()
        if not found:
            return
        self._heading("Who said what")
        for n, speaker in enumerate(self._some("speakers", found)):
            if n:
                self.console.print()
            name = one_line(speaker.name) or "Speaker not named"
            total = f"  {words.count(len(speaker.said), 'statement')}"
            self._put(Text.assemble((name, NAME), (total, DIM)))
            table = _grid(1, None)
            for said in self._some("said", speaker.said):
                table.add_row(Text("·"), self._said(said))
            self._put(table)
            self._more("said", speaker.said, "onrecord quotes")
        self._more("speakers", found, "onrecord quotes")

    def _said(self, said: Said) -> Text:
        line = Text()
        if said.force in words.FORCES:
            line.append(f"{words.FORCES[said.force]}: ", style="italic")
        line.append(one_line(_short(said.exact, LONGEST_SAID)))
        filed = self.told.by_id[said.marks[0]["report"]]
        others = len({m["report"] for m in said.marks}) - 1
        about = one_line(filed.outlet) + (f" and {words.count(others, 'other report')}" if others else "")
        if said.via:
            about += f", via {one_line(', '.join(v for v in said.via if v))}"
        line.append(f"  ({about})", style=DIM)
        return line

    def _chains(self) -> None:
        found = self.told.chains()
        if not found:
            return
        self._heading("Through whom it came")
        for steps, same in self._some("chains", found):
            line = Text(" ← ".join(map(one_line, steps)))
            line.append(f"  ({len(same)} times)" if len(same) > 1 else "", style=DIM)
            self._put(line)
        self._more("chains", found, "onrecord quotes")

    # -- parts ---------------------------------------------------------------------------------------------------------

    def _backing(self, reports: Sequence[str], behind: Sequence[Mapping[str, Any]] | None) -> str:
        """One report by its outlet, several by their number and origins."""
        known = [r for r in dict.fromkeys(reports) if r in self.told.by_id]
        return (
            one_line(self.told.by_id[known[0]].outlet)
            if len(known) == 1
            else words.backing(len(known), self.told.behind(behind))
        )

    def _heading(self, text: str) -> None:
        self.console.print()
        self.console.print(Text(text.upper(), style=HEAD))

    def _put(self, what: Text | Table) -> None:
        self.console.print(Padding(what, (0, 0, 0, 2)))

    def _some(self, what: str, items: Sequence[Any]) -> Iterable[Any]:
        return items if self.whole else items[: MOST[what]]

    def _more(self, what: str, items: Sequence[Any], command: str) -> None:
        left = len(items) - len(list(self._some(what, items)))
        if left > 0:
            story = self.told.id[:SHORT_ID]
            self._put(Text(f"… {left} more: {command} --story {story}, or --all", style=DIM))


def write(told: Told, screen: Screen, *, whole: bool = False) -> None:
    """The brief to standard output, fitted to the terminal."""
    console = screen.console(min(screen.width, WIDEST))
    with console.capture() as captured:
        Brief(told, console, whole=whole).draw()
    # A grid pads every line to the full width; a pipe or a copied line should not carry that.
    screen.data("\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n")))


def _grid(*widths: int | None) -> Table:
    """Columns of fixed widths; None takes the rest, a fixed last column stands at the right."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for n, width in enumerate(widths):
        last = n == len(widths) - 1 and width is not None
        table.add_column(width=width, ratio=None if width else 1, justify="right" if last else "left", overflow="fold")
    return table


def _line_head(line: Line) -> Text:
    head = Text(one_line(line.thing), style=HEAD)
    about = [one_line(line.where), line.scope]
    head.append("".join(f" · {a}" for a in about if a), style="not bold")
    return head


def _short(text: str, most: int) -> str:
    """`text`, cut at a word's end when it is longer than `most` characters."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",;:– ") + " …"
