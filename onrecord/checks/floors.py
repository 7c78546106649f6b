"""Floors that scores must not fall below, with the fingerprint of the reports they were reached on."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from onrecord.shapes.errors import UsageError

STEP = 1000  # floors are kept to a thousandth, rounded down


@dataclass(frozen=True, slots=True)
class Lowered:
    """A floor that was taken down, and why."""

    score: str
    before: float
    after: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Floors:
    """The least each score may be (0 to 1), by "layer.name"; `corpus` is the fingerprint of what was scored."""

    corpus: str = ""
    least: Mapping[str, float] = field(default_factory=dict)
    lowered: tuple[Lowered, ...] = ()

    def below(self, scores: Mapping[str, float]) -> list[str]:
        """Scores under their floor, or no longer there, in order of name."""
        return [name for name, floor in sorted(self.least.items()) if _down(scores.get(name, -1.0)) < floor]

    def raised(self, scores: Mapping[str, float], corpus: str) -> Floors:
        """Floors lifted to what was reached, none taken down; new scores get a floor."""
        reached = {name: max(_down(score), self.least.get(name, 0.0)) for name, score in scores.items()}
        return replace(self, corpus=corpus, least={**self.least, **reached})

    def lowered_to(self, scores: Mapping[str, float], corpus: str, why: str) -> Floors:
        """Floors set to what was reached, with the reason noted for each that went down or away."""
        notes = tuple(
            Lowered(name, self.least[name], _down(scores[name]) if name in scores else None, why)
            for name in self.below(scores)
        )
        kept = Floors(corpus, {n: f for n, f in self.least.items() if n in scores and n not in self.below(scores)})
        return replace(kept.raised(scores, corpus), lowered=self.lowered + notes)


def _down(score: float) -> float:
    """To a thousandth, rounded down; what floating point lost on the way is given back first."""
    return math.floor(score * STEP + 1e-6) / STEP


def load(path: Path) -> Floors:
    """Floors from their file; none when there is no file. Raises UsageError when it cannot be read as such."""
    if not path.exists():
        return Floors()
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        lowered = tuple(Lowered(**row) for row in kept["lowered"])
        return Floors(str(kept["corpus"]), {str(n): float(f) for n, f in kept["floors"].items()}, lowered)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path}: no file of floors ({error}); take it from the last version that was kept") from None


def save(path: Path, floors: Floors) -> None:
    """Write floors, sorted by name, a line each."""
    out = {
        "corpus": floors.corpus,
        "floors": dict(sorted(floors.least.items())),
        "lowered": [{n: getattr(row, n) for n in ("score", "before", "after", "why")} for row in floors.lowered],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(out, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def fingerprint(folder: Path) -> str:
    """The sha256 of an example folder: what is expected and every report, by name and bytes."""
    files = [folder / "expected.json", *sorted((folder / "reports").iterdir())]
    parts = [[path.name, hashlib.sha256(path.read_bytes()).hexdigest()] for path in files]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
