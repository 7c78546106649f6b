"""Reports made by hand, with the metadata that linking looks at."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import pytest

from onrecord.links.digest import digest
from onrecord.shapes.link import Digest
from onrecord.shapes.mark import Cell, Value
from onrecord.shapes.reading import Reading
from onrecord.shapes.report import Block, Dateline, Published, Report
from onrecord.shapes.span import Span


def make(
    name: str,
    title: str,
    paragraphs: Sequence[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    agency: str | None = None,
    url: str | None = None,
    filed: bool = False,
    byline: tuple[str, ...] = (),
) -> Reading:
    text, blocks = "", []
    for kind, line in (("title", title), *(("body", p) for p in paragraphs)):
        blocks.append(Block(Span(len(text), len(text) + len(line)), kind, "made"))
        text += line + "\n"
    values: dict[str, Value | Dateline | Published] = {"title": title, "outlet": outlet, "agency": agency, "url": url}
    values["published"] = Published(published, how="given") if published else None
    values["dateline"] = Dateline(Span(0, 0), None, agency, None) if filed else None
    values["byline"] = byline or None
    cells = {k: Cell(v, "made") for k, v in values.items() if v is not None}  # type: ignore[arg-type]
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Reading(Report(name, name, sha, "text", "utf-8", "en", text, tuple(blocks), (), cells), {})


@pytest.fixture
def report() -> Callable[..., Digest]:
    """A digest of a report made from its paragraphs: report(name, title, paragraphs, published=…, outlet=…)."""
    return lambda *args, **given: digest(make(*args, **given))


WIRE = (
    "A grain silo collapsed in the harbour of Vardnes on Thursday evening and 18 dock workers were buried, the Coastal"
    " Rescue Service said, adding that 11 more had been pulled out alive.",
    "The silo had held 4,200 tonnes of barley when its north wall gave way at 6:40 p.m., two hours after a ship had"
    " finished loading, harbour engineer Ingrid Solvang said. Cranes were brought from Nordhamn to lift the concrete.",
    '"We heard a crack like a gunshot and then there was only dust," said Petter Lunde, a tally clerk. "I ran until I'
    ' reached the water."',
    "Inspectors had found cracks in the wall in March, according to a letter seen by the union, and the owner, Fjordkorn"
    " Holding, had promised repairs before the harvest.",
    "The Coastal Rescue Service said it would work through the night with 60 people and three dogs. Mayor Astrid Bakken"
    " asked families to gather at the school in Kirkegata.",
    "In 1987, a fire in the same harbour destroyed four warehouses and killed nine firefighters.",
)
RESPUN = (
    "A grain tower crumbled in the port of Vardnes on Thursday night and 18 dock labourers were buried, the Coastal"
    " Rescue Service stated, noting that 11 others had been dragged out alive.",
    "The tower had contained 4,200 tonnes of barley when its north side gave way at 6:40 p.m., two hours after a vessel"
    " had completed loading, port engineer Ingrid Solvang stated. Cranes were fetched from Nordhamn to raise the rubble.",
    '"We heard a snap like a gunshot and then there was just dust," stated Petter Lunde, a tally clerk. "I fled until I'
    ' got to the water."',
    "Inspectors had discovered cracks in the wall in March, as per a letter viewed by the union, and the proprietor,"
    " Fjordkorn Holding, had pledged repairs ahead of the harvest.",
    "The Coastal Rescue Service stated it would toil through the night with 60 people and three dogs. Mayor Astrid"
    " Bakken urged relatives to assemble at the school in Kirkegata.",
)
OWN = (
    "Relatives of the dockers trapped under a fallen silo in Vardnes stood at the harbour fence until dawn, calling names"
    " into the dark.",
    "At least 18 people were under the concrete on Friday morning, rescuers told the Nordhamn Post. Ingrid Solvang, the"
    " harbour engineer, said nobody had expected the north wall to fail.",
    '"We heard a crack like a gunshot and then there was only dust," Petter Lunde told colleagues, according to his'
    " brother, who waited for news of a cousin.",
    "Union secretary Marte Hovland said Fjordkorn Holding had been warned twice this year and did nothing. The company did"
    " not answer calls.",
    "By noon the barley had been shovelled into a heap as high as the quay's lamps, and volunteers handed out soup.",
)
OTHER = (
    "Fishermen in Vardnes blocked the ferry quay with nets on Friday in protest against a new mooring fee of 900 crowns.",
    "About 40 boats took part, harbour police said; the fishermen's league spoke of 70.",
    "The league's chairman, Tor Evensen, said the fee would cost a small boat a tenth of its yearly catch.",
    "Town councillor Liv Myhre said the money was meant for a new breakwater and that talks would go on next week.",
    "Some of the crews had helped after Thursday's silo collapse and were tired, Evensen said.",
)


@pytest.fixture
def ledger(report: Callable[..., Digest]) -> tuple[Digest, ...]:
    """A wire, its verbatim, trimmed and respun copies, an own report, and another story from the same town."""
    return (
        report(
            "a-wire", "Silo collapses in Vardnes, 18 buried", WIRE, published="2031-05-01", outlet="Northern Wire Desk",
            agency="NWD", filed=True, byline=("Kari Moe",), url="https://nwd.example/silo",
        ),
        report("b-verbatim", "18 buried under silo", WIRE, published="2031-05-02", outlet="Vardnes Dispatch"),
        report("c-trimmed", "Silo falls in Vardnes", (*WIRE[:2], WIRE[4]), published="2031-05-02", outlet="Daily Tide"),
        report("d-respun", "Grain tower crumbles", RESPUN, outlet="ClickCurrent"),
        report("e-own", "Night at the harbour fence", OWN, published="2031-05-02", outlet="Nordhamn Post"),
        report("f-other", "Fishermen block ferry quay over fee", OTHER, published="2031-05-02", outlet="Vardnes Dispatch"),
    )  # fmt: skip
