"""Sectors: what words tell, and that the tables hold together and say nothing twice."""

from __future__ import annotations

import pytest

from onrecord.lexicon import bodies, nations, people_nouns, sectors, titles
from onrecord.shapes.errors import TableError
from onrecord.shapes.table import load


@pytest.mark.parametrize(
    ("words", "size", "sector"),
    [
        ("the air force", 2, "MIL"),
        ("the task force", 2, ""),
        ("gunmen", 1, "UAF"),
        ("armies", 1, "MIL"),
        ("lieutenant general", 2, "MIL"),
        ("deputy prime minister", 1, "GOV"),
        ("danish-led coalition", 2, "IGO"),
        ("trade unions", 2, "LAB"),
    ],
)
def test_the_longest_known_end_of_a_phrase_tells(words: str, size: int, sector: str) -> None:
    found = sectors.of_head(words.split())
    assert found is not None
    assert (found[0], found[1].sector) == (size, sector)


@pytest.mark.parametrize("words", ["", "table", "the offer", "army plan"])
def test_other_words_tell_nothing(words: str) -> None:
    assert sectors.of_head(words.split()) is None


@pytest.mark.parametrize(
    ("word", "sector"), [("naval", "MIL"), ("union", "LAB"), ("rebels", "REB"), ("officials", None)]
)
def test_a_word_before_a_head(word: str, sector: str | None) -> None:
    found = sectors.of_modifier(word)
    assert (found and found.sector) == sector


def test_every_code_of_the_tables_is_a_sector() -> None:
    cells = [r["sector"] for r in load("onrecord.lexicon", "bodies.tsv", bodies._COLUMNS, optional=bodies._COLUMNS)]
    cells += [r["sector"] for r in load("onrecord.lexicon", "titles.tsv", titles._COLUMNS, optional=titles._COLUMNS)]
    cells += [row.sector for row in people_nouns._rows().values()]
    assert len({sectors.told(c).sector for c in cells if c}) > 15
    with pytest.raises(TableError, match="XYZ: no sector"):
        sectors.told("XYZ")


def test_no_word_is_given_a_sector_twice() -> None:
    nouns = {n for n, row in people_nouns._rows().items() if row.sector}
    heads = {
        r["words"]
        for r in load("onrecord.lexicon", sectors.WORDS, sectors._COLUMNS, key=(), optional=("over",))
        if r["place"] == "head"
    }
    assert not nouns & heads
    for title in titles._forms().values():
        last = people_nouns.by_lemma(title.name.split()[-1])
        assert not title.sector or last is None or last.sector != title.sector, title.name


def test_a_nation_and_its_codes_find_one_another() -> None:
    for nation in nations.nations():
        if nation.code:
            assert nations.by_code(nation.code) is nation
            assert len(nation.alpha3) == 3
        assert (nation.alpha3 != "") == (nation.code != "" or nation.kind in ("nation", "state")), nation.name
    codes = [n.alpha3 for n in nations.nations() if n.code]
    assert len(set(codes)) == len(codes)
    assert nations.by_code("ZZ") is None


def test_bodies_of_one_nation_name_it_by_its_code() -> None:
    for body in bodies._forms().values():
        assert not body.country or nations.by_code(body.country) is not None, body.name
        assert body.kind != "armed" or not body.sector, body.name
