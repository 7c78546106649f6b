"""A decision finds its mark again among others: the same one, or none."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger import held
from onrecord.shapes.decision import Decision, status
from onrecord.shapes.mark import digest

REPORT = "r" * 64
TEXT = (
    "In the north 40 families were moved. In the south 40 cars were lost. The mayor said that nobody could have known"
    " how deep the cracks were. In the west 40 families were moved again."
)


def place(
    text: str, words: str, nth: int = 0, reading: int = 0, kind: str = "figure", report: str = REPORT
) -> held.Place:
    """The mark over the n-th occurrence of some words, the how-manyth reading of them."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    end = start + len(words)
    name = digest(report, kind, start, end, words)[:20]
    for _ in range(reading):
        name = digest(name)[:20]
    around = text[max(0, start - 32) : start], text[end : end + 32]
    return held.Place(name, kind, start, end, words, *around, reading)


def about(one: held.Place, n: int = 1, verdict: str = "accept", value: str | None = None) -> Decision:
    """A decision about a mark."""
    edges = one.start, one.end, one.exact, one.prefix, one.suffix
    return Decision(
        n, n, REPORT, one.mark, one.kind, "", *edges, verdict, value, "{}", "1", "Ann", "2031-05-02T10:00:00Z"
    )


LONG = "nobody could have known how deep the cracks were"
INSERTED = "A new line stands here now. " + TEXT
# What is decided about, in which text it stood; the marks and the text that there are now; which of them it is.
CASES: list[tuple[str, held.Place, list[held.Place], str, int | None]] = [
    ("the same id", place(TEXT, "40"), [place(TEXT, "40", 1), place(TEXT, "40")], TEXT, 1),
    ("it is gone, another of the same words stands", place(TEXT, "40"), [place(TEXT, "40", 1)], TEXT, None),
    ("moved, same words round it", place(TEXT, "40 cars"), [place(INSERTED, "40 cars")], INSERTED, 0),
    (
        "moved, of two with the same words the one between the same",
        place(TEXT, "40", 1),
        [place(INSERTED, "40"), place(INSERTED, "40", 1)],
        INSERTED,
        1,
    ),
    (
        "moved, two between the same words",
        place("now 40 more. now 40 more. now 40 more.", "40", 1),
        [replace(place(INSERTED, "40", n), prefix="p", suffix="s") for n in (0, 1)],
        INSERTED,
        None,
    ),
    ("changed round it, long words", place(TEXT, LONG), [place(f"He said {LONG}!", LONG)], f"He said {LONG}!", 0),
    ("changed round it, short words", place(TEXT, "40"), [place("It lost 40 euros", "40")], "It lost 40 euros", None),
    (
        "changed a little round it, short words",
        place(TEXT, "40 cars"),
        [place("In the deep south 40 cars were broken.", "40 cars")],
        "In the deep south 40 cars were broken.",
        0,
    ),
    (
        "two as near as one another",
        replace(place(f"{'x ' * 50}{LONG}", LONG), start=100, end=100 + len(LONG)),
        [place(f"{'y ' * 25}{LONG}{'z ' * 26}{LONG}", LONG, n) for n in (0, 1)],
        f"{'y ' * 25}{LONG}{'z ' * 26}{LONG}",
        None,
    ),
    (
        "the nearer of two",
        place(f"{'x ' * 50}{LONG}", LONG),
        [place(f"{'y ' * 40}{LONG} {'z ' * 90}{LONG}", LONG, n) for n in (0, 1)],
        f"{'y ' * 40}{LONG} {'z ' * 90}{LONG}",
        0,
    ),
    ("another kind", place(TEXT, "40 cars"), [place(TEXT, "40 cars", kind="event")], TEXT, None),
    ("the second reading of the words is gone", place(TEXT, "40", 0, 1), [place(TEXT, "40")], TEXT, None),
    ("the second reading of the words, moved", place(TEXT, "40 cars", 0, 1), [place(INSERTED, "40 cars", 0, n) for n in (0, 1)], INSERTED, 1),
    ("wider now", place(TEXT, "40 cars"), [place(TEXT, "40 cars were lost")], TEXT, None),
    ("nothing there", place(TEXT, "40"), [], TEXT, None),
    ("a shorter text", place(TEXT, "40", 2), [], "In", None),
]  # fmt: skip


@pytest.mark.parametrize(("was", "there", "text", "expect"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_where_it_is_now(was: held.Place, there: list[held.Place], text: str, expect: int | None) -> None:
    found = held.places([about(was)], there, text)
    assert found == ({} if expect is None else {1: there[expect].mark})


def test_edges_moved_to_where_the_reader_has_them_now() -> None:
    was, now = place(TEXT, "40 cars"), place(TEXT, "40 cars were lost")
    put = json.dumps({"start": now.start, "end": now.end, "exact": now.exact})
    assert held.places([about(was, 1, "span", put), about(was, 2)], [now], TEXT) == {1: now.mark, 2: now.mark}
    undone = replace(about(was, 1, "span", put), undone_at="2031-05-02T11:00:00Z")
    assert held.places([undone], [now], TEXT) == {}


def test_two_marks_are_never_taken_for_one() -> None:
    was = [place(f"{'x ' * 50}{LONG} {LONG}", LONG, n) for n in (0, 1)]
    text = f"{'y ' * 60}{LONG}"
    found = held.places([about(was[0], 1), about(was[1], 2)], [place(text, LONG)], text)
    assert found == {}


def test_a_new_id_of_the_report_renames_every_reading() -> None:
    for reading in range(4):
        old, new = place(TEXT, "40", 1, reading), place(TEXT, "40", 1, reading, report="s" * 64)
        assert held.renamed(REPORT, "s" * 64, about(old)) == new.mark
        assert held.reading(REPORT, "figure", old.start, old.end, old.exact, old.mark) == reading
    strange = replace(about(place(TEXT, "40")), mark="f" * 20)
    assert held.renamed(REPORT, "s" * 64, strange) == "f" * 20


@given(st.text("ab 4", max_size=60), st.text("ab 4", max_size=60), st.sampled_from(["4", "ab", "a b"]))
def test_what_holds_has_the_same_words(before: str, now: str, words: str) -> None:
    was = [place(before, words, n) for n in range(before.count(words)) if before.find(words) >= 0][:1]
    there = []
    for n in range(now.count(words)):
        there.append(place(now, words, n))
    for one in was:
        found = held.places([about(one)], there, now)
        for name in found.values():
            (mark,) = [p for p in there if p.mark == name]
            assert mark.exact == one.exact
            if before == now:
                assert mark.start == one.start


STATUS = [
    ([], "open"),
    (["accept"], "accepted"),
    (["accept", "reject"], "rejected"),
    (["reject", "set:cell"], "accepted"),
    (["accept:cell"], "open"),
    (["reject", "accept:cell"], "rejected"),
    (["accept", "flag:cell"], "flagged"),
    (["flag", "span"], "accepted"),
    (["accept", "-reject"], "accepted"),
]


@pytest.mark.parametrize(("said", "expect"), STATUS, ids=[" ".join(s) or "nothing" for s, _ in STATUS])
def test_the_last_word_counts(said: list[str], expect: str) -> None:
    made = []
    for n, word in enumerate(said, 1):
        verdict, _, cell = word.removeprefix("-").partition(":")
        undone = "2031-05-02T11:00:00Z" if word.startswith("-") else None
        made.append(replace(about(place(TEXT, "40"), n, verdict), cell=cell, undone_at=undone))
    assert status(made) == expect
