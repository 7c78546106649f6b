"""Web archives: what is a page in them, what is wrong with them, and how reading goes on."""

from __future__ import annotations

import csv
import gzip
import io
import sys
import time
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.shapes.raw import Failure, Place, Raw
from onrecord.sources.files import open_paths
from onrecord.sources.limits import Meter
from onrecord.sources.opened import Asked, Opened
from onrecord.sources.warc import http, pages, records
from onrecord.sources.warc.flow import Flow, PackedFlow

from .archives import PAGE, TEXT, URI, answer, packed, page, record

_TABLE = Path(__file__).with_name("faults_warc.tsv")
_KNOWN = {"p": page, "rec": record, "ans": answer, "PAGE": PAGE, "URI": URI}
PACK: dict[str, Callable[[Iterable[bytes]], bytes]] = {
    "plain": b"".join,
    "members": packed,
    "one stream": lambda parts: gzip.compress(b"".join(parts), mtime=0),
}


def cases() -> list[tuple[str, str, str, str]]:
    lines = [line for line in _TABLE.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    return [(a, b, c, d) for a, b, c, d in csv.reader(lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE)]


def read(data: bytes, asked: Asked | None = None) -> list[Raw | Failure]:
    return list(pages.open_warc(Opened(io.BytesIO(data), "a.warc", "a.warc"), asked or Asked()))


def numbers(found: Iterable[Raw | Failure]) -> list[str]:
    return [one.address.removeprefix(URI) for one in found if isinstance(one, Raw)]


def whys(found: Iterable[Raw | Failure]) -> list[str]:
    return [one.why for one in found if isinstance(one, Failure)]


def only(data: bytes) -> Raw | Failure:
    (found,) = read(data)
    return found


@pytest.mark.parametrize("how", PACK)
@pytest.mark.parametrize(("name", "made", "expect", "why"), cases(), ids=[case[0] for case in cases()])
def test_faults(name: str, made: str, expect: str, why: str, how: str) -> None:
    parts = eval(made, dict(_KNOWN))  # the table is ours
    found = read(PACK[how](parts))
    assert numbers(found) == expect.split()
    wanted = [] if why == "-" else why.split("|")
    said = whys(found)
    assert len(said) == len(wanted)
    assert all(want in line and "\n" not in line for want, line in zip(wanted, said, strict=True))


def test_a_page_is_told_from_its_record() -> None:
    found = only(record(answer(), "<https://news.example/a b>", date="2031-03-04T11:00:00.123456Z"))
    assert found == Raw(
        PAGE,
        "https://news.example/a b",
        "a.warc/https://news.example/a b",
        "2031-03-04T11:00:00Z",
        "text/html; charset=utf-8",
    )


@pytest.mark.parametrize(
    ("made", "passed"),
    [
        (record(answer(status="404 Not Found")), "status 404"),
        (record(answer(status="301 Moved", more="Location: /b")), "status 301"),
        (record(answer(b"\x89PNG", media="image/png")), "image/png"),
        (record(answer(b"{}", media="application/json")), "application/json"),
        (record(answer(b"\x89PNG\r\n\x1a\n", media="text/html")), "PNG image"),
        (record(answer(b"")), "empty"),
        (record(answer(b'{"a": 1}', media="text/plain")), "JSON lines"),
        (record(b"GET / HTTP/1.1\r\n\r\n", kind="request"), "request"),
        (record(b"a: b\r\n", kind="metadata", media="application/warc-fields"), "metadata"),
        (record(b"a: b\r\n", None, kind="warcinfo", media="application/warc-fields"), "warcinfo"),
        (record(answer(), kind="revisit"), "revisit"),
        (record(answer(), kind="continuation"), "continuation"),
        (record(b"20310304\n", kind="response", media="text/dns"), "response"),
        (record(b"\x89PNG", kind="resource", media="image/png"), "image/png"),
    ],
)
def test_what_is_passed_over_is_counted(made: bytes, passed: str) -> None:
    said: list[str] = []
    (found,) = read(made, Asked(say=said.append))
    assert isinstance(found, Failure)
    assert found.why == f"web archive without a page in it ({passed} 1)"
    assert numbers(read(made + page(1) + made, Asked(say=said.append))) == ["1"]
    about = passed in ("warcinfo", "request", "metadata")  # nothing of the archive's pages is lost with them
    assert said == ([] if about else [f"a.warc: 2 records passed over ({passed} 2)"])


@pytest.mark.parametrize(
    ("made", "data", "media"),
    [
        (record(TEXT, kind="conversion", media="text/plain"), TEXT, "text/plain"),
        (record(PAGE, kind="resource", media="text/html"), PAGE, "text/html"),
        (record(answer(TEXT, media="text/plain; charset=latin1")), TEXT, "text/plain; charset=latin1"),
        (record(answer(media="application/xhtml+xml")), PAGE, "application/xhtml+xml"),
        (record(b"HTTP/1.1 200 OK\r\n\r\n" + PAGE), PAGE, None),
        (record(b"HTTP/1.0 200\nServer: old\n\n" + PAGE), PAGE, None),
        (record(b"HTTP/2 200\r\nContent-Type:text/html\r\n\r\n" + PAGE), PAGE, "text/html"),
    ],
)
def test_what_is_a_page(made: bytes, data: bytes, media: str | None) -> None:
    found = only(made)
    assert isinstance(found, Raw)
    assert (found.data, found.media_type) == (data, media)


@pytest.mark.parametrize(
    ("date", "captured"),
    [
        ("2031-03-04T11:00:00Z", "2031-03-04T11:00:00Z"),
        ("2031-03-04T12:00:00+01:00", "2031-03-04T12:00:00+01:00"),
        ("2031-03-04", "2031-03-04"),
        ("yesterday", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("9" * 5000, None),
        ("", None),
    ],
)
def test_when_it_was_captured(date: str, captured: str | None) -> None:
    found = only(record(answer(), date=date))
    assert isinstance(found, Raw)
    assert found.captured == captured


def test_a_record_without_an_address_is_named_by_its_place() -> None:
    made = record(answer(), None).replace(b"WARC-Record-ID: <urn:uuid:1>\r\n", b"")
    assert [(r.address, r.source) for r in read(page(0) + made) if isinstance(r, Raw)][1] == (
        f"a.warc/byte {len(page(0))}",
        f"a.warc/byte {len(page(0))}",
    )


# -- as it was sent ------------------------------------------------------------------------------------------------


def chunks(data: bytes, size: int = 20, end: bytes = b"0\r\n\r\n") -> bytes:
    parts = [data[n : n + size] for n in range(0, len(data), size)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in parts) + end


def raw_deflate(data: bytes) -> bytes:
    squeeze = zlib.compressobj(wbits=-15)
    return squeeze.compress(data) + squeeze.flush()


def test_brotli() -> None:
    brotli = pytest.importorskip("brotli")
    coding = "Content-Encoding: br"
    found = only(record(answer(brotli.compress(PAGE), more=coding)))
    assert isinstance(found, Raw)
    assert found.data == PAGE
    for sent, words in [
        (brotli.compress(PAGE)[:-4], "cut short"),
        (b"\xff" * 30, "brotli"),
        (brotli.compress(bytes(20_000_000)), "200 times"),
    ]:
        (why,) = whys(read(record(answer(sent, more=coding))))
        assert words in why


def test_brotli_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    (why,) = whys(read(record(answer(b"\x0b\x02\x80", more="Content-Encoding: br"))))
    assert why == "packed with brotli, which is not read here: install the Python package brotli"


@pytest.mark.parametrize(
    ("sent", "more"),
    [
        (chunks(PAGE), "Transfer-Encoding: chunked"),
        (chunks(PAGE, end=b""), "Transfer-Encoding: chunked"),
        (PAGE, "Transfer-Encoding: chunked"),
        (gzip.compress(PAGE, mtime=0), "Content-Encoding: gzip"),
        (gzip.compress(PAGE, mtime=0) + b"rubbish", "Content-Encoding: x-gzip"),
        (PAGE, "Content-Encoding: gzip"),
        (PAGE, "Content-Encoding: identity"),
        (PAGE, "Content-Encoding: deflate"),
        (PAGE, "Content-Encoding: br"),
        (zlib.compress(PAGE), "Content-Encoding: deflate"),
        (raw_deflate(PAGE), "Content-Encoding: deflate"),
        (zstandard.compress(PAGE), "Content-Encoding: zstd"),
        (chunks(gzip.compress(PAGE, mtime=0)), "Transfer-Encoding: Chunked\r\nContent-Encoding: GZIP"),
        (gzip.compress(zlib.compress(PAGE), mtime=0), "Content-Encoding: deflate, gzip"),
    ],
)
def test_packing_and_chunks_are_undone(sent: bytes, more: str) -> None:
    found = only(record(answer(sent, more=more)))
    assert isinstance(found, Raw)
    assert found.data == PAGE


@pytest.mark.parametrize(
    ("sent", "more", "words"),
    [
        (chunks(PAGE)[:-30], "Transfer-Encoding: chunked", "a chunk is shorter than it says"),
        (chunks(PAGE, end=b"") + b"f" * 15 + b"\r\nx", "Transfer-Encoding: chunked", "a chunk is shorter than it says"),
        (chunks(PAGE, end=b"") + b"-5\r\nx", "Transfer-Encoding: chunked", "bytes between its chunks"),
        (gzip.compress(PAGE, mtime=0)[:-12], "Content-Encoding: gzip", "cut short"),
        (gzip.compress(PAGE, mtime=0)[:-8] + bytes(8), "Content-Encoding: gzip", "a damaged body"),
        (gzip.compress(bytes(20_000_000), mtime=0), "Content-Encoding: gzip", "200 times"),
        (zlib.compress(bytes(20_000_000)), "Content-Encoding: deflate", "200 times"),
        (b"\x00\xff" * 30, "Content-Encoding: deflate", "a damaged body"),
        (zstandard.compress(bytes(250_000_000)), "Content-Encoding: zstd", "200 times"),
        (zstandard.compress(PAGE)[:30], "Content-Encoding: zstd", "body"),
        (PAGE, "Content-Encoding: compress", "packed in a way that is not read (Content-Encoding: compress)"),
        (PAGE, "Content-Encoding: gzip, gzip, gzip, gzip", "packed 4 times over"),
    ],
)
def test_what_cannot_be_undone(sent: bytes, more: str, words: str) -> None:
    found = read(page(0) + record(answer(sent, more=more), URI + "bad") + page(1))
    assert numbers(found) == ["0", "1"]
    (failure,) = [f for f in found if isinstance(f, Failure)]
    assert words in failure.why
    assert failure.source == f"a.warc/{URI}bad"


# -- damage in the packing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [0, 3, 12, 40, 120, -1, -3, -6])
def test_a_damaged_member_costs_one_record(at: int) -> None:
    members = [gzip.compress(page(n), mtime=0) for n in range(4)]
    bad = bytearray(members[1])
    bad[at] ^= 0xFF
    found = read(members[0] + bytes(bad) + members[2] + members[3])
    assert numbers(found) == ["0", "2", "3"]
    assert len(whys(found)) == 1


def test_rubbish_between_members() -> None:
    members = [gzip.compress(page(n), mtime=0) for n in range(3)]
    found = read(members[0] + b"rubbish \x1f\x8b\x08 and more" + members[1] + bytes(3000) + members[2] + b"end")
    assert numbers(found) == ["0", "1", "2"]
    assert [why.partition(" (at")[0] for why in whys(found)] == ["bytes that belong to no record"] * 2


@pytest.mark.parametrize("size", [1, 100, 1000])
def test_members_that_do_not_begin_with_records(size: int) -> None:
    whole = b"".join(page(n) for n in range(3))
    found = read(b"".join(gzip.compress(whole[n : n + size], mtime=0) for n in range(0, len(whole), size)))
    assert numbers(found) == ["0", "1", "2"]
    assert not whys(found)


def test_a_record_larger_than_what_is_read_at_once() -> None:
    body = b"<p>" + b"".join(b"The council met on day %d. " % (n * n) for n in range(40_000)) + b"</p>"
    for how in PACK.values():
        found = read(how([page(0), record(answer(body), URI + "1"), page(2)]))
        assert numbers(found) == ["0", "1", "2"]
        assert isinstance(found[1], Raw)
        assert found[1].data == body


@pytest.mark.parametrize("how", PACK)
def test_cut_anywhere(how: str) -> None:
    whole = PACK[how](page(n) for n in range(3))
    most = 0
    for end in range(len(whole)):
        found = read(whole[:end])
        most = max(most, len(numbers(found)))
        assert numbers(found) == ["0", "1", "2"][: len(numbers(found))]
        assert len(whys(found)) <= 1
    assert most >= 2  # what comes before the cut is read


def test_a_bomb_among_the_records() -> None:
    made = [page(0), record(answer(bytes(20_000_000)), URI + "bomb"), page(1)]
    found = read(packed(made))
    assert numbers(found) == ["0", "1"]
    (why,) = whys(found)
    assert "200 times its size" in why


def test_a_record_larger_than_the_limit_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MAX_RECORD", 100_000)
    flow = Flow(io.BytesIO(page(0) + record(answer(b"a" * 3_000_000)) + page(1)), 0, Meter())
    most = 0
    for _ in records.records(flow):
        most = max(most, len(flow.data))
    assert most < 300_000


def test_a_file_made_of_damage_takes_time_by_its_length() -> None:
    bad = gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n" * 9, mtime=0)[:-12]
    for data in (bad * 3000, b"\x1f\x8b\x08" * 30_000, b"WARC/1.0\r\nA: b\r\n" * 6000, b"WARC/" * 30_000):
        for packing in (False, True):
            began = time.process_time()
            flow = PackedFlow if packing else Flow
            assert sum(1 for _ in records.records(flow(io.BytesIO(data), 0, Meter()))) <= len(data)
            assert time.process_time() - began < 20


# -- going on where it was left -------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", PACK)
def test_resuming(how: str, tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(PACK[how](page(n) for n in range(6)))
    whole = list(open_paths([str(path)]))
    assert numbers(whole) == list("012345")
    for n, one in enumerate(whole):
        place = one.place
        assert place is not None
        assert place.archive == str(path)
        asked: list[str] = []

        def left(archive: str, place: Place = place, asked: list[str] = asked) -> Place:
            asked.append(archive)
            return place

        rest = list(open_paths([str(path)], Asked(resume=left)))
        assert asked == [str(path)]
        if how == "one stream":  # cannot be begun in the middle
            assert rest == (whole if n < 5 else [])
        else:
            assert rest == whole[n + 1 :]


def test_another_file_is_begun_at_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(page(0) + page(1))
    place = next(iter(open_paths([str(path)]))).place
    path.write_bytes(page(2) + page(1))
    assert numbers(open_paths([str(path)], Asked(resume=lambda _: place))) == ["2", "1"]
    path.write_bytes(page(0) + page(1) + page(2))
    assert numbers(open_paths([str(path)], Asked(resume=lambda _: place))) == ["0", "1", "2"]


def test_failures_have_places_too(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(page(0) + page(1, length=3) + page(2))
    place = list(open_paths([str(path)]))[1].place
    assert numbers(open_paths([str(path)], Asked(resume=lambda _: place))) == ["2"]


# -- beside another reader, and whatever comes ------------------------------------------------------------------------


def test_the_same_records_as_fastwarc() -> None:
    warc = pytest.importorskip("fastwarc.warc")
    parts = [page(0), record(b"a: b", kind="metadata"), page(1), record(answer(b"x" * 200_000), URI + "2"), page(3)]
    for how in PACK.values():
        data = how(parts)
        flow = (PackedFlow if data[:2] == b"\x1f\x8b" else Flow)(io.BytesIO(data), 0, Meter())
        ours = [
            (r.header.get("warc-target-uri"), r.content) for r in records.records(flow) if isinstance(r, records.Record)
        ]
        theirs = [
            (r.headers.get("WARC-Target-URI"), r.reader.read())
            for r in warc.ArchiveIterator(io.BytesIO(data), parse_http=False)
        ]
        assert ours == theirs


_PIECES = st.lists(
    st.one_of(
        st.binary(max_size=40),
        st.sampled_from(
            [page(0), page(1, length=9), record(b""), b"WARC/1.0\r\n", b"\r\n\r\n", b"\x1f\x8b\x08", bytes(30)]
        ),
        st.sampled_from([gzip.compress(page(2)), gzip.compress(page(3))[:-5], gzip.compress(b"WARC/1.0\r\nA: b")]),
    ),
    max_size=8,
).map(b"".join)


@settings(deadline=None)
@given(_PIECES, st.booleans())
def test_any_bytes(data: bytes, packing: bool) -> None:
    flow = (PackedFlow if packing else Flow)(io.BytesIO(data), 0, Meter())
    at = 0
    for found in records.records(flow):
        assert at <= found.next <= len(data)
        at = found.next
        if isinstance(found, records.Broken):
            assert found.why
            assert "\n" not in found.why
    for one in read(data):
        assert isinstance(one, (Raw, Failure))


@settings(deadline=None)
@given(
    st.binary(max_size=200),
    st.lists(st.sampled_from(["gzip", "deflate", "zstd", "br", "x"]), max_size=3),
    st.booleans(),
)
def test_any_answer(data: bytes, codings: list[str], chunked: bool) -> None:
    more = {"content-encoding": ",".join(codings)} | ({"transfer-encoding": "chunked"} if chunked else {})
    (found,) = read(record(answer(data, more="\r\n".join(f"{k}: {v}" for k, v in more.items()))))
    assert isinstance(found, (Raw, Failure))
    assert isinstance(found, Raw) or "fault of onrecord" not in found.why


def test_the_reader_of_answers_takes_anything() -> None:
    assert http.parse(b"") is None
    assert http.parse(b"HTTP/1.1 2") is None
    assert http.parse(b"HTTP/1.1 200 OK") == http.Answer(200, {}, b"")
    got: Any = http.parse(b"HTTP/1.1 200 OK\r\nA: 1\r\n folded\r\nno colon\r\nA: 2\r\n\r\nbody")
    assert (got.header, got.body) == ({"a": "1 folded"}, b"body")
