"""The lists that commands print: what each is called, its columns, and where its rows come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from onrecord.faces import happened, told_of, words
from onrecord.faces.listing import Listing, Row, Shown, of_kind
from onrecord.marks.kinds import KINDS
from onrecord.shapes import called
from onrecord.shapes.mark import digest

if TYPE_CHECKING:
    from onrecord.faces.api import Ledger

TAKEN_BACK = " (taken back)"
# What a terminal has room for; a kind without a line here shows its words and its first plain cells.
_SHOWN = {
    "quotes": (
        Shown("id", "id"),
        Shown("who", "who", 2),
        Shown("words", "exact", 5),
        Shown("force", "force"),
        Shown("report", "report"),
    ),
    "figures": (
        Shown("words", "words", 3),
        Shown("what", "what"),
        Shown("where", "where", 2),
        Shown("counted by", "counter", 3),
        Shown("as of", "as_of_to"),
        Shown("report", "report"),
    ),
    "events": (
        Shown("when", "when_from"),
        Shown("words", "exact", 5),
        Shown("type", "type"),
        Shown("told as", "told_as", 3),
        Shown("report", "report"),
    ),
    "times": (
        Shown("words", "exact", 2),
        Shown("value", "value", 1),
        Shown("from", "from"),
        Shown("to", "to"),
        Shown("report", "report"),
    ),
    "places": (
        Shown("words", "exact", 1),
        Shown("name", "name", 1),
        Shown("is a", "precision"),
        Shown("country", "country"),
        Shown("lat", "lat"),
        Shown("lon", "lon"),
        Shown("report", "report"),
    ),
    "mentions": (
        Shown("words", "exact", 2),
        Shown("name", "name", 2),
        Shown("type", "type"),
        Shown("report", "report"),
    ),
}


def _once(row: Row) -> Iterator[Row]:
    yield row


def _report(row: Row) -> Iterator[Row]:
    published = row.get("published")
    if isinstance(published, Mapping):
        days = {name: published.get(name) for name in ("earliest", "latest")}
        row = {**row, **days, "published": published.get("date"), "published_how": published.get("how")}
        row["dated"] = _dated_in_words(published)
    yield {**row, "is": words.kind_of_report(row)}


def _dated_in_words(published: Mapping[str, Any]) -> str:
    """The day, else between which days it lies and that this is inferred: "2031-05-02 … 08 (inferred)"."""
    if published.get("date"):
        return str(published["date"])
    days = words.interval(published.get("earliest"), published.get("latest"))
    return f"{days} (inferred)" if days else ""


def _story(row: Row) -> Iterator[Row]:
    yield {**row, "count": len(row.get("reports") or ()), "called": called.story(row["title"], row.get("begins"))}


def _group(*parts: object) -> str:
    """A short name for rows that belong together, the same for the same rows."""
    return digest(*parts)[:12]


def _points(row: Row) -> Iterator[Row]:
    head = {name: row.get(name) for name in ("story", "what", "counted", "where", "unit", "scope")}
    head["series"] = _group("series", *([p["report"], p["start"]] for p in row["points"]))
    for point in row["points"]:
        line = {**head, **point}
        line["date"] = point.get("as_of") or point.get("published")
        line["thing"] = ", ".join(p for p in (words.thing(row), words.place(row)) if p)
        line["figure"] = words.amount(line) + (TAKEN_BACK if line.get("retracted") else "")
        yield line


def _derived(row: Row) -> Iterator[Row]:
    head = {name: row.get(name) for name in ("story", "what", "counted", "where", "unit", "scope")}
    head["view"] = row["view"]["name"]
    head["thing"] = ", ".join(p for p in (words.thing(row), words.place(row)) if p)
    for number in row["view"]["numbers"]:
        places = [f"{s['report']}:{s['start']}-{s['end']}" for s in number["statements"]]
        says = "none" if number["value"] is None else words.number(number["value"])
        more = " or more" if number["open"] else ""
        yield {**head, **number, "statements": places, "count": len(places), "says": says + more}


def _sides(row: Row) -> Iterator[Row]:
    head = {name: row.get(name) for name in ("story", "question", "kind")}
    head["group"] = _group("sides", row.get("question"), *(side.get("evidence") for side in row["sides"]))
    for side in row["sides"]:
        places = [f"{e['report']}:{e['start']}-{e['end']}" for e in side.get("evidence", ())]
        says = side["text"] if side.get("text") is not None else words.amount(side)
        yield {**head, **side, "evidence": places, "says": says, "count": len(side["reports"])}


def _columns(names: str) -> tuple[str, ...]:
    return tuple(names.split())


_LISTS = (
    Listing(
        "reports",
        "every report with what is known of it",
        _columns(
            "report source url title byline outlet agency published published_how earliest latest dated"
            " language genre status why story version_of"
        ),
        (
            Shown("report", "report"),
            Shown("published", "dated", 2),
            Shown("is", "is"),
            Shown("outlet", "outlet", 2),
            Shown("title", "title", 5),
        ),
        _report,
    ),
    Listing(
        "stories",
        "which stories the reports tell",
        _columns("story title begins from to count origins reports"),
        (
            Shown("story", "story"),
            Shown("from", "from"),
            Shown("to", "to"),
            Shown("reports", "count"),
            Shown("origins", "origins"),
            Shown("title", "called", 1),
        ),
        _story,
    ),
    Listing(
        "copies",
        "which report repeats which",
        _columns("report kind of share directed"),
        (
            Shown("report", "report"),
            Shown("kind", "kind"),
            Shown("of", "of"),
            Shown("share", "share"),
            Shown("directed", "directed", 1),
        ),
        _once,
    ),
    Listing(
        "series",
        "how figures moved",
        _columns(
            "series story what counted where unit scope as_of published value low high hedge counter retracted"
            " origins report start end"
        ),
        (
            Shown("what", "thing", 3),
            Shown("date", "date"),
            Shown("figure", "figure", 2),
            Shown("counted by", "counter", 3),
            Shown("report", "report"),
        ),
        _points,
    ),
    Listing(
        "disagreements",
        "where reports differ, and in what way",
        _columns("group story kind question value low high hedge as_of text counter origins reports evidence"),
        (
            Shown("kind", "kind"),
            Shown("question", "question", 3),
            Shown("says", "says", 3),
            Shown("counted by", "counter", 2),
            Shown("reports", "count"),
        ),
        _sides,
    ),
    told_of.NEW,
    *happened.LISTS,
    Listing(
        "failures",
        "inputs that could not be read",
        _columns("source why"),
        (Shown("input", "source", 2), Shown("why", "why", 3)),
        _once,
    ),
)


def _through(flat: Callable[[Row], Iterable[Row]]) -> Callable[[Row], Iterator[Row]]:
    """Quotes with who is said to have spoken and through whom it came, in one: "Lena Brod, via Reuters"."""

    def told(row: Row) -> Iterator[Row]:
        for line in flat(row):
            via = "; ".join(str(v.get("name")) for v in row.get("via") or () if v.get("name"))
            yield {**line, "who": ", ".join(p for p in (line.get("speaker"), via and f"via {via}") if p)}

    return told


def _claimed(flat: Callable[[Row], Iterable[Row]]) -> Callable[[Row], Iterator[Row]]:
    """Events with their modality and whose claim they are, in one: "denied, per Nairobi"."""

    def told(row: Row) -> Iterator[Row]:
        for line in flat(row):
            per = f"per {line['asserted_by']}" if line.get("asserted_by") else ""
            yield {**line, "told_as": ", ".join(p for p in (str(line.get("modality") or ""), per) if p)}

    return told


def _taken_back(flat: Callable[[Row], Iterable[Row]]) -> Callable[[Row], Iterator[Row]]:
    """Figures with their words, and that the report takes them back where it does."""

    def told(row: Row) -> Iterator[Row]:
        for line in flat(row):
            yield {**line, "words": f"{line['exact']}{TAKEN_BACK if line.get('retracted') else ''}"}

    return told


# Lists whose own calls tell one story from the others.
_OF_STORIES = ("series", "new", "timeline", "upcoming", "happenings")


def listing(name: str) -> Listing:
    """The list called `name`; KeyError when there is none."""
    for found in _LISTS:
        if found.name == name:
            return found
    for kind in KINDS:
        if kind.plural == name:
            made = of_kind(kind, _SHOWN.get(name, ()))
            flat = {"quotes": _through, "figures": _taken_back, "events": _claimed}.get(name)
            return made if flat is None else replace(made, flat=flat(made.flat))
    raise KeyError(name)


def names() -> list[str]:
    """What the lists are called."""
    return [*(found.name for found in _LISTS), *(kind.plural for kind in KINDS)]


def rows(
    ledger: Ledger,
    name: str,
    story: str | None = None,
    *,
    versions: bool = False,
    asked: Mapping[str, Any] | None = None,
) -> list[dict[str, Any]]:
    """The contract's objects of the list called `name`, of one story where it is named.

    Marks are those of the newest version of each page, with `versions` those of all; `asked` are the filters that
    the list has.
    """
    if name in _OF_STORIES:
        told_in: list[dict[str, Any]] = getattr(ledger, name)(story=story, **asked or {})
        return told_in
    if name == "disagreements" and story is not None:
        told = ledger.story(story)
        return [{"story": told["story"], **row} for row in told[name]]
    found: list[dict[str, Any]]
    of_marks = any(k.plural == name for k in KINDS)
    if of_marks and story is not None and not asked:
        return ledger.marks(name, story=story, versions=versions)
    if name == "quotes":
        found = ledger.quotes(**asked or {}, versions=versions)
    elif name == "figures":
        found = ledger.figures(**asked or {}, versions=versions)
    elif name == "events":
        found = ledger.events(**asked or {}, versions=versions)
    else:
        found = ledger.marks(name, versions=versions) if of_marks else getattr(ledger, name)()
    if story is None or name == "failures":
        return found
    told = ledger.story(story)
    if name == "stories":
        return [row for row in found if row["story"] == told["story"]]
    inside = {r if isinstance(r, str) else r["report"] for r in told["reports"]}
    return [row for row in found if row["report"] in inside]


def _read(row: Row) -> Iterator[Row]:
    line = dict(next(_report(row)))
    for kind in KINDS:
        line[kind.plural] = len(row.get(kind.plural) or ())
    yield line


def _version(row: Row) -> Iterator[Row]:
    row = {**next(_report(row)), "modified": (row.get("modified") or {}).get("date")}
    found = [f"{sign}{row[change]}" for change, sign in words.CHANGES.items() if row.get(change)]
    yield {**row, "change": " ".join(found) if found or row.get("changed") is None else "="}


# What `onrecord versions` shows.
VERSIONS = Listing(
    "versions",
    "the versions of a page",
    _columns(
        "report how newest captured published published_how earliest latest dated modified title outlet"
        " change appeared vanished changed moved figures"
    ),
    (
        Shown("report", "report"),
        Shown("captured", "captured", 2),
        Shown("published", "dated", 2),
        Shown("modified", "modified"),
        Shown("change", "change", 2),
        Shown("title", "title", 4),
    ),
    _version,
)

# What `onrecord series --view` shows.
VIEW = Listing(
    "view",
    "what a codebook would take from series",
    _columns("story what counted where unit scope view name value open rule origins statements"),
    (
        Shown("what", "thing", 3),
        Shown("view", "view"),
        Shown("number", "name"),
        Shown("value", "says", 2),
        Shown("statements", "count"),
        Shown("rule", "rule", 5),
    ),
    _derived,
)

# What `onrecord read --format table` shows of each report.
READ = Listing(
    "read",
    "what was found in each report",
    (
        *_columns("source report title byline outlet agency published published_how language genre status why"),
        *(kind.plural for kind in KINDS),
    ),
    (
        Shown("source", "source", 3, tail=True),
        Shown("published", "published"),
        Shown("is", "is"),
        Shown("title", "title", 4),
        Shown("quotes", "quotes"),
        Shown("figures", "figures"),
    ),
    _read,
)
