"""What a worker does with a block of reports that hang together: their stories, and what these tell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.dataset as ds

from onrecord import accounts, linking
from onrecord.links import entities, keys, stories, versions
from onrecord.scale import work
from onrecord.scale.gather import put
from onrecord.scale.layers import parquet, reading_of
from onrecord.shapes.errors import OnrecordError
from onrecord.shapes.link import Copy, Digest, Edge, Story, plain
from onrecord.shapes.plain import from_plain
from onrecord.shapes.reading import Reading

ACCOUNT = "account"  # the stage
BLOCKS = "blocks"  # folder of the reports of each block, in the folder of work
_S, _I = pa.string(), pa.int32()
_GROUP = 1_024  # rows of a row group
TOLD: Mapping[str, Any] = {
    "stories": pa.schema(
        [
            ("story", _S),
            ("title", _S),
            ("from", _S),
            ("to", _S),
            ("reports", pa.list_(_S)),
            ("attached", pa.list_(_S)),
            ("origins", _I),
            ("account", _S),  # JSON: origins, happenings, disagreements, corrections, timeline, upcoming, chains
        ]
    ),
    "series": pa.schema(
        [(n, _S) for n in ("story", "what", "counted", "where", "unit", "scope")] + [("points", _I), ("values", _S)]
    ),
    "utterances": pa.schema(
        [(n, _S) for n in ("story", "utterance", "kind", "speaker", "entity", "from", "to", "text")]
        + [("reports", pa.list_(_S)), ("origins", _I), ("occurrences", _S)]
    ),
    "versions": pa.schema([("page", _S), ("n", _I), ("report", _S), ("how", _S)]),
    # An entity in a report: what `people` sums up.
    "named": pa.schema([("entity", _S), ("type", _S), ("name", _S), ("mentions", _I), ("report", _S), ("day", _S)]),
}
_ACCOUNT = ("origins", "happenings", "disagreements", "corrections", "timeline", "upcoming", "now", "chains")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The reports of a block: as much of a ledger's store as an account of stories asks for."""

    records: Mapping[str, str]
    day: str | None

    def readings(self, reports: Iterable[str]) -> list[Reading]:
        """Some reports with their marks."""
        return [_reading(self.records[report]) for report in reports]

    def head(self, report: str) -> dict[str, Any]:
        """The printed record of one report."""
        return dict(json.loads(self.records[report]))

    def newest(self) -> str | None:
        """The newest day on which a report of the whole job was published."""
        return self.day


@lru_cache(maxsize=512)
def _reading(record: str) -> Reading:
    return reading_of(json.loads(record))


def account(key: str, task: Mapping[str, Any], shared: Mapping[str, Any], out: Path) -> dict[str, Any]:
    """Write what a block tells: a file of each layer of TOLD. Gives the files."""
    folder = out / work.WORK / BLOCKS / f"block={task['block']}"
    rows = ds.dataset(str(folder), format="parquet").to_table().to_pylist()
    if len(rows) != task["reports"]:
        raise OnrecordError(f"block {task['block']}: holds {len(rows)} reports, not {task['reports']}")
    rows.sort(key=lambda row: (row["place"], row["nth"]))
    digests = {row["report"]: digest_of(row["digest"]) for row in rows}
    found, edges = _links(task["links"])
    told = accounts.Account(
        found,
        stories.group(tuple(digests.values()), edges, found, frozenset(task["crowded"])),
        versions.versions(digests, found),
        digests,
    )
    shelf = Shelf({row["report"]: row["record"] for row in rows}, shared["newest"])
    layers: dict[str, list[dict[str, Any]]] = {layer: [] for layer in TOLD}
    for one in told.stories:
        _tell(layers, one, accounts.story(shelf, told, one))
    for chain in told.versions:
        layers["versions"] += [
            {"page": chain[0].report, "n": n, "report": v.report, "how": v.how} for n, v in enumerate(chain)
        ]
    layers["named"] += _named(digests.values())
    name = f"part-{task['block']:06}.parquet"
    files = [
        put(out, f"{layer}/{name}", parquet(found_, TOLD[layer], _GROUP), len(found_))
        for layer, found_ in layers.items()
        if found_
    ]
    return {"files": files}


def _links(rows: Iterable[Sequence[str]]) -> tuple[tuple[Copy, ...], tuple[Edge, ...]]:
    links = sorted(tuple(row) for row in rows)
    copies = tuple(from_plain(Copy, json.loads(record)) for kind, _, _, record in links if kind == "copy")
    return copies, tuple(from_plain(Edge, json.loads(record)) for kind, _, _, record in links if kind == "story")


def _tell(layers: dict[str, list[dict[str, Any]]], one: Story, found: Mapping[str, Any]) -> None:
    head = cast(dict[str, Any], plain(one))
    layers["stories"].append(
        {name: head[name] for name in ("story", "title", "from", "to", "reports")}
        | {
            "attached": [a.report for a in one.attached],
            "origins": len(one.origins),
            "account": _json({name: found[name] for name in _ACCOUNT}),
        }
    )
    for row in found["series"]:
        points = row["points"]
        layers["series"].append({**row, "story": one.id, "points": len(points), "values": _json(points)})
    for row in found["utterances"]:
        layers["utterances"].append({**row, "story": one.id, "occurrences": _json(row["occurrences"])})


def _named(digests: Iterable[Digest]) -> Iterable[dict[str, Any]]:
    for digest in digests:
        for name, kind, count in digest.names:
            yield {
                "entity": entities.identity(name, kind),
                "type": kind,
                "name": name,
                "mentions": count,
                "report": digest.id,
                "day": digest.published,
            }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def digest_of(kept: str) -> Digest:
    """The digest of a row of `kept`. Raises OnrecordError for one of another version."""
    found = linking.kept_digest(kept)
    if found is None:
        raise OnrecordError("digests of another version of onrecord; run `onrecord scale read` again")
    return found


def ties(rows: Iterable[tuple[str, str, Sequence[str]]]) -> list[str]:
    """The link of each pair (digests as kept, kinds of keys) as a JSON list, empty where there is none."""
    out = []
    for one, two, kinds in rows:
        a, b = digest_of(one), digest_of(two)
        found = linking.ties(a, b, keys.near(a, b, kinds))
        out.append(_json([[link.kind, link.a, link.b, link.record] for link in found]))
    return out
