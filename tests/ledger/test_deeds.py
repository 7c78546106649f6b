"""What was done, whatever word tells it."""

from __future__ import annotations

import pytest

from onrecord.ledger.deeds import deeds, near, other_steps


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("arrested", "arrest", True),
        ("held", "detained", True),
        ("killing", "died", True),
        ("struck", "airstrike", True),
        ("talk", "met", True),
        ("cancelled", "cancel", True),
        ("capsizes", "sank", True),
        ("studied", "study", True),
        ("arrested", "charged", False),
        ("attacked", "rescued", False),
    ],
)
def test_words_of_one_deed(one: str, two: str, same: bool) -> None:
    assert bool(deeds([one]) & deeds([two])) is same


def test_steps_of_one_course_are_apart() -> None:
    assert other_steps(deeds(["arrested"]), deeds(["charged"]))
    assert not other_steps(deeds(["arrested"]), deeds(["detained", "charged"]))
    assert not other_steps(deeds(["arrested"]), deeds(["attacked"]))


def test_near_types_are_near_in_either_order() -> None:
    assert near("OTHER", "ASSAULT", "harm")
    assert near("ASSAULT", "OTHER", "harm")
    assert not near("ASSAULT", "OTHER", "announced")
    assert near("ACCIDENT", "DISASTER", "announced")
