"""Sorts of what is counted that several rules ask for."""

from __future__ import annotations

# What happens somewhere, on some day: these look for both beyond their sentence.
HARMED = frozenset(
    "killed injured missing displaced evacuated rescued trapped recovered destroyed arrested abducted attended".split()
)
# What is measured, whatever the day.
TIMELESS = frozenset(("age", "duration", "distance"))
