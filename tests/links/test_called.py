"""By which name somebody goes over a story whom its reports call by several; whose name nobody is given."""

from __future__ import annotations

import pytest

from onrecord.links.called import Called, full_names, is_name, is_plural


@pytest.mark.parametrize(
    ("people", "short", "full"),
    [
        (["Lena Brod", "Olan Freit"], "brod", "Lena Brod"),
        (["Lena Brod", "Lena Maria Brod"], "brod", "Lena Maria Brod"),
        (["Lena Brod", "Anna Brod"], "brod", None),
        (["Lena Brod", "Anna Brod"], "lena", "Lena Brod"),
        (["Inès Doré"], "dore", "Inès Doré"),
        (["the mayor of Torval"], "mayor", None),
        ([], "brod", None),
        # A description is somebody else, or nobody; the name in it is its owner's.
        (["Brod's wife"], "brod", None),
        (["Lena Brod", "Lena Brod's young son", "Lena Brod's Lawyer"], "brod", "Lena Brod"),
        (["Lena Brod", "the Brods' client"], "brod", "Lena Brod"),
        # What stands round a name in one headline is no part of it.
        (["Lena Brod", "Lena Brod", "Coach Lena Brod"], "brod", "Lena Brod"),
        (["Lena Brod", "Lena Brod", "Lena Brod Walks"], "brod", "Lena Brod"),
        (["Lena Brod", "Brod Walks Again"], "brod", "Lena Brod"),
        (["Lena Brod", "Lena Brod", "Olan Freit and Lena Brod"], "brod", "Lena Brod"),
        (["Jan de Holm", "de Holm", "De Holm"], "holm", "Jan de Holm"),
        (["Olan Freit", "Olan Freit", "Olan Freit Jr"], "freit", "Olan Freit Jr"),
        (["Olan Freit", "Olan Freit", "Olan Freit Jr", "Olan Freit Sr"], "freit", None),
    ],
)
def test_a_surname_is_that_of_the_only_one_who_bears_it(people: list[str], short: str, full: str | None) -> None:
    named = [short.title() if short != "mayor" else short, *people]
    assert full_names(named).get((short,)) == full
    assert full_names(named) == full_names(named[::-1])


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("Lena Brod", True),
        ("Brod", True),
        ("Brod's lawyer", False),
        ("Lena Brod’s Aunt", False),
        ("police in Vardnes", False),
        ("Vardnes O'Brod", True),
        ("Nurses' Union", True),
        ("People's Bank of Veland", True),
        ("St Ann's Hospital", True),
        ("Holm's of Vardnes", True),
        ("Holm's Inc.", True),
        ("Nurses' Leader", False),
        ("Vardnes's Mayor Lena Brod", False),
        ("Veland's Lena Brod", False),
        ("de Holm", True),
        ("al-Holm", True),
        ("de facto leader", False),
    ],
)
def test_a_description_is_no_name(name: str, named: bool) -> None:
    assert is_name(name) is named


@pytest.mark.parametrize(
    ("bodies", "one", "usual"),
    [
        (["Vardnes Harbour Authority", "VHA"], "VHA", "Vardnes Harbour Authority"),
        (["Bank of the Fells", "BF"], "BF", "Bank of the Fells"),
        (["Orvatel Inc.", "Orvatel", "Orvatel Corp."], "Orvatel Corp.", "Orvatel"),
        (["U. S. Tide Office", "US Tide Office", "US Tide Office"], "U. S. Tide Office", "US Tide Office"),
        (["Peruvian Defence Council", "Peru Defense Council"], "Peruvian Defence Council", "Peru Defense Council"),
        (["SeaFell Inc.", "SeaFell"], "SeaFell Inc.", "SeaFell"),
        (["Vardnes Harbour Authority", "Veland Heating Association", "VHA"], "VHA", "VHA"),
        (["Harrow Rail", "Harrow Bank"], "Harrow Bank", "Harrow Bank"),
        (["Vardnes Harbour Authority", "Vha"], "Vha", "Vha"),
    ],
)
def test_a_body_goes_by_its_name_spelt_out(bodies: list[str], one: str, usual: str) -> None:
    reports = [[(name, "organisation", 1)] for name in bodies]
    for order in (reports, reports[::-1]):
        assert Called(order).of(one, "organisation") == (usual, "organisation")


@pytest.mark.parametrize(
    ("name", "plural"),
    [("Police", True), ("Authorities", True), ("Officials", True), ("Baker", False), ("Lena Brod", False)],
)
def test_a_common_noun_for_many_is_no_name(name: str, plural: bool) -> None:
    assert is_plural(name) is plural


def test_who_is_mostly_a_person_is_one() -> None:
    called = Called([[("Brod", "person", 3)], [("Brod", "organisation", 1), ("Lena Brod", "person", 1)]])
    assert called.of("Brod", "organisation") == called.of("BROD", "person") == ("Lena Brod", "person")
    assert called.of("Brod's lawyer", "person") == ("Brod's lawyer", "person")


def test_a_town_is_nobody_of_its_name() -> None:
    called = Called([[("Brod", "person", 3), ("Lena Brod", "person", 1)], [("Brod", "place", 1)]])
    assert called.of("Brod", "place") == ("Brod", "place")
    called = Called([[("Brod", "person", 1), ("Lena Brod", "person", 1)], [("Brod", "place", 3)]])
    assert called.of("Brod", "person") == ("Lena Brod", "person")
