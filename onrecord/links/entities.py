"""Who is the same across reports: the same full name and the same type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from onrecord.lexicon.letters import plain
from onrecord.shapes.link import Digest

_APART = re.compile(r"[^\w]+")


def identity(name: str, kind: str) -> str:
    """The key under which an entity of that full name and type is one across reports: case and accents forgiven."""
    words = _APART.sub(" ", plain(name)).split()
    if words[:1] == ["the"]:
        words = words[1:]
    return f"{kind}:{' '.join(words)}"


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, folded as in `identity`."""
    return tuple(identity(name, "").removeprefix(":").split())


def joined(reports: Iterable[Digest]) -> dict[str, tuple[str, Sequence[str]]]:
    """Entities across reports: key → (name as most reports write it, the reports that name it)."""
    forms: dict[str, dict[str, int]] = {}
    where: dict[str, list[str]] = {}
    for digest in sorted(reports, key=lambda d: d.id):
        for name, kind, count in digest.names:
            key = identity(name, kind)
            forms.setdefault(key, {})[name] = forms.get(key, {}).get(name, 0) + count
            if digest.id not in where.setdefault(key, []):
                where[key].append(digest.id)
    return {key: (min(forms[key], key=lambda n: (-forms[key][n], n)), tuple(where[key])) for key in sorted(forms)}
