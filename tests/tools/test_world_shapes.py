"""The shapes of the world are those that the tool makes of its source."""

import os
from pathlib import Path

import pytest

from onrecord.faces import world
from tools import world_shapes


def test_the_file_is_what_the_tool_makes(root: Path) -> None:
    """Skipped where the source is not at hand: name it with ONRECORD_WORLD_ATLAS."""
    source = Path(os.environ.get("ONRECORD_WORLD_ATLAS", "")) / "countries-50m.json"
    if not source.is_file():
        pytest.skip("no countries-50m.json of world-atlas 2.0.2; name its folder with ONRECORD_WORLD_ATLAS")
    assert world_shapes.as_bytes(source) == (root / "onrecord" / "faces" / "world.json.gz").read_bytes()


def test_lines_are_steps_of_hundredths() -> None:
    assert world_shapes.packed([(1.0, 2.0), (1.001, 2.001), (1.02, 1.99)]) == [100, 200, 2, -1]


def test_a_topology_is_taken_apart() -> None:
    topology = {
        "transform": {"scale": [0.5, 0.5], "translate": [-10, 0]},
        "arcs": [[[0, 0], [4, 0], [0, 4]], [[4, 4], [-4, -4]], [[130, 4], [4, 0], [0, 4], [-4, -4]]],
        "objects": {
            "countries": {
                "geometries": [
                    {"id": "604", "type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "Peru"}},
                    {"id": None, "type": "Polygon", "arcs": [[-2, -1]], "properties": {"name": "Nowhere"}},
                    {"id": "250", "type": "MultiPolygon", "arcs": [[[0, 1]], [[2]]], "properties": {"name": "France"}},
                ]
            }
        },
    }
    found = world_shapes.world(topology)
    assert found["lines"] == [
        [-1000, 0, 200, 0, 0, 200],
        [-800, 200, -200, -200],
        [5500, 200, 200, 0, 0, 200, -200, -200],
    ]
    assert found["lands"] == {"": [[[-2, -1]]], "FR": [[[0, 1]], [[2]]], "PE": [[[0, 1]]]}


@pytest.mark.parametrize("code", ["PE", "RU", "FJ", "XK", "GF", "SJ", "SG", "US"])
def test_the_file_has_shapes(code: str) -> None:
    assert world.land(code)


def test_the_file_is_small(root: Path) -> None:
    assert (root / "onrecord" / "faces" / "world.json.gz").stat().st_size < 400_000
