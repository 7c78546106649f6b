"""Records to plain values and back, so that candidates can be cached and sent: JSON lists in field order.

A record is a frozen dataclass, or a NamedTuple of scalars, which is made in a third of the time.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast

_Make = Callable[[Any], Any]
_Record = TypeVar("_Record")


def to_plain(value: Any) -> Any:
    """A frozen dataclass as the list of its fields' plain values; tuples as lists; scalars as they are."""
    kind = type(value)
    if kind in _SCALARS:
        return value
    if kind is tuple or kind is list:
        return [v if type(v) in _SCALARS else to_plain(v) for v in value]
    values = _values(kind)
    if values is None:
        return list(value) if isinstance(value, tuple) else value
    return [v if type(v) in _SCALARS else to_plain(v) for v in values(value)]


_SCALARS = frozenset((str, int, float, bool, type(None)))
_Values = Callable[[Any], Sequence[Any]] | None


_VALUES: dict[type, _Values] = {}


def _values(kind: type) -> _Values:
    """What gives the values of a dataclass's fields, in order; None for what is none."""
    if kind not in _VALUES:
        names = _field_names(kind)
        _VALUES[kind] = None if names is None else _getter(names)
    return _VALUES[kind]


def _getter(names: tuple[str, ...]) -> Callable[[Any], Sequence[Any]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: [getattr(record, name) for name in names]  # of one name, `attrgetter` gives the value alone


def changed(record: _Record, **values: Any) -> _Record:
    """A frozen dataclass without checks of its own, with some fields changed: as `dataclasses.replace`, but quick."""
    kind: type[Any] = type(record)
    place, read = _places(kind)
    told = list(read(record))
    for name, value in values.items():
        told[place[name]] = value
    return cast(_Record, kind(*told))


_Places = tuple[dict[str, int], Callable[[Any], tuple[Any, ...]]]
_PLACES: dict[type, _Places] = {}


def _places(kind: type) -> _Places:
    """For a dataclass of several fields: which comes where, and what reads them all in order."""
    if kind not in _PLACES:
        names = _field_names(kind) or ()
        _PLACES[kind] = {name: n for n, name in enumerate(names)}, attrgetter(*names)
    return _PLACES[kind]


def completed(record: _Record, **values: Any) -> _Record:
    """The same frozen record with what could not be told when it was made: for its maker, before anybody sees it."""
    for name, value in values.items():
        object.__setattr__(record, name, value)
    return record


_Names = tuple[str, ...] | None
_NAMES: dict[type, _Names] = {}


def _field_names(kind: type) -> _Names:
    """The fields of a dataclass in order; None for what is none."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None
    return _NAMES[kind]


def from_plain(kind: Any, plain: Any) -> Any:
    """The inverse of `to_plain` for a value declared as `kind`: dataclass, scalar, `X | None`, `tuple[X, ...]`."""
    make = _maker(kind)
    return plain if make is None or plain is None else make(plain)


@cache
def _maker(kind: Any) -> _Make | None:
    """How a plain value becomes one of `kind`; None where it is one already.

    Looked up once for a kind, not for each value: a ledger makes hundreds of small records for every report it adds.
    """
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    if isinstance(kind, type) and issubclass(kind, tuple):
        return cast(_Make, kind._make)  # type: ignore[attr-defined]
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _optional(_maker(next(a for a in args if a is not type(None))))
    if origin is tuple:
        return _many(_maker(args[0])) if len(args) == 2 and args[1] is Ellipsis else _few([_maker(a) for a in args])
    return None


def _record(kind: type) -> _Make:
    hints = typing.get_type_hints(kind)
    names = [f.name for f in fields(kind)]
    made: list[tuple[int, _Make]] | None = None  # found at the first use: a record may hold records of its own kind

    def make(plain: Any) -> Any:
        nonlocal made
        if made is None:
            made = [(n, found) for n, name in enumerate(names) if (found := _maker(hints[name])) is not None]
        if len(plain) != len(names):
            raise ValueError(f"{kind.__name__} has {len(names)} fields, not {len(plain)}")
        if not made:
            return kind(*plain)
        values = list(plain)
        for n, found in made:
            if values[n] is not None:
                values[n] = found(values[n])
        return kind(*values)

    return make


def _optional(make: _Make | None) -> _Make | None:
    return None if make is None else lambda plain: None if plain is None else make(plain)


def _many(make: _Make | None) -> _Make:
    return tuple if make is None else lambda plain: tuple([p if p is None else make(p) for p in plain])


def _few(makes: list[_Make | None]) -> _Make:
    return lambda plain: tuple(p if m is None or p is None else m(p) for m, p in zip(makes, plain, strict=True))
