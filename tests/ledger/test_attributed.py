"""Attribution weakened and strengthened: a table of paragraphs in two wordings, and what must hold for all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord.lexicon import commitment, hedges
from onrecord.marks.events.find import KIND
from onrecord.shapes.difference import SIGNS
from onrecord.shapes.table import parse

CASES = parse(
    (Path(__file__).parent / "attribution.tsv").read_text(encoding="utf-8"),
    "attribution.tsv",
    ("name", "old", "new", "expected"),
)
HEAD = "Wall breaks in Vardnes\n\nBy Kari Moe\nMarch 3, 2031\n\n"
TAIL = "\n\nCranes were brought from Nordhamn to lift the concrete, and trams were stopped until the evening.\n"
Found = dict[str, Any]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Found, Found]]:
    """The differences of each case, from old to new and back."""
    folder = tmp_path_factory.mktemp("cases")
    for n, case in enumerate(CASES):
        for side in ("old", "new"):
            (folder / f"{n}{side}.txt").write_text(HEAD + case[side] + TAIL, encoding="utf-8")
    with onrecord.Ledger(folder / "l.db") as ledger:
        ledger.add([folder / f"{n}{side}.txt" for n in range(len(CASES)) for side in ("old", "new")])
        ids = {Path(row["source"]).name: row["report"] for row in ledger.reports()}
        out = {}
        for n, case in enumerate(CASES):
            a, b = ids[f"{n}old.txt"], ids[f"{n}new.txt"]
            out[case["name"]] = ledger.diff(a, b), ledger.diff(b, a)
            for one in out[case["name"]]:
                for side in ("old", "new"):
                    one[side]["text"] = ledger.record(one[side]["report"])["text"]
    return out


def told(row: Found) -> str:
    return f"{row['what']}/{row['change']}/{row['sign']}: {row['old']['text']} > {row['new']['text']}"


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_what_is_attributed_less_or_more_firmly(case: Any, found: dict[str, tuple[Found, Found]]) -> None:
    rows = found[case["name"]][0]["attribution"]
    assert sorted(map(told, rows)) == ([] if case["expected"] == "-" else sorted(case["expected"].split("|")))


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_what_weakens_one_way_strengthens_the_other(case: Any, found: dict[str, tuple[Found, Found]]) -> None:
    there, back = found[case["name"]]
    turned = {"weakened": "strengthened", "strengthened": "weakened"}
    rows = [(turned[r["change"]], r["sign"], r["new"], r["old"]) for r in there["attribution"]]
    assert rows == [(r["change"], r["sign"], r["old"], r["new"]) for r in back["attribution"]]


def test_everything_stands_where_it_is_said_to_stand(found: dict[str, tuple[Found, Found]]) -> None:
    signs = set()
    for one in (side for pair in found.values() for side in pair):
        for row in one["attribution"]:
            signs.add(row["sign"])
            assert row["why"]
            for name, side in (("old", "old"), ("new", "new"), ("of", "new")):
                printed = row[name]
                assert one[side]["text"][printed["start"] : printed["end"]] == printed["text"] != ""
        assert one["same"] is False
    assert signs == set(SIGNS)


def test_the_table_has_a_rank_for_every_hedge_and_knows_each_modality() -> None:
    assert all(commitment.hedge(word) for word in hedges.WORDS)
    told = next(c.about for c in KIND.cells if c.name == "modality")
    assert {w for w in told.split() if commitment.modality(w)} == set(
        "happened ongoing historical possible hypothetical denied".split()
    )


@pytest.mark.parametrize(
    ("cue", "rank"),
    [
        ("said", 3),
        ("alleged", 1),
        ("claims", 2),
        ("confirmed", 4),
        ("pointed out", 3),
        ("according to", None),
        ("", None),
    ],
)
def test_verbs(cue: str, rank: int | None) -> None:
    assert commitment.verb(cue) == rank


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He allegedly left.", (1, "allegedly")),
        ("Reportedly, the alleged owner left.", (1, "alleged")),
        ("The wall is believed to be old.", (2, "is believed to")),
        ("The allegedly-new wall.", (3, "")),
        ("He left.", (3, "")),
    ],
)
def test_adverbs(sentence: str, expected: tuple[int, str]) -> None:
    rank, start, end = commitment.adverb(sentence)
    assert (rank, sentence[start:end]) == expected


@pytest.mark.parametrize(
    ("speaker", "unnamed"),
    [("two sources", True), ("a Witness", True), ("police", False), ("the source code office", False), ("", False)],
)
def test_speakers_whom_nobody_can_look_up(speaker: str, unnamed: bool) -> None:
    assert commitment.is_unnamed(speaker) is unnamed
