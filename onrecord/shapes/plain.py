"""Records to plain values and back, so that candidates can be cached and sent: JSON lists in field order."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any


def to_plain(value: Any) -> Any:
    """A frozen dataclass as the list of its fields' plain values; tuples as lists; scalars as they are."""
    if is_dataclass(value) and not isinstance(value, type):
        return [to_plain(getattr(value, f.name)) for f in fields(value)]
    if isinstance(value, (tuple, list)):
        return [to_plain(v) for v in value]
    return value


def from_plain(kind: Any, plain: Any) -> Any:
    """The inverse of `to_plain` for a value declared as `kind`: dataclass, scalar, `X | None`, `tuple[X, ...]`."""
    if plain is None or kind is Any:
        return plain
    if is_dataclass(kind) and isinstance(kind, type):
        return kind(*(from_plain(t, p) for t, p in zip(_field_types(kind), plain, strict=True)))
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return from_plain(next(a for a in typing.get_args(kind) if a is not type(None)), plain)
    if origin is tuple:
        args = typing.get_args(kind)
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(from_plain(args[0], p) for p in plain)
        return tuple(from_plain(a, p) for a, p in zip(args, plain, strict=True))
    return plain


@cache
def _field_types(kind: type) -> tuple[Any, ...]:
    hints = typing.get_type_hints(kind)
    return tuple(hints[f.name] for f in fields(kind))
