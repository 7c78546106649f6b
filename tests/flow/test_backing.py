"""What stands behind a fact: one wire however many print it, whom a report cites, what an outlet counted itself."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from onrecord import accounts, filing
from onrecord.ledger.store import Store
from onrecord.marks.kinds import KINDS
from onrecord.shapes.raw import Given, Raw

TITLE = "Silo collapses in Vardnes harbour"
FIRST = (
    "A grain silo collapsed in the harbour of Vardnes on Thursday evening and killed 18 dock workers, the Coastal Rescue"
    " Service said, adding that 11 more had been pulled out alive."
)
WIRE = (
    FIRST,
    "The silo had held 4,200 tonnes of barley when its north wall gave way at 6:40 p.m., two hours after a ship had"
    " finished loading, harbour engineer Ingrid Solvang said. Cranes were brought from Nordhamn to lift the concrete.",
    '"We heard a crack like a gunshot and then there was only dust," said Petter Lunde, a tally clerk.',
    "Inspectors had found cracks in the wall in March, according to a letter seen by the union, and the owner, Fjordkorn"
    " Holding, had promised repairs before the harvest.",
)
OWN = (
    "Relatives of the dockers crushed under a fallen silo in Vardnes stood at the harbour fence until dawn on Friday.",
    "The collapse killed 18 dock workers, rescuers told the crowd. Harbour engineer Ingrid Solvang wept at the gate.",
    '"We heard a crack like a gunshot and then there was only dust," said Petter Lunde, a tally clerk.',
    "Union secretary Marte Hovland said Fjordkorn Holding had been warned twice this year about the silo.",
)
NOTES = (
    "I have walked past the silo in the harbour of Vardnes every morning of my life, and so I ask who let it fall.",
    "The collapse killed 18 dock workers, and Fjordkorn Holding, I fear, will find somebody else to blame for it.",
)
HEAD = "VARDNES (NWD) - "

# Reports as "outlet: paragraphs"; the words of a figure or quote; how many origins, and whose, the most reports first.
CASES = {
    "a wire that three print": (
        {"Northern Wire Desk": (HEAD + WIRE[0], *WIRE[1:]), "Daily Tide": WIRE, "Vardnes Post": WIRE},
        "18 dock workers",
        ["NWD 3"],
    ),
    "and one who counted": (
        {"Northern Wire Desk": (HEAD + WIRE[0], *WIRE[1:]), "Daily Tide": WIRE, "Nordhamn Post": OWN},
        "18 dock workers",
        ["NWD 2", "Nordhamn Post 1"],
    ),
    "a paragraph of the wire in an own report": (
        {
            "Northern Wire Desk": (HEAD + WIRE[0], *WIRE[1:]),
            "Nordhamn Post": (OWN[0], FIRST, *OWN[2:], "The post office of Vardnes stayed closed until noon."),
        },
        "18 dock workers",
        ["NWD 2"],
    ),
    "words that both heard": (
        {"Northern Wire Desk": (HEAD + WIRE[0], *WIRE[1:]), "Nordhamn Post": OWN},
        "a crack like a gunshot",
        ["NWD 1", "Nordhamn Post 1"],
    ),
    "what the wire is cited for": (
        {
            "Northern Wire Desk": (HEAD + WIRE[0], *WIRE[1:]),
            "Nordhamn Post": (*OWN[:1], "The collapse killed 18 dock workers, NWD reported.", *OWN[2:]),
        },
        "18 dock workers",
        ["NWD 2"],
    ),
    "what another outlet is cited for": (
        {
            "Nordhamn Post": (*OWN[:1], "The collapse killed 18 dock workers, Radio Vardnes reported.", *OWN[2:]),
            "Daily Tide": (
                "Flags flew at half mast over the harbour of Vardnes, where a grain silo fell on dock workers.",
                "Radio Vardnes said that the silo had killed 18 dock workers. Fjordkorn Holding did not answer calls.",
                "Union secretary Marte Hovland asked Ingrid Solvang, the harbour engineer, to make her papers public.",
            ),
        },
        "18 dock workers",
        ["Radio Vardnes 2"],
    ),
    "what a copy adds": (
        {
            "Northern Wire Desk": (HEAD + WIRE[0], *WIRE[1:]),
            "Daily Tide": (*WIRE, "In the school of Vardnes families told our reporter that 27 people were missing."),
        },
        "27 people",
        ["Daily Tide 1"],
    ),
    "what is only repeated by those who judge": (
        {"Northern Wire Desk": (HEAD + WIRE[0], *WIRE[1:]), "Vardnes Post": NOTES, "Nordhamn Post": OWN},
        "18 dock workers",
        ["NWD 1", "Nordhamn Post 1"],
    ),
}  # fmt: skip


def shares(folder: Path, reports: dict[str, tuple[str, ...]], words: str) -> list[str]:
    """Whose is the fact told in some words, in the only story of these reports."""
    with Store(folder / "l.db", KINDS, create=True) as store:
        for n, (outlet, paragraphs) in enumerate(reports.items()):
            text = "\n\n".join((TITLE, *paragraphs)).encode()
            known = Given(
                "2031-05-02", outlet, f"https://{n}.example/{'opinion' if paragraphs is NOTES else 'news'}/silo"
            )
            filing.keep(store, Raw(text, f"{outlet}.txt", f"{outlet}.txt", given=known))
        told = accounts.account(store)
        (one,) = told.stories
        found = accounts.story(store, told, one)
        facts = [(p["report"], p["start"], p["end"], p) for s in found["series"] for p in s["points"]]  # type: ignore[attr-defined]
        facts += [(o["report"], o["start"], o["end"], u) for u in found["utterances"] for o in u["occurrences"]]  # type: ignore[attr-defined]
        fact = next(f for report, start, end, f in facts if words in store.text(report)[start:end])
        assert fact["origins"] == len(fact["behind"])
        return [f"{share['label']} {share['reports']}" for share in fact["behind"]]


@pytest.mark.parametrize("case", CASES)
def test_whose_it_is(case: str, tmp_path: Path) -> None:
    reports, words, expected = CASES[case]
    assert shares(tmp_path, reports, words) == expected


def test_in_any_order(tmp_path: Path) -> None:
    reports, words, expected = CASES["and one who counted"]
    for n, order in enumerate(permutations(reports)):
        (tmp_path / str(n)).mkdir()
        assert shares(tmp_path / str(n), {name: reports[name] for name in order}, words) == expected
