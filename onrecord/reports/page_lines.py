"""Which lines of a page are the report: a model's word on each, learnt from pages whose body is known."""

from __future__ import annotations

import math
from collections.abc import Sequence

from onrecord.reports import forest, linked_data
from onrecord.reports.extract import Vote
from onrecord.reports.lines import Line
from onrecord.reports.page_features import AGAIN, FEATURES, About, again, beside, ground, own
from onrecord.reports.page_metadata import Known
from onrecord.reports.page_rules import Ruled, ruled

FIRST = "page_lines.first.model.json.gz"
MODEL = "page_lines.model.json.gz"
_STATED = 200  # characters: a shorter "body" in a page's data for machines is a teaser
_DESCRIBED = ("og:description", "description", "twitter:description")


def about(known: Known, title: str | None, vote: Vote, head: int | None) -> About:
    """What the features of a page's lines are made from; `head` is the line of its headline."""
    described = next((m.value for key in _DESCRIBED for m in known.page.metas if m.key == key), "")
    return About(vote.kept, head, title or "", described, _body(known.stated))


def _body(stated: Sequence[linked_data.Stated]) -> str:
    """The body that the page states for machines, "" where it states none."""
    bodies = (linked_data.text(found, "articleBody") or "" for found in stated)
    return next((body for body in bodies if len(body) >= _STATED), "")


def told(lines: Sequence[Line], known: About) -> tuple[list[float], list[Ruled]]:
    """For each line the log odds that it belongs to the report (positive where it does), and what rules say of it.

    Lines are told twice: what the first model finds tells the second where the report stands.
    """
    page = ground(lines, known, own(lines, known))
    first = forest.load(FIRST, FEATURES).scores(beside(page, known.kept))
    rules = ruled(lines, first.tolist())
    scores: list[float] = forest.load(MODEL, AGAIN).scores(again(page, first, rules)).tolist()
    return scores, rules


def odds(score: float) -> str:
    """A score as `why` prints it: the probability, in hundredths."""
    return f"{1 / (1 + math.exp(-max(-30.0, min(30.0, score)))):.2f}"
