"""Places numbered by words, and names compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.checks.words import Aligned, overlap, same_name


def at(text: str, words: str) -> dict[str, int]:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def test_same_words_in_other_lines_are_one_place() -> None:
    expected, read = "Two men were held.\nA third fled.", "  Two men\nwere held.   A third\nfled."
    words = Aligned(expected, read)
    assert words.expected(at(expected, "A third fled")) == words.read(at(read, "A third\nfled"))


def test_a_word_that_is_not_expected_is_nowhere() -> None:
    expected, read = "Two men were held.", "ADVERT Two men were held. SHARE"
    words = Aligned(expected, read)
    assert words.read(at(read, "ADVERT")) == words.read(at(read, "SHARE")) == frozenset()
    assert words.read(at(read, "ADVERT Two men")) == words.expected(at(expected, "Two men"))


def test_no_span_is_no_place() -> None:
    words = Aligned("a b", "a b")
    assert words.expected(None) == words.read(None) == frozenset()


@given(st.text(), st.text(), st.integers(0, 50), st.integers(0, 50))
def test_any_span_of_any_text_has_a_place(one: str, other: str, a: int, b: int) -> None:
    words = Aligned(one, other)
    span = {"start": min(a, b), "end": max(a, b)}
    assert words.read(span) <= words.expected({"start": 0, "end": len(one)})


@given(st.text())
def test_a_text_is_aligned_with_itself(text: str) -> None:
    words, whole = Aligned(text, text), {"start": 0, "end": len(text)}
    assert words.read(whole) == words.expected(whole)


def test_overlap_is_the_share_of_common_words() -> None:
    assert overlap(frozenset({1, 2, 3}), frozenset({2, 3, 4})) == 0.5
    assert overlap(frozenset(), frozenset()) == 0.0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mayor Ana Ruiz", "Ana Ruiz", True),
        ("The army", "army", True),
        ("Norland's government", "the government of Norland", True),
        ("Ana Ruiz", "Bela Ruiz", False),
        ("Ministry of Health", "Ministry of Trade", False),
        ("the mine", "the port", False),
        (None, None, True),
        ("Ana Ruiz", None, False),
        ("police", "police who had come from the three next towns to block the only road", False),
    ],
)
def test_same_name(one: str | None, other: str | None, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same
