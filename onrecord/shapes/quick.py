"""Frozen records that are made in half the time: for those of which a report has thousands."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, TypeVar

_Class = TypeVar("_Class")


def quick(kind: type[_Class]) -> type[_Class]:
    """A frozen dataclass with slots whose fields are set through the slots themselves; otherwise as it was.

    The `__init__` that dataclasses write for frozen classes looks up and calls `object.__setattr__` for each field. Use
    above `@dataclass(frozen=True, slots=True)`; not for classes with a `__post_init__`.
    """
    given: dict[str, Any] = {}
    asked, body = [], []
    for n, field in enumerate(fields(kind)):  # type: ignore[arg-type]
        given[f"_set{n}"] = vars(kind)[field.name].__set__
        body.append(f"  _set{n}(self, {field.name})")
        if field.default is not MISSING:
            given[f"_default{n}"] = field.default
            asked.append(f"{field.name}=_default{n}")
        elif field.default_factory is not MISSING:
            raise TypeError(f"{kind.__name__}.{field.name}: a default that is made anew; leave the class as it is")
        else:
            asked.append(field.name)
    exec(f"def __init__(self, {', '.join(asked)}):\n" + "\n".join(body), given)
    made = given["__init__"]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    made.__doc__ = kind.__init__.__doc__
    setattr(kind, "__init__", made)  # noqa: B010 — a class of any kind
    return kind
