from hypothesis import given
from hypothesis import strategies as st

from onrecord.shapes.recent import Recent


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.text(max_size=12), st.booleans())), st.integers(0, 40))
def test_it_stays_within_its_bound_and_forgets_what_was_not_used_for_longest(
    steps: list[tuple[str, str, bool]], most: int
) -> None:
    recent, plain = Recent(most), dict[str, str]()
    for key, value, write in steps:
        if write:
            recent[key] = value
            plain.pop(key, None)
            plain[key] = value
        elif recent.get(key) is not None:
            assert recent[key] == plain[key]
            plain[key] = plain.pop(key)
        while sum(len(k) + len(v) for k, v in plain.items()) > most:
            del plain[next(iter(plain))]
        assert list(recent.items()) == list(plain.items())
        assert len(recent) == len(plain)


def test_what_is_forgotten_by_hand_makes_room() -> None:
    recent = Recent(10)
    recent["a"], recent["b"] = "1234", "1234"
    del recent["a"]
    recent["c"] = "1234"
    assert dict(recent) == {"b": "1234", "c": "1234"}
