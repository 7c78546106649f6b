"""What the model of headlines sees of its candidates: the same numbers, however many candidates there are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reports.headline import _holds

KEYS = st.lists(
    st.text("ab ", max_size=40) | st.sampled_from(["the council of ostrava", "the council of ostrava rises"])
)


@given(KEYS, st.data())
def test_headlines_that_hold_others_are_counted(keys: list[str], data: st.DataObject) -> None:
    keys = keys + [k[data.draw(st.integers(0, 3)) :] for k in keys]
    holds = _holds(keys)
    for i, own in enumerate(keys):
        assert holds(own) == sum(other in own for j, other in enumerate(keys) if j != i and len(other) > 15)
