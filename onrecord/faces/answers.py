"""Answers that were given once and hold as long as nobody writes to the ledger: an account is worked out once, not each
time somebody looks at it."""

from __future__ import annotations

import functools
import pickle
from collections.abc import Callable, Hashable
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from onrecord.shapes.recent import Recent

MOST = 64_000_000  # bytes of all answers that are kept; of many, those that were asked for last

P = ParamSpec("P")
R = TypeVar("R")


class Answers:
    """What was answered since the ledger was last written to."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._state: Hashable = None
        self._kept: Recent[Hashable, bytes] = Recent(MOST, lambda asked, packed: len(packed))

    def of(self, state: Hashable, asked: Hashable, answer: Callable[[], R]) -> R:
        """The answer to what is `asked` of a ledger in this `state`; each time a copy that the caller may change."""
        if state != self._state:
            self._state = state
            self._kept.clear()
        packed = self._kept.get(asked)
        if packed is not None:
            return pickle.loads(packed)  # type: ignore[no-any-return]
        found = answer()
        packed = pickle.dumps(found, pickle.HIGHEST_PROTOCOL)
        if len(packed) <= MOST:  # else all others would go for it
            self._kept[asked] = packed
        return found


class _Asked(Protocol):
    """Who keeps answers: it tells the state of what they are about."""

    _answers: Answers

    def state(self) -> Hashable: ...


S = TypeVar("S", bound=_Asked)


def remembered(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    """A method whose answer is a function of its ledger and of what it is asked: worked out once."""

    def asked(self: S, /, *args: P.args, **named: P.kwargs) -> R:
        key = method.__name__, _hashable(args), _hashable(sorted(named.items()))
        return self._answers.of(self.state(), key, lambda: method(self, *args, **named))

    functools.update_wrapper(asked, method)
    return asked


def _hashable(value: Any) -> Hashable:
    return tuple(map(_hashable, value)) if isinstance(value, (list, tuple)) else value
