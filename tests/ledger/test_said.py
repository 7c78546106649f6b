"""Quotes are found by look-ups in an index that goes with them, whatever is added, read again or taken out."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest

import onrecord

TEXTS = {
    "a.txt": 'Bridge closed\n\nTORVAL - "Every bolt is rusty," Mayor Lena Brod said on Monday. Olan Freit denied it.\n',
    "b.txt": 'Market reopens\n\nONDAL - "Nobody was rusty with a hammer," Inès Doré said on Tuesday.\n',
}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with onrecord.Ledger(tmp_path / "desk.db") as ledger:
        ledger.add([tmp_path / name for name in TEXTS])
    return tmp_path / "desk.db"


def whole(path: Path) -> int:
    """Checks that index and quotes fit each other; gives how many quotes are filed."""
    db = apsw.Connection(str(path))
    # Against the quotes themselves: what a query finds for each is that quote.
    filed = list(
        db.execute("select said.n, said.speaker, exact, said.quote from said join quote on quote.id = said.quote")
    )
    for n, speaker, exact, _ in filed:
        for column, words in (("speaker", speaker), ("content", exact)):
            for word in words.replace('"', " ").replace(",", " ").split():
                asked = f'{column} : "{word}"'
                rows = [row[0] for row in db.execute("select rowid from said_words where said_words match ?", (asked,))]
                assert n in rows
                assert set(rows) <= {row[0] for row in filed}
    assert [q for (q,) in db.execute("select id from quote order by id")] == sorted(row[3] for row in filed)
    db.close()
    return len(filed)


def test_it_goes_with_the_quotes(desk: Path) -> None:
    before = whole(desk)
    assert before >= 2
    with onrecord.Ledger(desk) as ledger:
        ledger.reread(every=True)
        assert whole(desk) == before
        first = ledger.reports()[0]["report"]
        ledger.set(first, published="2031-05-02")
        assert [row["report"] for row in ledger.quotes(about="rusty", since="2031-05-02")] == [first]
        assert whole(desk) == before
        ledger.remove(first)
        assert 0 < whole(desk) < before
        assert len(ledger.quotes(about="rusty")) == 1
        ledger.add([desk.parent / "a.txt"])
        assert whole(desk) == before
        assert ledger.verify().problems == ()


def test_it_survives_a_vacuum(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        ledger.remove(ledger.reports()[0]["report"])
    db = apsw.Connection(str(desk))
    db.execute("vacuum")
    db.close()
    with onrecord.Ledger(desk) as ledger:
        assert [row["speaker"]["name"] for row in ledger.quotes("dore", "rusty")] == ["Inès Doré"]


@pytest.mark.parametrize(
    "asked", [{"speaker": "brod"}, {"about": "rusty"}, {"since": "2031-05-02"}, {"kind": "direct"}, {"force": "deny"}]
)
def test_a_filter_is_a_look_up(desk: Path, asked: dict[str, str]) -> None:
    """No filter goes over a table from end to end."""
    from onrecord.ledger import said

    db = apsw.Connection(str(desk))
    plans: list[str] = []
    db.exec_trace = lambda _, sql, values: plans.append(sql) or True  # type: ignore[func-returns-value]
    list(said.find(db, said.Asked(**asked)))
    db.exec_trace = None
    for sql in plans:
        values = tuple("x" for _ in range(sql.count("?")))
        steps = [row[3] for row in db.execute(f"explain query plan {sql}", values)]
        assert not [step for step in steps if step.startswith("SCAN") and "VIRTUAL TABLE INDEX" not in step]
    db.close()


def test_versions_of_a_page_are_told_by_look_ups_as_by_the_whole(tmp_path: Path) -> None:
    body = 'TORVAL - "Every bolt of the bridge is rusty," Mayor Lena Brod said on {}. The bridge had carried lorries and buses since the spring.\n'
    with onrecord.Ledger(tmp_path / "desk.db") as ledger:
        for n, day in enumerate(("Monday", "Tuesday"), 1):
            page = tmp_path / f"{n}.txt"
            page.write_text(f"Bridge closed\n\n{body.format(day)}")
            ledger.add([page], url="https://paper.example/bridge", published=f"2031-05-0{n}")
        newest = [row["report"] for row in ledger.marks("quotes")]
        assert [row["report"] for row in ledger.quotes(about="rusty")] == newest[:1]
        assert len(ledger.quotes(about="rusty", versions=True)) == 2


def test_a_check_tells_what_is_not_found(desk: Path) -> None:
    db = apsw.Connection(str(desk))
    (name,) = next(iter(db.execute("select quote from said order by n")))
    db.execute("update said set speaker = 'somebody else' where quote = ?", (name,))
    db.close()
    with onrecord.Ledger(desk) as ledger:
        assert [p for p in ledger.verify().problems if name in p]
