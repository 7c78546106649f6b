"""A job: the same bytes whoever works at it, gone on with where it stopped, into a ledger as if added, links as there."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from onrecord import accounts
from onrecord.checks.made import __main__ as made
from onrecord.faces.api import Ledger
from onrecord.links.entities import joined
from onrecord.marks.kinds import KINDS
from onrecord.scale import job, reading, splits, work
from onrecord.scale.entries import listed
from onrecord.shapes.errors import OnrecordError

from .conftest import Ran, needs_daft, needs_ray

Run = Callable[..., Ran]


def files(out: Path) -> dict[str, bytes]:
    """The bytes of an output folder by path, without work in between and times."""
    found = {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}
    return {name: data for name, data in found.items() if not name.startswith("_work/") and name != "metrics.json"}


def rows(out: Path, layer: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ds.dataset(str(out / layer), format="parquet").to_table().to_pylist()
    return found


def tables(path: Path) -> dict[str, list[Any]]:
    """The rows of a ledger, but for what is remembered of paragraphs and of archives left in the middle."""
    db = apsw.Connection(str(path))
    found = db.execute("select name from sqlite_schema where type = 'table' and name not like 'said_words%'").fetchall()
    names = [name for (name,) in found if name not in ("paragraph", "archive")]
    return {name: sorted(map(repr, db.execute(f'select * from "{name}"'))) for name in names}


@pytest.fixture(scope="module")
def small(run: Run, inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The small inputs read by two workers, again, by one worker in one piece, and linked."""
    folder = tmp_path_factory.mktemp("small")
    two, one = folder / "two", folder / "one"
    ran = run(
        ("scale", "read", inputs, "--to", two, "--workers", 2, "--split", 3),
        ("scale", "link", two, "--workers", 1),
        ("scale", "read", inputs, "--to", one, "--workers", 1, "--split", 100),
    )
    return {"two": two, "one": one, "ran": ran}


@needs_daft
def test_bytes_do_not_depend_on_workers_and_pieces(small: dict[str, Any]) -> None:
    assert small["ran"].codes == [3, 0, 3], small["ran"].err
    found, linked = files(small["two"]), json.loads((small["two"] / "linked.json").read_bytes())
    assert {"manifest.json", "linked.json", "links.parquet", "people.parquet"} <= found.keys()
    without = found.keys() - {"linked.json", *(one["path"] for one in linked["files"])}
    assert {name: found[name] for name in without} == files(small["one"])
    assert not any(str(small["two"]).encode() in data for data in found.values())


@needs_daft
@needs_ray
def test_bytes_are_the_same_over_ray(run: Run, inputs: Path, small: dict[str, Any], tmp_path: Path) -> None:
    out = tmp_path / "ray"
    how = ("--runner", "ray", "--workers", 2)
    for code, words in ((3, ("read", inputs, "--to", out, "--split", 5)), (0, ("link", out))):
        ran = run(("scale", *words, *how))
        assert ran.codes == [code], ran.err
    assert files(out) == files(small["two"])


@needs_daft
def test_what_cannot_be_read_stands_beside(small: dict[str, Any], inputs: Path) -> None:
    found = rows(small["two"], "failures")
    assert [Path(row["source"]).name for row in found] == ["crawl.warc.gz", "empty.txt", "rows.jsonl#3", "rows.jsonl#6"]
    assert [row["place"] for row in found] == sorted(row["place"] for row in found)
    reports = rows(small["two"], "reports")
    assert len(reports) == 9
    assert [row["report"] for row in reports] == [row["report"] for row in rows(small["two"], "kept")]
    metrics = json.loads((small["two"] / "metrics.json").read_bytes())
    assert metrics["counts"] | {"inputs": 14, "known": 1, "reports": 9, "failures": 4} == metrics["counts"]
    assert metrics["stages"]["read"]["tasks"] > 3
    months = {path.name for path in (small["two"] / "reports").iterdir()}
    assert {"month=2031-04", "month=2031-05", "month=2031-06"} <= months


@needs_daft
def test_a_job_is_gone_on_with(run: Run, inputs: Path, small: dict[str, Any], tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(small["two"], out)
    note = min((out / "_work/read").glob("*.json"))
    shutil.rmtree(out / "quotes")
    note.unlink()
    ran = run(("scale", "read", inputs, "--to", out, "--workers", 1, "--split", 3))
    assert ran.codes == [3]
    stages = json.loads((out / "metrics.json").read_bytes())["stages"]
    assert stages["read"]["tasks"] == 1
    assert stages["gather"]["tasks"] > 1
    assert stages["read"]["before"] > 2
    want = files(small["two"])
    # its partitions were written again, so nothing tells any more that the links are those of these
    assert {name: want.get(name) for name in files(out)} == files(out)
    assert want.keys() - files(out).keys() >= {"linked.json", "links.parquet"}


@needs_daft
def test_a_folder_of_other_things_is_left_alone(run: Run, inputs: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    ran = run(("scale", "read", inputs, "--to", tmp_path), ("scale", "link", tmp_path))
    assert ran.codes == [2, 2]
    assert "holds other things" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_input_that_ends_the_program_is_passed_over(inputs: Path, tmp_path: Path) -> None:
    (split,) = splits.planned(list(listed([str(inputs / "a.txt"), str(inputs / "rows.jsonl")])), 50, {})
    task = {**splits.as_task(split), "alone": True}
    shared = job.Wishes().shared
    begun = work.begun_path(tmp_path, reading.READ, "key")
    begun.parent.mkdir(parents=True)
    begun.write_text("try\n0\n1\n2\ntry\n0\n1\n2\n")
    told = reading.read("key", task, shared, tmp_path)
    assert told["counts"] | {"reports": 4, "failures": 3, "inputs": 7} == told["counts"]
    found = pq.read_table(tmp_path / "_work/read" / told["file"]).to_pylist()
    assert [row["why"] for row in found if row["source"] == "row1"] == [reading._ENDED]
    again = reading.read("key", splits.as_task(split), shared, tmp_path / "other")
    assert again["counts"] | {"reports": 5, "failures": 2} == again["counts"]


# -- as a ledger has it --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world(root: Path, run: Run, inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Examples, a small made world and the small inputs, read and linked as a job; and a ledger to which they were
    added."""
    folder = tmp_path_factory.mktemp("world")
    made.main([str(folder / "made"), "--reports", "6", "--seed", "3"])
    paths = [str(root / "examples/reports"), str(folder / "made/reports"), str(inputs)]
    ran = run(
        ("scale", "read", *paths, "--to", folder / "out", "--workers", 1, "--split", 6),
        ("scale", "link", folder / "out", "--workers", 1),
    )
    assert ran.codes == [3, 0], ran.err
    with Ledger(folder / "added.db") as ledger:
        ledger.add(paths)
    return {"out": folder / "out", "added": folder / "added.db", "folder": folder}


@needs_daft
def test_a_folder_is_added_as_its_inputs_are(world: dict[str, Path], tmp_path: Path) -> None:
    with Ledger(tmp_path / "loaded.db") as ledger:
        added = ledger.add([world["out"]])
        assert ledger.verify().problems == ()
        assert ledger.add([world["out"]]).new == ()
    assert len(added.failures) == 4
    assert tables(tmp_path / "loaded.db") == tables(world["added"])


@needs_daft
def test_a_partition_is_added_alone(world: dict[str, Path], tmp_path: Path) -> None:
    part = world["out"] / "kept/month=2031-04"
    with Ledger(tmp_path / "part.db") as ledger:
        added = ledger.add([part])
        assert {row["published"]["date"][:7] for row in ledger.reports()} == {"2031-04"}
    assert len(added.new) == pq.read_metadata(part / "part-all.parquet").num_rows > 0


@needs_daft
def test_a_damaged_file_is_told_in_one_line(world: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(world["out"], out)
    path = next((out / "kept").rglob("*.parquet"))
    path.write_bytes(path.read_bytes()[:-20])
    with Ledger(tmp_path / "part.db") as ledger, pytest.raises(OnrecordError, match="cannot be read"):
        ledger.add([out])


@needs_daft
def test_marks_have_the_rows_of_the_ledger(world: dict[str, Path]) -> None:
    db = apsw.Connection(str(world["added"]))
    for kind in KINDS:
        want = db.execute(f'select id, report, n, exact from "{kind.name}"').fetchall()
        found = [(row["id"], row["report"], row["n"], row["exact"]) for row in rows(world["out"], kind.plural)]
        assert sorted(found) == sorted(want)
    want = db.execute("select json_extract(record, '$.value'), json_extract(record, '$.what') from figure").fetchall()
    figures = [(row["value"], row["what"]) for row in rows(world["out"], "figures")]
    assert sorted(figures, key=repr) == sorted([(None if v is None else float(v), w) for v, w in want], key=repr)


@needs_daft
def test_links_are_those_of_the_ledger(world: dict[str, Path]) -> None:
    out = world["out"]
    with Ledger(world["added"]) as ledger:
        told = accounts.account(ledger._store)
        stories = sorted(rows(out, "stories"), key=lambda row: (row["from"] or "9", row["story"]))
        names = ("story", "title", "from", "to", "reports", "origins")
        assert [{name: row[name] for name in names} for row in stories] == [
            {name: row[name] for name in names} for row in ledger.stories()
        ]
        links = pq.read_table(out / "links.parquet").to_pylist()
        copies = [{**row, "kind": row["copy"]} for row in links if row["kind"] == "copy"]
        assert copies
        assert [{n: row[n] for n in ("report", "of", "kind", "share", "directed")} for row in copies] == ledger.copies()
        edges = [(row["a"], row["b"], row["record"]) for row in links if row["kind"] == "story"]
        assert edges == [(e.a, e.b, e.record) for e in ledger._store.links("story")]
        series = [(row["story"], row["what"], json.loads(row["values"])) for row in rows(out, "series")]
        want = [(row["story"], row["what"], row["points"]) for row in ledger.series()]
        assert sorted(series, key=repr) == sorted(want, key=repr)
        said = [(s.id, u.id, u.text) for s in told.stories for u in accounts.said(ledger._store, told, s)]
        assert sorted((r["story"], r["utterance"], r["text"]) for r in rows(out, "utterances")) == sorted(said)
        people = {
            row["entity"]: (row["name"], row["reports"]) for row in pq.read_table(out / "people.parquet").to_pylist()
        }
        assert people == {key: (name, len(some)) for key, (name, some) in joined(told.digests.values()).items()}
        chains = [[v.report for v in chain] for chain in told.versions]
    found: dict[str, list[str]] = {}
    for row in rows(out, "versions") if (out / "versions").exists() else ():
        found.setdefault(row["page"], []).append(row["report"])
    assert sorted(found.values()) == sorted(chains)
