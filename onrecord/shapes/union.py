"""Sets that grow together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T", int, str, tuple[str, ...])


class Union(Generic[T]):
    """Sets that grow together; each is named by its smallest member."""

    def __init__(self, members: Iterable[T]) -> None:
        self.parent: dict[T, T] = {m: m for m in members}

    def root(self, member: T) -> T:
        """The smallest member of its set."""
        while self.parent[member] != member:
            self.parent[member] = self.parent[self.parent[member]]
            member = self.parent[member]
        return member

    def join(self, a: T, b: T) -> None:
        """Makes the sets of two members one."""
        one, two = sorted((self.root(a), self.root(b)))
        self.parent[two] = one
