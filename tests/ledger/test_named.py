"""Names as filters ask for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.named import party, place
from onrecord.shapes.errors import UsageError


@pytest.mark.parametrize(
    ("asked", "fits", "not_these"),
    [
        ("Lena Brod", ["Lena Brod", "Brod, Lena", "LENA BRÖD", "Dr. Lena Brod’s"], ["Brod", "Lena Brodie"]),
        ("Mayor Brod", ["Lena Brod", "Brod"], ["the mayor"]),
        ("the mayor", ["the mayor of Torval"], ["Lena Brod"]),
        ("President", ["the president"], ["Lena Brod"]),
        ("Kenya", ["Kenya", "Kenyan police", "the Kenyans", "Nairobi", "Kenya's army", "Bank of Kenya"], ["Uganda"]),
        ("kenyan", ["Kenya", "Nairobi"], ["kenya"]),
        ("nairobi", ["Nairobi", "Nairobi residents", "Kenya"], ["Kenyan police"]),
        ("Sudan", ["Sudanese troops", "the army of Sudan"], ["South Sudan", "South Sudanese troops"]),
        ("Guinea", ["Guinea"], ["Equatorial Guinea", "Papua New Guinea", "Guinea-Bissau"]),
        ("the United States", ["U.S. troops", "the US", "American officials", "the U.S.’s envoy"], ["us", "S. U."]),
        ("World Health Organization", ["WHO", "the World Health Organization"], ["who", "a health organization"]),
    ],
)
def test_parties(asked: str, fits: list[str], not_these: list[str]) -> None:
    found = party("actor", asked, "who acts")
    assert [name for name in (*fits, *not_these) if found(name)] == fits


def test_nation_of_a_place_is_its_name_alone() -> None:
    found = place("where", "Burma")
    assert [n for n in ("Myanmar", "Burma", "northern Burma", "Thailand") if found(n)] == [
        "Myanmar",
        "Burma",
        "northern Burma",
    ]


@pytest.mark.parametrize("asked", ["", "…", " - ", "\N{ZERO WIDTH SPACE}"])
def test_no_word_is_no_name(asked: str) -> None:
    for made in (lambda: party("actor", asked, "who acts"), lambda: place("where", asked)):
        with pytest.raises(UsageError):
            made()


@given(st.text(max_size=40), st.text(max_size=80))
def test_any_text_can_be_asked_for(asked: str, name: str) -> None:
    try:
        party_of, place_of = party("actor", asked, "who acts"), place("where", asked)
    except UsageError:
        return
    party_of(name), place_of(name)
    assert place_of(asked)
    assert party_of(asked)
