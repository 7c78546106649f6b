"""What happened and what is to come: in words, as lists, from the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.faces import api, brief, dated, happened, lists, page, told
from onrecord.faces.listing import write
from onrecord.faces.screen import Screen
from onrecord.shapes.errors import NotFound, UsageError
from tests.faces.laid import laid, run

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "happened.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
][1:]
REPORTS = {
    "wire.txt": """Depot in Torval

TORVAL, May 2 (XNA) - Gunmen attacked a fuel depot in Torval on Thursday. Nairobi denied that its troops had shelled the town.

The mayor of Torval, Lena Brod, will meet union leaders on 20 May. Students marched in Torval on 1 April.
""",
    "paper.txt": """A week in Torval

TORVAL - The Red Cross will send food to Torval on 8 May. Kenyan police arrested two men in Torval on Sunday.
""",
}
DAYS = {"wire.txt": "2031-05-02", "paper.txt": "2031-05-06"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of two reports."""
    return laid(tmp_path_factory.mktemp("happened"), REPORTS, DAYS)


@pytest.fixture
def ledger(desk: Path) -> Iterator[api.Ledger]:
    with api.Ledger(desk, create=False) as opened:
        yield opened


def texts(rows: list[dict[str, Any]]) -> list[str]:
    return [str(row["text"]) for row in rows]


# -- in words ----------------------------------------------------------------------------------------------------------


def entry(modality: str, told: str, outcome: str = "-") -> dict[str, Any]:
    """An entry of the timeline with what words are made of."""
    found = []
    for n, telling in enumerate(told.split("; ")):
        said, _, by = telling.partition(" by ")
        found.append({"report": f"r{n}", "start": 0, "end": 4, "modality": said, "asserted_by": by or None})
    days = {"from": "2031-05-05", "to": "2031-05-05"}
    about: dict[str, Any] = {"outcome": None if outcome == "-" else outcome, "outcome_in": "x", "announced": []}
    return {
        "id": "a",
        "text": "They did.",
        "reports": ["r0"],
        "type": "ASSAULT",
        "modality": modality,
        "told": found,
        **days,
        **about,
    }


@pytest.mark.parametrize(
    ("modality", "told", "outcome", "standing", "contested", "said"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_how_it_is_told(modality: str, told: str, outcome: str, standing: str, contested: str, said: str) -> None:
    row = entry(modality, told, outcome)
    assert happened.standing(row) == standing.replace("-", "")
    assert happened.contested(row) == contested.replace("-", "")
    assert happened.outcome(row) == said.replace("-", "")
    parts = ["ASSAULT" + (f", {standing}" if standing != "-" else ""), contested, said]
    assert happened.told_as(row) == "; ".join(p for p in parts if p != "-")


@pytest.mark.parametrize(
    ("day", "said"), [("2031-05-05", "came about"), ("2031-05-06", "came about on 2031-05-06"), (None, "came about")]
)
def test_what_came_about_on_another_day_is_said(day: str | None, said: str) -> None:
    row = entry("planned", "planned", "came about") | {"outcome_from": day, "outcome_to": day}
    assert happened.outcome(row) == said
    (line,) = lists.listing("timeline").flat(row)
    assert line["told_as"] == f"ASSAULT, planned; {said}"


def told_by(*tellings: tuple[str | None, str, str]) -> dict[str, Any]:
    """An entry that happened, told by some reports: whose claim, who does it, words."""
    found = entry("happened", "; ".join("happened" for _ in tellings))
    about = ({"asserted_by": by, "actor": [who] if who else [], "text": text} for by, who, text in tellings)
    return found | {"told": [one | more for one, more in zip(found["told"], about, strict=True)]}


@pytest.mark.parametrize(
    ("tellings", "text", "blamed"),
    [
        ([("Nairobi", "Orva", "Orva shelled it"), (None, "", "a strike")], "a strike", "by Orva, per Nairobi"),
        (
            [("Nairobi", "Orva", "x"), ("Lena Brod", "Orva", "y"), ("Orva", "Narva", "z"), (None, "", "a strike")],
            "a strike",
            "by Orva, per Nairobi, Lena Brod; by Narva, per Orva",
        ),
        ([("Nairobi", "Orva", "Orva shelled it"), (None, "Orva", "Orva struck")], "Orva struck", ""),
        ([("Nairobi", "Orva", "Orva shelled it"), ("Lena Brod", "", "a strike")], "Orva shelled it", ""),
        ([(None, "", "a strike"), ("Nairobi", "", "a blast")], "a strike", ""),
    ],
)
def test_a_claim_is_not_told_as_the_words_of_a_report(
    tellings: list[tuple[str | None, str, str]], text: str, blamed: str
) -> None:
    row = told_by(*tellings)
    assert (happened.text(row), happened.blamed(row)) == (text, blamed)
    assert (f"; {blamed}" in happened.told_as(row)) == bool(blamed)


def test_a_line_has_who_tells_it_and_how() -> None:
    row = entry("happened", "happened; denied by Nairobi") | {"killed": [{"what": "killed", "value": "12"}] * 2}
    (line,) = lists.listing("timeline").flat(row)
    assert (line["evidence"], line["modalities"]) == (["r0:0-4", "r1:0-4"], ["happened", "denied"])
    assert (line["asserted_by"], line["killed"], line["injured"]) == (["", "Nairobi"], ["12"], [])
    (line,) = lists.listing("happenings").flat({**row, "tellings": row["told"]})
    assert line["told_by"] == "r0 happened; r1 denied (per Nairobi)"


# -- the brief and the page --------------------------------------------------------------------------------------------


def account(*rows: dict[str, Any], upcoming: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {"from": "2031-05-02", "to": "2031-05-06", "timeline": list(rows), "upcoming": list(upcoming)}


def test_what_came_about_is_told_once() -> None:
    planned = entry("planned", "planned", "came about") | {"id": "p", "outcome_in": "h"}
    met = entry("happened", "happened") | {"id": "h", "announced": ["p"]}
    (found,) = dated.timeline(account(planned, met))
    assert (found.row["id"], found.label, found.about) == ("h", "", ("assault", "came about as planned"))
    moved = {**planned, "from": "2031-05-04", "to": "2031-05-04"}
    (found,) = dated.timeline(account(moved, met))
    assert found.about == ("assault", "came about, planned for 2031-05-04")
    (found,) = dated.timeline(account(planned))  # nothing on the timeline shows it
    assert (found.label, found.about) == ("planned", ("assault", "came about"))


def test_what_is_to_come_stands_apart() -> None:
    rows = (entry("planned", "planned by Lena Brod", "open"), entry("denied", "denied by Nairobi") | {"id": "d"})
    told = account(*rows, upcoming=rows[:1])
    assert [(d.label, d.about) for d in dated.timeline(told)] == [("denied by Nairobi", ("assault",))]
    assert [(d.label, d.about) for d in dated.upcoming(told)] == [("planned, per Lena Brod", ("assault",))]


@pytest.mark.parametrize(
    ("modality", "told", "label", "about"),
    [
        ("happened", "happened by police", "per police", ("assault",)),
        ("ongoing", "ongoing by police", "per police", ("assault", "ongoing")),
        ("ongoing", "ongoing", "", ("assault", "ongoing")),
        ("historical", "historical", "", ("assault", "historical")),
        ("happened", "happened; denied by Nairobi", "", ("assault", "denied by Nairobi")),
    ],
)
def test_labels_set_apart_what_did_not_just_happen(
    modality: str, told: str, label: str, about: tuple[str, ...]
) -> None:
    (found,) = dated.timeline(account(entry(modality, told)))
    assert (found.label, found.about) == (label, about)


@pytest.mark.parametrize(
    ("words", "actor", "said"),
    [
        ("to send troops", ["government"], "by government"),
        ("She may go", ["Lena Brod", "Ruth Pell"], "by Lena Brod, Ruth Pell"),
        ("The mayor will go", ["Lena Brod"], ""),
        ("to send troops", [], ""),
    ],
)
def test_who_does_it_where_the_words_leave_it_open(words: str, actor: list[str], said: str) -> None:
    row = entry("planned", "planned") | {"text": words, "actor": actor}
    assert happened.doer(row) == said
    assert happened.doer(entry("planned", "planned by Lena Brod") | {"text": "to go", "actor": ["Lena Brod"]}) == ""


def test_who_says_of_themselves_is_named_once() -> None:
    row = entry("planned", "planned by Lena Brod") | {"actor": ["Lena Brod"]}
    (line,) = lists.listing("upcoming").flat(row)
    assert (line["who"], line["announced_as"]) == ("Lena Brod", "ASSAULT, planned")
    (line,) = lists.listing("upcoming").flat(row | {"actor": ["the army"]})
    assert (line["who"], line["announced_as"]) == ("the army", "ASSAULT, planned, per Lena Brod")


def test_denied_words_do_not_stand_for_what_others_tell_as_so() -> None:
    row = entry("happened", "denied by Nairobi; happened by residents")
    row["told"][0]["text"], row["told"][1]["text"] = "its troops had shelled", "Troops shelled it"
    assert happened.text(row) == "Troops shelled it"


def test_what_is_only_supposed_and_long_past_gives_way() -> None:
    every = [entry(m, m) | {"id": m} for m in ("possible", "happened", "historical", "denied", "hypothetical")]
    assert [d.row["id"] for d in dated.timeline(account(*every), 2)] == ["happened", "denied"]
    assert [d.row["id"] for d in dated.timeline(account(*every), 3)] == ["possible", "happened", "denied"]


def test_brief_and_page_say_so(ledger: api.Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    found = told.gather(ledger, ledger.stories()[0]["story"])
    brief.write(found, Screen())
    shown = " ".join(capsys.readouterr().out.split())
    html = page.render(found)
    assert "STILL TO COME, AS OF 2031-05-02" in shown
    assert f"2031-05-20 Planned: {MEETING}" in shown
    assert ">Still to come <small>as of 2031-05-02</small></h2>" in html
    assert '<span class="kind">planned</span>' in html


def test_a_page_leads_to_no_section_that_is_not_there() -> None:
    planned = entry("planned", "planned", "open")
    record = {"report": "r0", "source": "a.txt", "text": "They will.", "blocks": []}
    account_ = account(planned, upcoming=(planned,)) | {"story": "r0", "title": None, "reports": ["r0"]}
    html = page.render(told.tell(account_, [record]))
    assert ('href="#upcoming"' in html, 'id="upcoming"' in html) == (True, True)
    assert ('href="#timeline"' in html, 'id="timeline"' in html) == (False, False)


# -- from a ledger -----------------------------------------------------------------------------------------------------

ATTACK = "Gunmen attacked a fuel depot in Torval on Thursday"
MARCH = "Students marched in Torval on 1 April"
MEETING = "The mayor of Torval, Lena Brod, will meet union leaders on 20 May"
FOOD = "The Red Cross will send food to Torval on 8 May"
ARREST = "Kenyan police arrested two men in Torval on Sunday"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [MARCH, ATTACK, ARREST, FOOD, MEETING]),
        ({"type": "PROTEST"}, [MARCH]),
        ({"type": ["PROTEST", "assault"]}, [MARCH, ATTACK]),
        ({"modality": "planned"}, [FOOD, MEETING]),
        ({"modality": "denied"}, []),  # that has no day
        ({"actor": "Kenya"}, [ARREST]),
        ({"actor": "Xq"}, []),
        ({"actor_country": "KEN"}, [ARREST]),
        ({"recipient_country": "Kenya"}, []),
        ({"plover": "agree"}, [FOOD, MEETING]),
        ({"plover": ["PROTEST", "COERCE"]}, [MARCH, ARREST]),
        ({"plover": "CONSULT"}, []),  # that the meeting is to be is AGREE
        ({"recipient": "union leaders"}, [MEETING]),
        ({"since": "2031-05-01", "until": "2031-05-07"}, [ATTACK, ARREST]),
        ({"since": "2031-05-04"}, [ARREST, FOOD, MEETING]),
        ({"until": "2031-04-01"}, [MARCH]),
    ],
)
def test_timeline(ledger: api.Ledger, asked: dict[str, Any], found: list[str]) -> None:
    rows = ledger.timeline(**asked)
    assert texts(rows) == found
    assert [row for row in ledger.timeline() if row in rows] == rows


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [FOOD, MEETING]),
        ({"now": "2031-05-08"}, [FOOD, MEETING]),
        ({"now": "2031-05-02"}, [MEETING]),  # the food was announced later
        ({"now": "2031-04-30"}, []),
        ({"now": "2031-05-09T10:00:00"}, [MEETING]),
        ({"now": "2031-06-01"}, []),
        ({"type": "consult"}, [MEETING]),
        ({"actor": "Brod"}, [MEETING]),
        ({"plover": "AGREE", "actor": "Brod"}, [MEETING]),
        ({"actor_country": "KEN"}, []),
        ({"modality": "threatened"}, []),
    ],
)
def test_upcoming(ledger: api.Ledger, asked: dict[str, Any], found: list[str]) -> None:
    assert texts(ledger.upcoming(**asked)) == found


def test_upcoming_as_of_the_newest_day_on_record(ledger: api.Ledger) -> None:
    assert ledger.newest() == "2031-05-06"
    assert ledger.upcoming() == ledger.upcoming("2031-05-06")


def test_one_story(ledger: api.Ledger) -> None:
    stories = [row["story"] for row in ledger.stories()]
    for call in (ledger.timeline, ledger.upcoming, ledger.happenings):
        told = [call(story=story) for story in stories]
        assert sorted(row["id"] for rows in told for row in rows) == sorted(row["id"] for row in call())
        assert all(row["story"] == story for story, rows in zip(stories, told, strict=True) for row in rows)
        with pytest.raises(NotFound):
            call(story="ffff")
    account = ledger.story(stories[0])
    assert [{"story": stories[0], **row} for row in account["timeline"]] == ledger.timeline(story=stories[0])
    assert [{"story": stories[0], **row} for row in account["upcoming"]] == ledger.upcoming(story=stories[0])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"modality": "denied"}, ["its troops had shelled the town"]),
        ({"modality": "denied", "asserted_by": "Kenya"}, ["its troops had shelled the town"]),
        ({"modality": "denied", "since": "2031-05-03"}, []),
        ({"modality": "denied", "since": "2031-05-02", "until": "2031-05-02"}, ["its troops had shelled the town"]),
        ({"type": "COERCE", "mode": "arrest", "where": "Torval", "asserted_by": "none"}, [ARREST]),
    ],
)
def test_happenings(ledger: api.Ledger, asked: dict[str, Any], found: list[str]) -> None:
    assert texts(ledger.happenings(**asked)) == found


def test_every_event_stands_in_one_happening(ledger: api.Ledger) -> None:
    told = [t["event"] for row in ledger.happenings() for t in row["tellings"]]
    assert sorted(told) == sorted(row["id"] for row in ledger.events())


@pytest.mark.parametrize("asked", [{"type": "X"}, {"modality": ["planned", "x"]}, {"actor": "…"}, {"where": ""}])
def test_filters_that_cannot_be(ledger: api.Ledger, asked: dict[str, Any]) -> None:
    for call in (ledger.timeline, ledger.upcoming, ledger.happenings):
        with pytest.raises(UsageError):
            call(**asked)
    with pytest.raises(UsageError, match="now 'soon' is no date"):
        ledger.upcoming("soon")


AS_OF = "as of 2031-05-06, the newest day on record (--now names another)\n"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("timeline", "--type", "COERCE"), 0, ""),
        (("timeline", "--actor", "Lena Brot"), 1, "no dated events in {desk} that fit; no event has this actor"),
        (("timeline", "--type", "x"), 2, "'AGREE'"),
        (("upcoming",), 0, AS_OF),
        (("upcoming", "--now", "2031-05-02"), 0, ""),
        (("upcoming", "--now", "2031-06-02"), 1, "no upcoming events in {desk} that fit\n"),
        (("upcoming", "--type", "ASSAULT"), 1, AS_OF + "no upcoming events in {desk} that fit\n"),
        (("upcoming", "--now", "soon"), 2, "is no date"),
        (("events", "--joined", "--type", "COERCE"), 0, ""),
        (
            ("events", "--joined", "--modality", "denied", "--since", "2031-05-01"),
            0,
            "1 event without a day of its own",
        ),
        (("events", "--joined", "--versions"), 2, "--joined takes the newest versions alone"),
    ],
)
def test_what_commands_say(
    desk: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int, says: str
) -> None:
    found, out, err = run(capsys, *words, "--ledger", str(desk))
    assert (found, bool(out)) == (code, code == 0)
    assert says.format(desk=desk) in err
    assert bool(says) == bool(err)


@pytest.mark.parametrize(
    ("words", "call"),
    [(("timeline",), "timeline"), (("upcoming", "-q"), "upcoming"), (("events", "--joined"), "happenings")],
)
def test_the_same_on_the_command_line(
    desk: Path, ledger: api.Ledger, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], call: str
) -> None:
    rows = getattr(ledger, call)(type=["ASSAULT", "CONSULT"])
    words = (*words, "--type", "ASSAULT", "--type", "consult", "--ledger", str(desk))
    code, out, err = run(capsys, *words, "--format", "json")
    assert (code, json.loads(out), err) == (0, rows, "")
    code, out, err = run(capsys, *words, "--format", "csv")
    lines = list(csv.DictReader(io.StringIO(out)))
    assert [line["id"] for line in lines] == [row["id"] for row in rows]
    table = ledger.table(call, type=["ASSAULT", "CONSULT"])
    assert table.column_names == list(lines[0]) == list(lists.listing(call).columns)
    assert table["actor"].to_pylist() == [list(row["actor"]) for row in rows]


def test_tables_of_eighty_columns(
    ledger: api.Ledger, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Screen, "on_terminal", property(lambda self: True))
    monkeypatch.setattr(Screen, "width", property(lambda self: 80))
    for call in ("timeline", "upcoming", "happenings"):
        write(lists.listing(call), getattr(ledger, call)(), "table", Screen())
        shown = capsys.readouterr().out
        assert max(map(len, shown.splitlines())) <= 80
        assert "2031-05-20" in shown
        assert "CONSULT" in shown
