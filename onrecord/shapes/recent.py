"""What was used last, up to a bound: a memory that does not grow with what is read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, MutableMapping

# Characters: some thousand paragraphs with their candidates.
MOST = 16_000_000


class Recent(MutableMapping[str, str]):
    """A mapping that forgets what was not used for longest when keys and values have more than `most` characters."""

    def __init__(self, most: int = MOST) -> None:
        """An empty one."""
        self._most = most
        self._size = 0
        self._kept: OrderedDict[str, str] = OrderedDict()

    def __getitem__(self, key: str) -> str:
        """The value under `key`, used just now; KeyError when there is none, or none any more."""
        value = self._kept[key]
        self._kept.move_to_end(key)
        return value

    def __setitem__(self, key: str, value: str) -> None:
        """Remember a value; what alone passes the bound is not."""
        self.pop(key, None)
        self._kept[key] = value
        self._size += len(key) + len(value)
        while self._size > self._most:
            old, gone = self._kept.popitem(last=False)
            self._size -= len(old) + len(gone)

    def __delitem__(self, key: str) -> None:
        """Forget a value; KeyError when there is none."""
        self._size -= len(key) + len(self._kept.pop(key))

    def __iter__(self) -> Iterator[str]:
        """The keys as they are now, what was not used for longest first."""
        return iter(tuple(self._kept))

    def __len__(self) -> int:
        """How many are remembered."""
        return len(self._kept)
