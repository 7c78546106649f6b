"""The lines of a page in numbers, and what the model makes of them."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reports import hints, page_metadata
from onrecord.reports.clean import clean
from onrecord.reports.extract import Vote
from onrecord.reports.page_features import FEATURES, features
from onrecord.reports.page_lines import odds, told
from onrecord.reports.page_roles import look, page_roles
from onrecord.reports.page_rules import NOTHING, ruled
from tests.reports.test_clean import PAGES

PARAGRAPH = "The harbour board voted on Monday to shut the north pier, after engineers found cracks in 14 of its piles."
PAGE = f"""<html><title>North pier shut</title><body><nav><a href=/>Home</a></nav><article class="story-body"><h1>North pier shut</h1>
<p>{PARAGRAPH}</p><p>Read on</p><p>{PARAGRAPH} Again.</p></article><div class="related-posts"><a href=/1>Ten soups</a></div></body></html>"""


def numbers(page: str, kept: bool) -> tuple[dict[str, list[float]], list[float]]:
    """The features by name, and the scores, of a page whose paragraphs the extractor keeps or not."""
    found = clean(page)
    known = page_metadata.read(found, page)
    about = look(known, found.lines, Vote(tuple(kept and line.tag == "p" for line in found.lines)), "North pier shut")
    rows = features(found.lines, about)
    return {name: list(rows[:, i]) for i, name in enumerate(FEATURES)}, told(found.lines, about)[0]


def test_features() -> None:
    found, _ = numbers(PAGE, kept=True)
    assert found["vote"] == [0, 0, 1, 1, 1, 0]
    assert found["in_nav"] == [1, 0, 0, 0, 0, 0]
    assert found["tag_h1"] == [0, 1, 0, 0, 0, 0]
    assert found["hint_body"] == [0, 1, 1, 1, 1, 1]
    assert found["hint_teaser"] == [0, 0, 0, 0, 0, 1]
    assert found["linked"] == [1, 0, 0, 0, 0, 1]
    assert found["closed"] == [0, 0, 1, 0, 1, 0]
    assert found["voted-1"] == [-1, 0, 0, 1, 1, 1]
    assert found["titled"][1] == 1
    assert len(set(FEATURES)) == len(FEATURES)


def test_the_model_tells_paragraphs_from_what_is_round_them() -> None:
    for kept in (True, False):
        _, found = numbers(PAGE, kept)
        assert [found[i] > 0 for i in (0, 2, 4, 5)] == [False, True, True, False]


@settings(max_examples=60)
@given(PAGES, st.integers(0, 2**40))
def test_any_page_has_a_role_for_each_line(page: str, votes: int) -> None:
    found = clean(page)
    if not found.lines:
        return
    known = page_metadata.read(found, page)
    vote = Vote(tuple(bool(votes >> i & 1) for i in range(len(found.lines))))
    rows = features(found.lines, look(known, found.lines, vote, None))
    assert rows.shape == (len(found.lines), len(FEATURES))
    assert np.isfinite(rows).all()
    assert len(page_roles(known, found.lines, vote, None, "en")) == len(found.lines)


def test_a_page_of_links_has_no_body() -> None:
    page = "<ul>" + "".join(f"<li><a href=/{n}>Coast {n}</a>" for n in range(9)) + "</ul>"
    found = clean(page)
    vote = Vote(tuple(False for _ in found.lines), "extractor found no article")
    roles = page_roles(page_metadata.read(found, page), found.lines, vote, None, "en")
    assert [r for r in roles if r.kind == "body"] == []


def test_rules_are_asked_where_it_matters_only() -> None:
    lines = clean("<p>Share this article</p>" * 3).lines
    found = ruled(lines, [0.0, -2.0, -9.0])
    assert [r.hit is not None for r in found] == [True, True, False]
    assert ruled([replace(lines[0], linked=1.0)], [3.0]) == [NOTHING]


@pytest.mark.parametrize(
    ("classes", "kinds"),
    [
        ("articleBody", {"body"}),
        ("story-body__text", {"body"}),
        ("RelatedStories", {"teaser", "body"}),
        ("share_buttons", {"share"}),
        ("adhesive", set()),
        ("", set()),
    ],
)
def test_hints(classes: str, kinds: set[str]) -> None:
    assert {k for k, said in zip(hints.KINDS, hints.told(classes), strict=True) if said} == kinds


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_odds(score: float) -> None:
    said = odds(score)
    assert len(said) == 4
    assert math.isclose(float(said), 1 / (1 + math.exp(-max(-30, min(30, score)))), abs_tol=0.0051)
