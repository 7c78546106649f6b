"""What was used last, up to a bound: a memory that does not grow with what is read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any, TypeVar

# Characters: some thousand paragraphs with their candidates.
MOST = 16_000_000

K = TypeVar("K")
V = TypeVar("V")


class Recent(MutableMapping[K, V]):
    """A mapping that forgets what was not used for longest when keys and values have more than `most` characters.

    `size` tells how much a key with its value counts for, where that is no matter of their characters.
    """

    def __init__(self, most: int = MOST, size: Callable[[Any, Any], int] = lambda key, value: len(key) + len(value)):
        """An empty one."""
        self._most, self._size_of = most, size
        self._size = 0
        self._kept: OrderedDict[K, V] = OrderedDict()

    def __getitem__(self, key: K) -> V:
        """The value under `key`, used just now; KeyError when there is none, or none any more."""
        value = self._kept[key]
        self._kept.move_to_end(key)
        return value

    def __setitem__(self, key: K, value: V) -> None:
        """Remember a value; what alone passes the bound is not."""
        self.pop(key, None)
        self._kept[key] = value
        self._size += self._size_of(key, value)
        while self._size > self._most:
            self._size -= self._size_of(*self._kept.popitem(last=False))

    def __delitem__(self, key: K) -> None:
        """Forget a value; KeyError when there is none."""
        self._size -= self._size_of(key, self._kept.pop(key))

    def __iter__(self) -> Iterator[K]:
        """The keys as they are now, what was not used for longest first."""
        return iter(tuple(self._kept))

    def __len__(self) -> int:
        """How many are remembered."""
        return len(self._kept)
