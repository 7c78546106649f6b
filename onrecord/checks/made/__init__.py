"""Reports made up from tables, with what is true of each: to grow, time and soak the program, and to show it."""

from onrecord.checks.made.truth import Made, Truth
from onrecord.checks.made.world import reports

__all__ = ["Made", "Truth", "reports"]
