#!/usr/bin/env python3
"""Words per second of reading and adding reports, beside bare spaCy's full pipeline on the same text.

    python tools/bench/words.py [FILE_OR_FOLDER...] [--reports 150] [--rounds 3]

Made reports of plain text are read when nothing is named. spaCy runs twice, each in an environment of its own: as pip
gives it today, and the fastest way that is known. All run on one core, turn by turn; of the rounds the fastest counts.
"each alone" forgets every paragraph between reports, "in one run" remembers those that came before, as the command
does. Words are those between white space.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))

from tools.bench.common import Peer, asking, fastest, files, made, one_core, spent, table, tell, texts_file

one_core()

from onrecord import filing, flow
from onrecord.faces.api import as_line
from onrecord.ledger.store import Store
from onrecord.marks.kinds import KINDS
from onrecord.shapes.raw import Failure, Raw
from onrecord.shapes.reading import Reading


def printed(readings: Iterator[Reading | Failure]) -> list[str]:
    """The lines that `onrecord read --format jsonl` prints."""
    return [as_line(one) for one in readings if isinstance(one, Reading)]


def added(raws: list[Raw], folder: Path) -> None:
    """All reports into a new ledger."""
    path = folder / "new.db"
    with Store(path, KINDS, create=True) as store:
        for _ in filing.add(store, raws):
            pass
    for left in folder.glob("new.db*"):
        left.unlink()


def main() -> None:
    """Measure, print, and write the section."""
    ask = asking(__doc__, reports=150, rounds=3)
    ask.add_argument("paths", nargs="*", type=Path)
    wish = ask.parse_args()

    raws = files(wish.paths) if wish.paths else made(wish.reports)
    texts = [one.text for one in flow.read(raws) if isinstance(one, Reading)]
    if not texts:
        ask.error("nothing there that can be read")
    words = sum(len(text.split()) for text in texts)
    with (
        tempfile.TemporaryDirectory() as name,
        texts_file(texts, Path(name)) as path,
        Peer("newest", "spacy_texts.py", str(path)) as newest,
        Peer("fastest", "spacy_texts.py", str(path), "--numpy") as quick,
    ):
        works = {
            "newest": newest.seconds,
            "fastest": quick.seconds,
            "alone": spent(lambda: [printed(flow.read([raw], {})) for raw in raws]),
            "run": spent(lambda: printed(flow.read(raws, {}))),
            "add": spent(lambda: added(raws, Path(name))),
        }
        best = fastest(wish.rounds, works)
        about = newest.about, quick.about
    labels = {
        "newest": f"spaCy {about[0]['spacy']}, as pip gives it",
        "fastest": f"spaCy {about[1]['spacy']} with numpy's matrix product",
        "alone": "`onrecord read`, each report alone",
        "run": "`onrecord read`, in one run",
        "add": "`onrecord add`, into a new ledger",
    }
    rows = [
        [label, f"{words / best[n]:,.0f}", f"{best['newest'] / best[n]:.2f} ×", f"{best['fastest'] / best[n]:.2f} ×"]
        for n, label in labels.items()
    ]
    source = "of the files named" if wish.paths else "made up, none a copy"
    lines = [
        f"{len(texts)} reports {source}, {words:,} words; one process, one core; fastest of {wish.rounds} rounds.",
        "",
    ]
    lines += table(["", "words/s", "spaCy of today", "spaCy at its fastest"], rows)
    tell(wish.no_page, "words", lines, "onrecord", "spacy", "numpy")


if __name__ == "__main__":
    main()
