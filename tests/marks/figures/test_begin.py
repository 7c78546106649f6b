"""A quick look at where a count may begin spares the full reading, and must lose nothing of what that finds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lexicon.lexemes import lexemes
from onrecord.lexicon.numbers import number_at, number_words
from onrecord.marks.figures.vague import faint_at, may_begin, vague_at, zero_at

WORDS = sorted({word for rows in number_words().values() for word in rows})
OTHERS = "a an few couple of number large small handful and one k m - – men".split()


@settings(max_examples=300)
@given(
    st.sampled_from(("a", "an", "A", "")),
    st.sampled_from((" ", "-")),
    st.lists(st.sampled_from((*WORDS, *OTHERS)), min_size=1, max_size=4),
)
def test_where_a_count_is_read_one_may_begin(article: str, joined: str, words: list[str]) -> None:
    lex = lexemes(f"{article}{joined}{' '.join(words)}".strip())
    if number_at(lex, 0) or vague_at(lex, 0) or zero_at(lex, 0) or faint_at(lex, 0):
        assert may_begin(lex, 0)
