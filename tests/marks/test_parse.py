"""The parse is spaCy's own, to the last word, whatever it is parsed with."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import ThreadpoolController

from onrecord import flow
from onrecord.marks import encode, pipeline
from onrecord.marks.parse import cutting_words, model_name, parse, parse_all, parser, typewritten
from onrecord.marks.words import Doc
from onrecord.shapes.raw import Raw
from onrecord.shapes.report import Report

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "reports").iterdir())
ODD = [
    "",
    " ",
    "\n\n",
    "Let's go. There were 3 left, y'all said; they ain't gonna come on.",
    "Maj. Reyes and Lt. Gen. Okoro told U.S. officials in St. Ives.",
    "😀 ½ 10 000 … “Quoted,” she said — and left.",
    "and " * 300,
    "the " + "very " * 200 + "long day",
    "A\u200bB \ufffd\ufffd \x85 end",
    "word",
]
PLAIN = (
    "text lower_ tag_ pos_ dep_ lemma_ ent_type_ ent_iob_ is_space is_punct is_alpha like_num whitespace_ idx i".split()
)
PLACES = ("head", "left_edge", "right_edge")
LISTS = ("children", "lefts", "rights", "subtree", "ancestors")


def paragraphs() -> list[str]:
    found = []
    for path in EXAMPLES:
        for report in flow.reports(Raw(path.read_bytes(), path.name, path.name)):
            if isinstance(report, Report):
                found += [passage.text for passage in report.passages]
    return found


@pytest.fixture(scope="module")
def bare() -> Any:
    import spacy

    return cutting_words(spacy.load(model_name()))


def told(doc: Any) -> list[Any]:
    """All that rules ask of a parse, as plain values."""
    rows: list[Any] = []
    for token in doc:
        row = [getattr(token, name) for name in PLAIN] + [getattr(token, name).i for name in PLACES]
        rows.append([*row, bool(token.is_sent_start), *([t.i for t in getattr(token, name)] for name in LISTS)])
    spans = [doc[i : i + 6] for i in range(0, len(doc), 4)] + list(doc.sents)
    return [rows, [(s.start, s.end, s.start_char, s.end_char, s.text, s.root.i) for s in spans]]


def test_the_parse_of_reports_is_that_of_spacy(bare: Any) -> None:
    texts = [typewritten(text) for text in [*paragraphs(), *ODD] if text]
    assert len(texts) > 40
    parsed = parse_all([(text, "body") for text in texts])
    for text, paragraph in zip(texts, parsed, strict=True):
        assert told(paragraph.doc) == told(bare(text)), text


@cache
def alone(text: str) -> list[Any]:
    return told(parse(text, "body").doc)


@settings(max_examples=25)
@given(st.lists(st.sampled_from([*ODD, *paragraphs()]), min_size=1, max_size=12))
def test_a_paragraph_is_parsed_alike_in_any_company(texts: list[str]) -> None:
    together = [told(p.doc) for p in parse_all([(text, "body") for text in texts])]
    assert together == [alone(text) for text in texts]


def test_word_vectors_do_not_depend_on_company_by_a_single_bit() -> None:
    nlp = parser()
    shared: Any = nlp.get_pipe("tok2vec")
    made = encode.Encoder.of(shared.model)
    assert made is not None
    docs = [nlp.make_doc(text) for text in paragraphs()[:30]]
    rows = [pipeline._features([doc], made) for doc in docs]
    import numpy as np

    with ThreadpoolController().limit(limits=1, user_api="blas"):
        if not encode.rows_alone(made.shapes):
            pytest.skip("this machine's matrix product gives a row other bits in other company")
        whole = made(np.concatenate(rows), [len(doc) for doc in docs])
        at = 0
        for doc, row in zip(docs, rows, strict=True):
            alone = encode.Encoder.of(shared.model)
            assert alone is not None
            assert alone(row, [len(doc)]).tobytes() == whole[at : at + len(doc)].tobytes()
            at += len(doc)


@given(st.integers(1, 700), st.integers(0, 40))
def test_rows_laid_out_give_the_product(many: int, skipped: int) -> None:
    import numpy as np

    made = np.random.default_rng(many)
    x, weights = made.standard_normal((many + skipped, 24), np.float32), made.standard_normal((7, 24), np.float32)
    for period, alike in ((12, 6), (5, 1), (2, 1)):
        found = encode._laid_out(x[skipped:], weights, period, alike)
        assert found.shape == (many, 7)
        assert np.allclose(found, x[skipped:] @ weights.T, atol=1e-4)


@pytest.mark.parametrize("period", [1, 5, 12])
@pytest.mark.parametrize("many", [[1], [3, 1, 40], [12, 24], [500, 7], [1] * 30])
def test_paragraphs_below_each_other_give_the_product(
    period: int, many: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    import numpy as np

    monkeypatch.setattr(encode, "lanes", lambda: (period, 1))
    made = np.random.default_rng(len(many))
    x, weights = made.standard_normal((sum(many), 24), np.float32), made.standard_normal((7, 24), np.float32)
    placed, room = encode.places(np.array(many))
    starts = placed[np.cumsum([0, *many[:-1]])]
    assert (starts % period == 0).all()
    assert room % period == 0
    assert len(set(placed.tolist())) == len(x) <= room
    assert np.allclose(encode.by_paragraph(x, weights, np.array(many)), x @ weights.T, atol=1e-4)


@pytest.mark.parametrize("way", ["alone", "by spaCy"])
def test_where_paragraphs_cannot_be_parsed_together_nothing_is_read_otherwise(
    way: str, monkeypatch: pytest.MonkeyPatch, bare: Any
) -> None:
    import spacy

    if way == "alone":  # as on a machine whose matrix product depends on the company
        monkeypatch.setattr(pipeline, "rows_alone", lambda shapes: False)
    else:  # as with a model of another build
        monkeypatch.setattr(pipeline._Fast, "of", lambda nlp: None)
    made = pipeline.Pipeline(cutting_words(spacy.load(model_name())))
    texts = [*paragraphs()[:8], *ODD]
    assert [told(doc) for doc in made(texts)] == [alone(text) for text in texts]


def test_a_model_of_another_build_has_no_encoder_of_ours() -> None:
    parser_model: Any = parser().get_pipe("parser")
    assert encode.Encoder.of(parser_model.model) is None


def test_old_vectors_make_room_for_new_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encode, "_MOST", 40)
    shared: Any = parser().get_pipe("tok2vec")
    small, large = encode.Encoder.of(shared.model), encode.Encoder.of(shared.model)
    assert small is not None
    assert large is not None
    for text in paragraphs()[:10]:
        doc = parser().make_doc(text)
        row = pipeline._features([doc], small)
        assert small(row, [len(doc)]).tobytes() == large(row, [len(doc)]).tobytes()
        assert len(small._known) <= 40 + len(doc)


@pytest.mark.parametrize(
    "text",
    [
        "We’ll meet the town’s mayor, who doesn’t know Lima’s plan.",
        "The villagers’ letter was lost, they’ve said.",
        "‘They’re the guards’ friends,’ Ana O’Dell said.",
    ],
)
def test_printed_apostrophes_are_parsed_as_typed_ones(text: str) -> None:
    def told(doc: Doc) -> list[tuple[Any, ...]]:
        return [(w.idx, w.lower_, w.tag_, w.dep_, w.lemma_, w.head.i, w.ent_type_) for w in doc.words]

    inside = re.compile(r"(?<=\w)’(?=\w)") if "‘" in text else re.compile("’")
    printed, typed = parse(text, "body").doc, parse(inside.sub("'", text), "body").doc
    assert told(printed) == told(typed)
    assert printed.text == text
    assert all(text[w.idx : w.idx + len(w.text)] == w.text for w in printed.words)


def test_a_word_and_its_neighbours() -> None:
    doc: Doc = parse("The mayor of Arles spoke.", "body").doc
    assert [t.text for t in doc[1:4]] == ["mayor", "of", "Arles"]
    assert (doc[0].nbor().text, doc[-1].nbor(-1).text, len(doc[1:1])) == ("mayor", "spoke", 0)
    assert doc[1].is_ancestor(doc[3])
    assert not doc[3].is_ancestor(doc[1])
    with pytest.raises(IndexError):
        doc[0].nbor(-1)
    with pytest.raises(IndexError):
        doc[-1].nbor()


def test_a_parser_that_has_met_very_many_words_is_loaded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    before, text = parser(), paragraphs()[0]
    told_before = told(parse(text, "body").doc)
    monkeypatch.setattr(pipeline, "_WORDS", 0)
    parse("Zzyqxq spoke.", "body")
    monkeypatch.undo()
    assert told(parse(text, "body").doc) == told_before
    assert parser() is not before
