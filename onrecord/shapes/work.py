"""Work on one input after the other, which may be done elsewhere: in another process, as long as the order stays."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

# Products of matrices as small as a sentence's are slower on several threads, which spin while they wait for others.
# For the environment, before numpy is loaded.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def seldom_collect() -> None:
    """Let the collector of garbage look less often: a report makes thousands of objects that soon go by themselves.

    For programs and workers, which own their process; measured, a tenth of the time of reading.
    """
    gc.set_threshold(20_000, 20, 20)


I = TypeVar("I")  # noqa: E741 — an input
R = TypeVar("R")  # what is made of it


def _no(one: Any) -> Any:
    """Every input is worked on."""
    return None


@dataclass(frozen=True, slots=True)
class Work(Generic[I, R]):
    """What is done with each input, a function of that input.

    `here` does it in this process. `there` is called once in another one and gives the function that does it; it is
    told a folder that all processes of one run share, and sent by its name, so it is a function of a module, or a
    `partial` of one with plain arguments. `lost` is what becomes of an input that cannot be worked on there, with one
    line of reason. `known` gives the result of an input on which there is no work to do, else None.
    """

    here: Callable[[I], R]
    there: Callable[[str], Callable[[I], R]]
    lost: Callable[[I, str], R]
    known: Callable[[I], R | None] = _no


class Spread(Protocol):
    """How work is spread: each input with its result, in the order of the inputs."""

    def __call__(self, work: Work[I, R], inputs: Iterable[I]) -> Generator[tuple[I, R], None, None]:
        """Each input with its result; inputs are taken up only a bounded number ahead."""


def alone(work: Work[I, R], inputs: Iterable[I]) -> Generator[tuple[I, R], None, None]:
    """Work done here, on one input after the other: the next is taken up when its result is asked for."""
    for one in inputs:
        found = work.known(one)
        yield one, work.here(one) if found is None else found


def as_they_come(work: Work[I, R], inputs: Iterable[I]) -> Generator[tuple[I, R], None, None]:
    """As `alone`, and nobody takes up several inputs to work on them together: somebody waits for each result."""
    yield from alone(work, inputs)
