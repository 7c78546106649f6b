"""The words of speech: every row can be read, and the look-ups that the kinds of mark rest on."""

from __future__ import annotations

import pytest

from onrecord.lexicon import speech


@pytest.mark.parametrize(
    ("form", "particle", "word"),
    [
        ("said", "", "say"),
        ("Told", "", "tell"),
        ("pointed", "out", "point out"),
        ("called", "on", "call on"),
        ("ran", "", None),
    ],
)
def test_verb(form: str, particle: str, word: str | None) -> None:
    found = speech.verb(form, particle)
    assert (found.word if found else None) == word


@pytest.mark.parametrize(
    ("lemma", "complement", "force"),
    [
        ("say", "", "state"),
        ("warn", "", "state"),
        ("warn", "oinf", "ask"),
        ("deny", "", "deny"),
        ("vow", "", "promise"),
        ("threat", "", "threaten"),
        ("walk", "", None),
    ],
)
def test_force(lemma: str, complement: str, force: str | None) -> None:
    assert speech.force(lemma, complement) == force


def test_each_force_has_verbs() -> None:
    assert all(speech.verbs(force) for force in speech.FORCES)
    assert speech.says("say")
    assert not speech.says("accuse")
    assert speech.asks("urge")
    assert not speech.asks("say")


def test_a_force_needs_its_word() -> None:
    assert speech.supports_force("deny", "flatly denied")
    assert not speech.supports_force("deny", "said")
    assert speech.supports_force("ask", "called on")


def test_tables_are_whole() -> None:
    assert speech.noun("warnings") is not None
    assert speech.sources()["study"] == "text"
    assert {p.place for p in speech.phrases()} == {"before", "after", "put", "own"}
