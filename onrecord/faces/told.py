"""A story made ready for readers: its account joined with its reports, equal rows folded. Brief and page draw it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from onrecord.faces import words
from onrecord.shapes import called

if TYPE_CHECKING:
    from onrecord.faces.api import Ledger


@dataclass(frozen=True, slots=True)
class Place:
    """Characters [start, end) of a report's text."""

    report: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Filed:
    """A report of the story: its record, and what it is a copy of ("a rewrite of", id), where it is one.

    `share` is how much of the words of the two stands in both, from 0 to 1.
    """

    id: str
    record: Mapping[str, Any]
    copy: tuple[str, str] | None = None
    share: float | None = None

    @property
    def title(self) -> str:
        """Its title, else how it was named when it was added."""
        return str(self.record.get("title") or self.record.get("source") or self.id)

    @property
    def outlet(self) -> str:
        """Who published it; the agency, else the name of the input stands in."""
        source = called.source(self.record.get("source"))
        return str(self.record.get("outlet") or self.record.get("agency") or source or "outlet not known")

    @property
    def date(self) -> str:
        """Its day, empty where none is known."""
        return str((self.record.get("published") or {}).get("date") or "")

    @property
    def how(self) -> str:
        """How its date is known, in words."""
        how = str((self.record.get("published") or {}).get("how") or "none")
        return words.HOW_DATED.get(how, how)

    @property
    def text(self) -> str:
        """Its reading text."""
        return str(self.record["text"])

    @property
    def begins(self) -> str:
        """Its first words."""
        return called.beginning(self.text, self.record.get("blocks") or ())

    @property
    def called(self) -> str:
        """Its title, else its first words in quotation marks, else how it was named when it was added."""
        title = self.record.get("title")
        return called.story(title, self.begins) if title or self.begins else self.title


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a figure as one counter gave it for one day, with every place it stands.

    `since` is the first day where the report gives several that it stands for, `day` being the last; `told` is false
    where no day is told, and `day` is the report's. `outlets` printed it. `points` are what each place states,
    in the same order; `copies` those places that only repeat a report which gives the same, and `righted` the value
    that a correction puts in its stead.
    """

    day: str
    says: str
    counter: str
    retracted: bool
    behind: Sequence[Mapping[str, Any]]
    places: tuple[Place, ...]
    point: Mapping[str, Any]
    since: str = ""
    told: bool = True
    outlets: tuple[str, ...] = ()
    points: tuple[Mapping[str, Any], ...] = ()
    copies: tuple[Place, ...] = ()
    righted: str = ""

    @property
    def copied(self) -> bool:
        """True where nobody but copies gives it."""
        return bool(self.copies) and set(self.places) <= set(self.copies)

    @property
    def reports(self) -> int:
        """How many reports give it."""
        return len({p.report for p in self.places})


@dataclass(frozen=True, slots=True)
class Line:
    """One figure over time. `righted` are the places in `values` of an old and a new value that a correction ties."""

    thing: str
    where: str
    scope: str
    values: tuple[Value, ...]
    righted: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """Words of one speaker, with every quote that carries them."""

    exact: str
    force: str
    kind: str
    via: tuple[str, ...]
    marks: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said what; `name` is empty where the reports do not tell."""

    name: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One story. `account` is the contract's object; `reports` are in order of publication."""

    account: Mapping[str, Any]
    reports: tuple[Filed, ...]
    by_id: Mapping[str, Filed] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The story's id."""
        return str(self.account["story"])

    @property
    def title(self) -> str:
        """The story's title, else words of its earliest report."""
        return self.called(self.account)

    @property
    def attached(self) -> Mapping[str, str]:
        """The reports that go along with the story and tell no step of it, with what they are."""
        return {str(one["report"]): str(one["how"]) for one in self.account.get("attached", ())}

    def steps(self) -> list[Mapping[str, Any]]:
        """The steps in which the story is told, earliest first; none where it is told in one."""
        found = list(self.account.get("happenings", ()))
        return found if len(found) > 1 else []

    def called(self, one: Mapping[str, Any]) -> str:
        """What the story, or a step of it, is called: by its title, else by how its earliest report begins."""
        begins = (self.by_id[r].begins for r in report_ids(one) if r in self.by_id)
        return called.story(one.get("title"), next(filter(None, begins), None))

    def origins(self) -> list[Mapping[str, Any]]:
        """The origins, those of most reports first; none where several reports are each their own."""
        found = sorted(self.account.get("origins", ()), key=lambda o: -len(o["reports"]))
        own = len(found) > 1 and all(len(o["reports"]) == 1 and o["origin"].startswith("report:") for o in found)
        return [] if own else found

    def behind(self, shares: Sequence[Mapping[str, Any]] | None) -> list[Mapping[str, Any]]:
        """The origins behind a fact; those that no report of the story goes back to as a whole are marked `further`."""
        known = {o["origin"] for o in self.account.get("origins", ())}
        return [
            {**share, "further": True} if known and share.get("origin") not in known else share
            for share in shares or ()
        ]

    def origin(self, origin: Mapping[str, Any]) -> str:
        """An origin by its name."""
        return str(origin.get("label") or "an unnamed source")

    def exact(self, place: Place) -> str:
        """The words at a place, empty when the report is none of the story's."""
        filed = self.by_id.get(place.report)
        return filed.text[place.start : place.end] if filed else ""

    def round_about(self, place: Place, most: int = 70) -> tuple[str, str]:
        """What stands before and behind the words at a place, in their line, `most` characters at most of each, cut at
        whole words; with an ellipsis where more stands there.
        """
        filed = self.by_id.get(place.report)
        text = filed.text if filed else ""
        before = text[max(0, place.start - most - 1) : place.start].rpartition("\n")[2]
        behind = text[place.end : place.end + most + 1].partition("\n")[0]
        if len(before) > most:
            before = f"… {before.partition(' ')[2]}"
        if len(behind) > most:
            behind = f"{behind.rpartition(' ')[0]} …"
        return before, behind

    def figure(self, place: Place) -> Mapping[str, Any] | None:
        """The figure that stands exactly at a place."""
        filed = self.by_id.get(place.report)
        marks = filed.record.get("figures", ()) if filed else ()
        return next((m for m in marks if (m["start"], m["end"]) == (place.start, place.end)), None)

    def event(self, telling: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The event that a telling of a dated entry is, by its report and its id."""
        filed = self.by_id.get(str(telling.get("report")))
        marks = filed.record.get("events", ()) if filed else ()
        return next((m for m in marks if str(m["id"]) == str(telling.get("event"))), None)

    def days(self) -> str:
        """From when to when, in words."""
        return words.days(self.account.get("from"), self.account.get("to"))

    def lines(self) -> list[Line]:
        """The figures over time; those with more than one value first, else in the account's order."""
        found = [self._line(series) for series in self.account.get("series", ())]
        return sorted((line for line in found if line.values), key=lambda line: len(line.values) < 2)

    def disagreements(self) -> list[Mapping[str, Any]]:
        """Where reports differ: what is really disputed first, mere updates last; of one kind what more origins stand
        behind, then what lies further apart.
        """
        order = list(words.DISAGREEMENTS)
        found = list(self.account.get("disagreements", ()))

        def rank(row: Mapping[str, Any]) -> tuple[int, int, float]:
            place = order.index(row["kind"]) if row["kind"] in order else len(order)
            return place, -sum(side.get("origins", 0) for side in row["sides"]), -_apart(row["sides"])

        return sorted(found, key=rank)

    def says(self, side: Mapping[str, Any]) -> str:
        """What one side of a disagreement says, in words."""
        if side.get("text") is not None:
            said = str(side["text"])
            stands = any(said in " ".join(self.exact(Place(**e)).split()) for e in side.get("evidence", ()))
            if not stands:  # a name, no words of the report
                return said
            return said if said[:1] in tuple('"“‘«') else f"“{said}”"
        at = [Place(e["report"], e["start"], e["end"]) for e in side.get("evidence", ())]
        if not at:
            return words.amount(side)
        figure = self.figure(at[0]) or {}
        about = {"unit": figure.get("unit"), "what": figure.get("what")}
        return words.amount({**about, **side}, " ".join(self.exact(at[0]).split()))

    def day(self, side: Mapping[str, Any]) -> str:
        """The day one side of a disagreement stands for: as told, else the first day it was published."""
        days = [self.by_id[r].date for r in side["reports"] if r in self.by_id]
        return str(side.get("as_of") or min((d for d in days if d), default=""))[:10]

    def speakers(self) -> list[Speaker]:
        """Who said what, those with most to say first; without a name last. A statement of several reports is one."""
        by_name: dict[str, list[Mapping[str, Any]]] = {}
        names: dict[str, str] = {}
        stated = self._stated()
        for mark in self.account.get("quotes", ()):
            if mark.get("report") in self.by_id:
                own = (mark.get("speaker") or {}).get("name")
                one = stated.get(str(mark["id"])) or {"speaker": own, "entity": None}
                name = str(one["speaker"] or "")
                key = str(one["entity"] or name.casefold())  # "Police" that a sentence begins with are the police
                names.setdefault(key, name)
                by_name.setdefault(key, []).append(mark)
        found = [Speaker(names[key], self._said(marks, stated)) for key, marks in by_name.items()]
        return sorted(found, key=lambda s: (not s.name, -len(s.said)))

    def chains(self) -> list[tuple[tuple[str, ...], list[Mapping[str, Any]]]]:
        """Through whom words came, outermost first, each way once, with every place that came that way."""
        found: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
        for row in self.account.get("chains", ()):
            found.setdefault(tuple(map(str, row["steps"])), []).append(row)
        return sorted(found.items(), key=lambda one: -len(one[1]))

    def _line(self, series: Mapping[str, Any]) -> Line:
        found = line(series, self.exact, self.figure, lambda report: self.by_id[report].outlet, self._copied)
        pairs = tuple(self._corrections(found))
        new = {old: found.values[n].says for old, n in pairs}
        values = tuple(
            replace(v, righted=new.get(n, ""), behind=self.behind(v.behind)) for n, v in enumerate(found.values)
        )
        return replace(found, values=values, righted=pairs)

    def _copied(self, report: str) -> Iterator[str]:
        """The reports of the story that one repeats: its source, and the source of that."""
        seen = {report}
        while (found := self.by_id[report].copy if report in self.by_id else None) and found[1] not in seen:
            report = found[1]
            seen.add(report)
            yield report

    def _corrections(self, found: Line) -> Iterator[tuple[int, int]]:
        """The old and the new value of each correction of a figure."""
        for row in self.account.get("disagreements", ()):
            if row.get("kind") != "correction" or len(row.get("sides", ())) != 2:
                continue
            sides = [{Place(e["report"], e["start"], e["end"]) for e in s.get("evidence", ())} for s in row["sides"]]
            at = [[n for n, v in enumerate(found.values) if set(v.places) & side] for side in sides]
            if any(found.values[n].retracted for n in at[1]) and not any(found.values[n].retracted for n in at[0]):
                at.reverse()
            for old in at[0] if at[1] else ():
                if old != at[1][0]:
                    yield old, at[1][0]

    def _stated(self) -> dict[str, Mapping[str, Any]]:
        """The statement that each quote is an occurrence of, by the quote's id."""
        every = self.account.get("utterances", ())
        return {name: one for one in every for o in one["occurrences"] for name in o["quotes"]}

    def _said(self, marks: Iterable[Mapping[str, Any]], stated: Mapping[str, Mapping[str, Any]]) -> tuple[Said, ...]:
        folded: dict[str, list[Mapping[str, Any]]] = {}
        exact: dict[str, str] = {}
        for mark in marks:
            said = words.at(self.by_id[mark["report"]].text, parts(mark))
            one = stated.get(str(mark["id"]))
            key = "".join(c for c in said.casefold() if c.isalnum()) if one is None else str(one["utterance"])
            folded.setdefault(key, []).append(mark)
            exact.setdefault(key, said if one is None else str(one["text"]))
        for key, same in folded.items():  # the fullest wording stands for all
            same.sort(key=lambda m, key=key: m["id"] != key)  # type: ignore[misc]
        return tuple(
            Said(
                exact[key],
                str(same[0].get("force") or ""),
                str(same[0].get("kind") or ""),
                tuple(str(v.get("name") or "") for v in same[0].get("via") or ()),
                tuple(same),
            )
            for key, same in folded.items()
        )


def _apart(sides: Sequence[Mapping[str, Any]]) -> float:
    """How far the numbers of some sides lie apart, from 0 (the same, or none) to 1."""
    found = [float(n) for side in sides for n in [side.get("value") or side.get("low") or side.get("high")] if n]
    most = max(map(abs, found), default=0.0)
    return (max(found) - min(found)) / most if len(found) > 1 and most else 0.0


def line(
    series: Mapping[str, Any],
    exact: Callable[[Place], str],
    figure: Callable[[Place], Mapping[str, Any] | None],
    outlet: Callable[[str], str],
    copied: Callable[[str], Iterable[str]] = lambda report: (),
) -> Line:
    """A series with equal values of one day and counter folded.

    Told by place: its words, its figure; by report: whose, and which reports it repeats. Values are in order of
    their days, those without one last.
    """
    folded: dict[tuple[str, str, str, str, bool], list[dict[str, Any]]] = {}
    stated: dict[str, set[str]] = {}
    for point in series["points"]:
        place = _place(point)
        point = {**point, "unit": series.get("unit"), "what": series.get("what"), "exact": exact(place)}
        says = words.amount(point, " ".join(point["exact"].split()))
        day = str(point.get("as_of") or point.get("published") or "")[:10]
        since = _first_day(figure(place), point) if point.get("as_of") else ""
        key = (day, since, says.casefold(), str(point.get("counter") or ""), bool(point.get("retracted")))
        point |= {"says": says, "outlet": outlet(point["report"])}
        folded.setdefault(key, []).append(point)
        stated.setdefault(says.casefold(), set()).add(point["report"])
    for points in folded.values():
        for point in points:
            there = stated[point["says"].casefold()]
            point["copy_of"] = next((r for r in copied(point["report"]) if r in there), None)
    values = [
        Value(
            day,
            points[0]["says"],
            counter,
            retracted,
            _behind(points),
            tuple(map(_place, points)),
            points[0],
            since,
            any(p.get("as_of") for p in points),
            tuple(dict.fromkeys(p["outlet"] for p in points)),
            tuple(points),
            tuple(_place(p) for p in points if p["copy_of"] is not None),
        )
        for (day, since, _, counter, retracted), points in folded.items()
    ]
    scope = words.SCOPES.get(str(series.get("scope") or ""), "")
    ordered = sorted(values, key=lambda v: v.day or "9999")
    return Line(words.thing(series), words.place(series), scope, tuple(ordered))


def parts(mark: Mapping[str, Any]) -> list[tuple[int, int]]:
    """The stretches that a mark, or a row about one, covers."""
    return [(start, end) for start, end in mark.get("parts") or [(mark["start"], mark["end"])]]


def _place(point: Mapping[str, Any]) -> Place:
    return Place(point["report"], point["start"], point["end"])


def _behind(points: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """The origins behind some statements of one value, as shares of their reports, that of most reports first.

    The points have those behind the value, whoever states it. A report that has it from several counts for the one
    that most reports share.
    """
    every = max((p.get("behind") or () for p in points), key=len)
    if not all(p.get("origin") for p in points):
        return every
    rank = {share["origin"]: n for n, share in enumerate(every)}
    own: dict[str, str] = {}
    for point in sorted((p for p in points if p["origin"] in rank), key=lambda p: rank[p["origin"]]):
        own.setdefault(point["report"], point["origin"])
    counted = Counter(own.values())
    found = [{**share, "reports": counted[share["origin"]]} for share in every if share["origin"] in counted]
    return sorted(found, key=lambda share: -int(share["reports"]))


def _first_day(figure: Mapping[str, Any] | None, point: Mapping[str, Any]) -> str:
    """The first of several days that a figure stands for, empty where it is one."""
    when = (figure or {}).get("as_of") or {}
    first = str(when.get("from") or "")[:10]
    return first if when.get("to") == point["as_of"] and first < str(point["as_of"])[:10] else ""


def gather(ledger: Ledger, name: str | None) -> Told:
    """The story of a ledger that `name` (any of its reports) belongs to; the only one where it is None."""
    account = ledger.story(name)
    ids = report_ids(account)
    tied, before = ledger.ties(name)
    copies, shares = made_from(tied, before)
    return tell(account, [ledger.record(r) for r in ids], copies, shares)


def made_from(
    tied: Iterable[Mapping[str, Any]], before: Mapping[str, str]
) -> tuple[dict[str, tuple[str, str]], dict[tuple[str, str], float]]:
    """What each report is called a copy of, of several the one that it shares most with; and how much is shared.

    Takes: rows of copies, of each newer version of a page the one before it.
    """
    copies: dict[str, tuple[str, str]] = {}
    shares: dict[tuple[str, str], float] = {}
    for c in sorted(tied, key=partial(_rank, before)):
        said = words.copy_of(c["kind"], c["of"] in _earlier(c["report"], before))
        copies.setdefault(c["report"], (said, c["of"]))
        shares[c["report"], c["of"]] = c["share"]
    return copies, shares


def _rank(before: Mapping[str, str], copy: Mapping[str, Any]) -> tuple[int, float, bool]:
    """A version of its own page first, then by how much is shared; last what it took up of an earlier report."""
    kind = 1 if copy["kind"] != "update" else 0 if copy["of"] in _earlier(copy["report"], before) else 2
    return kind, -copy["share"], not copy["directed"]


def _earlier(report: str, before: Mapping[str, str]) -> Iterator[str]:
    """The versions of its page before a report, the newest first."""
    while (found := before.get(report)) is not None:
        yield found
        report = found


def tell(
    account: Mapping[str, Any],
    records: Sequence[Mapping[str, Any]],
    copies: Mapping[str, tuple[str, str]] | None = None,
    shares: Mapping[tuple[str, str], float] | None = None,
) -> Told:
    """A story from its account and the records of its reports; `copies` say of which report one is what copy, `shares`
    how much of the words of the two stands in both.
    """
    tied = {r["report"]: (copies or {}).get(r["report"]) for r in records}
    share = {r: (shares or {}).get((r, of[1])) for r, of in tied.items() if of is not None}
    filed = [Filed(r["report"], r, tied[r["report"]], share.get(r["report"])) for r in records]
    ordered = sorted(filed, key=lambda f: (f.date or "9999", str((f.record.get("published") or {}).get("time") or "")))
    return Told(account, tuple(ordered), {f.id: f for f in filed})


def report_ids(account: Mapping[str, Any]) -> list[str]:
    """The ids of a story's reports, whether the account holds ids or objects."""
    return [r if isinstance(r, str) else str(r["report"]) for r in account["reports"]]
