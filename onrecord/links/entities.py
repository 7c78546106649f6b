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


def full_names(people: Iterable[str]) -> dict[tuple[str, ...], str]:
    """Of each name that is part of just one longer name among some people's: that name, by the folded words of it.

    "Brod" is Lena Brod where she is the only one of that name, and nobody where there is an Anna Brod too.
    """
    known = {words_of(name): name for name in sorted(people, reverse=True) if any(c.isupper() for c in name)}
    out = {}
    for words in known:
        longer = [o for o in known if len(o) > len(words) and set(words) <= set(o)]
        tops = [o for o in longer if not any(set(o) < set(p) for p in longer)]
        if len(tops) == 1:
            out[words] = known[tops[0]]
    return out


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
