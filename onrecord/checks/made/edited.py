"""What desks and machines do to a report: cut it, add to it, reorder it, credit it, frame it, put it in other words.

Every step takes the pieces of a report and gives them changed; each piece keeps which paragraphs of the source it was
made of.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from onrecord.checks.made import printed, spun
from onrecord.checks.made.tables import credits, fill, paragraphs, systems

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘']?[A-Z0-9])")
_DATELINE = re.compile(r"^[A-Z][A-Z .,'’-]{2,40}(?:, [A-Z][\w. ]{2,20})?(?: \([\w .]{2,20}\))? ?[-–—]+ ")
# What a desk that cuts from the end leaves, as a part of the paragraphs.
_LEFT = (0.4, 0.8)


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of a made report and the source's paragraphs (by index) it was made of; of none where it is new."""

    text: str
    made_of: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Who republishes: the source of chance, other reports' paragraphs to add from, and names for credits."""

    rng: random.Random
    others: tuple[str, ...]
    given: tuple[tuple[str, str], ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The other report's paragraphs as pieces of nothing in the source."""
        return tuple(Piece(text) for text in self.others)

    def filled(self, text: str) -> str:
        """`text` with its open places filled, credits with the names of this desk."""
        return fill(text, self.rng, dict(self.given))


Pieces = Sequence[Piece]
Step = Callable[[Pieces, Desk], Pieces]


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, roughly; closing quotation marks stay with the sentence they close."""
    out, at = [], 0
    for found in _SENTENCE.finditer(text):
        end = found.start() + len(found.group()) - len(found.group().lstrip("\"”’'"))
        out.append(text[at:end])
        at = found.end()
    return [*out, text[at:]]


# -- cutting and adding -------------------------------------------------------------------------------------------


def cut_end(pieces: Pieces, desk: Desk) -> Pieces:
    """The beginning of the report: news is written so that its end can go."""
    keep = max(1, round(len(pieces) * desk.rng.uniform(*_LEFT)))
    return pieces[: min(keep, len(pieces) - 1)]


def excerpt(pieces: Pieces, desk: Desk) -> Pieces:
    """The first two paragraphs, as aggregators show them."""
    return pieces[:2]


def cut_paragraphs(pieces: Pieces, desk: Desk) -> Pieces:
    """Some paragraphs in the middle left out; the first stays."""
    rest = list(range(1, len(pieces)))
    gone = set(desk.rng.sample(rest, k=max(1, len(rest) // 3))) if rest else set()
    return [p for n, p in enumerate(pieces) if n not in gone]


def cut_sentences(pieces: Pieces, desk: Desk) -> Pieces:
    """A third of the sentences left out, those that open a paragraph seldom."""
    out = []
    for piece in pieces:
        kept = [s for n, s in enumerate(sentences(piece.text)) if desk.rng.random() > (0.1 if n == 0 else 0.4)]
        if kept:
            out.append(replace(piece, text=" ".join(kept)))
    return out or pieces[:1]


def cut_clauses(pieces: Pieces, desk: Desk) -> Pieces:
    """Relative clauses and appositions between commas left out, as copy editors do to save lines."""
    pattern = re.compile(r", (?:who|which|where|whose|a|an|the) [^,.\"“”]{8,80},(?= )")
    return [replace(p, text=pattern.sub("", p.text, count=1)) for p in pieces]


def add_some(pieces: Pieces, desk: Desk) -> Pieces:
    """A paragraph or two of the desk's own, in the middle or at the end."""
    return _added(pieces, desk, desk.rng.randint(1, 2))


def add_much(pieces: Pieces, desk: Desk) -> Pieces:
    """Nearly as much of the desk's own as was copied."""
    return _added(pieces, desk, max(2, len(pieces) - 1))


def _added(pieces: Pieces, desk: Desk, number: int) -> Pieces:
    own = [desk.filled(t) for t in desk.rng.sample(paragraphs("own"), k=min(number, len(paragraphs("own"))))]
    if desk.others and desk.rng.random() < 0.5:
        own[-1] = desk.rng.choice(desk.others)
    out = list(pieces)
    for text in own[:number]:
        out.insert(desk.rng.randint(1, len(out)), Piece(text))
    return out


# -- order and paragraphs -----------------------------------------------------------------------------------------


def reorder(pieces: Pieces, desk: Desk) -> Pieces:
    """The paragraphs behind the first in another order."""
    rest = list(pieces[1:])
    desk.rng.shuffle(rest)
    return [*pieces[:1], *rest]


def reorder_sentences(pieces: Pieces, desk: Desk) -> Pieces:
    """Sentences inside of paragraphs in another order."""
    out = []
    for piece in pieces:
        parts = sentences(piece.text)
        desk.rng.shuffle(parts)
        out.append(replace(piece, text=" ".join(parts)))
    return out


def merge(pieces: Pieces, desk: Desk) -> Pieces:
    """Some paragraphs run together."""
    out = [pieces[0]]
    for piece in pieces[1:]:
        if desk.rng.random() < 0.5:
            out[-1] = Piece(f"{out[-1].text} {piece.text}", out[-1].made_of + piece.made_of)
        else:
            out.append(piece)
    return out


def split(pieces: Pieces, desk: Desk) -> Pieces:
    """A paragraph a sentence."""
    return [Piece(s, p.made_of) for p in pieces for s in sentences(p.text)]


# -- lines round it -----------------------------------------------------------------------------------------------


def credit(pieces: Pieces, desk: Desk) -> Pieces:
    """Another dateline or byline, and a line below that says where it comes from."""
    where = desk.rng.choice(("start", "top", "foot", "foot"))
    line = desk.filled(desk.rng.choice(credits(where)))
    if where == "foot":
        return [*pieces, Piece(line)]
    if where == "top":
        return [Piece(line), *pieces]
    first = pieces[0]
    return [replace(first, text=f"{line} {_DATELINE.sub('', first.text)}"), *pieces[1:]]


def undated(pieces: Pieces, desk: Desk) -> Pieces:
    """Without the dateline."""
    return [replace(pieces[0], text=_DATELINE.sub("", pieces[0].text)), *pieces[1:]]


def frame(pieces: Pieces, desk: Desk) -> Pieces:
    """The lines of a site system round the report and inside of it."""
    return framed(pieces, desk, desk.rng.choice(sorted(systems())))


def framed(pieces: Pieces, desk: Desk, system: str) -> Pieces:
    """The lines of one site system round the report and inside of it."""
    lines = {w: [Piece(desk.filled(x)) for x in found] for w, found in systems()[system].items()}
    out = list(pieces)
    for line in lines["inside"]:
        out.insert(desk.rng.randint(1, len(out)), line)
    return [*lines["head"], *out, *lines["foot"]]


# -- words --------------------------------------------------------------------------------------------------------


def _each(pieces: Pieces, change: Callable[[str], str]) -> Pieces:
    return [replace(p, text=change(p.text)) for p in pieces]


def spin_lightly(pieces: Pieces, desk: Desk) -> Pieces:
    """About four in ten of the words that have synonyms exchanged."""
    return _spun(pieces, desk, 0.4)


def spin(pieces: Pieces, desk: Desk) -> Pieces:
    """Most words that have synonyms exchanged."""
    return _spun(pieces, desk, 0.7)


def _spun(pieces: Pieces, desk: Desk, rate: float) -> Pieces:
    """Respun; by half of the desks with what stands in quotation marks left alone."""
    if desk.rng.random() < 0.5:
        return _each(pieces, lambda text: spun.respun(text, desk.rng, rate))
    parted = re.compile(r"([“\"][^“”\"]*[”\"])")
    return _each(
        pieces,
        lambda text: "".join(
            part if part[:1] in '“"' else spun.respun(part, desk.rng, rate) for part in parted.split(text)
        ),
    )


def spin_heavily(pieces: Pieces, desk: Desk) -> Pieces:
    """Every word that has synonyms exchanged, and sentences turned."""
    return translate_with(pieces, desk, 1.0, 0.3)


def translate(pieces: Pieces, desk: Desk) -> Pieces:
    """There and back through another language: sentences turned, tenses moved, half of the words others."""
    return translate_with(pieces, desk, 0.5, 0.6)


def translate_with(pieces: Pieces, desk: Desk, words: float, turns: float) -> Pieces:
    """Each sentence turned at the rate `turns` for each turn that fits, then respun at the rate `words`."""
    out = []
    for piece in pieces:
        turned = " ".join(spun.translated(s, desk.rng, turns) for s in sentences(piece.text) if s)
        out.append(replace(piece, text=spun.respun(turned, desk.rng, words)))
    return out


def respell(pieces: Pieces, desk: Desk) -> Pieces:
    """British or American spelling, numbers in words or in digits."""
    british, in_words = desk.rng.random() < 0.5, desk.rng.random() < 0.5
    made = _each(pieces, lambda text: spun.renumbered(spun.respelt(text, british), in_words))
    if [p.text for p in made] != [p.text for p in pieces]:
        return made
    return _each(pieces, lambda text: spun.renumbered(spun.respelt(text, not british), not in_words))


def reprint(pieces: Pieces, desk: Desk) -> Pieces:
    """The same words with other signs, spaces and letters."""
    name = desk.rng.choice(printed.names())
    return _each(pieces, lambda text: printed.by(name, text))


# -- later versions -----------------------------------------------------------------------------------------------


def one_number(pieces: Pieces, desk: Desk) -> Pieces:
    """One number changed, all else as it was; nothing where there is no number."""
    where = [n for n, p in enumerate(pieces) if re.search(r"\b\d{1,3}\b", p.text)]
    if not where:
        return []
    n = where[0]
    text = re.sub(r"\b\d{1,3}\b", lambda m: str(int(m.group()) + desk.rng.randint(1, 9)), pieces[n].text, count=1)
    return [*pieces[:n], replace(pieces[n], text=text), *pieces[n + 1 :]]


def bring_up_to_date(pieces: Pieces, desk: Desk) -> Pieces:
    """A new lead, numbers raised in the first paragraphs, most of the old kept."""
    lead = Piece(desk.filled(desk.rng.choice(paragraphs("lead"))))
    raised = []
    for n, piece in enumerate(pieces):
        text = piece.text
        if n < 3:
            text = re.sub(r"\b\d{1,3}\b(?![.,:]\d| p\.m| a\.m)", lambda m: str(int(m.group()) + 3), text, count=1)
        raised.append(replace(piece, text=text))
    kept = raised[: max(2, round(len(raised) * desk.rng.uniform(0.6, 1.0)))]
    return [lead, *kept]
