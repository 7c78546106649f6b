"""The splits of a job hold the inputs that a reading from end to end finds, each once and in order."""

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from onrecord.scale import entries, splits
from onrecord.scale.link import blocks, components
from onrecord.shapes.errors import UsageError
from onrecord.shapes.mark import digest
from onrecord.shapes.raw import Failure, Raw
from onrecord.shapes.union import Union
from onrecord.sources.files import open_paths
from onrecord.sources.opened import Asked

from .conftest import text, warc


def named(one: Raw | Failure) -> tuple[object, ...]:
    why = one.why if isinstance(one, Failure) else one.address
    return one.source, why, one.data


def cut(paths: list[str], size: int) -> list[splits.Split]:
    found = list(entries.listed(paths))
    large = [one for one in found if isinstance(one, entries.Entry) and splits.is_large(one)]
    told = {digest(*one.key): json.loads(json.dumps(splits.index(one, Asked(), size))) for one in large}
    return list(splits.planned(found, size, told))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_splits_hold_every_input_once(inputs: Path, tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splits, "is_large", lambda entry: entry.size > 600)
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        for n in range(7):
            archive.writestr(f"page{n}.txt", text(n))
    # several records packed as one, where nothing can be gone to
    whole = warc([(f"https://news.example/{n}", text(n)) for n in range(5)])
    import gzip

    (tmp_path / "one.warc.gz").write_bytes(gzip.compress(gzip.decompress(whole), mtime=0))
    paths = [str(inputs), str(tmp_path / "pages.zip"), str(tmp_path / "one.warc.gz"), str(tmp_path / "*.none")]
    found = cut(paths, size)
    again = [splits.from_task(json.loads(json.dumps(splits.as_task(one)))) for one in found]
    assert [named(one) for part in again for one in splits.inputs(part, Asked())] == [
        named(one) for one in open_paths(paths)
    ]
    assert len({one.key({}, "") for one in found}) == len(found)
    if size == 1:
        assert sum(one.begin is not None for one in found) > 3


def test_an_archive_that_was_changed_meanwhile_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splits, "is_large", lambda entry: True)
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(warc([(f"https://news.example/{n}", text(n)) for n in range(4)]))
    found = cut([str(path)], 2)
    path.write_bytes(warc([(f"https://news.example/{n}", text(n)) for n in (7, 8)]))
    with pytest.raises(Exception, match="changed while it was read"):
        list(splits.inputs(found[1], Asked()))


def test_standard_input_cannot_be_shared() -> None:
    with pytest.raises(UsageError, match="standard input"):
        list(entries.listed(["-"]))


@given(some.lists(some.tuples(some.integers(0, 30), some.integers(0, 30)), max_size=60), some.integers(1, 9))
def test_what_hangs_together_is_one_block(pairs: list[tuple[int, int]], size: int) -> None:
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    found = components(ends[:, 0], ends[:, 1], 31)
    union = Union(range(31))
    for a, b in pairs:
        union.join(a, b)
    assert found.tolist() == [union.root(n) for n in range(31)]
    home = blocks(found, size)
    assert all(home[a] == home[b] for a, b in pairs)
    assert sorted(set(home.tolist())) == list(range(home.max() + 1))
    for n in set(home.tolist()):
        assert (home == n).sum() <= size or len(set(found[home == n].tolist())) == 1
