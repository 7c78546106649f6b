"""Events by their filters, from the command line and in Python."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.faces import api, checked, lists
from onrecord.marks.events.plover import coded
from onrecord.marks.events.tables import TYPES
from onrecord.shapes.errors import NotFound, UsageError
from tests.faces.laid import laid, run

REPORTS = {
    "wire.txt": """Depot in Torval

TORVAL, May 2 (XNA) - Gunmen attacked a fuel depot in Torval on Friday, the Torval Fire Service said.

Kenyan police arrested two men in Kenya on Thursday. Nairobi denied that its troops had shelled the town.

The mayor of Torval, Lena Brod, will meet union leaders on Monday. Students marched in Torval on 1 April.
""",
    "paper.txt": """A week in Torval

TORVAL - Mayor Lena Brod met union leaders in Torval on Monday. South Sudanese troops may attack the border town of Orva, an aid group warned.

Kenya's army attacked rebels on Sunday, residents said.
""",
    "undated.txt": """Schools of Torval

TORVAL - Lena Brod condemned the teachers. Teachers struck in Orva.
""",
}
DAYS = {"wire.txt": "2031-05-02", "paper.txt": "2031-05-06"}
CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "events.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
][1:]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of three reports."""
    return laid(tmp_path_factory.mktemp("events"), REPORTS, DAYS)


@pytest.fixture
def ledger(desk: Path) -> Iterator[api.Ledger]:
    with api.Ledger(desk, create=False) as opened:
        yield opened


def asked_for(cell: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in cell.split("; "):
        name, _, value = part.partition("=")
        found[name] = [*found.get(name, []), value] if name in ("type", "modality", "plover") else value
    return found


def anchors(rows: list[dict[str, Any]]) -> str:
    cut = [
        str(r["exact"])[r["anchor"]["start"] - r["start"] :][: r["anchor"]["end"] - r["anchor"]["start"]] for r in rows
    ]
    return " ".join(cut) or "-"


@pytest.mark.parametrize(("asked", "found"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_filters(ledger: api.Ledger, capsys: pytest.CaptureFixture[str], desk: Path, asked: str, found: str) -> None:
    rows = ledger.events(**asked_for(asked))
    assert anchors(rows) == found
    assert [row for row in ledger.marks("events") if row in rows] == rows
    # the same on the command line
    words = [
        w
        for part in asked.split("; ")
        for w in ("--" + part.partition("=")[0].replace("_", "-"), part.partition("=")[2])
    ]
    code, out, _ = run(capsys, "events", *words, "--format", "json", "--ledger", str(desk))
    assert (code, json.loads(out)) == (0 if rows else 1, rows)


def test_codes_of_plover_are_those_that_the_reader_gives() -> None:
    assert [t for t in TYPES if coded(t, "happened", "") == t] == list(checked.PLOVER)


def test_no_filter_gives_all(ledger: api.Ledger) -> None:
    assert ledger.events() == ledger.marks("events")
    assert ledger.events(type=[], modality=()) == ledger.marks("events")
    assert ledger.events(type="PROTEST") == ledger.events(type=["protest"])


@pytest.mark.parametrize(
    "asked",
    [
        {"type": "ATTACK"},
        {"type": ["ASSAULT", ""]},
        {"modality": "rumoured"},
        {"actor": ""},
        {"recipient": "…"},
        {"where": "  "},
        {"asserted_by": "-"},
        {"plover": "DISASTER"},
        {"actor_country": "Atlantis"},
        {"recipient_country": ""},
        {"since": "May"},
        {"until": "2031"},
        {"since": "2031-05-09", "until": "2031-05-02"},
    ],
)
def test_filters_that_cannot_be(ledger: api.Ledger, asked: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        ledger.events(**asked)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--type", "ATTACK"), 2, "'AGREE', 'CONSULT'"),
        (("--modality", "rumoured"), 2, "'happened', 'ongoing'"),
        (("--type", "SANCTION"), 1, "that fit; no event has this type, there are ASSAULT"),
        (("--mode", "arests"), 1, "no event has this mode, there are arrest\n"),
        (("--actor", "Lena Brot"), 1, "no event has this actor, there are Lena Brod\n"),
        (("--recipient", "union leader"), 1, "no event has this recipient, there are union leaders\n"),
        (("--where", "Torvel"), 1, "no event has this place, there are Torval\n"),
        (("--asserted-by", "Torval Fir Service"), 1, "no event has this claimant, there are Torval Fire Service\n"),
        (("--plover", "ATTACK"), 2, "'AGREE', 'CONSULT'"),
        (("--plover", "SANCTION"), 1, "no event has this code, there are ASSAULT"),
        (("--actor-country", "PER"), 1, "no event has this country of its actor, there are KEN, SSD\n"),
        (("--actor-country", "Brod"), 2, "actor_country 'Brod' is no country; give its ISO 3166-1 code (KEN) or its"),
        (("--actor", "Xq"), 1, "that fit\n"),
        (("--actor", "\x1b[31m\nXq" * 2000), 1, "that fit\n"),
        (("--actor", "Lena Brod", "--type", "ASSAULT"), 1, "that fit\n"),
        (("--actor", "…"), 2, "actor '…' has no word in it; give the name of who acts"),
        (("--since", "2031-05-09", "--until", "2031-05-02"), 2, "since 2031-05-09 is after until"),
        (("--since", "May"), 2, "is no date"),
        (("--modality", "planned", "--since", "2031-05-05"), 0, ""),
        (("--modality", "denied", "--since", "2031-05-01"), 0, "1 event without a day of its own"),
        (("--actor", "Brod", "--since", "2031-05-01"), 0, "1 event without a date left out\n"),
    ],
)
def test_what_is_said_of_filters(
    desk: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int, says: str
) -> None:
    found, out, err = run(capsys, "events", *words, "--ledger", str(desk))
    assert (found, err.count("\n")) == (code, 1 if says else 0)
    assert says in err
    assert bool(out) is (code == 0)


def test_undated_events_of_one_story(ledger: api.Ledger) -> None:
    stories = {s: ledger.undated_events(story=s) for s in (row["story"] for row in ledger.stories())}
    undated = next(r["story"] for r in ledger.reports() if r["published"]["date"] is None)
    assert ledger.undated_events() == sum(stories.values()) == stories[undated] > 0
    assert ledger.undated_events(type="SANCTION") == 0
    with pytest.raises(NotFound):
        ledger.undated_events(story="ffff")


def test_every_column_for_a_spreadsheet(ledger: api.Ledger, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "events", "--type", "COERCE", "--format", "csv", "--ledger", str(desk))
    (line,) = csv.DictReader(io.StringIO(out))
    assert (code, err) == (0, "")
    assert tuple(line) == lists.listing("events").columns
    assert (line["actor"], line["when_from"], line["where"], line["asserted_by"]) == (
        "Kenyan police",
        "2031-05-01",
        "Kenya",
        "",
    )
    table = ledger.table("events", type="COERCE", modality=["happened"])
    assert table.column_names == list(line)
    assert table["actor"].to_pylist() == [["Kenyan police"]]
    with pytest.raises(UsageError):
        ledger.table("events", speaker="Brod")
