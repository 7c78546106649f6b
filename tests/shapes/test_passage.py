"""Passages: characters of what is parsed lead back to the text as found."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.shapes.passage import Passage, join
from onrecord.shapes.span import Span

TEXT = "ROME (XY) - The dam\r\nburst.\r\nSee also: beaches\r\nand the village fled."


def passage() -> Passage:
    cut = TEXT.index("The")
    one, two = TEXT.index("\r\n"), TEXT.index("\r\nSee")
    last = TEXT.index("and the")
    text, pieces = join(
        [
            (TEXT[cut:one], Span(cut, one)),
            (" ", Span(one, one + 2)),
            (TEXT[one + 2 : two], Span(one + 2, two)),
            (" ", Span(two, two + 2)),
            (TEXT[last:], Span(last, len(TEXT))),
        ]
    )
    return Passage(text, "body", "en", pieces)


def test_joined_lines_are_one_stretch() -> None:
    p = passage()
    at = p.text.index("dam burst")
    assert [s.cut(TEXT) for s in p.spans(at, at + 9)] == ["dam\r\nburst"]


def test_a_line_left_out_makes_two_stretches() -> None:
    p = passage()
    at = p.text.index("burst. and")
    assert [s.cut(TEXT) for s in p.spans(at, at + 10)] == ["burst.\r\n", "and"]
    assert p.span(at, at + 10).cut(TEXT).endswith("and")


def test_nothing_maps_to_nothing() -> None:
    assert passage().spans(3, 3) == ()
    assert passage().span(3, 3) == Span(0, 0)


@given(st.lists(st.tuples(st.text(min_size=1, max_size=6), st.integers(0, 3)), min_size=1, max_size=8))
def test_every_character_of_a_plain_piece_maps_to_itself(parts: list[tuple[str, int]]) -> None:
    text, made = "", []
    for words, gap in parts:
        text += "#" * gap
        made.append((words, Span(len(text), len(text) + len(words))))
        text += words
    joined, pieces = join(made)
    p = Passage(joined, "body", "en", pieces)
    assert joined == "".join(w for w, _ in parts)
    for i in range(len(joined)):
        assert [s.cut(text) for s in p.spans(i, i + 1)] == [joined[i]]
