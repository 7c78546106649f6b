"""spaCy's pipeline over many paragraphs, with the same weights and results, in a fraction of the time.

The word vectors come from `encode`, parts of speech and lemmas from `lemmas`; the steps of parser and name finder stay
spaCy's own, fed with those vectors. A model that is built otherwise is run by spaCy as it is, paragraph by paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import ThreadpoolController

from onrecord.marks.encode import ROWS, Encoder, Floats, Places, by_paragraph, lanes, product, rows_alone
from onrecord.marks.lemmas import Lemmas
from onrecord.marks.words import Doc, Form, Reading, Rows

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as Parsed

_STEPS = ("tagger", "parser", "ner")
_WORDS = 60_000  # new words, some 250 bytes each, that a loaded model may hold
_IOB = ("", "I", "O", "B")
_MOST = 15_000  # words whose forms are kept


class Pipeline:
    """A loaded model, ready to parse."""

    def __init__(self, nlp: Language) -> None:
        """Takes the model over: its layers are exchanged for faster ones where that changes no result."""
        self.nlp = nlp
        self._first = len(nlp.vocab)
        self._forms: dict[int, Form] = {}
        self._names: dict[int, str] = {}
        ops = _dot_ops()
        for _, component in nlp.pipeline:
            model = getattr(component, "model", None)
            for node in () if model is None else model.walk():
                node.ops = ops
        # Products as small as a paragraph's take longer on several threads, which spin while they wait for one another.
        self._threads = ThreadpoolController()
        with self._threads.limit(limits=1, user_api="blas"):  # threads part the rows elsewhere
            self._fast = _Fast.of(nlp)

    @property
    def crowded(self) -> bool:
        """True when it has met so many new words that it is better loaded anew."""
        return len(self.nlp.vocab) - self._first > _WORDS

    def __call__(self, texts: Sequence[str]) -> list[Doc]:
        """The parses of some paragraphs, in order."""
        with self._threads.limit(limits=1, user_api="blas"):
            return self._parsed(texts)

    def _parsed(self, texts: Sequence[str]) -> list[Doc]:
        if self._fast is None:
            docs = [self.nlp(text) for text in texts]
            return [self._doc(doc, [Reading(t.tag_, t.pos_, t.dep_, t.lemma_) for t in doc]) for doc in docs]
        if not self._fast.together:
            return [self._doc(*one) for text in texts for one in self._fast([self.nlp.make_doc(text)])]
        return [self._doc(*one) for one in self._fast([self.nlp.make_doc(text) for text in texts])]

    def _doc(self, doc: Parsed, readings: Sequence[Reading]) -> Doc:
        """A parse as plain objects; `readings` are those of its words."""
        from spacy.attrs import ENT_IOB, ENT_TYPE, HEAD, ORTH, SENT_START, SPACY

        if not len(doc):
            return Doc(doc.text, Rows((), (), (), (), (), (), ()))
        columns = doc.to_array([ORTH, HEAD, SPACY, SENT_START, ENT_TYPE, ENT_IOB]).T
        orths, _, spaces, starts, entities, iobs = columns.tolist()
        heads = (columns[1].astype(np.int64) + np.arange(len(doc))).tolist()
        forms, names = self._forms, self._names
        if len(forms) > _MOST:
            forms.clear()
        for i, orth in enumerate(orths):
            if orth not in forms:
                word = doc[i]
                forms[orth] = Form(word.text, word.lower_, word.is_space, word.is_punct, word.is_alpha, word.like_num)
        for name in set(entities).difference(names):
            names[name] = self.nlp.vocab.strings[name] if name else ""
        rows = Rows(
            [forms[orth] for orth in orths],
            readings,
            heads,
            spaces,
            [start == 1 for start in starts],
            [names[name] for name in entities],
            [_IOB[iob] for iob in iobs],
        )
        return Doc(doc.text, rows)


class _Given:
    """A layer that hands on vectors that were worked out elsewhere."""

    def __init__(self) -> None:
        from thinc.api import Model

        self.vectors: Floats = np.zeros((0, 0), np.float32)
        self.layer: Any = Model("given", lambda model, docs, is_train: (self.vectors, lambda d: d))

    @staticmethod
    def instead_of(model: Any) -> _Given:
        """In the place of a transition model's first layer."""
        given = _Given()
        model.layers[0] = given.layer
        model.set_ref("tok2vec", given.layer)
        return given


class _Fast:
    """The steps of a pipeline of the usual build."""

    def __init__(self, nlp: Language, shared: Encoder, own: Encoder) -> None:
        tagger, parser, ner = _steps(nlp)
        self._tagger, self._parser, self._ner = tagger, parser, ner
        softmax = next(node for node in tagger.model.walk() if node.name == "softmax")
        self._tag = softmax.get_param("W"), softmax.get_param("b")
        lines = [next(n for n in step.model.layers[0].walk() if n.name == "linear") for step in (parser, ner)]
        self._lines = [(line.get_param("W"), line.get_param("b")) for line in lines]
        self._shared, self._own = shared, own
        shapes = [*shared.shapes, *own.shapes, self._tag[0].shape, *(w.shape for w, _ in self._lines)]
        for step in (parser, ner):
            w = step.model.layers[1].get_param("W")
            shapes.append((w.size // w.shape[-1], w.shape[-1]))
        self.together = rows_alone(shapes) and _small_alone([s.model.layers[2].get_param("W") for s in (parser, ner)])
        self._given = [_Given.instead_of(step.model) for step in (parser, ner)]
        self._lemmas = Lemmas(nlp)
        self._ops: Any = parser.model.ops

    @staticmethod
    def of(nlp: Language) -> _Fast | None:
        """The steps of a model; None where it is built otherwise."""
        wanted = ("tok2vec", *_STEPS, "attribute_ruler", "lemmatizer")
        if sorted(nlp.pipe_names) != sorted(wanted) or not Lemmas.fit(nlp):
            return None
        vectors: Any = nlp.get_pipe("tok2vec")
        shared, steps = Encoder.of(vectors.model), _steps(nlp)[1:]
        if shared is None or any(step.model.name != "parser_model" or len(step.model.layers) != 3 for step in steps):
            return None
        own = Encoder.of(steps[1].model.get_ref("tok2vec").layers[0])
        return None if own is None else _Fast(nlp, shared, own)

    def __call__(self, docs: list[Parsed]) -> list[tuple[Parsed, list[Reading]]]:
        """Parse what was tokenised; with each what grammar makes of its words."""
        from spacy.attrs import DEP, ORTH, TAG

        filled = [doc for doc in docs if len(doc)]
        if filled:
            lengths = [len(doc) for doc in filled]
            features = _features(filled, self._shared)
            vectors = self._shared(features, lengths)
            many = np.array(lengths)
            tags = (by_paragraph(vectors, self._tag[0], many) + self._tag[1]).argmax(axis=1)
            ends = np.cumsum(many)[:-1]
            self._tagger.set_annotations(filled, np.split(tags, ends))
            for n, step in enumerate((self._parser, self._ner)):
                if n:
                    same = self._own.columns == self._shared.columns
                    vectors = self._own(features if same else _features(filled, self._own), lengths)
                weights, bias = self._lines[n]
                self._given[n].vectors = by_paragraph(vectors, weights, many) + bias
                self._ops.many = many
                step.set_annotations(filled, step.predict(filled))
            self._ops.many = None
        keys = [list(map(tuple, doc.to_array([ORTH, TAG, DEP]).tolist())) if len(doc) else [] for doc in docs]
        return [(doc, self._lemmas.of(doc, own)) for doc, own in zip(docs, keys, strict=True)]


def _steps(nlp: Language) -> list[Any]:
    return [nlp.get_pipe(name) for name in _STEPS]


def _features(docs: Sequence[Parsed], encoder: Encoder) -> Any:
    return np.concatenate([doc.to_array(list(encoder.columns)) for doc in docs])


def _small_alone(weights: Sequence[Floats]) -> bool:
    """Whether the matrix product that spaCy's steps use gives a row the same bits in any company."""
    from blis.py import gemm

    made = np.random.default_rng(2)
    for w in weights:
        x = made.standard_normal((70, w.shape[1]), np.float32)
        whole = gemm(x, w, trans2=True)
        for start, many in ((0, 1), (1, 2), (3, 3), (5, 8), (20, 17), (30, 40)):
            part = gemm(np.ascontiguousarray(x[start : start + many]), w, trans2=True)
            if not np.array_equal(part, whole[start : start + many]):
                return False
    return True


def _dot_ops() -> Any:
    """thinc's numpy operations with numpy's own matrix product: the same values, up to three times as fast.

    Source: measured on one core of a current server processor; thinc calls a slower kernel there.
    """
    from thinc.api import NumpyOps

    class DotOps(NumpyOps):
        many: Places | None = None  # words of each paragraph, while a step is asked for several

        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            a = x.T if trans1 else x
            if trans2 and not trans1 and self.many is not None and len(a) == self.many.sum():
                found = by_paragraph(a, y, self.many)
            elif trans2 and not trans1 and (len(a) < ROWS or lanes()[0] > 1):
                found = product(a, y)
            else:
                found = np.dot(a, y.T if trans2 else y)
            if out is None:
                return found
            out[:] = found
            return out

    return DotOps()
