"""Words of speech: verbs, nouns and phrases that carry what somebody says, with the force of saying it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from onrecord.shapes.errors import TableError
from onrecord.shapes.table import Row, load

FORCES = ("state", "ask", "promise", "threaten", "deny", "accuse", "praise", "doubt")
COMPLEMENTS = (
    "quote that bare whether inf ger othat obare owhether oinf on+inf to+inf with+inf for+inf "
    "for of oof ofor against as at marks ocomp np pinf"
).split()
_PACKAGE = "onrecord.lexicon"


@dataclass(frozen=True, slots=True)
class Speech:
    """A verb or noun of speech. `takes` maps each complement it can have to the condition on it ("" for none)."""

    word: str
    force: str
    takes: Mapping[str, str]
    forces: Mapping[str, str]
    source: str

    def force_of(self, complement: str) -> str:
        """The force with this complement: "warn" states, "warn them to" asks."""
        return self.forces.get(complement, self.force)

    def can(self, complement: str) -> bool:
        """True when the words of this complement are what was said."""
        return complement in self.takes

    def can_any(self, *complements: str) -> bool:
        """True when the words of one of these complements are what was said."""
        return not self.takes.keys().isdisjoint(complements)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of attribution: `words` in lower case (`~` stands for the speaker), and where the speaker stands."""

    words: tuple[str, ...]
    place: str
    force: str


@lru_cache(maxsize=20_000)
def verb(form: str, particle: str = "") -> Speech | None:
    """The speech verb that has this form ("said"; with its particle: "pointed", "out"); None when there is none."""
    return _by_form("speech_verbs.tsv").get(f"{form} {particle}".strip().lower())


@cache
def first_words() -> frozenset[str]:
    """The first words of all forms of the speech verbs: a token that is none of them is no cue."""
    return frozenset(form.split()[0] for form in _by_form("speech_verbs.tsv"))


@cache
def noun_forms() -> frozenset[str]:
    """All forms of the speech nouns."""
    return frozenset(_by_form("speech_nouns.tsv"))


def noun(form: str) -> Speech | None:
    """The speech noun that has this form ("warnings"); None when there is none."""
    return _by_form("speech_nouns.tsv").get(form.lower())


def force(lemma: str, complement: str = "") -> str | None:
    """The force of a verb or noun by its base form, with `complement` where that matters; None when it is no speech."""
    for name in ("speech_verbs.tsv", "speech_nouns.tsv"):
        found = _by_word(name).get(lemma.lower())
        if found is not None:
            return found.force_of(complement)
    return None


def says(lemma: str) -> bool:
    """True when the verb can carry a statement: words in marks or a clause of content."""
    found = _by_word("speech_verbs.tsv").get(lemma.lower())
    return found is not None and any(found.can(c) for c in ("quote", "that", "bare", "othat"))


def says_in(form: str) -> bool:
    """True when the form, of any tense but the bare one, is that of a verb whose words may stand in marks: "said"."""
    found = verb(form)
    return found is not None and form != found.word and found.can("quote")


def asks(lemma: str) -> bool:
    """True when the verb or noun asks somebody to do something ("urge", "call for")."""
    return force(lemma) == "ask"


def forms(lemma: str) -> tuple[str, ...]:
    """All forms of a speech verb, in the order of the table; none when it is no speech verb."""
    return next((row.words("forms") for row, entry in _entries("speech_verbs.tsv") if entry.word == lemma), ())


def verbs(of_force: str) -> tuple[str, ...]:
    """All verbs of one force, in the order of the table."""
    return tuple(v.word for v in _by_word("speech_verbs.tsv").values() if v.force == of_force)


@cache
def phrases() -> tuple[Phrase, ...]:
    """The phrases of attribution, longest first."""
    rows = load(_PACKAGE, "speech_phrases.tsv", ("phrase", "place", "force"))
    found = [Phrase(tuple(r["phrase"].split()), r["place"], r["force"]) for r in rows]
    return tuple(sorted(found, key=lambda p: (-len(p.words), p.words)))


@cache
def phrases_by_first_word() -> Mapping[str, tuple[Phrase, ...]]:
    """The phrases of attribution that begin with a word, longest first."""
    out: dict[str, tuple[Phrase, ...]] = {}
    for phrase in phrases():
        out[phrase.words[0]] = (*out.get(phrase.words[0], ()), phrase)
    return MappingProxyType(out)


@cache
def sources() -> Mapping[str, str]:
    """Nouns that speak without a mouth: word → "text" (a document) or "body" (a court, a study group, an authority)."""
    return MappingProxyType({r["word"]: r["kind"] for r in _source_rows()})


def is_own_words(noun: str) -> bool:
    """True for a document that is its author's own words ("statement"); a report or a study is cited for itself."""
    return noun.casefold() in _with_reach("own")


def takes_up_document(noun: str) -> bool:
    """True for a noun that can take up a document named elsewhere in a report: "the report"."""
    return noun.casefold() in _with_reach("any")


def is_document_name(name: str) -> bool:
    """True for the name of a document: "Harbour Safety Study"; a word alone is none."""
    words = name.split()
    return len(words) > 1 and takes_up_document(words[-1]) and words[0][:1].isupper()


@cache
def _with_reach(reach: str) -> frozenset[str]:
    return frozenset(r["word"] for r in _source_rows() if r["reach"] == reach)


def _source_rows() -> Iterable[Row]:
    return load(_PACKAGE, "speech_sources.tsv", ("word", "kind", "reach"), optional=("reach",))


def judgement(word: str) -> str | None:
    """The force of calling something by this word ("false" denies, "barbaric" accuses); None for a plain word."""
    return _judgements().get(word.strip("‘’'“”\"«».,;:").lower())


@cache
def _judgements() -> Mapping[str, str]:
    out = {}
    for row in load(_PACKAGE, "judgements.tsv", ("word", "force")):
        _known(row["force"], FORCES, "judgements.tsv", row)
        out[row["word"]] = row["force"]
    return MappingProxyType(out)


def supports_force(value: object, words: str) -> bool:
    """True when some word of `words` has the force `value` in the tables (or `value` is the plain "state")."""
    if value == "state":
        return True
    parts = words.split()
    forms = [" ".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, min(len(parts), i + 3) + 1)]
    entries = [e for f in forms for e in (verb(f), noun(f)) if e is not None]
    if any(judgement(w) == value for w in parts):
        return True
    return any(value == e.force or value in e.forces.values() for e in entries)


@cache
def _by_form(name: str) -> Mapping[str, Speech]:
    out: dict[str, Speech] = {}
    for row, entry in _entries(name):
        for form in row.words("forms"):
            if form in out:
                raise TableError(f"{name}:{row.line}: form {form} stands already at {out[form].word}")
            out[form] = entry
    return MappingProxyType(out)


@cache
def _by_word(name: str) -> Mapping[str, Speech]:
    return MappingProxyType({entry.word: entry for _, entry in _entries(name)})


@cache
def _entries(name: str) -> tuple[tuple[Row, Speech], ...]:
    key = "verb" if name == "speech_verbs.tsv" else "noun"
    return tuple((row, _entry(name, key, row)) for row in load(_PACKAGE, name, (key, "forms", "force", "takes")))


def _entry(name: str, key: str, row: Row) -> Speech:
    takes: dict[str, str] = {}
    forces: dict[str, str] = {}
    for item in row["takes"].replace("-", "").split():
        complement, _, note = item.partition(":")
        _known(complement, COMPLEMENTS, name, row)
        if note in FORCES:
            forces[complement] = note
        takes[complement] = "" if note in FORCES else note
    _known(row["force"], FORCES, name, row)
    return Speech(row[key], row["force"], MappingProxyType(takes), MappingProxyType(forces), f"{name}:{row[key]}")


def _known(value: str, allowed: Iterable[str], name: str, row: Row) -> None:
    if value not in tuple(allowed):
        raise TableError(f"{name}:{row.line}: {value} is none of {' '.join(allowed)}")
