"""Who denies what: statements of one report and the denials of them."""

from __future__ import annotations

import pytest

from onrecord import flow
from onrecord.ledger.denials import denials
from onrecord.shapes.backing import Backing
from onrecord.shapes.raw import Raw
from onrecord.shapes.reading import Reading

RELATIVE = (
    "TESK, May 2 (XNA) - Norland officials accused Orva of shelling the port of Larsby. "
    "The Orvan Front, which holds two valleys near Norland, has denied the accusation.\n"
)
OTHER_STATEMENT = (
    "TESK, May 2 (XNA) - Prosecutors said Ivo Trane called Ada Brond twice and met her at the quarry, then shot her. "
    "The lawyer Lena Lund said Ivo Trane did not call Ada Brond. "
    "Lena Lund also denied that Ivo Trane was the father of Ada Brond's child.\n"
)


def told(*texts: str) -> list[tuple[str, str]]:
    raws = [Raw(text.encode(), f"{n}.txt", f"{n}.txt") for n, text in enumerate(texts)]
    found = [one for one in flow.read(raws, {}) if isinstance(one, Reading)]
    return [(str(d.sides[0].text), str(d.sides[1].text)) for d in denials(found, Backing())]


def test_nobody_named_in_a_relative_clause_denies() -> None:
    assert not any(denial.startswith("Norland") for _, denial in told(RELATIVE))


def test_a_denial_is_of_the_statement_in_whose_words_it_is() -> None:
    found = told(OTHER_STATEMENT)
    assert [("did not call" in denial, "father" in denial) for _, denial in found] == [(True, False)]


@pytest.mark.parametrize("cut", ["", " of Tesk"])
def test_a_copy_tells_it_once(cut: str) -> None:
    one = "Ivo Trane said the Harbour Office had sold the ferries of Tesk to a bank. The Harbour Office denied the claim.\n"
    assert len(told(one, one.replace(" of Tesk", cut))) <= 1
