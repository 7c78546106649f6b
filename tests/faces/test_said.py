"""Quotes by their filters, and statements in all their wordings, from the command line and in Python."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.faces import api, listing, lists, told
from onrecord.faces.screen import Screen
from onrecord.shapes.errors import Ambiguous, NotFound, UsageError
from tests.faces.laid import laid, run

REPORTS = {
    "wire.txt": """Mill burns in Torval, 12 hurt

TORVAL, May 2 (XNA) - A fire at a paper mill injured 12 people in Torval on Friday, Mayor Lena Brod said.

"We checked every boiler of the mill in the spring, and again in the autumn," Brod told reporters. "I want the truth."

The owner, Torval Paper, denied that the gates of the mill had been locked.
""",
    "paper.txt": """Torval mill was checked, says mayor

TORVAL - The mayor of Torval, Lena Brod, defended her office on Saturday.

Brod claimed: "We checked every boiler of the mill in the spring."

Inès Doré, a fire officer, said the boilers of the mill were cold when the fire broke out.
""",
    "later.txt": """Mayor turns on mill owner

TORVAL - Mayor Lena Brod said she would close the mill for good. "We did not check every boiler of the mill in the spring," she said.
""",
    "short.txt": """Torval mill burns

TORVAL - A fire at a paper mill injured 12 people in Torval on Friday. "The boilers of the mill were cold," said Brod.
""",
    "undated.txt": """Bakers recall a long night

NORHAM - Brod said nobody had slept. Olan Freit said it would rain.
""",
}
DAYS = {"wire.txt": "2031-05-02", "paper.txt": "2031-05-03", "later.txt": "2031-05-09", "short.txt": "2031-05-02"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of four reports."""
    return laid(tmp_path_factory.mktemp("said"), REPORTS, DAYS)


@pytest.fixture
def ledger(desk: Path) -> Any:
    with api.Ledger(desk, create=False) as opened:
        yield opened


def said(rows: list[dict[str, Any]]) -> list[str]:
    return [" ".join(row["exact"].split()).strip('",') for row in rows]


# -- filters -----------------------------------------------------------------------------------------------------------

BOILER = "We checked every boiler of the mill in the spring"


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, None),
        ({"speaker": "Lena Brod", "kind": "direct"}, 5),
        ({"speaker": "brod", "kind": "direct"}, 5),
        ({"speaker": "Ms. BROD", "kind": "direct"}, 5),
        ({"speaker": "Lena Brod", "about": "cold"}, 1),
        ({"speaker": "Lena Brod", "about": "slept"}, 0),
        ({"speaker": "Brod", "about": "slept"}, 1),
        ({"speaker": "Mayor Brod", "kind": "direct"}, 4),
        ({"speaker": "the mayor", "kind": "direct"}, 4),
        ({"speaker": "ines dore"}, 1),
        ({"speaker": "Doré"}, 1),
        ({"speaker": "the fire officer"}, 1),
        ({"speaker": "the owner", "force": "deny"}, 1),
        ({"speaker": "Lena Freit"}, 0),
        ({"about": "boiler spring", "kind": "direct"}, 3),
        ({"about": "spring BOILER checked", "kind": "direct"}, 2),
        ({"about": "boil*", "kind": "indirect"}, 1),
        ({"about": "boil"}, 0),
        ({"about": '"boiler of the mill"'}, 3),
        ({"about": '"mill of the boiler"'}, 0),
        ({"about": '"every boil*" spring'}, 3),
        ({"about": '"every boil*" autumn'}, 1),
        ({"about": '""spring'}, 3),
        ({"speaker": "he brod", "kind": "direct"}, 0),
        ({"about": "spring"}, 3),
        ({"about": "spring", "since": "2031-05-03"}, 2),
        ({"about": "spring", "until": "2031-05-03"}, 2),
        ({"about": "spring", "since": "2031-05-03", "until": "2031-05-03"}, 1),
        ({"since": "2031-05-09"}, 2),
        ({"force": "deny"}, 1),
        ({"kind": "mixed"}, 0),
        ({"about": "it's \"rain\" (no) OR NEAR/2"}, 0),
        ({"speaker": "Brod\" OR \"Freit"}, 0),
    ],
)  # fmt: skip
def test_filters(ledger: api.Ledger, asked: dict[str, str], count: int | None) -> None:
    found = ledger.quotes(**asked)
    every = ledger.marks("quotes")
    assert len(found) == (len(every) if count is None else count)
    assert [row for row in every if row in found] == found


@pytest.mark.parametrize(
    "asked",
    [
        {"speaker": "…"},
        {"speaker": "he"},
        {"speaker": "They"},
        {"about": ""},
        {"about": "boil*r"},
        {"about": "*oiler"},
        {"about": "boiler *"},
        {"about": "boil**"},
        {"about": '"boil* of"'},
        {"speaker": "*rod"},
        {"kind": "loud"},
        {"force": "weak"},
        {"since": "May"},
        {"until": "2031"},
        {"since": "2031-05-09", "until": "2031-05-02"},
    ],
)
def test_filters_that_cannot_be(ledger: api.Ledger, asked: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        ledger.quotes(**asked)


def test_filters_on_the_command_line(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("quotes", "--ledger", str(desk), "--speaker", "Brod", "--about", "boiler", "--kind", "direct")
    code, out, err = run(capsys, *words, "--format", "json")
    assert (code, err) == (0, "")
    assert len(json.loads(out)) == 3
    code, out, err = run(capsys, *words, "--since", "2031-05-09", "--force", "state", "--limit", "1")
    assert (code, out.count("\n"), err) == (0, 2, "")
    code, out, err = run(capsys, "quotes", "--ledger", str(desk), "--about", "slept", "--since", "2031-05-09")
    assert (code, err.splitlines()[0]) == (1, "1 report without a date left out")
    code, out, err = run(capsys, "quotes", "--ledger", str(desk), "--since", "2031-05-09", "--limit", "1")
    assert (code, out.count("\n"), err) == (0, 2, "1 report without a date left out\n")
    code, out, err = run(capsys, *words, "--until", "2030-01-01", "--format", "csv", "--quiet")
    assert (code, out.count("\r\n") + out.count("\n"), err) == (1, 1, "")
    code, out, err = run(capsys, *words, "--force", "threaten")
    assert (code, out, err) == (1, "", f"no quotes in {desk} that fit\n")
    for wrong in (("--since", "May"), ("--kind", "loud"), ("--force", "weak"), ("--about", "…")):
        code, out, err = run(capsys, "quotes", "--ledger", str(desk), *wrong)
        assert (code, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--speaker", "he"), 2, "speaker 'he' is a pronoun, no name; give a name or a description"),
        (("--about", "boil*r"), 2, "about 'boil*r': a * stands at the end of a word only (vir*)"),
        (("--about", "x" * 200 + "*y"), 2, f"about '{'x' * 78} …': a *"),
        (("--since", "2031-05-09", "--until", "2031-05-02"), 2, "since 2031-05-09 is after until 2031-05-02"),
        (("--speaker", "Lena Brot"), 1, "that fit; nobody is called so, did you mean Lena Brod?"),
        (("--speaker", "Freid"), 1, "did you mean Olan Freit?"),
        (("--speaker", "Xq"), 1, "that fit\n"),
        (("--speaker", "Olan Freit", "--about", "boiler"), 1, "that fit\n"),
        (("--limit", "0"), 1, ""),
    ],
)
def test_what_is_said_of_filters_that_find_nothing(
    desk: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int, says: str
) -> None:
    found, _, err = run(capsys, "quotes", "--ledger", str(desk), *words)
    assert (found, err.count("\n")) == (code, 1 if says else 0)
    assert says in err
    assert says or not err


def test_a_table_of_quotes_has_ids_and_through_whom_they_came(
    ledger: api.Ledger, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{**row, "via": [{"name": "Veld Radio"}]} for row in ledger.quotes("Lena Brod", "boiler")]
    monkeypatch.setenv("COLUMNS", "80")
    listing.draw(lists.listing("quotes"), rows, Screen())
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 80
    for row in rows:
        assert row["id"][:8] in out
        assert row["id"][:9] not in out
    assert "Brod, via" in out
    assert "Veld Radio" in out


def test_a_body_is_found_under_all_its_names(tmp_path: Path) -> None:
    texts = (
        'Flu in Torval\n\nTORVAL - "The flu is over," the World Health Organization said on Monday.\n',
        'Flu again\n\nTORVAL - "The flu is back," WHO said on Tuesday. "I am ill," said a man who lives there.\n',
    )
    with api.Ledger(tmp_path / "desk.db") as opened:
        for n, text in enumerate(texts):
            (tmp_path / f"{n}.txt").write_text(text, encoding="utf-8")
            opened.add([tmp_path / f"{n}.txt"])
        for name in ("World Health Organization", "the World Health Organisation", "WHO"):
            assert said(opened.quotes(name)) == ["The flu is over", "The flu is back"]
            assert said(opened.quotes(name, "back")) == ["The flu is back"]
        with pytest.raises(UsageError):
            opened.quotes("who")


def test_letters_that_do_not_decompose_are_forgiven(tmp_path: Path) -> None:
    text = 'Mill in Lodz\n\nTORVAL - "The Łódź mill stood æons," Søren Łuk said on Monday. The mill is old.\n'
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with api.Ledger(tmp_path / "desk.db") as opened:
        opened.add([tmp_path / "a.txt"])
        every = opened.quotes()
        assert len(every) == 1
        for speaker, about in (("soren luk", "lodz"), ("Søren", "ÆONS"), ("ŁUK", "ŁÓDŹ aeo*")):
            assert opened.quotes(speaker, about) == every
        assert opened.verify().problems == ()
        opened.reread(every=True)
        opened.remove(every[0]["report"])
        assert opened.quotes("luk") == []


def test_only_quotes_have_these_filters(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "figures", "--ledger", str(desk), "--speaker", "Brod")
    assert code == 2
    assert "--speaker" in err


# -- statements --------------------------------------------------------------------------------------------------------


def test_a_statement_by_words_by_id_and_by_the_beginning_of_one(ledger: api.Ledger) -> None:
    found = ledger.wording("every boiler autumn")
    assert found["text"].startswith('"We checked every boiler')
    assert found["speaker"] == "Lena Brod"
    assert [(o["outlet"], o["join"], o["speaker"], o["cue"]) for o in found["occurrences"]] == [
        ("The Wire", "fullest", "Lena Brod", "told"),
        ("The Paper", "cut", "Lena Brod", "claimed"),
    ]
    second = found["occurrences"][1]
    assert second["attribution"] == [{"field": "cue", "old": "told", "new": "claimed"}]
    assert [d["kind"] for d in second["differences"]] == ["cut"]
    assert BOILER in second["exact"]
    for o in found["occurrences"]:
        for name in o["quotes"]:
            assert ledger.wording(name) == ledger.wording(name[:9]) == found


@pytest.mark.parametrize(
    ("quote", "says"),
    [
        ("no such words", "no quote of that id or with these words; `onrecord quotes` lists them"),
        ("00000000", "no quote of that id"),
        ("…", "no word in it"),
        ("", "QUOTE '' has no word in it; give the id of a quote, or words of it"),
        ("boil*ers", "QUOTE 'boil*ers': a * stands at the end of a word only (vir*)"),
        ("milk " * 90, f"'{'milk ' * 15}mil …': no quote of that id"),
    ],
)
def test_what_names_no_one_statement(desk: Path, capsys: pytest.CaptureFixture[str], quote: str, says: str) -> None:
    code, out, err = run(capsys, "wording", quote, "--ledger", str(desk))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert says in err


def test_statements_that_the_words_fit_are_listed(
    desk: Path, ledger: api.Ledger, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "wording", "boiler", "--ledger", str(desk))
    assert (code, err) == (2, "onrecord: 'boiler': 2 statements fit; name one by its id\n")
    head, *lines = (line.split("\t") for line in out.splitlines())
    rows = [dict(zip(head, line, strict=True)) for line in lines]
    assert [(row["speaker"], row["published"], row["outlet"]) for row in rows] == [
        ("Lena Brod", "2031-05-02", "The Wire"),
        ("Lena Brod", "2031-05-09", "The Later"),
    ]
    assert [ledger.wording(row["id"][:8])["text"] for row in rows] == [row["text"] for row in rows]
    with pytest.raises(Ambiguous, match=r"2 statements fit; name one by its id: [0-9a-f]{8} ") as several:
        ledger.wording("boiler")
    assert [row["utterance"] for row in several.value.rows] == [row["id"] for row in rows]
    code, out, err = run(capsys, "wording", "boiler", "--ledger", str(desk), "--format", "json")
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_statement_in_every_form(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("wording", "boiler autumn", "--ledger", str(desk))
    code, out, err = run(capsys, *words)
    assert (code, err) == (0, "")
    assert '"We checked every boiler of the mill in the spring[-, and again in the autumn-]."' in " ".join(out.split())
    assert "~ cue: told → claimed" in out
    assert "2031-05-03  The Paper" in out
    assert "\x1b" not in out
    assert not any(line.endswith(" ") for line in out.splitlines())
    code, out, _ = run(capsys, *words, "--format", "json")
    assert code == 0
    assert {
        "utterance",
        "story",
        "text",
        "speaker",
        "entity",
        "from",
        "to",
        "reports",
        "origins",
        "occurrences",
    } <= set(json.loads(out))
    code, out, _ = run(capsys, *words, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert [row["join"] for row in rows] == ["fullest", "cut"]
    assert rows[1]["differences"] == "cut: and again in the autumn → "


def test_colours_only_where_they_are_wanted(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    _, out, _ = run(capsys, "wording", "boiler autumn", "--ledger", str(desk))
    assert "\x1b[31m[-, and again in the" in out


def test_what_somebody_said_over_time(ledger: api.Ledger) -> None:
    found = ledger.said_by("Lena Brod")
    assert [row["from"] for row in found] == sorted(row["from"] for row in found)
    assert {row["speaker"] for row in found} == {"Lena Brod"}
    # A surname alone may be anybody's where its story has no full name with it.
    others = [row for row in ledger.said_by("brod") if row not in found]
    assert [(row["speaker"], row["text"]) for row in others] == [("Brod", "nobody had slept")]
    assert ledger.said_by("nobody of that name") == []


def test_a_story_has_its_statements_and_turns(ledger: api.Ledger) -> None:
    account = ledger.story(ledger.reports()[0]["report"])
    stood = [name for row in account["utterances"] for o in row["occurrences"] for name in o["quotes"]]
    assert sorted(stood) == sorted(row["id"] for row in account["quotes"])
    own = [d for d in account["disagreements"] if d["question"].startswith("What did Lena Brod say of it")]
    assert [d["kind"] for d in own] == ["conflict"]
    assert [[e["report"] for e in side["evidence"]] for side in own[0]["sides"]]


def test_a_brief_prints_a_statement_once(ledger: api.Ledger) -> None:
    story = told.gather(ledger, ledger.reports()[0]["report"])
    (brod,) = [s for s in story.speakers() if s.name == "Lena Brod"]
    assert sum("every boiler" in one.exact for one in brod.said) == 2  # it, and its contrary
    (one,) = [s for s in brod.said if "autumn" in s.exact]
    assert [story.by_id[m["report"]].outlet for m in one.marks] == ["The Wire", "The Paper"]


def test_wordings_of_no_story_are_not_found(tmp_path: Path) -> None:
    with api.Ledger(tmp_path / "empty.db") as ledger, pytest.raises(NotFound):
        ledger.wording("anything")
