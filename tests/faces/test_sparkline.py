import re

import pytest

from onrecord.faces.sparkline import HIGH, sparkline


@pytest.mark.parametrize(
    ("days", "told", "bars"),
    [
        pytest.param({"2031-05-03": 2}, "2 reports, 3 May 2031", 1, id="one day"),
        pytest.param(
            {"2031-05-03": 2, "2031-05-05": 5},
            "7 reports, 3 to 5 May 2031; most in a day: 5, on 5 May 2031",
            2,
            id="a day without any has no bar",
        ),
        pytest.param(
            {"2031-01-01": 1, "2031-12-31": 3},
            "4 reports, 1 January to 31 December 2031; most in 7 days: 3, from 31 December 2031",
            2,
            id="a long stretch",
        ),
        pytest.param({"2031-05-03": 1, "": 9, "x": 2}, "1 report, 3 May 2031", 1, id="what is no day"),
    ],
)
def test_a_bar_for_each_day(days: dict[str, int], told: str, bars: int) -> None:
    found = str(sparkline(days))
    assert f'aria-label="{told}"' in found
    assert found.count("<rect") == bars
    assert max(float(h) for h in re.findall(r'height="([\d.]+)"/>', found)) <= HIGH
    assert "style" not in found


@pytest.mark.parametrize("days", [{}, {"": 3}, {"2031-05-03": 0}])
def test_nothing_for_nothing(days: dict[str, int]) -> None:
    assert sparkline(days) == ""
