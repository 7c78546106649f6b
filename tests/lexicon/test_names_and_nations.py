"""Nations, titles, people's nouns, bodies, given names and places: what the tables give, and that they hold together."""

from __future__ import annotations

import pytest

from onrecord.lexicon import agencies, bodies, gazetteer, names, nations, people_nouns, place_nouns, titles


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the U.S.", "United States"),
        ("America's", "United States"),
        ("Côte d’Ivoire", "Ivory Coast"),
        ("DR Congo", "Democratic Republic of the Congo"),
        ("the Netherlands", "Netherlands"),
        ("Burma", "Myanmar"),
        ("Scotland", "Scotland"),
        ("Wonderland", None),
        ("us", None),
    ],
)
def test_nation_by_name(words: str, name: str | None) -> None:
    found = nations.by_name(words)
    assert (found and found.name) == name


@pytest.mark.parametrize(
    ("words", "name"), [("Kenyan", "Kenya"), ("Danes", "Denmark"), ("British", "United Kingdom"), ("table", None)]
)
def test_nation_by_adjective_or_people(words: str, name: str | None) -> None:
    found = nations.by_adjective(words)
    assert (found and found.name) == name


@pytest.mark.parametrize(("words", "name"), [("Nairobi", "Kenya"), ("the Kremlin", "Russia"), ("Lagos", None)])
def test_nation_by_government(words: str, name: str | None) -> None:
    found = nations.by_government(words)
    assert (found and found.name) == name


def test_every_country_has_code_and_capital() -> None:
    countries = [n for n in nations.nations() if n.kind == "country"]
    assert len(countries) >= 195
    assert all(len(n.code) == 2 for n in countries)
    codes = [n.code for n in nations.nations() if n.code]
    assert len(codes) == len(set(codes))
    assert {n.name for n in countries if not n.capitals} <= {"San Marino", "Vatican City"}


@pytest.mark.parametrize(
    ("words", "size", "title"),
    [
        (["U.S.", "Secretary", "of", "State"], 3, "secretary of state"),
        (["the", "Peruvian", "Prime", "Minister"], 2, "prime minister"),
        (["Lt.", "Gen."], 2, "lieutenant general"),
        (["Mrs."], 1, "mrs"),
        (["a", "green", "door"], 0, ""),
    ],
)
def test_title_at_end(words: list[str], size: int, title: str) -> None:
    found = titles.at_end(words)
    assert (found[0], found[1].name) == (size, title) if found else size == 0


def test_titles_show_gender_where_words_do() -> None:
    gender = {form: found.gender for form in ("Mr.", "Mrs", "spokeswoman", "mayor") if (found := titles.by_form(form))}
    assert gender == {"Mr.": "m", "Mrs": "f", "spokeswoman": "f", "mayor": ""}


def test_people_nouns() -> None:
    police, wife, ex = (people_nouns.by_lemma(w) for w in ("police", "wife", "ex-soldier"))
    assert police is not None
    assert police.number == "p"
    assert wife is not None
    assert wife.gender == "f"
    assert ex is not None
    assert ex.type == "person"
    assert people_nouns.by_lemma("umbrella") is None
    assert place_nouns.sort("enclave") == "area"


def test_given_names() -> None:
    assert names.gender("Fatima") == "f"
    assert names.gender("Jean-Pierre") == "m"
    assert names.gender("Alex") == ""
    assert names.is_given("Alex")
    assert not names.is_given("Bridge")


def test_bodies() -> None:
    un = bodies.by_name("the U.N.")
    assert un is not None
    assert un.name == "United Nations"
    assert bodies.by_name("un") is None


def test_gazetteer_knows_towns_by_more_than_one_spelling() -> None:
    kyiv = gazetteer.towns("Kiev")[0]
    assert (kyiv.name, kyiv.country) == ("Kyiv", "UA")
    assert round(kyiv.lat) == 50
    london = gazetteer.towns("London")
    assert london[0].country == "GB"
    assert len(london) > 1
    assert not gazetteer.is_place("Qwertyville")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("(AP)", "Associated Press"),
        ("By The Associated Press", "Associated Press"),
        ("reuters.com", "Reuters"),
        ("dpa", "dpa"),
        ("ANADOLU AGENCY", "Anadolu Agency"),
        ("Maria Okafor", None),
        ("", None),
    ],
)
def test_agency_by_mark(words: str, name: str | None) -> None:
    assert agencies.by_mark(words) == name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("OSLO (AP) — A ship", ["Associated Press"]),
        ("it told Agence France-Presse and Xinhua.", ["Agence France-Presse", "Xinhua"]),
        ("a map of the SPA route", []),
        ("RIYADH (SPA) - The king", ["SPA"]),
        ("the Popular Action Party (PAP) said", []),
        ("mail ap@example.org or x.com/AFP", []),
    ],
)
def test_agencies_in_text(text: str, found: list[str]) -> None:
    hits = agencies.find(text)
    assert [name for _, _, name in hits] == found
    assert all(0 <= start < end <= len(text) for start, end, _ in hits)
