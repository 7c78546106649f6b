"""The examples out of an archive read as they do out of their folder."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from onrecord import flow
from onrecord.faces.api import Ledger
from onrecord.shapes.raw import Failure, Raw
from onrecord.shapes.reading import Reading
from onrecord.sources.files import open_paths
from tests.sources.archives import answer, packed, record, tarred, zipped

Members = Sequence[tuple[str, bytes]]
# What follows from where a report was found and when, not from what it says.
OF_THE_ADDRESS = ("report", "source", "url", "captured")


def warc(members: Members, where: str = "", more: str = "", **how: str) -> list[bytes]:
    """Records with the files as answers of a server."""
    out = []
    for name, data in members:
        media = "text/html; charset=utf-8" if name.endswith(".html") else "text/plain"
        body = gzip.compress(data) if "gzip" in more else data
        out.append(record(answer(body, media, more=more), where + name, **how))  # type: ignore[arg-type]
    return out


MADE: dict[str, Callable[[Members], bytes]] = {
    "a.zip": zipped,
    "a.tar": tarred,
    "a.tar.xz": lambda m: tarred(m, "xz"),
    "a.warc": lambda m: b"".join(warc(m, date="")),
    "a.warc.gz": lambda m: packed(warc(m, date="")),
    "one.warc.gz": lambda m: gzip.compress(b"".join(warc(m, date=""))),
    "packed.warc.gz": lambda m: packed(warc(m, date="", more="Content-Encoding: gzip")),
    "a.wacz": lambda m: zipped([("datapackage.json", b"{}"), ("archive/a.warc.gz", packed(warc(m, date="")))]),
}


def records(found: Sequence[Raw | Failure], memory: dict[str, str]) -> list[dict[str, Any]]:
    read = list(flow.read(found, dict(memory)))
    assert all(isinstance(one, Reading) for one in read)
    return [one.as_dict() for one in read if isinstance(one, Reading)]


def without_ids(value: Any) -> Any:
    """A record without the ids of its marks, which follow from the report's."""
    if isinstance(value, dict):
        return {name: without_ids(one) for name, one in value.items() if name != "id"}
    return [without_ids(one) for one in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def members(raws: list[Raw]) -> Members:
    """The examples by name."""
    return [(raw.address, raw.data) for raw in raws]


@pytest.fixture(scope="module")
def expected(raws: list[Raw], root: Path, memory: dict[str, str], readings: list[Reading]) -> list[dict[str, Any]]:
    """Their records, read out of the folder."""
    found = records(list(open_paths([str(root / "examples" / "reports")])), memory)
    assert [one["report"] for one in found] == [one.report.id for one in readings]
    return found


@pytest.mark.parametrize("name", MADE)
def test_out_of_an_archive(
    name: str, members: Members, expected: list[dict[str, Any]], memory: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(MADE[name](members))
    found = records(list(open_paths([str(path)])), memory)
    assert [one["source"].rpartition("/")[2] for one in found] == [source for source, _ in members]
    for one, other in zip(found, expected, strict=True):
        assert {**one, "source": ""} == {**other, "source": ""}


@pytest.mark.parametrize("pack", [b"".join, packed])
def test_out_of_a_web_archive_with_addresses(
    pack: Callable[[list[bytes]], bytes],
    members: Members,
    expected: list[dict[str, Any]],
    memory: dict[str, str],
    tmp_path: Path,
) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(pack(warc(members, "https://crawled.example/")))
    found = records(list(open_paths([str(path)])), memory)
    for one, other, (name, _) in zip(found, expected, members, strict=True):
        assert one["captured"] == "2031-03-04T11:00:00Z"
        assert one["source"] == f"{path}/https://crawled.example/{name}"
        for field in OF_THE_ADDRESS:
            one[field] = other[field]
        if one["cells"].get("url", {}).get("how") == "address":
            del one["cells"]["url"]
        if one["published"]["date"] is None:  # the day of capture bounds it
            assert one["published"]["latest"] <= "2031-03-04"
            one["published"] = other["published"]
            del one["cells"]["published"]
        assert without_ids(one) == without_ids(other)


def test_a_folder_of_archives(members: Members, expected: list[dict[str, Any]], tmp_path: Path) -> None:
    """Every form in one folder: nothing is lost and nothing read twice over."""
    for name, make in MADE.items():
        (tmp_path / name).write_bytes(make(members))
    shutil.copytree(tmp_path, tmp_path / "again")
    found = list(open_paths([str(tmp_path)]))
    assert len(found) == 2 * len(MADE) * len(expected)
    assert {one.sha256 for one in found if isinstance(one, Raw)} == {Raw(data, "", "").sha256 for _, data in members}


def test_an_archive_is_gone_on_with_where_it_was_left(members: Members, tmp_path: Path) -> None:
    """What is behind the last record read comes in; what was read costs nothing, unless it is asked for."""
    path, said = tmp_path / "crawl.warc.gz", list[str]()
    path.write_bytes(packed(warc(members[:2], "https://crawled.example/")))
    with Ledger(tmp_path / "desk.db") as ledger:
        assert len(ledger.add([path]).new) == 2
        seen: list[str] = []
        added = ledger.add([path], progress=seen.append, say=said.append)
        assert (added.new, added.known, added.resumed, seen) == ((), 0, (str(path),), [])
        assert "gone on with where it was left" in said[0]
        assert ledger.add([path], from_start=True).known == 2
