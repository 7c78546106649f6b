"""Review: one decision a key, over a queue that any filter shapes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from onrecord.faces.desk.page import Page

PAGES: tuple[Page, ...] = ()
CHANGES: dict[str, Callable[..., Any]] = {}
