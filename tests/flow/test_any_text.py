"""Whatever comes in, a reading or one line of reason comes out, and every offset holds."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onrecord import flow
from onrecord.marks.kinds import KINDS
from onrecord.shapes.raw import Failure, Given, Raw
from onrecord.shapes.reading import Reading

Printer = Callable[[Reading], bytes]

# Pieces of news text and what goes wrong with it, put together at random: far more paths than letters at random.
PIECES = """“ ” ‘ ’ " ' « ( ) [ ] - — – … . , ; : ? ! \n \n\n \r\n \t \u00a0 \u200b \ufeff \u2028 é ﬁ 𝟗 <p> </p> <b> &amp;
she he they Ann Orr Ruiz Norland President of the and or not to for in on at by said says told adding denied vowed warned
that if will would had been was reporters officials police according including at least more than nearly some dozens 12
1,200 1.4M 0 85% $3 -5 1e9 ½ twenty-three million hundred killed injured missing people soldiers on Friday yesterday last
week March 3 2025 since 40.8 (AP) — NORLAND, By Share Advertisement attack talks sanctions protest strike flood agreed with
""".split(" ")
NEWS = st.lists(st.sampled_from([piece for piece in PIECES if piece]), max_size=60).map(" ".join)
TEXTS = st.one_of(NEWS, st.text(max_size=200), st.lists(NEWS, max_size=6).map("\n".join))
PUBLISHED = st.sampled_from([None, "2025-03-03", "2024-02-29"])
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def read(data: bytes, published: str | None = None) -> Reading | Failure:
    return flow.read_one(Raw(data, "a", "a", given=Given(published=published)), {})[0]


def holds(reading: Reading) -> None:
    text = reading.text
    for block in reading.report.blocks:
        assert block.span.end <= len(text)
    for kind in KINDS:
        for mark in reading.marks[kind.name]:
            assert mark.parts
            assert all(part.start < part.end <= len(text) for part in mark.parts)
            for name, cell in mark.cells.items():
                assert all(span.end <= len(text) for span in cell.at)
                assert kind.cell(name).carries(cell.value, text, cell.at)


@few
@given(TEXTS, PUBLISHED)
@example("", None)
@example("\ufeff", None)
@example("“Out,” she said. “Out!", None)
@example("Ann Orr said " * 40, "2025-03-03")
def test_any_text(text: str, published: str | None) -> None:
    found = read(text.encode("utf-8", "surrogatepass"), published)
    if isinstance(found, Failure):
        assert found.why
        assert "\n" not in found.why
    else:
        holds(found)
        found.as_dict()


@few
@given(st.one_of(st.binary(max_size=300), NEWS.map(lambda t: f"<html><body><p>{t}</p><p>{t}".encode())))
@example(b"\x00\x01\x02")
@example(b"\xff\xfe<\x00p\x00>\x00")
def test_any_bytes(data: bytes) -> None:
    found = read(data)
    if isinstance(found, Reading):
        holds(found)


@few
@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    one, other = read(data), read(data)
    if isinstance(one, Reading):
        assert isinstance(other, Reading)
        assert one.as_dict() == other.as_dict()
    else:
        assert one == other


@pytest.mark.parametrize(
    "letter",
    list("\n\t (\"“'.,-$%") + ["said ", "1 ", "1", "at least ", "a\n", "of the dam ", "that Ann said ", "Ann and "],
)
def test_one_thing_over_and_over(letter: str) -> None:
    """Long runs of one thing: what goes back and forth over its text takes minutes here."""
    found = read(f"The dam held. {letter * 300} It held.".encode())
    if isinstance(found, Reading):
        holds(found)


def test_a_zero_byte_among_words_moves_nothing() -> None:
    plain = "Two people were killed in Ostrava on Monday, said Ann Orr, a spokeswoman for the port.\n" * 2
    odd = plain.replace("killed", "kil\0led", 1).replace("said", "\0said")
    one, other = read(plain.encode()), read(odd.encode())
    assert isinstance(one, Reading)
    assert isinstance(other, Reading)
    holds(other)
    assert other.text == odd
    for kind in KINDS:
        words = [plain[m.start : m.end] for m in one.marks[kind.name]]
        assert [odd[m.start : m.end].replace("\0", "") for m in other.marks[kind.name]] == words
