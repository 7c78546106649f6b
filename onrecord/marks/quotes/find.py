"""The kind of mark called quote: who said what, in whose words.

Source: the tables of speech in the lexicon; what counts as said is told in contents.py, direct.py and phrases.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon import speech
from onrecord.marks.parse import Paragraph
from onrecord.marks.quotes import attitudes
from onrecord.marks.quotes.assemble import assemble
from onrecord.marks.quotes.candidate import Said
from onrecord.marks.quotes.resolve import resolve
from onrecord.shapes.mark import CellSpec, Kind, derived


def local(paragraph: Paragraph) -> Sequence[Said]:
    """What one paragraph shows of quotes, in text order; offsets count in the paragraph."""
    if not paragraph.text.strip():
        return []
    return assemble(paragraph)


def _cue_words(value: object, words: str) -> bool:
    """The cue's words are a row of the tables of speech, or a headline's mark between speaker and words."""
    parts = words.split()
    if words.strip() in (":", "–", "—", "-", "--"):
        return True
    forms = [" ".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, min(len(parts), i + 3) + 1)]
    forms.append(f"{parts[0]} {parts[-1]}" if parts else "")  # "made it clear"
    if any(speech.verb(f) or speech.noun(f) for f in forms) or any(_source(p) for p in parts):
        return True
    lowered = " ".join(parts).lower()
    if lowered in attitudes.forces():
        return True
    return any(all(w in lowered for w in p.words if w != "~") for p in speech.phrases())


def _force(value: object, words: str) -> bool:
    """The cue has this force in the tables of speech or of attitudes."""
    return speech.supports_force(value, words) or attitudes.forces().get(words.strip().lower()) == value


def _source(word: str) -> bool:
    """A document that speaks: "in a letter:"."""
    known = speech.sources()
    return any(known.get(w) == "text" for w in (word.lower(), word.lower().removesuffix("s")))


KIND = Kind(
    name="quote",
    plural="quotes",
    version=11,
    cells=(
        CellSpec("kind", "word", "direct (all in marks), mixed (part of it) or indirect (none)", derived),
        CellSpec("speaker", "name", "who said it; absent when the text does not say"),
        CellSpec("cue", "span", "the verb, noun or phrase of speech", _cue_words),
        CellSpec("spoken_for", "name", "the body or person whose spokesperson speaks"),
        CellSpec("unnamed", "span", "where the report says that the speaker is not to be named"),
        CellSpec("via", "names", "through whom it came, outermost first"),
        CellSpec("depth", "number", "through how many it came; absent for none", derived),
        CellSpec("addressee", "name", "who was told or asked"),
        CellSpec(
            "force",
            "word",
            "what saying it does: state ask promise threaten deny accuse praise doubt",
            _force,
        ),
        CellSpec("tense", "word", "when it was, is or will be said: past present future", derived),
        CellSpec("when", "when", "the day that the words bear themselves: that of a post set into the report"),
        CellSpec("continued", "flag", "goes on from the quote before, whose speaker it has", derived),
    ),
    candidate=Said,
    local=local,
    resolve=resolve,
    needs=("mention", "time"),
    tables=(
        "speech_verbs.tsv",
        "speech_nouns.tsv",
        "speech_phrases.tsv",
        "speech_sources.tsv",
        "judgements.tsv",
        "attitudes.tsv",
        "voices.tsv",
        "words.tsv",
    ),
)
