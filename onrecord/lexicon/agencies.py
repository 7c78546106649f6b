"""News agencies: whose report it is when a dateline or a byline names one.

Source: agencies.tsv.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from onrecord.shapes.table import load

TABLE = "agencies.tsv"
_COLUMNS = ("name", "marks", "aliases", "country")
_EDGES = " \t\u00a0()[]{}.,;:-–—/|*©"
# Bylines credit with words that are no part of the name: "By The Associated Press", "Reporting by Reuters".
_CREDIT = re.compile(r"^(?:by|from|via|source|reporting by|with|photo(?:s)? by)\s*:?\s+", re.IGNORECASE)
_DOMAIN = re.compile(r"\.(?:com|org|net|int|co\.[a-z]{2}|[a-z]{2})$", re.IGNORECASE)


@cache
def _marks() -> dict[str, str]:
    """Agency by each exact printed form: marks, names and aliases; a mark of two agencies means neither."""
    seen: dict[str, list[str]] = {}
    for row in load(__package__, TABLE, _COLUMNS, optional=("marks", "aliases")):
        forms = (row["name"], *row["marks"].split("|"), *row["aliases"].split("|"))
        for form in dict.fromkeys(f.strip() for f in forms if f.strip()):
            seen.setdefault(form, []).append(row["name"])
    return {form: names[0] for form, names in seen.items() if len(names) == 1}


@cache
def _folded() -> dict[str, str]:
    """The forms that are long enough to be known in any case ("associated press", "ANADOLU AGENCY")."""
    return {form.casefold(): name for form, name in _marks().items() if len(form) > 4}


@cache
def _pattern() -> re.Pattern[str]:
    forms = sorted((f for f in _marks() if _stands_alone(f)), key=lambda f: (-len(f), f))
    return re.compile(r"(?<![\w@#/.-])(?:" + "|".join(map(re.escape, forms)) + r")(?![\w@-]|\.\w)")


# Marks that are other words in running text or other bodies ("MAP", "Trend", "UNI"): only brackets make them agencies.
_ONLY_BRACKETED = frozenset(
    "MAP TAP SPA PA CP TT AA UNI INA AIM ONA TNA MNA PAP STA ATA MIA AGI APA CNA NAN APP PPI Trend Beta Fars Petra"
    " Saba Andina Mehr Hina Bakhtar Lusa MENA SANA PNA ENA UNA SDA ATS CNS UNB RSS CMC Bloomberg".split()
)


def _stands_alone(form: str) -> bool:
    return (len(form) > 2 and form not in _ONLY_BRACKETED) or form in ("AP", "Bloomberg News")


@lru_cache(maxsize=20_000)
def by_mark(text: str) -> str | None:
    """The agency that `text` names as a whole, None when it names none.

    Takes: the inside of a dateline's brackets or a byline: "AP", "(Reuters)", "By The Associated Press",
    "AFP/Getty" no, "AP Wire" no. Edges of white space, brackets and dashes are forgiven.
    """
    words = " ".join(text.split()).strip(_EDGES)
    for form in (words, _CREDIT.sub("", words).strip(_EDGES), _DOMAIN.sub("", words)):
        found = _marks().get(form) or _folded().get(form.casefold())
        if found is not None:
            return found
    return None


def find(text: str) -> list[tuple[int, int, str]]:
    """The agencies that `text` names: (start, end, name) in text order, stretches not overlapping.

    Marks that are also common words or other bodies ("MAP", "SPA", "AA") count only inside brackets of their own.
    """
    found = [(m.start(), m.end(), _marks()[m.group()]) for m in _pattern().finditer(text)]
    for m in re.finditer(r"[(\[]([^()\[\]\n]{2,40})[)\]]", text):
        name = by_mark(m.group(1))
        start, end = m.span(1)
        if name is None or any(a < end and start < b for a, b, _ in found):
            continue
        if not _abbreviates(m.group(1), text[: m.start()]):
            found.append((start, end, name))
    return sorted(found)


def _abbreviates(mark: str, before: str) -> bool:
    """True when the words before the brackets spell the mark: "the Popular Action Party (PAP)" is no agency."""
    words = before.split()[-len(mark) :]
    return len(mark) > 1 and len(words) == len(mark) and all(w[:1] == c for w, c in zip(words, mark, strict=True))
