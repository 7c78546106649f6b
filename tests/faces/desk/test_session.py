"""The secrets of one running desk."""

from __future__ import annotations

from onrecord.faces.desk.session import Session


def test_who_starts_the_desk_is_told_the_next_link_when_one_was_used() -> None:
    told: list[str] = []
    session = Session(1, opened=told.append)
    first = session.entrance
    assert not session.opens("wrong")
    assert told == []
    assert session.opens(first.partition("=")[2])
    assert told == [session.entrance] != [first]


def test_a_token_that_was_chosen_is_told_to_nobody() -> None:
    told: list[str] = []
    session = Session(1, "a token that was chosen", told.append)
    assert session.opens("a token that was chosen")
    assert told == []
