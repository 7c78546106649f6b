"""Streams that are read forward only."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.shapes.errors import ReadError
from onrecord.sources.limits import Meter
from onrecord.sources.streams import Forward, ahead


class Steps(Forward):
    """Bytes in steps, then damage or the end."""

    def __init__(self, steps: list[bytes], *, damaged: bool) -> None:
        self._steps, self._damaged = list(steps), damaged

    def some(self, most: int) -> bytes:
        if not self._steps:
            if self._damaged:
                raise ReadError("damaged")
            return b""
        part = self._steps.pop(0)
        if len(part) > most:
            self._steps.insert(0, part[most:])
        return part[:most]


STEPS = st.lists(st.binary(min_size=1, max_size=9), max_size=9)


@given(STEPS, st.lists(st.integers(1, 12), max_size=30), st.booleans())
def test_all_that_comes_before_damage_is_given(steps: list[bytes], sizes: list[int], damaged: bool) -> None:
    stream, got = Steps(steps, damaged=damaged), b""
    for size in sizes:
        try:
            part = stream.read(size)
        except ReadError:
            assert damaged
            break
        got += part
        if len(part) < size:
            break
    try:
        got += stream.read()
        if damaged:
            stream.read(1)
    except ReadError:
        assert damaged
        with pytest.raises(ReadError):
            stream.read(1)  # and again
    assert got == b"".join(steps)


@given(STEPS)
def test_lines_and_peeks(steps: list[bytes]) -> None:
    whole = b"".join(steps)
    assert list(Steps(steps, damaged=False)) == list(io.BytesIO(whole))
    stream = Steps(steps, damaged=False)
    assert whole.startswith(stream.peek(1))
    assert stream.read() == whole
    assert stream.read1(5) == stream.peek() == b""


def test_nothing_is_written() -> None:
    with pytest.raises(io.UnsupportedOperation):
        Steps([], damaged=False).write(b"x")


@given(st.binary(max_size=20), st.binary(max_size=20))
def test_what_was_read_ahead_comes_first_and_is_counted(head: bytes, rest: bytes) -> None:
    meter = Meter(0)
    assert ahead(head, io.BytesIO(rest), meter).read() == head + rest
    assert meter.came == len(head + rest)
