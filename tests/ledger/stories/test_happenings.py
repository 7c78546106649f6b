"""Small invented stories, read from their words: what stands on the timeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.ledger.happenings import happenings
from onrecord.ledger.tellings import told as tellings
from onrecord.ledger.timeline import timeline
from onrecord.shapes.backing import Backing
from onrecord.shapes.reading import Reading
from onrecord.shapes.table import Row, parse

CASES = parse(
    (Path(__file__).parent / "happenings.tsv").read_text(encoding="utf-8"),
    "happenings.tsv",
    ("name", "reports", "expect", "absent"),
    optional=("absent",),
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_what_stands_on_the_timeline(case: Row, told: Callable[[str], tuple[Reading, ...]]) -> None:
    readings = told(case["reports"])
    name = {r.report.id: r.report.source for r in readings}
    found = timeline(readings, Backing())
    made = {
        " ".join([f"{e.first} {e.type} {e.modality}", *sorted(name[r] for r in e.reports)])
        + (f" = {e.outcome}" if e.outcome else "")
        for e in found
    }
    assert set(case["expect"].split(";")) <= made
    assert not {f"{e.first} {e.type}" for e in found} & set(filter(None, case["absent"].split(";")))


def test_a_day_lent_from_what_it_only_names_is_not_its_own(told: Callable[[str], tuple[Reading, ...]]) -> None:
    (reading,) = told("a 2031-05-02: Guilty | A jury convicted a cook of murder in the 2029 shooting of Ada Brond.")
    verdict, shooting = reading.events
    lent = replace(shooting.cells["when"], how="same sentence")
    verdict = replace(verdict, cells={**verdict.cells, "when": lent})
    one, two = tellings([replace(reading, marks={**reading.marks, "event": (verdict, shooting)})])
    assert one.when is None
    assert two.when is not None


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Rioters attacked a ministry on Wednesday over the killing of a student by police.", 2),
        ("Rioters attacked a ministry on Wednesday, killing a guard.", 1),
        ("Clashes broke out in Tornvik after the killing of a student.", 2),
        ("A clash in Tornvik killed a student.", 1),
    ],
)
def test_what_an_attack_answers_is_no_toll_of_it(
    text: str, due: int, told: Callable[[str], tuple[Reading, ...]]
) -> None:
    assert len(happenings(told(f"a 2031-05-09: News | {text}"), Backing())) == due
