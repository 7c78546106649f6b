"""What a report has of quotes, made ready to be held against those of other reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.links.called import is_name
from onrecord.links.entities import words_of
from onrecord.links.wording import Word, words
from onrecord.shapes import align
from onrecord.shapes.link import Digest
from onrecord.shapes.mark import Ref, mark_id
from onrecord.shapes.reading import Reading
from onrecord.shapes.record import mark_records
from onrecord.shapes.span import Span

# Letters of a name from which on a slip of the pen is likelier than two people.
_LONG_NAME = 10
# Words from which on a line in large type is known again; signs beside a quote that has its line for itself.
_REPEATED, _SIGNS = 4, 2
_ENDS = "\"”’'», \n"
# A bare description ("a police officer") may be anybody; of these types it is one body in one story ("the navy").
_BODIES = ("organisation", "group", "place")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is given as the speaker: the name or description, its type, its words folded.

    `named` is True for a proper name. Nobody: an empty name.
    """

    name: str
    type: str
    words: tuple[str, ...]
    named: bool

    def clashes(self, other: Speaker) -> bool:
        """True when the two are named and cannot be one: neither name holds all words of the other.

        A person may speak for a body, so these two do not clash; nor are they the same.
        """
        if not self.named or not other.named or (self.type in _BODIES) != (other.type in _BODIES):
            return False
        return not self._within(other) and not other._within(self) and not self._misspelt(other)

    def same(self, other: Speaker) -> bool:
        """True when both are told to be one: names that hold each other, or one body described in the same words."""
        if not self.words or not other.words:
            return False
        if self.named and other.named:
            return self._within(other) or other._within(self) or self._run == other._run
        return self.words == other.words and self.type in _BODIES

    @property
    def _run(self) -> str:
        return "".join(self.words)

    def _misspelt(self, other: Speaker) -> bool:
        """True when two long names differ in a letter: one of them may be a slip of the pen."""
        longer = max(len(self._run), len(other._run))
        return self._run == other._run or (longer >= _LONG_NAME and align.common(self._run, other._run) >= longer - 1)

    def _within(self, other: Speaker) -> bool:
        return set(self.words) <= set(other.words)


@dataclass(frozen=True, slots=True)
class Saying:
    """One quote of one report; `day` is that of publication, else of the last change, None where neither is known.

    `asks` says that it ends as a question.
    """

    report: str
    quote: str
    day: str | None
    kind: str
    parts: tuple[Span, ...]
    words: tuple[Word, ...]
    speaker: Speaker
    cue: str | None
    force: str | None
    via: tuple[str, ...]
    asks: bool = False

    def __hash__(self) -> int:
        """By its name alone: hashing every word costs more than comparing two."""
        return hash(self.quote)

    @property
    def start(self) -> int:
        """First character of the hull in the report's text."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """End (exclusive) of the hull."""
        return self.parts[-1].end

    @property
    def marked(self) -> tuple[Word, ...]:
        """The words in quotation marks, without what the report put in between brackets."""
        return tuple(w for w in self.words if w.marked and not w.inserted)


def sayings(reading: Reading, digest: Digest) -> tuple[Saying, ...]:
    """The quotes of a report, in text order; those without a word are left out."""
    text = reading.text
    types = {m.value("entity"): str(m.value("type") or "person") for m in reading.mentions}
    out = []
    for name, quote in zip(_names(reading), reading.quotes, strict=True):
        kind = str(quote.value("kind") or "direct")
        found = words(text, quote.parts, kind)
        cue = quote.value("cue")
        if found:
            out.append(
                Saying(
                    report=reading.report.id,
                    quote=name,
                    day=digest.published,
                    kind=kind,
                    parts=quote.parts,
                    words=found,
                    speaker=_speaker(quote.value("speaker"), types),
                    cue=cue.cut(text) if isinstance(cue, Span) else None,
                    force=quote.value("force"),
                    via=tuple(v.called(text) for v in quote.value("via") or ()),
                    asks=asks(text, quote.end),
                )
            )
    return tuple(_set_apart(out, text))


def asks(text: str, end: int) -> bool:
    """True when what ends at `end` ends with a question mark, inside its quotation marks or behind them."""
    return text[:end].rstrip(_ENDS).endswith("?") or text[end : end + 1] == "?"


def _set_apart(found: Sequence[Saying], text: str) -> list[Saying]:
    """The quotes, those set apart in large type with the speaker of the sentence that they repeat.

    Nothing on such a line says whose words they are; who is named before it says it by chance.
    """
    alone = {s.quote for s in found if s.kind == "direct" and _alone(s, text)}
    out = []
    for saying in found:
        if saying.quote in alone and len(saying.words) >= _REPEATED:
            own = " ".join(w.key for w in saying.words)
            whole = (o for o in found if o.quote not in alone and own in " ".join(w.key for w in o.words))
            source = next(whole, None)
            saying = saying if source is None else replace(saying, speaker=source.speaker, cue=None, force=source.force)
        out.append(saying)
    return out


def _alone(saying: Saying, text: str) -> bool:
    """True when a quote has its line for itself."""
    start, end = text.rfind("\n", 0, saying.start) + 1, text.find("\n", saying.end)
    line = text[start : end if end >= 0 else len(text)]
    return len(line.strip()) - (saying.end - saying.start) <= _SIGNS


def _names(reading: Reading) -> Sequence[str]:
    for kind in reading.kinds:
        if kind.name == "quote":
            return [row["id"] for row in mark_records(reading.report, kind, reading.quotes)]
    return [mark_id(reading.report.id, quote, reading.text) for quote in reading.quotes]


def _speaker(ref: object, types: dict[str | None, str]) -> Speaker:
    if not isinstance(ref, Ref) or not ref.name:
        return Speaker("", "", (), False)
    kind = types.get(ref.entity, "")
    folded = words_of(ref.name)
    return Speaker(ref.name, kind, folded, kind != "office" and is_name(ref.name))
