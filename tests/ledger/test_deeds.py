"""What was done, whatever word tells it."""

from __future__ import annotations

import pytest

from onrecord.ledger.deeds import deeds, deeds_beside, lasting, near, other_steps, same_step


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


@pytest.mark.parametrize(
    ("word", "type_", "telling", "deed"),
    [
        ("pronounced", "OTHER", "the cook was pronounced dead", "kill"),
        ("pronounced", "OTHER", "the cook was pronounced guilty", ""),
        ("claimed", "OTHER", "the blaze claimed a life", "kill"),
        ("claimed", "OTHER", "the cook claimed a prize", ""),
        ("opened", "ASSAULT", "the guard opened fire", "shoot"),
        ("opened", "OTHER", "the mayor opened fire station four", ""),
        ("crossfire", "ASSAULT", "crossfire", "shoot"),
        ("leaving", "OTHER", "leaving the scene of a collision", "flee"),
        ("leaving", "OTHER", "leaving the choir", ""),
        ("jailbreak", "OTHER", "the jailbreak from a prison", "flee"),
        ("received", "SANCTION", "the cook received a life sentence", "sentence"),
        ("received", "OTHER", "the cook received a life sentence", ""),
    ],
)
def test_a_word_tells_a_deed_beside_others(word: str, type_: str, telling: str, deed: str) -> None:
    assert deeds_beside([word], type_, frozenset(telling.split())) == ({deed} if deed else frozenset())


def test_what_lasts_and_what_is_one_step() -> None:
    assert lasting(deeds(["offensive"]))
    assert not lasting(deeds(["offensive", "shelled"]))
    assert not lasting(frozenset())
    assert same_step(deeds(["charged"]), deeds(["charges"]))
    assert not same_step(deeds(["charged"]), deeds(["arrested"]))
    assert not same_step(deeds(["walked"]), deeds(["walk"]))
