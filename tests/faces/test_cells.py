"""Cells as a reader sees them."""

from __future__ import annotations

from onrecord.faces import cells
from onrecord.marks.kinds import KINDS


def test_the_number_of_another_mark_is_told_apart_from_a_value() -> None:
    kind = next(kind for kind in KINDS if kind.name == "event")
    about = {"how": "figure", "at": [[3, 9]]}
    told = cells.of_mark(kind, {"figures": [10], "type": "OTHER", "cells": {"figures": about, "type": about}})
    assert [(cell.name, cell.value, cell.index) for cell in told] == [("type", "OTHER", False), ("figures", "10", True)]
