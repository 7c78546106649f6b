"""Answers that are kept hold until the ledger is written to, by anybody, and belong to whoever got them."""

from __future__ import annotations

from pathlib import Path

import onrecord
from onrecord.faces.answers import MOST, Answers

FIRST = (
    "Bridge falls in Orme\n\nORME, 3 May 2031 – Four people were killed when the bridge at Orme fell, police said.\n"
)
SECOND = "Toll rises in Orme\n\nORME, 4 May 2031 – Six people were killed when the bridge at Orme fell, police said.\n"


def test_an_answer_holds_until_somebody_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    (tmp_path / "one.txt").write_text(FIRST)
    (tmp_path / "two.txt").write_text(SECOND)
    with onrecord.Ledger(path) as ledger:
        ledger.add([tmp_path / "one.txt"])
        (first,) = ledger.stories()
        told = ledger.story()
        told["title"] = "changed by the caller"
        assert ledger.story()["title"] != "changed by the caller"
        assert ledger.stories() == [first]
        with onrecord.Ledger(path) as other:  # by another connection
            other.add([tmp_path / "two.txt"])
        assert sum(len(s["reports"]) for s in ledger.stories()) == 2
        assert len(ledger.reports()) == 2
        ledger.remove(ledger.reports()[0]["report"])  # by its own
        assert len(ledger.reports()) == 1


def test_other_questions_have_other_answers(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(FIRST)
    with onrecord.Ledger(tmp_path / "a.db") as ledger:
        ledger.add([tmp_path / "one.txt"])
        every = ledger.timeline()
        assert ledger.timeline(type="DISASTER") == ledger.timeline(type=["DISASTER"])
        assert ledger.timeline(since="2040-01-01") == []
        assert ledger.timeline() == every


def test_what_is_kept_is_bounded() -> None:
    answers, asked = Answers(), []

    def large(n: int) -> bytes:
        asked.append(n)
        return bytes(MOST // 3)

    for n in (1, 2, 1, 3, 1, 2):
        answers.of("state", n, lambda n=n: large(n))  # type: ignore[misc]
    assert asked == [1, 2, 3, 2]  # 2 went when 3 came, since 1 had been asked for after it
    answers.of("state", 4, lambda: bytes(MOST + 1))
    assert answers.of("other", 1, lambda: "new") == "new"
