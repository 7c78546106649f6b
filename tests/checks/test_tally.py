"""Counting, pairing, adding up."""

import pytest

from onrecord.checks.tally import Miss, Tally, choice, fillers, gather, pair, together


def equal(one: object, other: object) -> bool:
    return one == other


@pytest.mark.parametrize(
    ("right", "expected", "got", "precision", "recall", "score"),
    [(3, 4, 6, 0.5, 0.75, 0.6), (0, 0, 0, 1, 1, 1), (0, 2, 0, 1, 0, 0), (0, 0, 2, 0, 1, 0), (2, 2, 2, 1, 1, 1)],
)
def test_scores(right: int, expected: int, got: int, precision: float, recall: float, score: float) -> None:
    tally = Tally("quotes", "found", right, expected, got)
    assert (tally.precision, tally.recall, tally.score) == pytest.approx((precision, recall, score))


def test_findings_add_up_by_layer_and_name() -> None:
    miss = Miss("one.txt", "quotes", "missed", "words")
    outcome = gather(
        [choice("quotes", "kind", True), miss, choice("figures", "what", False), choice("quotes", "kind", False)]
    )
    assert outcome.tallies["quotes.kind"] == Tally("quotes", "kind", 1, 2, 2)
    assert outcome.scores == {"quotes.kind": 0.5, "figures.what": 0.0}
    assert outcome.misses == (miss,)


def test_what_nobody_asked_for_has_no_score() -> None:
    assert gather([Tally("quotes", "via", 0, 0, 0)]).scores == {}


@pytest.mark.parametrize(
    ("expected", "got", "right"), [("ab", "ba", 2), ("aab", "ab", 2), ("", "a", 0), ("a", "", 0), ("ab", "cd", 0)]
)
def test_fillers(expected: str, got: str, right: int) -> None:
    assert fillers("events", "actor", expected, got, equal) == Tally("events", "actor", right, len(expected), len(got))


def test_pairs_are_one_to_one_and_the_best_go_first() -> None:
    fits = {(0, 0): 0.6, (0, 1): 0.9, (1, 1): 0.8, (2, 2): 0.0}
    found = pair(range(3), range(3), lambda e, g: fits.get((e, g), 0.0), lambda e: False)
    assert found == [(0, 1)]


def test_of_equal_fits_the_optional_comes_last() -> None:
    assert pair([1, 2], ["x"], lambda e, g: 1.0, lambda e: e == 1) == [(1, 0)]


def test_groups_are_compared_by_pairs() -> None:
    tally = together("stories", "found", [["a", "b", "c"]], [["a", "b"], ["c", "d"]])
    assert (tally.right, tally.expected, tally.got) == (1, 3, 2)
