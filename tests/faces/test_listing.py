import csv
import io
import json

import pytest

from onrecord.faces import lists
from onrecord.faces.cli import LISTS
from onrecord.faces.listing import cell, of_kind, to_csv, to_tsv, write
from onrecord.faces.screen import Screen, as_json
from onrecord.faces.told import Told
from onrecord.marks.kinds import KINDS

FIGURE = next(k for k in KINDS if k.plural == "figures")


def parsed(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_kind_has_its_list() -> None:
    assert {k.plural for k in KINDS} <= set(LISTS)
    for name in [*LISTS, "failures"]:
        listing = lists.listing(name)
        assert listing.name == name
        assert len(set(listing.columns)) == len(listing.columns)


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.plural)
def test_columns_of_a_kind_come_from_its_cells(kind) -> None:  # type: ignore[no-untyped-def]
    columns = of_kind(kind).columns
    assert columns[:5] == ("report", "id", "start", "end", "exact")
    for spec in kind.cells:
        assert any(c == spec.name or c.startswith(f"{spec.name}_") for c in columns)


def test_nested_values_are_flat_in_csv() -> None:
    row = {
        "report": "r",
        "id": "m",
        "start": 3,
        "end": 9,
        "exact": 'about "9",\nthen',
        "value": 9,
        "counter": {"start": 20, "end": 23, "name": "Ann", "entity": "e1"},
        "retracted": False,
        "where": None,
    }
    line = parsed(to_csv(of_kind(FIGURE).columns, of_kind(FIGURE).flat(row)))[0]
    assert line["exact"] == 'about "9",\nthen'
    assert (line["start"], line["end"], line["value"]) == ("3", "9", "9")
    assert (line["counter"], line["counter_start"], line["counter_end"]) == ("Ann", "20", "23")
    assert line["where"] == ""
    assert line["retracted"] == "false"


def test_tab_separated_values_keep_one_line_a_row() -> None:
    assert to_tsv(("a", "b"), [{"a": "x\ty\r\nz", "b": ["1", "2"]}, {"a": None}]) == "a\tb\nx y z\t1; 2\n\t"


def test_a_spreadsheet_runs_no_formula_of_a_report() -> None:
    assert parsed(to_csv(("a", "b"), [{"a": "=HYPERLINK()", "b": -3}]))[0] == {"a": "=HYPERLINK()", "b": "-3"}
    guarded = to_csv(("a", "b"), [{"a": "=HYPERLINK()", "b": -3}], excel=True)
    assert guarded == "\ufeffa,b\r\n'=HYPERLINK(),-3\r\n"


def test_points_and_sides_are_a_line_each(told: Told) -> None:
    series = told.account["series"][0]
    lines = list(lists.listing("series").flat(series))
    assert [line["report"] for line in lines] == [p["report"] for p in series["points"]]
    assert lines[0]["figure"] == "at least 14"
    differ = told.account["disagreements"][0]
    assert len(list(lists.listing("disagreements").flat(differ))) == len(differ["sides"])


@pytest.mark.parametrize("name", ["series", "disagreements", "timeline"])
def test_json_is_the_record_whole(name: str, told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    rows = told.account[name]
    write(lists.listing(name), rows, "json", Screen())
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(rows))


def test_a_terminal_table_fits(told: Told, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Screen, "on_terminal", property(lambda self: True))
    monkeypatch.setattr(Screen, "width", property(lambda self: 80))
    for name in ("series", "disagreements", "timeline"):
        write(lists.listing(name), told.account[name], "table", Screen())
        shown = capsys.readouterr().out
        assert max(map(len, shown.splitlines())) <= 80
    write(
        lists.listing("figures"),
        [{**f, "report": told.id, "exact": f["text"]} for f in told.reports[0].record["figures"]],
        "table",
        Screen(),
    )
    assert "at least 14" in capsys.readouterr().out


def test_json_hides_nothing_from_line_readers() -> None:
    value = {"a": "é \x85 \u2028 \x9b31m \u202e \ud800"}
    text = as_json(value)
    assert "é" in text
    assert len(text.splitlines()) == 1
    assert text.isprintable()
    assert json.loads(text) == value


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def drawn(name: str, rows: list[dict[str, object]], width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines of a table on a terminal of that width."""
    out = Terminal()
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stdout", out)
    listing = {"versions": lists.VERSIONS, "read": lists.READ}.get(name) or lists.listing(name)
    write(listing, rows, "table", Screen())
    return out.getvalue().splitlines()


REPORT = {
    "report": "5f" * 32,
    "source": "crawl.warc.gz/https://courant.example/2031/05/06/ferry-capsizes.html",
    "captured": "2031-05-10T10:00:00-00:00",
    "published": {"date": "2031-05-06"},
    "modified": {"date": "2031-05-07"},
    "outlet": "HarbourPost",
    "title": "Ferry capsizes off Kestrel Bay, and nineteen of its passengers are known to have drowned",
    "genre": "stub",
    "status": "marked",
    "changed": 2,
    "appeared": 1,
    "quotes": [{}],
    "figures": [{}, {}],
}


@pytest.mark.parametrize("name", ["read", "reports", "versions"])
def test_a_table_fits_80_columns_and_keeps_dates_and_names_whole(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = drawn(name, [REPORT], 80, monkeypatch)
    text = "\n".join(lines)
    assert max(map(len, lines)) <= 80
    assert "2031-05-06" in text
    assert "HarbourPost" in text or name != "reports"
    assert ("2031-05-10" in text and "10:00" in text and "00-00:00" not in text) or name != "versions"
    assert "…" not in text or name == "read"


def test_a_path_is_shown_by_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = drawn("read", [REPORT], 80, monkeypatch)
    assert lines[2].startswith("…")
    assert "capsizes.html" in lines[2]


def test_a_narrow_terminal_is_kept_to(monkeypatch: pytest.MonkeyPatch) -> None:
    assert max(map(len, drawn("reports", [REPORT], 50, monkeypatch))) <= 50


@pytest.mark.parametrize(
    ("said", "shown"), [({}, "stub"), ({"status": "set_aside"}, "set aside"), ({"status": "unmarked"}, "not marked")]
)
def test_a_table_says_what_a_report_is(said: dict[str, str], shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown in "\n".join(drawn("reports", [{**REPORT, **said}], 80, monkeypatch))


def test_actors_have_columns_for_country_and_sector_in_their_order() -> None:
    listing = of_kind(next(kind for kind in KINDS if kind.name == "event"))
    actors = [{"name": "Ada"}, {"name": "Togo", "country": "TGO", "sector": "GOV"}]
    [line] = listing.flat({"actor": actors, "recipient": [{"name": "Ada"}]})
    assert {"actor_country", "actor_sector", "recipient_country", "recipient_sector"} <= set(listing.columns)
    assert (cell(line["actor"]), cell(line["actor_country"]), cell(line["actor_sector"])) == (
        "Ada; Togo",
        "; TGO",
        "; GOV",
    )
    assert line["recipient_country"] is None
