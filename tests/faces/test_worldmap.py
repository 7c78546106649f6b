"""The picture of a map: what is drawn, where, and that nothing is closer than it is known."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.faces import world, worldmap
from onrecord.faces.mapped import DOT, HAPPENING, RING, Item, Mapped, Spot, spot
from onrecord.faces.projection import window
from onrecord.faces.told import Place
from onrecord.faces.world import Box, clipped

COUNTRIES = [code for code in world.codes() if code]


def there(lat: float, lon: float, shape: str = DOT, km: float = 10.0, name: str = "Orva") -> Spot:
    return Spot(f"p{lat}_{lon}", name, shape, "town", "", lat, lon, km)


def country(code: str) -> Spot:
    found = spot({"name": code, "country": code, "precision": "country"})
    assert found is not None
    return found


def mapped_at(*spots: Spot, told: int = 1) -> Mapped:
    def item(one: Spot, n: int) -> Item:
        at = Place("r", n, n + 4)
        return Item(HAPPENING, f"{one.key}{n}", "a bomb went off", "", "2031-05-02", at, at, one.name, one, "", {})

    return Mapped(tuple((one, tuple(item(one, n) for n in range(told))) for one in spots), ())


def picture(*spots: Spot, told: int = 1) -> str:
    drawn = worldmap.draw(mapped_at(*spots, told=told), lambda place: f"/r?c={place.start}-{place.end}")
    assert drawn.svg is not None
    return str(drawn.svg)


class Marks(HTMLParser):
    def __init__(self, svg: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.marks: list[tuple[str, dict[str, str]]] = []
        self.links: list[dict[str, str]] = []
        self.names: set[str] = set()
        self.feed(svg)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        found = {name: value or "" for name, value in attrs}
        self.names |= set(found)
        self.open.append(tag)
        if tag == "circle" or found.get("class") == "area":
            self.marks.append((found["class"], found))
        if tag == "a":
            self.links.append(found)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(
    ("spots", "shapes"),
    [
        pytest.param([there(-12, -77)], ["dot"], id="a town"),
        pytest.param([there(-12, -77, RING, 150)], ["ring"], id="a region"),
        pytest.param([country("PE")], ["area"], id="a country"),
        pytest.param([country("SG")], ["area", "ring"], id="a country that is too small to see"),
        pytest.param([there(-12, -77), there(-12.01, -77)], ["dot"], id="two in one place are one mark"),
        pytest.param([there(-12, -77), there(-12, -70)], ["dot", "dot"], id="two towns"),
        pytest.param([country("PE"), there(-12, -77)], ["area", "dot"], id="a town in a country"),
        pytest.param([there(-12, -77, km=20), there(-11, -77)], ["ring", "dot"], id="known less closely than is shown"),
    ],
)
def test_what_is_drawn(spots: list[Spot], shapes: list[str]) -> None:
    found = Marks(picture(*spots))
    assert not found.open
    assert sorted(look for look, _ in found.marks) == sorted(shapes)
    assert not found.names & {"style", "onclick", "onload"}


def test_marks_lead_to_their_rows_and_say_what_they_are() -> None:
    drawn = worldmap.draw(mapped_at(country("PE"), there(-12, -77), told=3), lambda place: f"/r?c={place.start}")
    found = Marks(str(drawn.svg))
    named = [link for link in found.links if "aria-hidden" not in link]
    assert [link["aria-label"] for link in named] == ["Peru: 3 happenings, country", "Orva: 3 happenings, town"]
    assert {link["href"] for link in found.links} == {f"#{row.id}" for row in drawn.rows}
    assert [[one.href for one in row.told] for row in drawn.rows] == [["/r?c=0", "/r?c=1", "/r?c=2"]] * 2


@given(st.lists(st.tuples(st.floats(-80, 80), st.floats(-180, 180), st.floats(1, 400)), min_size=1, max_size=5))
def test_no_point_is_closer_than_it_is_known(places: list[tuple[float, float, float]]) -> None:
    spots = [there(lat, lon, DOT, km) for lat, lon, km in places]
    view = window([box for one in spots for box in worldmap._seen(one)], worldmap.WIDTH)
    assert all(
        view.pixels(one.km) <= worldmap.DOT_SIZE
        for mark in worldmap._marks(spots, view)
        if mark.shape == DOT
        for one in mark.spots
    )
    for mark in worldmap._marks(spots, view):
        assert -1 <= mark.x <= worldmap.WIDTH + 1
        assert mark.shape in (RING, DOT)


@given(st.lists(st.tuples(st.floats(-85, 85), st.floats(-180, 180)), min_size=1, max_size=4))
def test_every_place_is_in_the_picture(places: list[tuple[float, float]]) -> None:
    view = window([Box(lon, lat, lon, lat) for lat, lon in places], 680)
    if view.whole:
        places = [(lat, lon) for lat, lon in places if lat <= 84]
    for lat, lon in places:
        x, y = view.at(view.near(lon), lat)
        assert -1 <= x <= 681
        assert -1 <= y <= view.height + 1
    assert view.height <= 680 * 0.76


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_country_can_be_drawn(code: str) -> None:
    svg = picture(country(code))
    assert len(svg) < 60_000
    assert re.search(r'class="(area|ring)"', svg)
    middle = world.middle(code)
    assert middle is not None
    view = window(list(world.boxes(code)), 680)
    assert view.holds(*middle)
    assert view.whole == (code in ("AQ",))


def test_the_world_is_small_enough() -> None:
    svg = picture(there(-12, -77), there(40, 116), there(-18, 178, name="Suva"), there(52, 0))
    assert len(svg) < 60_000
    assert "scale" not in re.findall(r'class="(\w+)"', svg)


@pytest.mark.parametrize(
    ("boxes", "west", "east"),
    [
        pytest.param([Box(177, -19, 180, -16), Box(-180, -19, -178, -16)], 170, 190, id="over the date line"),
        pytest.param([Box(-77, -12, -77, -12)], -83, -71, id="a point"),
        pytest.param([Box(170, 50, 170, 50), Box(-170, 50, -170, 50)], 160, 200, id="two on both sides"),
    ],
)
def test_the_window_goes_over_the_date_line(boxes: list[Box], west: float, east: float) -> None:
    view = window(boxes, 680)
    assert west < view.box.west < view.box.east < east
    assert (view.box.east - view.box.west) >= 10


@pytest.mark.parametrize(
    ("ring", "expected"),
    [
        pytest.param([(0, 0), (4, 0), (4, 4), (0, 4)], [(0, 0), (2, 0), (2, 2), (0, 2)], id="a corner"),
        pytest.param([(-9, -9), (9, -9), (9, 9), (-9, 9)], [(-2, -2), (2, -2), (2, 2), (-2, 2)], id="all round"),
        pytest.param([(5, 5), (6, 5), (6, 6)], [], id="outside"),
    ],
)
def test_clipping(ring: list[tuple[float, float]], expected: list[tuple[float, float]]) -> None:
    assert sorted(set(clipped(ring, Box(-2, -2, 2, 2)))) == sorted(expected)


def test_hostile_names_stay_names() -> None:
    evil = "</text><script>alert(1)</script>\"'\x00\u202e"
    drawn = worldmap.draw(mapped_at(there(0, 0, name=evil)), lambda place: None)
    assert "<script" not in str(drawn.svg)
    assert "\x00" not in str(drawn.svg)
    assert "\u202e" not in str(drawn.svg)


def test_nothing_is_drawn_of_nothing() -> None:
    drawn = worldmap.draw(Mapped((), ()), lambda place: None)
    assert not drawn
    assert drawn.svg is None
