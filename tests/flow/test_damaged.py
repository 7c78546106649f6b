"""A report whose text was read as another set is marked as it was meant, and every mark points into what was found."""

from pathlib import Path

import pytest

from onrecord import accounts, filing, flow, verifying
from onrecord.ledger.store import Store
from onrecord.marks.kinds import KINDS
from onrecord.shapes.raw import Given, Raw
from onrecord.shapes.reading import Reading
from onrecord.shapes.repair import read_right
from onrecord.shapes.span import cut_all

MEANT = """Café in harbour to reopen, mayor’s office says

By José García

PORT ORR (AP) — “We’ll reopen the café on Monday,” said Zoë Brûlé, the mayor of Port Orr. At least 40 people were hurt
when a storm struck Türkiye’s coast on Friday, Brûlé said.

Advertisement

“It cost £5 million,” said Élodie Müller, who leads the office that

See also: Ten beaches to visit this summer

rebuilt it. The council condemned the delay on Tuesday, Müller told The Harbour Bulletin. She denied that the govern-
ment had paid for the work. “It’s ours,” she said.
"""
DAMAGED = {
    "misread": MEANT.encode().decode("latin-1"),
    "misread twice": MEANT.encode().decode("latin-1").encode().decode("latin-1"),
    "references": MEANT.replace("’", "&rsquo;")
    .replace("“", "&#8220;")
    .replace("”", "&amp;#8221;")
    .replace("é", "&eacute;"),
    "unseen": MEANT.replace("Brûlé", "Brû\u00adlé").replace("Müller", "Mu\u0308ller").replace("café", "ca\u200bfé"),
}


def read(text: str) -> Reading:
    found = flow.read_one(Raw(text.encode(), "a", "a", given=Given(published="2025-03-05")), {})[0]
    assert isinstance(found, Reading)
    return found


@pytest.fixture(scope="module")
def right() -> Reading:
    return read(MEANT)


def told(reading: Reading) -> dict[str, list[tuple[object, ...]]]:
    """What each kind of mark says, without its places."""
    out: dict[str, list[tuple[object, ...]]] = {}
    for kind in KINDS:
        for mark in reading.marks[kind.name]:
            words = read_right(" ".join(cut_all(reading.text, mark.parts).split()))
            values = [getattr(v, "name", None) for c in kind.cells if (v := mark.value(c.name)) is not None]
            plain = [mark.value(c.name) for c in kind.cells if c.type in ("word", "text", "number")]
            out.setdefault(kind.name, []).append((words, *values, *plain))
    return out


def test_the_right_text_says_something(right: Reading) -> None:
    said = told(right)
    assert {"“We’ll reopen the café on Monday,”", "“It cost £5 million,”"} <= {q[0] for q in said["quote"]}
    assert "Zoë Brûlé" in {m.value("name") for m in right.mentions}
    assert all(len(said[kind.name]) for kind in KINDS)
    assert any("that the government had paid" in passage.text for passage in right.report.passages)
    assert any("the office that rebuilt it" in passage.text for passage in right.report.passages)


@pytest.mark.parametrize("damage", DAMAGED)
def test_damaged_text_says_the_same(damage: str, right: Reading) -> None:
    found = read(DAMAGED[damage])
    assert found.text == DAMAGED[damage]
    assert told(found) == told(right)
    assert found.refused == right.refused
    assert found.report.value("title") == right.report.value("title")
    assert found.report.value("byline") == right.report.value("byline") == ("José García",)


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_ledger_of_damaged_text_holds(damage: str, tmp_path: Path) -> None:
    with Store(tmp_path / "a.db", KINDS, create=True) as store:
        filing.keep(store, Raw(DAMAGED[damage].encode(), "a", "a"))
        checked = verifying.verify(store)
        assert checked.problems == ()
        assert checked.cells > 40


@pytest.mark.parametrize("damage", ["misread", "references"])
def test_a_damaged_copy_is_a_copy(damage: str, tmp_path: Path) -> None:
    with Store(tmp_path / "a.db", KINDS, create=True) as store:
        for name, text in (("a", MEANT), ("b", DAMAGED[damage])):
            filing.keep(store, Raw(text.encode(), name, name))
        (copy,) = accounts.account(store).copies
        assert copy.kind == "verbatim" or copy.share > 0.9
