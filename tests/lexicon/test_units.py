"""Units that are compared in another."""

from __future__ import annotations

import pytest

from onrecord.lexicon import units
from onrecord.shapes.table import load


def test_every_conversion_is_between_units_of_one_dimension() -> None:
    for row in load("onrecord.lexicon", "conversions.tsv", ("unit", "base", "factor")):
        if row["unit"] == "fraction":  # a form of numbers ("a fifth"), not of words
            continue
        assert units.dimension(row["unit"]) is not None
        assert units.dimension(row["unit"]) == units.dimension(row["base"]) != "money"
        assert float(row["factor"]) > 0
        assert units.base(row["base"]) == (row["base"], 1.0)


@pytest.mark.parametrize(
    ("unit", "base", "factor"),
    [("mile", "metre", 1609.344), ("tonne", "kilogram", 1000.0), ("day", "second", 86400.0), ("USD", "USD", 1.0)],
)
def test_base(unit: str, base: str, factor: float) -> None:
    assert units.base(unit) == (base, factor)
