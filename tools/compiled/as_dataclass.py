"""What a compiled class needs so that it is a dataclass to those who ask: its fields, and how it is shown."""

from __future__ import annotations

from dataclasses import field, make_dataclass
from typing import Any


def as_field(**options: Any) -> Any:
    """What is said of a field beside its type."""
    return field(**options)


def as_dataclass(kind: type[Any], rows: list[Any]) -> None:
    """Give a plain class, of whose fields name, type and default are told, what `dataclasses` would have given it."""
    made = make_dataclass(kind.__name__, rows)
    for name in ("__dataclass_fields__", "__dataclass_params__", "__match_args__", "__annotations__", "__repr__"):
        setattr(kind, name, getattr(made, name))
