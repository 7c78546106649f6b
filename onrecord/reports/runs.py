"""Where the report runs: lines are body or not by their own score and their neighbours'."""

from __future__ import annotations

from collections.abc import Sequence

SWITCH = 2.0  # what it costs to go from report to page or back: a single odd line does not break a run


def smooth(scores: Sequence[float]) -> list[bool]:
    """True for each line that belongs to the report, by the cheapest way through all lines (Viterbi, two states).

    `scores` are log odds, positive for a line of the report. The first and the last line pay no switch.
    """
    if not scores:
        return []
    inside, outside = scores[0] / 2, -scores[0] / 2
    back: list[tuple[bool, bool]] = []
    for s in scores[1:]:
        stay_in, stay_out = inside >= outside - SWITCH, outside >= inside - SWITCH
        back.append((stay_in, stay_out))
        inside, outside = (
            (inside if stay_in else outside - SWITCH) + s / 2,
            (outside if stay_out else inside - SWITCH) - s / 2,
        )
    state = inside > outside
    path = [state]
    for stay_in, stay_out in reversed(back):
        stay = stay_in if state else stay_out
        state = state if stay else not state
        path.append(state)
    path.reverse()
    return path


def runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """The stretches [from, to) of True."""
    out: list[tuple[int, int]] = []
    start: int | None = None
    for i, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = i
        elif not flag and start is not None:
            out.append((start, i))
            start = None
    return out
