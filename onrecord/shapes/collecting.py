"""Leaving the search for reference cycles for later."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Looks for no cycles meanwhile: it costs a twentieth of a page's time and half of a long list's, which have none.

    What is off already stays off.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
