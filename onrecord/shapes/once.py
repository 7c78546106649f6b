"""What an object tells of itself, worked out when it is first asked for and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

_Value = TypeVar("_Value")


class once(Generic[_Value]):
    """A property that is worked out once: `functools.cached_property` without the lock that each first asking takes.

    For classes without slots whose objects stay in one thread.
    """

    def __init__(self, work: Callable[[Any], _Value]) -> None:
        """By the function that works it out."""
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, holder: None, kind: type) -> once[_Value]: ...
    @overload
    def __get__(self, holder: object, kind: type) -> _Value: ...
    def __get__(self, holder: object | None, kind: type) -> once[_Value] | _Value:
        """The value; from then on it lies in the object itself, and nothing is asked here."""
        if holder is None:
            return self
        value = holder.__dict__[self._name] = self._work(holder)
        return value
