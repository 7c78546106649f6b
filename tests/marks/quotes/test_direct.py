"""Finding the speaker of a direct quote in a parse that leads nowhere."""

import spacy
from spacy.tokens import Doc

from onrecord.marks.quotes.direct import _chunk_between


def test_a_climb_that_leaves_the_stretch_ends() -> None:
    """The name hangs on a preposition whose own head lies before the stretch: the climb once went on for ever."""
    words = ["Out", "of", "Roe", "said"]
    doc = Doc(
        spacy.blank("en").vocab,
        words=words,
        heads=[3, 0, 1, 3],
        deps=["dep", "prep", "pobj", "ROOT"],
        pos=["NOUN", "ADP", "PROPN", "VERB"],
    )
    found = _chunk_between(doc, 0, 3)
    assert found is not None
    assert found.text == "Roe"
