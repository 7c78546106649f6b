"""The tables of events: verbs, nouns, light verbs, modality, figures of speech, word classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.lexicon import irregular
from onrecord.marks.events.conditions import Test, WordClass, tests
from onrecord.marks.events.words import words_of
from onrecord.shapes.errors import TableError
from onrecord.shapes.table import load

PACKAGE = "onrecord.marks.events"
TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT DISASTER ACCIDENT OTHER"
).split()
# Acts of speech: done by the one who speaks, and over when they are told, whatever the tense ("the union demands").
SPOKEN = frozenset("REQUEST ACCUSE REJECT THREATEN SUPPORT AGREE CONCEDE".split())
MODALITIES = "happened ongoing planned threatened requested denied possible hypothetical historical".split()
SAME = "="  # a row of modality.tsv that passes on the modality of the governing word
NO_EVENT = "-"
ANY = "*"  # in verbs.tsv: any other verb
TABLES = (
    "verbs.tsv",
    "nouns.tsv",
    "light_verbs.tsv",
    "doers.tsv",
    "sides.tsv",
    "modality.tsv",
    "figurative.tsv",
    "classes.tsv",
    "modes.tsv",
    "plover.tsv",
    "contexts.tsv",
    "families.tsv",
    "ranges.tsv",
    "words.tsv",
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of verbs.tsv or nouns.tsv for one of its words."""

    word: str
    tests: tuple[Test, ...]
    type: str
    mode: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    modality: str
    how: str


@dataclass(frozen=True, slots=True)
class Light:
    """A row of light_verbs.tsv: which part the verb's subject plays in the noun's event."""

    tests: tuple[Test, ...]
    subject: str


@dataclass(frozen=True, slots=True)
class Effect:
    """A row of modality.tsv: what a word says of what it governs, plainly and negated."""

    governs: tuple[str, ...]
    modality: str
    negated: str
    how: str

    def under(self, negated: bool) -> str:
        """The modality of what is governed."""
        return self.negated if negated else self.modality


@cache
def classes() -> Mapping[str, WordClass]:
    """The word classes by name, those named inside others opened."""
    rows = {r["class"]: r for r in load(PACKAGE, "classes.tsv", ("class", "names", "words"), optional=("names",))}

    def opened(name: str, depth: int = 0) -> WordClass:
        if name not in rows or depth > 4:
            raise TableError(f"classes.tsv: no class {name}, or it names itself")
        words: set[str] = set()
        labels = set(_LABELS.get(name, ()))
        for label in rows[name].words("names"):
            labels |= set(_LABELS[label])
        for word in rows[name]["words"].split():
            if word.startswith("@"):
                inner = opened(word[1:], depth + 1)
                words |= inner.words
                labels |= inner.labels
            else:
                words.add(word.lower())
        return WordClass(frozenset(words), frozenset(labels) if rows[name]["names"] else frozenset())

    return {name: opened(name) for name in rows}


_LABELS = {
    "person": ("PERSON", "CARDINAL", "person"),
    "group": ("NORP", "group"),
    "organisation": ("ORG", "organisation"),
    "place": ("GPE", "LOC", "FAC"),
}


@cache
def verbs() -> Mapping[str, tuple[Rule, ...]]:
    """Rules by verb, the one with the most conditions first."""
    columns = ("verb", "when", "type", "mode", "actor", "recipient", "modality")
    return _rules("verbs.tsv", columns, ("subj",), ("obj",))


@cache
def nouns() -> Mapping[str, tuple[Rule, ...]]:
    """Rules by noun, the one with the most conditions first."""
    return _rules("nouns.tsv", ("noun", "when", "type", "mode", "actor", "recipient", "modality"), (), ())


def _rules(
    name: str, columns: tuple[str, ...], actor: tuple[str, ...], recipient: tuple[str, ...]
) -> Mapping[str, tuple[Rule, ...]]:
    out: dict[str, list[Rule]] = {}
    for row in load(PACKAGE, name, columns, key=columns[:2], optional=columns[1:2] + columns[3:]):
        if row["type"] not in TYPES and row["type"] != NO_EVENT:
            raise TableError(f"{name}:{row.line}: {row['type']} is no type of event")
        default = row.cells.get("modality", "")
        if default and default not in MODALITIES:
            raise TableError(f"{name}:{row.line}: {default} is no modality")
        found = tests(row["when"], classes(), f"{name}:{row.line}")
        for word in row[columns[0]].split():
            rule = Rule(
                word,
                found,
                row["type"],
                row["mode"],
                _slots(row["actor"], actor),
                _slots(row["recipient"], recipient),
                default,
                f"{name}:{word}",
            )
            out.setdefault(word, []).append(rule)
    # A sort keeps the order of the table among rules with as many conditions; `told` makes a row no more special.
    return {
        w: tuple(sorted(rs, key=lambda r: -sum(t.wanted and t.key != "told" for t in r.tests))) for w, rs in out.items()
    }


def open_to(base: str) -> bool:
    """True for a verb of which the rows for any other verb may tell: "baked"; not "knew", "said", "agreed"."""
    return base not in classes()["no_happening"].words


def _slots(cell: str, default: tuple[str, ...]) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split()) or default


@cache
def light_verbs() -> Mapping[str, tuple[Light, ...]]:
    """Light verbs by base form."""
    return _lights("light_verbs.tsv", ("actor", "recipient", "none"))


@cache
def doers() -> Mapping[str, tuple[Light, ...]]:
    """Verbs that name who did what a noun tells, by base form; `subject` is the slot of the verb where that one is."""
    return _lights("doers.tsv", ("subj", "on", "to", "with"))


@cache
def sides() -> Mapping[tuple[str, str, str], str]:
    """(verb, how a noun hangs on it, type of the noun's event) → the part that the verb's subject has in that event."""
    out = {}
    for row in load(PACKAGE, "sides.tsv", ("verb", "how", "types", "part"), key=("verb", "how", "types")):
        if row["part"] not in ("actor", "asked", "recipient") or not set(row["types"].split()) <= set(TYPES):
            raise TableError(f"sides.tsv:{row.line}: an unknown type or part")
        for key in ((verb, row["how"], type_) for verb in row["verb"].split() for type_ in row["types"].split()):
            if key in out:
                raise TableError(f"sides.tsv:{row.line}: told before: {' '.join(key)}")
            out[key] = row["part"]
    return out


def _lights(name: str, parts: tuple[str, ...]) -> Mapping[str, tuple[Light, ...]]:
    out: dict[str, list[Light]] = {}
    for row in load(PACKAGE, name, ("verb", "when", "subject"), key=("verb", "when"), optional=("when",)):
        if row["subject"] not in parts:
            raise TableError(f"{name}:{row.line}: subject is one of {', '.join(parts)}")
        found = tests(row["when"], classes(), f"{name}:{row.line}")
        for word in row["verb"].split():
            out.setdefault(word, []).append(Light(found, row["subject"]))
    return {w: tuple(sorted(ls, key=lambda x: -len(x.tests))) for w, ls in out.items()}


@cache
def effects() -> Mapping[tuple[str, str], tuple[Effect, ...]]:
    """Rows of modality.tsv by (as, word)."""
    out: dict[tuple[str, str], list[Effect]] = {}
    columns = ("word", "as", "governs", "modality", "negated")
    for row in load(PACKAGE, "modality.tsv", columns, key=()):
        for cell in (row["modality"], row["negated"]):
            if cell not in MODALITIES and cell != SAME:
                raise TableError(f"modality.tsv:{row.line}: {cell} is no modality")
        for word in row["word"].split():
            effect = Effect(row.words("governs"), row["modality"], row["negated"], f"modality.tsv:{word}")
            out.setdefault((row["as"], word), []).append(effect)
    return {key: tuple(found) for key, found in out.items()}


def effect(kind: str, word: str, governs: str) -> Effect | None:
    """The first row for `word` as `kind` that speaks of `governs`; None when there is none."""
    for found in effects().get((kind, word), ()):
        if governs in found.governs or "all" in found.governs:
            return found
        if governs in ("clause", "object") and "both" in found.governs:
            return found
    return None


@cache
def figures_of_speech() -> Mapping[str, tuple[tuple[Test, ...], ...]]:
    """For each word, and for each type that a row names instead, the conditions under which it tells of no event."""
    out: dict[str, list[tuple[Test, ...]]] = {}
    for row in load(PACKAGE, "figurative.tsv", ("word", "when", "domain"), key=()):
        found = tests(row["when"], classes(), f"figurative.tsv:{row.line}")
        for word in row["word"].split():
            out.setdefault(word, []).append(found)
    return {word: tuple(found) for word, found in out.items()}


@cache
def modes() -> Mapping[tuple[str, str], str]:
    """(type, word beside the event) → mode."""
    rows = load(PACKAGE, "modes.tsv", ("word", "type", "mode"), key=("word", "type"))
    return {(r["type"], r["word"]): r["mode"] for r in rows}


def tells(type_: str, words: str) -> bool:
    """True when some word of `words` is in verbs.tsv or nouns.tsv with this type: what supports an event's type."""
    return any(
        rule.type == type_
        for word in (*words.split(), *words.replace("-", "").split())
        for base in irregular.bases(word.strip(".,;:!?\"'“”‘’"))
        for table in (verbs(), nouns())
        for rule in table.get(base, ())
    )


def happens(words: str) -> bool:
    """True when a word of `words` may be any verb that tells of a happening."""
    return any(
        open_to(base)
        for word in words.replace("-", " ").split()
        for base in irregular.bases(word.strip(".,;:!?\"'“”‘’"))
    )


def tells_any(words: str) -> bool:
    """True when some word of `words` is in verbs.tsv or nouns.tsv: an order carries itself ("Release them!")."""
    return any(tells(type_, words) for type_ in TYPES)


_GRAMMAR = {
    "denied": words_of("shows denied"),
    "requested": words_of("shows requested") | words_of("likes"),
    "threatened": words_of("shows threatened"),
    "planned": words_of("shows planned"),
    "possible": words_of("shows possible"),
    "hypothetical": words_of("shows hypothetical"),
}


def shows(modality: str, words: Iterable[str]) -> bool:
    """True when a word of `words` may show this modality: what supports an event's modality."""
    near = {
        "threatened": ("threatened", "planned", "possible"),
        "planned": ("planned", "hypothetical"),
        "possible": ("possible", "threatened"),
    }.get(modality, (modality,))
    words = [w.lower().replace("’", "'") for w in words]
    plain = _GRAMMAR.get(modality, frozenset())
    if plain & set(words) or any(
        base in plain for word in words for base in irregular.bases(word.strip(".,;:!?\"'“”‘’"))
    ):
        return True
    return any(
        {found.modality, found.negated} & set(near)
        for word in words
        for base in irregular.bases(word.strip(".,;:!?\"'“”‘’"))
        for (_, key), rows in effects().items()
        if key == base
        for found in rows
    )
