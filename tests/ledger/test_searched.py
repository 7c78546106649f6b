"""Reports are found by their words: the right ones, in order, and exactly where the words stand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import onrecord
from onrecord.ledger import phrases, schema, searched
from onrecord.lexicon import letters
from onrecord.marks.kinds import KINDS
from onrecord.shapes import sorts
from onrecord.shapes.errors import UsageError

TEXTS = {
    "a.txt": ("2031-05-02", "The Torval Post", "Bridge closed\n\nTORVAL - The river bridge was closed. The Bridge is old."),
    "b.txt": ("2031-05-04", "The Ondal Star", "Market reopens\n\nONDAL - Traders crossed the BRIDGE by the river."),
    "c.txt": (None, "The Torval Post", "Water rises\n\nBRENNA - The flood took a bridge. Flooding goes on, Łódź says."),
    "d.txt": ("2031-04-30", "The Ondal Star", "Straße gesperrt\n\nONDAL - Die Straße an der Brücke ist gesperrt, hieß es."),
}  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    with onrecord.Ledger(folder / "desk.db") as ledger:
        for name, (day, outlet, text) in TEXTS.items():
            (folder / name).write_text(text + "\n", encoding="utf-8", newline="")
            ledger.add([folder / name], published=day, outlet=outlet)
    return folder / "desk.db"


def names(desk: Path, words: str, **asked: Any) -> list[str]:
    with onrecord.Ledger(desk, read_only=True) as ledger:
        titles = {text.split("\n")[0]: name[0] for name, (_, _, text) in TEXTS.items()}
        return [titles[row["title"]] for row in ledger.search(words, **asked)["rows"]]


FOUND: list[tuple[str, dict[str, str], str]] = [
    ("bridge", {}, "bac"),  # the newest first, undated last
    ("bridge", {"sort": "best"}, "abc"),
    ("BRIDGE river", {}, "ba"),
    ('"river bridge"', {}, "a"),
    ('"bridge river"', {}, ""),
    ("bri*", {}, "bac"),
    ("clos*", {}, "a"),
    ("flood", {}, "c"),
    ("flood*", {}, "c"),
    ("strasse", {}, "d"),
    ("STRASSE brucke", {}, "d"),
    ("STRAẞE", {}, "d"),
    ("lodz", {}, "c"),
    ("reopens", {}, "b"),  # in the title
    ("reopens traders", {}, "b"),  # one in the title, one in the text
    ("bridge", {"outlet": "The Torval Post"}, "ac"),
    ("bridge", {"outlet": "the torval post"}, "ac"),
    ("bridge", {"outlet": "Torval"}, ""),
    ("bridge", {"since": "2031-05-03"}, "b"),
    ("bridge", {"until": "2031-05-02"}, "a"),
    ("bridge", {"since": "2031-05-02", "until": "2031-05-04", "sort": "best"}, "ab"),
    ("bridge", {"language": "de"}, ""),
    ("nothing", {}, ""),
    ("AND", {}, ""),
    ("bridge NEAR river", {}, ""),
    ("title : bridge", {}, ""),  # no column of the index is named
]


@pytest.mark.parametrize(("words", "asked", "expect"), FOUND, ids=[f"{w} {a}" for w, a, _ in FOUND])
@pytest.mark.parametrize("small", [0, 5_000], ids=["many", "few"])
def test_finds(
    desk: Path, words: str, asked: dict[str, str], expect: str, small: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searched, "_SMALL", small)
    assert "".join(names(desk, words, **asked)) == expect


@pytest.mark.parametrize("sort", ["newest", "best"])
@pytest.mark.parametrize("limit", [1, 2, 3, 4])
@pytest.mark.parametrize("small", [0, 5_000], ids=["many", "few"])
def test_pages_follow_on_one_another(
    desk: Path, sort: str, limit: int, small: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searched, "_SMALL", small)
    seen: list[str] = []
    after = None
    with onrecord.Ledger(desk, read_only=True) as ledger:
        whole = ledger.search("bridge", sort=sort)
        while len(seen) < 3:
            found = ledger.search("bridge", sort=sort, limit=limit, after=after)
            assert (found["total"], found["facets"], found["faceted"]) == (3, whole["facets"], 3)
            assert 0 < len(found["rows"]) <= limit
            seen += [row["report"] for row in found["rows"]]
            after = found["next"]
        assert after is None
    assert seen == [row["report"] for row in whole["rows"]]


def test_facets(desk: Path) -> None:
    with onrecord.Ledger(desk, read_only=True) as ledger:
        found = ledger.search("bridge", limit=1)
    assert found["facets"]["outlet"] == [["The Torval Post", 2], ["The Ondal Star", 1]]
    assert found["facets"]["month"] == [["2031-05", 2]]
    assert found["faceted"] == found["total"] == 3


def test_of_one_story(desk: Path) -> None:
    with onrecord.Ledger(desk, read_only=True) as ledger:
        every = {row["report"] for row in ledger.search("bridge")["rows"]}
        for story in ledger.stories():
            for sort in sorts.REPORTS:
                inside = {row["report"] for row in ledger.search("bridge", story=story["story"], sort=sort)["rows"]}
                assert inside == every & set(story["reports"])


def test_what_is_no_report_is_found_and_says_so(tmp_path: Path) -> None:
    links = "".join(f"<li><a href='/{n}.html'>Bridge of the day number {n} is closed</a></li>" for n in range(40))
    (tmp_path / "a.html").write_text(f"<title>Torval Post</title><body><ul>{links}</ul></body>", encoding="utf-8")
    with onrecord.Ledger(tmp_path / "desk.db") as ledger:
        ledger.add([tmp_path / "a.html"])
        (row,) = ledger.search("bridge")["rows"]
        assert row["status"] == ledger.reports()[0]["status"] == "set_aside"


BAD = ["", "*", '"', '""', "*bridge", "bri*dge", "bridge *", '"bri* dge"', "- - -", "🔥", "\x00", "\ud800"]


@pytest.mark.parametrize("words", BAD)
def test_what_cannot_be_looked_up_is_said_in_one_line(desk: Path, words: str) -> None:
    with onrecord.Ledger(desk, read_only=True) as ledger, pytest.raises(UsageError) as error:
        ledger.search(words)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "asked",
    [
        {"sort": "oldest"},
        {"since": "May"},
        {"limit": -1},
        {"after": "2"},
        {"after": "best_1"},
        {"after": "newest_2031_x"},
        {"after": "newest_2031-05-02_1", "sort": "best"},
    ],
)
def test_a_filter_that_cannot_be(desk: Path, asked: dict[str, Any]) -> None:
    with onrecord.Ledger(desk, read_only=True) as ledger, pytest.raises(UsageError):
        ledger.search("bridge", **asked)


ODD = [
    'bridge "river',
    'bridge" "',
    "NOT bridge OR river AND NEAR(bridge river, 2)",
    "^bridge + river {title}: bridge",
    "a" * 3_000,
    " ".join(f"w{n}" for n in range(1_500)),
    "bridge " * 400,
    '"' + "bridge " * 400 + '"',
    "' ; drop table report --",
    "e\u0301" * 50,
    "\u0301 \u202e bridge",
    "½ ² ⅷ",
]


@pytest.mark.parametrize("words", ODD, ids=[w[:20] for w in ODD])
def test_odd_words_are_words(desk: Path, words: str) -> None:
    with onrecord.Ledger(desk, read_only=True) as ledger:
        for sort in sorts.REPORTS:
            assert isinstance(ledger.search(words, sort=sort)["rows"], list)


@given(st.text(max_size=60))
def test_whatever_is_asked_is_answered_or_refused(words: str) -> None:
    db = _made(["The river bridge was closed."])
    try:
        found = searched.find(db, searched.Asked(words), "newest", 20, None)
    except UsageError:
        return
    assert len(found["rows"]) in (0, 1)


# -- where the words stand -----------------------------------------------------------------------------------------


def _made(texts: list[str]) -> apsw.Connection:
    """Reports of nothing but these texts."""
    db = _EMPTY
    db.execute("delete from report")
    for n, text in enumerate(texts, 1):
        record = json.dumps({"title": None, "published": {"date": None}, "status": "marked"})
        values = (str(n), n, "", text, record, "{}", "", "")
        db.execute(
            "insert into report (id, n, raw, text, record, given, digest, hash) values (?,?,?,?,?,?,?,?)", values
        )
    return db


def _empty() -> apsw.Connection:
    db = apsw.Connection(":memory:")
    db.execute(schema.BASE)
    for kind in KINDS:
        db.execute(schema.mark_table(kind))
    db.execute(f"{schema._THIRD}{schema._SEVENTH}")
    return db


_EMPTY = _empty()
WORDS = st.sampled_from(
    "river RIVER Rivér re\u0301sume\u0301 Łódź straße STRAẞE İstanbul ısı œuvre ǿre שלום مرحبا 東京 한국 हिन्दी 🙂 👩‍👩‍👧 naïve x² don't"
    " U.S. al-Sham ﬁre ＡＢ \u0345a Ω ς Σ Dž ŉ".split()
)
BETWEEN = st.sampled_from([" ", "\r\n", "\n\n", ", ", "\u00a0", "—", "\u200b", '"', "\t", "🔥"])
LINES = st.lists(st.tuples(WORDS | st.text(min_size=1, max_size=5), BETWEEN), max_size=20).map(
    lambda pairs: "".join(word + between for word, between in pairs)
)


def _folded(db: apsw.Connection, text: str) -> list[str]:
    tokens = db.fts5_tokenizer(phrases.TOKENIZE[0], list(phrases.TOKENIZE[1:]))
    found = tokens(letters.instead(text).encode(), apsw.FTS5_TOKENIZE_DOCUMENT, None, include_offsets=False)
    return [word for (word,) in found]


@given(LINES, WORDS, st.sampled_from(["", "*"]))
@example("Straße\r\nSTRASSE 🙂 straẞe", "straße", "")
@example("İSTANBUL istanbul", "istanbul", "")
@example("re\u0301sume\u0301 résumé RESUME", "resume", "")
@example("مرحبا يا مرحبا", "مرحبا", "")
@example("हिन्दी में", "हिन्दी", "*")
@example("हिन दिन", "हिन्दी", "")
def test_every_hit_folds_to_a_word_that_was_asked_for(text: str, word: str, star: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    db = _made([text])
    asked = searched.Asked(word + star)
    try:
        found = searched.find(db, asked, "newest", 20, None)
    except UsageError:
        assert not any(c.isalnum() for c in word) or (star and word.endswith((".", "🙂", "👧")))
        return
    wanted = [_folded(db, phrase.rstrip("*")) for phrase in asked.phrases()]
    there = _folded(db, text)
    for row in found["rows"]:
        assert row["hits"]
        for place, after in zip(row["hits"], [*row["hits"][1:], None], strict=True):
            said = _folded(db, text[place["start"] : place["end"]])
            assert any(
                said == one
                or (star and len(said) == len(one) and said[:-1] == one[:-1] and said[-1].startswith(one[-1]))
                for one in wanted
            )
            assert after is None or place["end"] <= after["start"]
        for one in row["excerpts"]:
            assert one["text"] == text[one["start"] : one["end"]]
            assert 0 <= one["start"] < one["end"] <= len(text)
    if not found["rows"] and not star:
        assert any(len(one) == 1 and one[0] not in there for one in wanted) or any(len(one) != 1 for one in wanted)


def test_hits_are_counted_in_characters(desk: Path) -> None:
    db = _made(["🙂 \r\n Łódź e\u0301te\u0301 🙂🙂 lodz"])
    (row,) = searched.find(db, searched.Asked("lodz"), "newest", 20, None)["rows"]
    assert [(hit["start"], hit["end"]) for hit in row["hits"]] == [(5, 9), (19, 23)]


def test_excerpts_are_short_and_end_between_words() -> None:
    text = (
        " ".join(f"word{n}" for n in range(2_000)) + " needle " + " ".join(f"more{n}" for n in range(400)) + " needle"
    )
    db = _made([text])
    (row,) = searched.find(db, searched.Asked("needle"), "newest", 20, None)["rows"]
    assert len(row["excerpts"]) == 2
    for one in row["excerpts"]:
        assert "needle" in one["text"]
        assert len(one["text"]) <= 160
        assert set(one["text"].split()) <= set(text.split())


def test_of_many_hits_the_first_are_told() -> None:
    db = _made(["needle and a long way on " * 100])
    (row,) = searched.find(db, searched.Asked("needle"), "newest", 20, None)["rows"]
    assert len(row["hits"]) == 20
    assert len(row["excerpts"]) == 3
    ends = [0] + [one["end"] for one in row["excerpts"]]
    assert all(one["start"] >= end for one, end in zip(row["excerpts"], ends, strict=False))


# -- the index goes with the reports -------------------------------------------------------------------------------


def test_it_goes_with_the_reports(tmp_path: Path) -> None:
    for name, (_, _, text) in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with onrecord.Ledger(tmp_path / "desk.db") as ledger:
        ledger.add([tmp_path / name for name in TEXTS])
        first = ledger.search("closed")["rows"][0]["report"]
        ledger.reread(every=True)
        ledger.set(first, outlet="The Torval Post")
        assert [row["report"] for row in ledger.search("closed")["rows"]] == [first]
        ledger.remove(first)
        assert ledger.search("closed")["rows"] == []
        assert ledger.verify().problems == ()
        ledger.add([tmp_path / "a.txt"])
        assert ledger.search("closed")["total"] == 1
        assert ledger.verify().problems == ()
    db = apsw.Connection(str(tmp_path / "desk.db"))
    db.execute("vacuum")
    db.close()
    with onrecord.Ledger(tmp_path / "desk.db") as ledger:
        assert ledger.search("closed")["total"] == 1
        assert ledger.verify().problems == ()


def test_a_new_digest_does_not_touch_it(desk: Path) -> None:
    db = apsw.Connection(str(desk))
    before = db.execute("select block from report_words_data").fetchall()
    db.execute("begin; update report set digest = digest || ' ', hash = hash")
    assert db.execute("select block from report_words_data").fetchall() == before
    db.execute("rollback")
    db.close()


def test_a_report_that_goes_meanwhile_is_still_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer is of one moment, whoever writes while it is made."""
    (tmp_path / "a.txt").write_text(TEXTS["a.txt"][2], encoding="utf-8")
    with (
        onrecord.Ledger(tmp_path / "desk.db") as ledger,
        onrecord.Ledger(tmp_path / "desk.db", read_only=True) as other,
    ):
        ledger.add([tmp_path / "a.txt"])
        name = ledger.reports()[0]["report"]
        made = searched.Words

        def meanwhile(*asked: Any) -> searched.Words:
            ledger.remove(name)
            return made(*asked)

        monkeypatch.setattr(searched, "Words", meanwhile)
        assert [row["report"] for row in other.search("bridge")["rows"]] == [name]
        monkeypatch.setattr(searched, "Words", made)
        assert other.search("bridge")["rows"] == []


def test_verify_sees_an_index_that_does_not_fit(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXTS["a.txt"][2], encoding="utf-8")
    with onrecord.Ledger(tmp_path / "desk.db") as ledger:
        ledger.add([tmp_path / "a.txt"])
    db = apsw.Connection(str(tmp_path / "desk.db"))
    db.execute("insert into report_words (rowid, title, text) values (7, 'Nobody', 'said this')")
    db.close()
    with onrecord.Ledger(tmp_path / "desk.db") as ledger:
        assert any("words by which reports are found" in line for line in ledger.verify().problems)


def test_no_query_goes_over_the_reports(desk: Path) -> None:
    db = apsw.Connection(str(desk))
    plans: list[tuple[str, Any]] = []
    db.exec_trace = lambda _, sql, values: plans.append((sql, values)) or True  # type: ignore[func-returns-value]
    for sort in sorts.REPORTS:
        searched.find(db, searched.Asked("bridge", since="2031-05-02", outlet="The Torval Post"), sort, 20, None)
    db.exec_trace = None
    for sql, values in plans:
        steps = [row[3] for row in db.execute(f"explain query plan {sql}", values)]
        assert not [s for s in steps if s == "SCAN report"]
    assert len(plans) > 4
    db.close()
