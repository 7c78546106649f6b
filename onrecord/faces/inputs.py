"""The inputs of a command, and how far through them it is."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from onrecord.faces.done import Step
from onrecord.shapes.raw import Failure, Raw
from onrecord.sources.files import open_paths, size
from onrecord.sources.opened import Asked


class Inputs:
    """What is under some paths, to go over once. `step` says that the next of them is done: `progress` is told.

    Inputs may be taken up ahead of that; their order is that of the steps.
    """

    def __init__(
        self, paths: Sequence[str | Path], asked: Asked, progress: Callable[[Step], None] | None = None
    ) -> None:
        """`asked` is what is asked of the sources."""
        self._paths = [str(path) for path in paths]
        self._asked = asked
        self._progress = progress
        self._total = None if progress is None else size(self._paths)
        self._taken: deque[tuple[str, int]] = deque()

    def __iter__(self) -> Iterator[Raw | Failure]:
        """The inputs, in order."""
        for raw in open_paths(self._paths, self._asked):
            if self._progress is not None:
                self._taken.append((raw.source, self._asked.along.done))
            yield raw

    def step(self) -> None:
        """The next input is done."""
        if self._progress is not None:
            self._progress(Step(*self._taken.popleft(), self._total))
