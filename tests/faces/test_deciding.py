"""What people may decide, the queue of what is left, and the commands about it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.faces import values
from onrecord.faces.cli import main
from onrecord.ledger import queued
from onrecord.marks.kinds import KINDS
from onrecord.shapes.errors import NotFound, UsageError
from onrecord.shapes.mark import Kind

TEXTS = {
    ("2031-05-02", "The Torval Post"): """Bridge closed after cracks found

TORVAL - Engineers closed the river bridge on Monday after cracks were found in two pillars.

"We could not wait," said Mayor Lena Brod. At least 40 families were moved. Three people were killed.

Officials denied that police had attacked protesters in Torval.
""",
    ("2031-05-04", "The Ondal Star"): """Market reopens in Ondal

ONDAL - The market reopened on Tuesday, officials said. About 200 traders returned. Police arrested 2 men.
""",
    (None, "The Torval Post"): """Water rises in Brenna

BRENNA - The water will rise on Friday, Mayor Lena Brod said. At least 40 families may be moved.
""",
}


def make(path: Path) -> Path:
    with onrecord.Ledger(path / "onrecord.db") as ledger:
        for n, ((day, outlet), text) in enumerate(TEXTS.items()):
            (path / f"{n}.txt").write_text(text, encoding="utf-8")
            ledger.add([path / f"{n}.txt"], published=day, outlet=outlet)
    return path / "onrecord.db"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that no test changes."""
    return make(tmp_path_factory.mktemp("read"))


@pytest.fixture
def desk(read: Path, tmp_path: Path) -> Path:
    with onrecord.Ledger(read) as ledger:
        ledger._store._db.pragma("wal_checkpoint(truncate)")
    (tmp_path / "onrecord.db").write_bytes(read.read_bytes())
    return tmp_path / "onrecord.db"


# -- what may be said of a cell ------------------------------------------------------------------------------------

TEXT = "Mayor Lena Brod said so on Monday.\n"
NAME, PLACE = {"name": "Lena Brod"}, {"start": 6, "end": 15}
GOOD: list[tuple[str, str, Any]] = [
    ("quote", "force", "deny"),
    ("quote", "kind", "direct"),
    ("quote", "tense", "future"),
    ("quote", "force", None),
    ("quote", "speaker", NAME),
    ("quote", "speaker", PLACE),
    ("quote", "speaker", {**NAME, **PLACE, "entity": "e1"}),
    ("quote", "cue", {"start": 16, "end": 20}),
    ("quote", "via", []),
    ("quote", "via", [NAME, PLACE]),
    ("quote", "depth", 1),
    ("quote", "continued", True),
    ("figure", "value", -3.5),
    ("figure", "value", 40),
    ("figure", "hedge", "at_least"),
    ("figure", "scope", "new"),
    ("figure", "what", "other:houses"),
    ("figure", "as_of", {"from": "2031-05-02", "to": "2031-05-02"}),
    ("figure", "as_of", {"from": "2031-05", "to": None, "precision": "month"}),
    ("figure", "period", {"from": None, "to": "2031", "start": 0, "end": 5}),
    ("figure", "part_of", 0),
    ("event", "type", "ASSAULT"),
    ("event", "modality", "planned"),
    ("event", "actor", [{"name": "police", "country": "KEN", "sector": "COP"}]),
    ("event", "figures", [0, 2]),
    ("event", "where", NAME),
    ("time", "type", "DATE"),
    ("time", "from", "2031-05-02"),
    ("place", "precision", "country"),
    ("mention", "type", "person"),
    ("mention", "head", {"start": 6, "end": 10}),
]
BAD: list[tuple[str, str, Any]] = [
    ("quote", "mood", "sad"),
    ("quote", "", "deny"),
    ("quote", "force", "whisper"),
    ("quote", "force", ["deny"]),
    ("quote", "force", ""),
    ("quote", "speaker", "Lena Brod"),
    ("quote", "speaker", {}),
    ("quote", "speaker", {"name": "  "}),
    ("quote", "speaker", {"start": 6}),
    ("quote", "speaker", {"start": 6, "end": 6}),
    ("quote", "speaker", {"start": 15, "end": 6}),
    ("quote", "speaker", {"start": 6, "end": 99}),
    ("quote", "speaker", {"start": -3, "end": 5}),
    ("quote", "speaker", {"start": 34, "end": 35}),
    ("quote", "speaker", {"start": True, "end": 5}),
    ("quote", "speaker", {**NAME, "age": 40}),
    ("quote", "speaker", {"name": "\ud800"}),
    ("quote", "via", NAME),
    ("quote", "via", [NAME, "Reuters"]),
    ("quote", "depth", True),
    ("quote", "continued", 1),
    ("figure", "value", "40"),
    ("figure", "value", float("nan")),
    ("figure", "value", float("inf")),
    ("figure", "hedge", "some"),
    ("figure", "modality", "happened"),
    ("figure", "what", 3),
    ("figure", "what", "x" * 2_001),
    ("figure", "as_of", "2031-05-02"),
    ("figure", "as_of", {}),
    ("figure", "as_of", {"from": "May"}),
    ("figure", "as_of", {"from": "2031-02-30"}),
    ("figure", "as_of", {"from": "2031-05-02", "to": "2031-05-01"}),
    ("figure", "as_of", {"from": "2031-05-02", "day": 1}),
    ("figure", "part_of", -1),
    ("figure", "part_of", 1.5),
    ("event", "type", "assault"),
    ("event", "figures", 1),
    ("event", "actor", [{"sector": "COP"}]),
    ("mention", "form", "verb"),
]


def kind(name: str) -> Kind:
    return next(k for k in KINDS if k.name == name)


@pytest.mark.parametrize(("of", "cell", "value"), GOOD, ids=[f"{k} {c} {v}" for k, c, v in GOOD])
def test_a_value_that_can_be(of: str, cell: str, value: Any) -> None:
    assert values.checked(kind(of), cell, value, TEXT) == value


@pytest.mark.parametrize(("of", "cell", "value"), BAD, ids=[f"{k} {c} {v!r}"[:60] for k, c, v in BAD])
def test_a_value_that_cannot_be(of: str, cell: str, value: Any) -> None:
    with pytest.raises(UsageError) as error:
        values.checked(kind(of), cell, value, TEXT)
    assert "\n" not in str(error.value)


def test_what_the_reader_says_can_be_said(read: Path) -> None:
    """Every value that the reader gives is one that a person may set."""
    looked = 0
    with onrecord.Ledger(read, read_only=True) as ledger:
        for one in KINDS:
            for row in ledger.marks(one.plural):
                text = ledger._store.text(row["report"])
                for spec in one.cells:
                    assert values.checked(one, spec.name, row[spec.name], text) == row[spec.name]
                    looked += row[spec.name] is not None
    assert looked > 100


def test_words_of_cells_are_of_cells_that_there_are() -> None:
    for name, cell in values.WORDS:
        assert kind(name).cell(cell).type == "word"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda some: (
        st.lists(some, max_size=3) | st.dictionaries(st.sampled_from("start end name from to x".split()), some)
    ),
    max_leaves=8,
)


@given(st.sampled_from([(k, spec.name) for k in KINDS for spec in k.cells]), JSON)
def test_whatever_is_said_is_kept_or_refused(of: tuple[Kind, str], value: Any) -> None:
    try:
        kept = values.checked(*of, value, TEXT)
    except UsageError:
        return
    assert json.loads(json.dumps(kept)) == kept


SPANS: list[tuple[Any, Any]] = [(5, 5), (6, 5), (-1, 5), (0, 99), (None, 5), (5, None), ("0", 5), (34, 35), (1.0, 5)]


@pytest.mark.parametrize(("start", "end"), SPANS)
def test_edges_that_cannot_be(start: Any, end: Any) -> None:
    with pytest.raises(UsageError, match="inside the text"):
        values.span(start, end, TEXT)


CHOICES: list[tuple[dict[str, Any], str]] = [
    ({"verdict": "accept"}, "by its id"),
    ({"id": 7, "verdict": "accept"}, "by its id"),
    ({"id": "QUOTE"}, "verdict 'None'"),
    ({"id": "QUOTE", "verdict": "keep"}, "verdict 'keep'"),
    ({"id": "QUOTE", "verdict": "set", "value": "deny"}, "needs a cell"),
    ({"id": "QUOTE", "verdict": "set", "cell": "force"}, "its value"),
    ({"id": "QUOTE", "verdict": "set", "cell": "what", "value": "x"}, "no cell of a quote"),
    ({"id": "QUOTE", "verdict": "accept", "cell": "what"}, "no cell of a quote"),
    ({"id": "QUOTE", "verdict": "span"}, "inside the text"),
    ({"id": "QUOTE", "verdict": "span", "cell": "force", "start": 0, "end": 5}, "has no cell"),
    ({"id": "QUOTE", "verdict": "accept", "why": "so"}, "nothing else"),
    ({"id": "QUO", "verdict": "accept"}, "no mark of that id"),
]


@pytest.mark.parametrize(("choice", "said"), CHOICES, ids=[str(c) for c, _ in CHOICES])
def test_a_choice_that_cannot_be(desk: Path, choice: dict[str, Any], said: str) -> None:
    with onrecord.Ledger(desk) as ledger:
        name = ledger.marks("quotes")[0]["id"]
        some = [{k: name if v == "QUOTE" else v for k, v in choice.items()}]
        with pytest.raises(UsageError, match=said) as error:
            ledger.decide([{"id": name, "verdict": "accept"}, *some], "Ann")
        assert "\n" not in str(error.value)
        assert ledger.decisions(undone=True) == []


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "Ann\x00", None])
def test_somebody_decides(desk: Path, name: Any) -> None:
    with onrecord.Ledger(desk) as ledger:
        choice = {"id": ledger.marks("quotes")[0]["id"], "verdict": "accept"}
        with pytest.raises(UsageError, match="reviewer"):
            ledger.decide([choice], name)
        with pytest.raises(UsageError, match="is no time"):
            ledger.decide([choice], "Ann", at="yesterday")
        with pytest.raises(UsageError, match="nothing to decide"):
            ledger.decide([], "Ann")


# -- the queue -----------------------------------------------------------------------------------------------------


def whole(ledger: onrecord.Ledger, **asked: Any) -> list[dict[str, Any]]:
    """All pages of a queue, of two rows each."""
    rows: list[dict[str, Any]] = []
    after = None
    while True:
        page = ledger.queue(**asked, limit=2, after=after)
        assert len(page["rows"]) <= 2
        rows += page["rows"]
        after = page["next"]
        if after is None:
            assert page["total"] == len(rows)
            return rows


@pytest.mark.parametrize("sort", ["hardest", "text"])
@pytest.mark.parametrize("plural", [None, *(k.plural for k in KINDS)])
def test_pages_hold_every_mark_once_and_in_order(read: Path, sort: str, plural: str | None) -> None:
    with onrecord.Ledger(read, read_only=True) as ledger:
        rows = whole(ledger, kind=plural, sort=sort)
        order = [row["report"] for row in ledger.reports()]
        kinds = [
            k.plural
            for k in KINDS
            if (k.name in ("quote", "figure", "event") if plural is None else k.plural == plural)
        ]
        marks = {row["id"]: row for name in kinds for row in ledger.marks(name)}
    assert sorted(row["id"] for row in rows) == sorted(marks)
    for row in rows:
        assert {k: row[k] for k in marks[row["id"]]} == marks[row["id"]]
    assert rows
    if sort == "text":
        places = [(order.index(row["report"]), row["start"]) for row in rows]
    else:
        hard = {"quote": "speaker cue", "figure": "what where counter", "event": "actor when where"}
        hard |= {"time": "value", "place": "name", "mention": "name type"}
        places = [
            (row["confidence"], -sum(row[cell] in (None, []) for cell in hard[row["mark"]].split()), order.index(row["report"]))
            for row in rows
        ]  # fmt: skip
    assert places == sorted(places)


def test_a_row_has_what_stands_round_it(read: Path) -> None:
    with onrecord.Ledger(read, read_only=True) as ledger:
        for row in ledger.queue(limit=100)["rows"]:
            text = ledger.record(row["report"])["text"]
            assert row["before"] == text[max(0, row["start"] - 200) : row["start"]]
            assert row["after"] == text[row["end"] : row["end"] + 200]


FILTERS: list[tuple[dict[str, Any], Callable[[dict[str, Any]], bool]]] = [
    ({"kind": "quotes", "speaker": "brod"}, lambda r: "Brod" in (r["speaker"] or {}).get("name", "")),
    ({"speaker": "brod"}, lambda r: r["mark"] == "quote" and "Brod" in (r["speaker"] or {}).get("name", "")),
    ({"what": "deaths"}, lambda r: r["mark"] == "figure" and r["what"] == "killed"),
    ({"what": "family"}, lambda r: r["mark"] == "figure" and "families" in r["exact"]),
    ({"type": "ASSAULT"}, lambda r: r["mark"] == "event" and r["type"] == "ASSAULT"),
    ({"type": ["ASSAULT", "coerce"]}, lambda r: r["mark"] == "event" and r["type"] in ("ASSAULT", "COERCE")),
    ({"kind": "events", "modality": "denied"}, lambda r: r["modality"] == "denied"),
    ({"modality": ["denied", "possible"]}, lambda r: r.get("modality") in ("denied", "possible")),
    ({"words": "famil*"}, lambda r: "famil" in r["exact"]),
    ({"words": '"could not"'}, lambda r: "could not" in r["exact"]),
    ({"kind": "mentions", "type": "person"}, lambda r: r["type"] == "person"),
    ({"outlet": "the torval post"}, lambda r: r["report"] in ("0", "2")),
    ({"since": "2031-05-03"}, lambda r: r["report"] == "1"),
    ({"until": "2031-05-03"}, lambda r: r["report"] == "0"),
    ({"report": "1"}, lambda r: r["report"] == "1"),
    ({"kind": "quotes", "words": "river", "type": "ASSAULT"}, lambda r: False),
]


@pytest.mark.parametrize("sort", ["hardest", "text"])
@pytest.mark.parametrize(("asked", "fits"), FILTERS, ids=[str(a) for a, _ in FILTERS])
def test_filters(read: Path, sort: str, asked: dict[str, Any], fits: Callable[[dict[str, Any]], bool]) -> None:
    with onrecord.Ledger(read, read_only=True) as ledger:
        ids = [row["report"] for row in ledger.reports()]
        kinds = {"kind": asked["kind"]} if "kind" in asked else {}
        every = [{**row, "report": str(ids.index(row["report"]))} for row in whole(ledger, **kinds)]
        given = {**asked, "report": ids[int(asked["report"])]} if "report" in asked else asked
        found = {row["id"] for row in whole(ledger, **given, sort=sort)}
    assert found == {row["id"] for row in every if fits(row)}
    assert found or asked.get("words") == "river"


def test_of_one_story(read: Path) -> None:
    with onrecord.Ledger(read, read_only=True) as ledger:
        for story in ledger.stories():
            assert {row["report"] for row in whole(ledger, story=story["story"])} == set(story["reports"])
            inside = ledger.queue(story=story["story"], report=ledger.reports()[0]["report"], limit=0)["total"]
            assert (inside > 0) == (ledger.reports()[0]["report"] in story["reports"])


def test_what_is_decided_leaves_it(desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        rows = whole(ledger)
        said = ["accept", "reject", "flag"]
        ledger.decide([{"id": row["id"], "verdict": v} for row, v in zip(rows, said, strict=False)], "Ann")
        assert [row["id"] for row in whole(ledger)] == [row["id"] for row in rows[3:]]
        for n, status in enumerate(("accepted", "rejected", "flagged")):
            (row,) = whole(ledger, status=status)
            assert (row["id"], row["status"]) == (rows[n]["id"], status)
            assert [one["verdict"] for one in row["decisions"]] == [said[n]]
        assert [row["id"] for row in whole(ledger, status="all")] == [row["id"] for row in rows]
        ledger.decide([{"id": rows[4]["id"], "verdict": "accept", "cell": ledger_cell(rows[4])}], "Ann")
        assert rows[4]["id"] in [row["id"] for row in whole(ledger)]  # of one cell only


def ledger_cell(row: dict[str, Any]) -> str:
    return kind(row["mark"]).cells[0].name


@pytest.mark.parametrize("verdict", ["accept", "reject", "flag"])
def test_all_that_fit_at_once(desk: Path, verdict: str) -> None:
    with onrecord.Ledger(desk) as ledger:
        asked = {"kind": "events", "outlet": "The Torval Post"}
        many = ledger.queue(**asked, limit=0)["total"]
        assert many > 2
        with pytest.raises(UsageError, match=f"{many} marks fit now, not {many + 1}"):
            ledger.accept_all(many + 1, "Ann", verdict, **asked)
        assert ledger.decisions() == []
        batch = ledger.accept_all(many, "Ann", verdict, **asked)
        assert [(row["batch"], row["verdict"]) for row in ledger.decisions()] == [(batch, verdict)] * many
        assert ledger.queue(**asked)["rows"] == []
        with pytest.raises(UsageError, match="no marks fit"):
            ledger.accept_all(0, "Ann", verdict, **asked)
        assert len(ledger.undo("Ann")) == many
        assert ledger.queue(**asked)["total"] == many
        assert ledger.verify().problems == ()
        with pytest.raises(UsageError, match="verdict"):
            ledger.accept_all(many, "Ann", "set", **asked)


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "verbs"},
        {"status": "done"},
        {"sort": "easiest"},
        {"type": "QUARREL"},
        {"modality": "sad"},
        {"since": "May"},
        {"limit": -1},
        {"words": "*"},
        {"speaker": "he"},
        {"after": "3"},
        {"after": "text_1_2_3_4"},
        {"after": "hardest_1_2"},
        {"after": "hardest_1_2_3_4_5; drop table decision"},
    ],
    ids=str,
)
def test_a_filter_that_cannot_be(read: Path, asked: dict[str, Any]) -> None:
    with onrecord.Ledger(read, read_only=True) as ledger:
        with pytest.raises(UsageError) as error:
            ledger.queue(**asked)
        assert "\n" not in str(error.value)
        for name in ("story", "report"):
            with pytest.raises(NotFound):
                ledger.queue(**{name: "ffff"})


def test_the_hardest_are_found_by_an_index(read: Path) -> None:
    db = apsw.Connection(str(read))
    plans: list[tuple[str, Any]] = []
    db.exec_trace = lambda _, sql, values: plans.append((sql, values)) or True  # type: ignore[func-returns-value]
    asked = queued.Asked(("quote", "figure", "event"))
    for after in (None, "hardest_1_-2_1_3_4294967296"):
        queued.find(db, KINDS, asked, "hardest", 100, after)
    queued.find(db, KINDS, queued.Asked(("event",), type=("ASSAULT",)), "hardest", 2, "hardest_1_-2_1_3_4294967296")
    queued.find(db, KINDS, asked, "text", 100, None)
    queued.find(db, KINDS, asked, "text", 100, "text_1_20_3_1")
    db.exec_trace = None
    queries = [(sql, values) for sql, values in plans if "as mark" in sql and "count(*)" not in sql]
    assert len(queries) > 15
    for sql, asked_for in queries:
        steps = [row[3] for row in db.execute(f"explain query plan {sql}", asked_for)]
        index = "event_type" if "type" in sql else "_report" if "cross join" in sql else "_hardest"
        assert [step for step in steps if "mark USING INDEX" in step and index in step]
        assert not [step for step in steps if "TEMP B-TREE" in step]
    db.close()


# -- the commands --------------------------------------------------------------------------------------------------

Ran = tuple[int, str, str]


@pytest.fixture
def run(desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    monkeypatch.chdir(desk.parent)
    monkeypatch.delenv("ONRECORD_LEDGER", raising=False)

    def command(*words: str) -> Ran:
        with pytest.raises(SystemExit) as left:
            main(list(words))
        got = capsys.readouterr()
        return int(left.value.code or 0), got.out, got.err

    return command


def test_nothing_decided(run: Callable[..., Ran]) -> None:
    assert run("decisions") == (1, "", "no decisions in onrecord.db\n")
    assert run("decisions", "--format", "json")[:2] == (1, "[]\n")
    assert run("check") == (1, "", "no decisions in onrecord.db\n")


def test_decisions_and_check(run: Callable[..., Ran], desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        quote = next(row for row in ledger.marks("quotes") if row["speaker"])
        at = "2031-05-02T10:00:00Z"
        ledger.decide([{"id": quote["id"], "verdict": "accept"}], "Ann", at=at)
        ledger.decide(
            [{"id": quote["id"], "verdict": "set", "cell": "speaker", "value": {"name": "A, B"}}], "Ben", at=at
        )
        ledger.decide([{"id": quote["id"], "verdict": "flag"}], "Ben", at=at)
        ledger.undo("Ben", at=at)
    code, out, _ = run("decisions", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert code == 0
    assert [row["verdict"] for row in rows] == ["accept", "set"]
    assert list(rows[0]) == "report id kind cell exact verdict value machine_value reviewer reviewed_at status".split()
    assert (rows[1]["value"], rows[1]["machine_value"]) == ("A, B", quote["speaker"]["name"])
    assert (rows[0]["exact"], rows[0]["status"], rows[0]["reviewed_at"]) == (quote["exact"], "placed", at)
    assert len(json.loads(run("decisions", "--undone", "--reviewer", "Ben", "--format", "json")[1])) == 2
    assert run("decisions", "--reviewer", "Eve")[2] == "no decisions in onrecord.db that fit\n"

    code, out, err = run("check")
    assert (code, err) == (0, "")
    lines = [line.split("\t") for line in out.splitlines()]
    assert lines[1][:4] == ["quote", "1", "1", "0"]
    assert ["speaker", "1", "0"] in [line[7:] for line in lines]
    found = json.loads(run("check", "--format", "json")[1])
    assert found["kinds"][0]["kept"] == 1


def test_gold(run: Callable[..., Ran], desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        one, two, three = ledger.marks("quotes")[:3]
        event = ledger.marks("events")[0]
        end = one["start"] + 4
        ledger.decide([{"id": one["id"], "verdict": "accept"}], "Ann")
        ledger.decide([{"id": one["id"], "verdict": "set", "cell": "force", "value": "deny"}], "Ben")
        ledger.decide([{"id": one["id"], "verdict": "span", "start": one["start"], "end": end}], "Ben")
        ledger.decide([{"id": two["id"], "verdict": "set", "cell": "force", "value": "ask"}], "Ben")
        ledger.decide([{"id": three["id"], "verdict": "reject"}, {"id": event["id"], "verdict": "flag"}], "Ann")
        found = ledger.gold()
        texts = {row["report"]: ledger.record(row["report"])["text"] for row in found}
    code, out, _ = run("decisions", "--format", "gold")
    assert code == 0
    assert [json.loads(line) for line in out.splitlines()] == found
    assert {row["report"]: row["text"] for row in found} == texts
    marks = [mark for row in found for mark in row["marks"]]
    assert [(m["start"], m["whole"], m["cells"]["force"]) for m in marks] == [
        (one["start"], True, "deny"),
        (two["start"], False, "ask"),
    ]
    assert (marks[0]["end"], marks[0]["exact"]) == (end, one["exact"][:4])
    assert marks[0]["cells"]["speaker"] == one["speaker"]
    assert marks[1]["cells"] == {"force": "ask"}
    assert [r["exact"] for row in found for r in row["rejected"]] == [three["exact"]]
    assert all(row["moved"] == 0 for row in found)
    assert run("decisions", "--format", "gold", "--reviewer", "Eve")[:2] == (1, "")


def test_check_ends_with_1_where_something_is_lost(run: Callable[..., Ran], desk: Path) -> None:
    with onrecord.Ledger(desk) as ledger:
        quote = ledger.marks("quotes")[0]
        ledger.decide([{"id": quote["id"], "verdict": "accept"}], "Ann")
        ledger._store._db.execute("delete from quote where id = ?", (quote["id"],))
        ledger._store.decide(lambda db, kinds: queued.decided.place(db, kinds, [quote["report"]]))
    code, _, err = run("check")
    assert code == 1
    assert "accepted, and lost" in err
    assert "unplaced" in run("decisions", "--format", "csv")[1]
