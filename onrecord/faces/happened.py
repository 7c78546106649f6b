"""How a happening is told, in words: as it happened or not, who says so, what became of what was announced."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from onrecord.faces import words
from onrecord.faces.listing import SHORT_ID, Listing, Row, Shown
from onrecord.lexicon import pronouns
from onrecord.shapes.happening import CAME_ABOUT, DAY_PAST, NOT_SO, OPEN

# What a report tells as so; each is the plain case beside its denial.
SO = ("happened", "ongoing", "historical")
OUTCOMES = {
    CAME_ABOUT: "came about",
    NOT_SO: "did not come about",
    DAY_PAST: "day past, outcome not told",
    OPEN: "still to come",
}
_MOST = 2  # names of those who say so


def tellings(row: Row) -> Sequence[Mapping[str, Any]]:
    """Everything told of a happening, or of an entry of the timeline, in order of publication."""
    found: Sequence[Mapping[str, Any]] = row["tellings"] if "tellings" in row else row.get("told", ())
    return found


def shown(row: Row) -> Mapping[str, Any]:
    """The earliest telling that tells it as the whole does: what is denied is not shown in words that say it is so, nor
    what a report tells in its own name in those of somebody's claim.
    """
    found = tellings(row)
    same = [t for t in found if t["modality"] == row.get("modality")] or found[:1]
    own = [t for t in same if not t.get("asserted_by")] or same[:1]
    return next((t for t in own if t.get("text") == row.get("text")), own[0] if own else row)


def text(row: Row) -> str:
    """Its words, in the telling that is shown."""
    return str(shown(row).get("text") or row["text"])


def doer(row: Row) -> str:
    """Who does it, where the words leave it open ("to send troops", "she may go"): "by the government"; else empty."""
    first = text(row).partition(" ")[0].casefold()
    names = _doers(row)
    told = names == _by(row, (str(row.get("modality")),))
    return f"by {names}" if names and not told and (first == "to" or pronouns.is_pronoun(first)) else ""


def blamed(row: Row) -> str:
    """Whose doing it is, where only claims say so of what a report tells in its own name: "by Orva, per Tesk"."""
    so = _told_as(row, SO)
    if row.get("modality") not in SO or all(t.get("asserted_by") for t in so):
        return ""
    if any(t.get("actor") for t in so if not t.get("asserted_by")):
        return ""
    claims: dict[str, list[Mapping[str, Any]]] = {}
    for one in so:
        if one.get("actor"):
            claims.setdefault(", ".join(one["actor"]), []).append(one)
    return "; ".join(f"by {who}, per {_names(found)}" for who, found in claims.items())


def standing(row: Row) -> str:
    """In what manner it is told, and by whom: "planned", "denied by Nairobi", "per police"; empty for what reports tell
    in their own name as having happened.
    """
    modality = str(row.get("modality") or "")
    same = SO if modality in SO else (modality,)
    who = _by(row, same)
    if modality == "denied":
        return f"denied by {who}" if who else "denied"
    claimed = bool(who) and not any(not t.get("asserted_by") for t in tellings(row) if t["modality"] in same)
    said = modality if modality != "happened" else ""
    return ", ".join(p for p in (said, f"per {who}" if claimed or (who and modality not in SO) else "") if p)


def contested(row: Row) -> str:
    """What other tellings say against it: "denied by Nairobi", "told as happened by police"; empty where none does."""
    modality = str(row.get("modality") or "")
    denied, so = _told_as(row, ("denied",)), _told_as(row, SO)
    if modality in SO and denied:
        who = _by(row, ("denied",))
        return f"denied by {who}" if who else f"denied in {words.count(_reports(denied), 'report')}"
    if modality == "denied" and so:
        who = _by(row, SO)
        own = [t for t in so if not t.get("asserted_by")]
        return f"told as happened {'in ' + words.count(_reports(own), 'report') if own else 'by ' + who}"
    return ""


def outcome(row: Row) -> str:
    """What became of an announcement: "came about on 2031-05-05", the day where it is another. Empty for others."""
    found = OUTCOMES.get(str(row.get("outcome") or ""), "")
    if row.get("outcome") != CAME_ABOUT:
        return found
    day, _ = words.dated(row.get("outcome_from"), row.get("outcome_to"))
    same = day == words.dated(row.get("from"), row.get("to"))[0]
    return found if same or not day else f"{found} on {day}"


def foretold(row: Row, entries: Mapping[str, Row]) -> str:
    """That it came about as it was announced: "came about as planned", "came about, threatened for 2031-05-04".

    `entries` hold the announcements by id; empty where they hold none of it.
    """
    found = [entries[name] for name in row.get("announced") or () if name in entries]
    if not found:
        return ""
    first = found[0]
    day = words.dated(first.get("from"), first.get("to"))[0]
    same = not day or day == words.dated(row.get("from"), row.get("to"))[0]
    return f"came about as {first['modality']}" if same else f"came about, {first['modality']} for {day}"


def told_as(row: Row) -> str:
    """The type and how it is told, for a column: "ASSAULT, denied by Nairobi", "CONSULT, planned; came about"."""
    return "; ".join(p for p in (_typed(row), blamed(row), contested(row), outcome(row)) if p)


def _typed(row: Row) -> str:
    return ", ".join(p for p in (str(row.get("type") or ""), standing(row)) if p)


def _announced(row: Row) -> str:
    """As `_typed`, beside who does it: that they say so themselves goes without saying."""
    return _typed(row).removesuffix(f", per {_doers(row)}")


def _doers(row: Row) -> str:
    return ", ".join(str(name) for name in row.get("actor") or ())


def _told_as(row: Row, modalities: Collection[str]) -> list[Mapping[str, Any]]:
    return [t for t in tellings(row) if t["modality"] in modalities]


def _by(row: Row, modalities: Collection[str]) -> str:
    """Whose claim it is that it is so, as far as the reports name them: "police, residents and 2 others"."""
    return _names(_told_as(row, modalities))


def _names(found: Sequence[Mapping[str, Any]]) -> str:
    names = list(dict.fromkeys(str(t["asserted_by"]) for t in found if t.get("asserted_by")))
    more = len(names) - _MOST
    return ", ".join(names[:_MOST]) + (f" and {words.count(more, 'other')}" if more > 0 else "")


def _reports(found: Sequence[Mapping[str, Any]]) -> int:
    return len({t["report"] for t in found})


# -- as lists ------------------------------------------------------------------------------------------------------


def _flat(row: Row) -> Iterator[Row]:
    found = tellings(row)
    day, until = words.dated(row.get("from"), row.get("to"))
    line: dict[str, Any] = {
        **row,
        "day": words.interval(row.get("from"), row.get("to")) if until else day,
        "words": text(row),
        "told_as": told_as(row),
        "announced_as": _announced(row),
    }
    line["evidence"] = [f"{t['report']}:{t['start']}-{t['end']}" for t in found]
    line["modalities"] = [t["modality"] for t in found]
    line["asserted_by"] = [t.get("asserted_by") or "" for t in found]
    line["told_by"] = "; ".join(dict.fromkeys(map(_telling, found)))
    line["who"] = _doers(row)
    harm = row.get("figures") or (*row.get("killed", ()), *row.get("injured", ()))
    for what in ("killed", "injured"):
        line[what] = list(dict.fromkeys(h["value"] for h in harm if h["what"] == what))
    yield line


def _telling(told: Mapping[str, Any]) -> str:
    who = f" (per {told['asserted_by']})" if told.get("asserted_by") else ""
    return f"{str(told['report'])[:SHORT_ID]} {told['modality']}{who}"


_COLUMNS = (
    "story id from to precision text type plover mode modality actor actor_country actor_sector recipient"
    " recipient_country recipient_sector where killed injured origins reports"
    " modalities asserted_by evidence"
).split()
_ANNOUNCED = ("announced", "outcome", "outcome_in", "outcome_from", "outcome_to")

LISTS = (
    Listing(
        "timeline",
        "what happened or is to happen, in order of time",
        (*_COLUMNS, *_ANNOUNCED),
        (
            Shown("day", "day", 1),
            Shown("what", "words", 5),
            Shown("told as", "told_as", 3),
            Shown("origins", "origins"),
        ),
        _flat,
    ),
    Listing(
        "upcoming",
        "what is announced and not yet past",
        (*_COLUMNS, *_ANNOUNCED),
        (
            Shown("day", "day", 1),
            Shown("who", "who", 2),
            Shown("what", "words", 5),
            Shown("told as", "announced_as", 3),
            Shown("reports", "reports"),
        ),
        _flat,
    ),
    Listing(
        "happenings",
        "what reports tell of, each happening once",
        tuple(_COLUMNS),
        (
            Shown("day", "day", 1),
            Shown("what", "words", 4),
            Shown("type", "type"),
            Shown("told by", "told_by", 4),
            Shown("origins", "origins"),
        ),
        _flat,
    ),
)
