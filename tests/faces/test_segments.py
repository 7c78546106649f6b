from hypothesis import given
from hypothesis import strategies as st

from onrecord.faces.segments import Close, Open, Over, Run, nest, segments

LENGTH = 40
some = st.lists(
    st.builds(
        Over, st.integers(-5, LENGTH + 5), st.integers(-5, LENGTH + 5), st.sampled_from("qfe"), st.sampled_from("abcd")
    ),
    max_size=12,
)


@given(st.integers(0, LENGTH), some)
def test_segments_cover_the_text_and_carry_their_marks(length: int, overs: list[Over]) -> None:
    found = segments(length, overs)
    assert [c for s in found for c in range(s.start, s.end)] == list(range(length))
    for segment in found:
        for at in range(segment.start, segment.end):
            assert {(o.kind, o.key) for o in segment.over} == {(o.kind, o.key) for o in overs if o.start <= at < o.end}


@given(some)
def test_nesting_is_proper_and_loses_nothing(overs: list[Over]) -> None:
    stack: list[Over] = []
    begun: set[Over] = set()
    covered: list[int] = []
    for step in nest(segments(LENGTH, overs)):
        match step:
            case Open(over, first):
                assert first == (over not in begun)
                begun.add(over)
                stack.append(over)
            case Close(over):
                assert stack.pop() == over
            case Run(start, end):
                covered += range(start, end)
                assert {(o.kind, o.key) for o in stack} == {(o.kind, o.key) for o in overs if o.start <= start < o.end}
    assert not stack
    assert covered == list(range(LENGTH))


def test_only_crossing_marks_are_cut() -> None:
    nested = [Over(0, 30, "q", "outer"), Over(5, 10, "f", "inner"), Over(5, 10, "t", "same place")]
    assert all(step.first for step in nest(segments(LENGTH, nested)) if isinstance(step, Open))
    crossing = [Over(0, 20, "q", "a"), Over(10, 30, "e", "b")]
    cut = [step.over.key for step in nest(segments(LENGTH, crossing)) if isinstance(step, Open) and not step.first]
    assert cut == ["b"]


def test_many_marks_side_by_side_take_no_quadratic_time() -> None:
    overs = [Over(n * 3, n * 3 + 2, "f", str(n)) for n in range(20_000)]
    assert len(segments(60_000, overs)) == 40_000
