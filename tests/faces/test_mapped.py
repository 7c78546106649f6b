"""What of a story is on its map, and where."""

import json
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest

from onrecord.faces import dated, mapped
from onrecord.faces.told import Place, Told, tell


def report(text: str, name: str = "r", **marks: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"events": [], "figures": [], "places": [], "quotes": [], "times": []}
    return {"report": name, "source": name, "text": text, "published": {"date": "2031-05-03"}, **empty, **marks}


def at(text: str, words: str, **more: Any) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), **more}


def event(text: str, words: str, where: str | None, name: str = "e1") -> dict[str, Any]:
    return at(text, words, id=name, modality="happened", where=at(text, where, name=where) if where else None)


def entry(record: Mapping[str, Any], *names: str, where: str | None = None) -> dict[str, Any]:
    told = [
        {
            "report": record["report"],
            "event": e["id"],
            "start": e["start"],
            "end": e["end"],
            "text": record["text"][e["start"] : e["end"]],
            "modality": "happened",
            "asserted_by": None,
        }
        for e in record["events"]
        if e["id"] in names
    ]
    return {
        "id": names[0], "from": "2031-05-02", "to": "2031-05-02", "text": told[0]["text"], "modality": "happened",
        "where": where, "reports": [record["report"]], "told": told, "evidence": told,
    }  # fmt: skip


def story(*records: dict[str, Any], timeline: Any = (), series: Any = ()) -> Told:
    account = {"story": "s", "reports": [r["report"] for r in records], "timeline": timeline, "series": series}
    return tell(account, records)


TEXT = "A bomb went off in Orva. Police came to Tesk."

TOWN = {"name": "Orva", "lat": -12.0, "lon": -77.0, "geonameid": 7, "precision": "town", "country": "PE"}


@pytest.mark.parametrize(
    ("mark", "shape", "km"),
    [
        pytest.param(TOWN, "dot", 10, id="a town"),
        pytest.param({**TOWN, "precision": "admin1"}, "ring", 150, id="a region"),
        pytest.param({**TOWN, "precision": None}, "ring", 100, id="not told how closely"),
        pytest.param({**TOWN, "precision": "odd new word"}, "ring", 100, id="a word that no table has"),
        pytest.param({**TOWN, "radius_m": 3000}, "dot", 3, id="a radius of its own"),
        pytest.param({"name": "Peru", "country": "PE", "precision": "country"}, "area", None, id="a country"),
        pytest.param(
            {"name": "Peru", "country": "PE", "precision": "country", "lat": -10, "lon": -76}, "area", None,
            id="a country is never a point",
        ),
    ],
)  # fmt: skip
def test_what_a_place_is_drawn_as(mark: dict[str, Any], shape: str, km: float | None) -> None:
    found = mapped.spot(mark)
    assert found is not None
    assert found.shape == shape
    assert km is None or found.km == km


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param({"name": "Orva"}, id="no position"),
        pytest.param({"name": "Orva", "lat": None, "lon": None, "precision": "town"}, id="an empty position"),
        pytest.param({"name": "Orva", "lat": 91.0, "lon": 0.0}, id="no such latitude"),
        pytest.param({"name": "Orva", "lat": "1", "lon": "2"}, id="no numbers"),
        pytest.param({"name": "Africa", "precision": "continent", "lat": 1.0, "lon": 1.0}, id="a continent"),
        pytest.param({"name": "Soviet Union", "precision": "country", "country": "SU"}, id="a country without a shape"),
        pytest.param({"name": "x", "precision": "country", "country": None}, id="a country without a code"),
    ],
)
def test_what_is_on_no_map(mark: dict[str, Any]) -> None:
    assert mapped.spot(mark) is None


@pytest.mark.parametrize(
    ("text", "words", "where", "placed"),
    [
        pytest.param(TEXT, "A bomb went off", "Orva", True, id="in one sentence"),
        pytest.param(TEXT, "A bomb went off", "Tesk", False, id="in the next sentence"),
        pytest.param(
            "Dr. Lee was shot by St. Ann in Orva.", "was shot", "Orva", True, id="over a full stop that ends none"
        ),
        pytest.param("A bomb\nwent off in Orva.", "A bomb", "Orva", True, id="over a line's end"),
        pytest.param("A bomb\n\nwent off in Orva.", "A bomb", "Orva", False, id="over a paragraph's end"),
        pytest.param("“A bomb!” In Orva, two died.", "A bomb", "Orva", False, id="behind an exclamation"),
    ],
)
def test_act_and_place_are_joined_only_in_one_sentence(text: str, words: str, where: str, placed: bool) -> None:
    record = report(text, events=[event(text, words, where)], places=[at(text, where, **{**TOWN, "name": where})])
    found = mapped.mapped(story(record, timeline=[entry(record, "e1", where=where)]))
    assert [item.place_text for item in found.items] == [where]
    assert bool(found.spots) is placed
    assert [item.why for item in found.unplaced] == ([] if placed else [mapped.ELSEWHERE])


def test_the_closest_of_several_places_is_taken() -> None:
    text = "A bomb went off in Peru. The bomb went off in Orva."
    events = [event(text, "A bomb went off", "Peru"), event(text, "The bomb went off", "Orva", "e2")]
    country = {"name": "Peru", "country": "PE", "precision": "country"}
    record = report(text, events=events, places=[at(text, "Peru", **country), at(text, "Orva", **TOWN)])
    found = mapped.mapped(story(record, timeline=[entry(record, "e1", "e2")]))
    ((spot, items),) = found.spots
    assert (spot.name, spot.geonameid) == ("Orva", 7)
    assert [text[i.at.start : i.at.end] for i in items] == ["The bomb went off"]
    assert items[0].where == Place("r", *[text.index("Orva"), text.index("Orva") + 4])


@pytest.mark.parametrize(
    ("where", "places", "why"),
    [
        pytest.param(None, [], mapped.NOT_TOLD, id="no place"),
        pytest.param("Orva", [], mapped.NO_POSITION, id="a place that no mark knows"),
        pytest.param("Orva", [{"name": "Orva", "country": None}], mapped.NO_POSITION, id="a place without a position"),
    ],
)
def test_what_is_not_placed_is_listed(where: str | None, places: list[dict[str, Any]], why: str) -> None:
    record = report(
        TEXT, events=[event(TEXT, "A bomb went off", where)], places=[at(TEXT, "Orva", **p) for p in places]
    )
    found = mapped.mapped(story(record, timeline=[entry(record, "e1")]))
    assert not found.spots
    assert [item.why for item in found.unplaced] == [why]


def test_geojson() -> None:
    record = report(
        TEXT,
        events=[event(TEXT, "A bomb went off", "Orva"), event(TEXT, "Police came", "Tesk", "e2")],
        places=[at(TEXT, "Orva", **TOWN)],
        outlet="The Post",
    )
    told = story(record, timeline=[entry(record, "e1"), entry(record, "e2")])
    found = json.loads(json.dumps(mapped.geojson(mapped.mapped(told), told)))
    assert found.keys() == {"type", "features"}
    assert [f["geometry"] for f in found["features"]] == [{"type": "Point", "coordinates": [-77.0, -12.0]}, None]
    for feature in found["features"]:
        assert feature["type"] == "Feature"
        properties = feature["properties"]
        assert not any(isinstance(value, (dict, list)) for value in properties.values())
        assert TEXT[properties["start"] : properties["end"]] == properties["exact"]
        assert TEXT[properties["place_start"] : properties["place_end"]] == properties["place_text"]
    assert found["features"][0]["properties"]["radius_m"] == 10000
    assert found["features"][1]["properties"]["unplaced"] == mapped.NO_POSITION


def test_the_examples_have_a_map(told: Told) -> None:
    found = mapped.mapped(told)
    assert len(found.items) == sum(
        len(part(told.account)) for part in (dated.timeline, dated.undated, dated.upcoming)
    ) + sum(bool(line.where) for line in told.lines())


@pytest.mark.parametrize("code", ["PE", "RU", "FJ", "ZA", "VA", "AQ"])
def test_a_country_is_an_area_in_geojson_too(code: str) -> None:
    text = "A bomb went off in Orva."
    place = at(text, "Orva", name="Orva", country=code, precision="country")
    record = report(text, events=[event(text, "A bomb went off", "Orva")], places=[place])
    told = story(record, timeline=[entry(record, "e1")])
    (feature,) = mapped.geojson(mapped.mapped(told), told)["features"]
    assert feature["geometry"]["type"] == "MultiPolygon"
    assert feature["properties"]["radius_m"] is None
    assert feature["geometry"]["coordinates"]
    for rings in feature["geometry"]["coordinates"]:
        for n, ring in enumerate(rings):
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring)
            turned = sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))
            assert (turned >= 0) == (n == 0)
    assert len(json.dumps(feature)) < 40_000
