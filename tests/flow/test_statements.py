"""The statements of the example story: which quotes of its reports are one, and that no other is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import accounts, filing
from onrecord.ledger.store import Store
from onrecord.links import contradictions, utterances
from onrecord.links.digest import digest
from onrecord.marks.kinds import KINDS
from onrecord.shapes.backing import Backing
from onrecord.shapes.link import Copy
from onrecord.shapes.raw import Raw
from onrecord.shapes.reading import Reading

from .test_any_text import TEXTS, few, read

WIRE, COPY, TOLL, SPUN = (
    "01-meridian-dam-burst.html", "02-courier-wire-copy.txt", "03-meridian-toll-23.html", "04-globeflash-respun.txt",
)  # fmt: skip


@pytest.fixture(scope="module")
def told(raws: list[Raw], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """The account of the story, and the name of each report by its id."""
    path: Path = tmp_path_factory.mktemp("statements") / "s.db"
    with Store(path, KINDS, create=True) as store:
        list(filing.add(store, raws))
        account = accounts.account(store)
        (story,) = account.stories
        yield accounts.story(store, account, story), {r: store.head(r)["source"] for r in store.ids()}


def statement(account: dict[str, Any], words: str) -> dict[str, Any]:
    found = [u for u in account["utterances"] if any(words in " ".join(o["text"].split()) for o in u["occurrences"])]
    assert len(found) == 1
    return dict(found[0])


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("there was no siren", [(WIRE, "fullest"), (COPY, "same")]),
        ("The road is gone", [(WIRE, "fullest"), (COPY, "same")]),
        ("publish the findings of an inquiry", [(WIRE, "fullest"), (COPY, "same")]),
        ("given up on finding survivors", [(TOLL, "fullest"), (SPUN, "respun")]),
        ("counting only the bodies", [(TOLL, "fullest"), (SPUN, "respun")]),
        ("turn grief into a weapon", [(TOLL, "fullest"), (SPUN, "respun")]),
        ("a warning of imminent failure", [(TOLL, "fullest"), (SPUN, "respun")]),
        ("did not use live ammunition", [("07-harbour-blockade.txt", "fullest")]),
        ("we will close the road again", [("08-sierra-voice-funeral.txt", "fullest")]),
    ],
)
def test_where_it_is_told(
    told: tuple[dict[str, Any], dict[str, str]], words: str, where: list[tuple[str, str]]
) -> None:
    account, names = told
    found = statement(account, words)
    assert [(names[o["report"]], o["join"]) for o in found["occurrences"]] == where


def test_each_quote_stands_in_one(told: tuple[dict[str, Any], dict[str, str]]) -> None:
    account, _ = told
    stood = [name for u in account["utterances"] for o in u["occurrences"] for name in o["quotes"]]
    assert sorted(stood) == sorted(q["id"] for q in account["quotes"])
    assert len({u["utterance"] for u in account["utterances"]}) == len(account["utterances"])


def test_copies_carry_the_statements_of_their_source(told: tuple[dict[str, Any], dict[str, str]]) -> None:
    account, names = told
    for source, copy in ((WIRE, COPY), (TOLL, SPUN)):
        inside = [{names[o["report"]] for o in u["occurrences"]} for u in account["utterances"]]
        both, one = sum({source, copy} <= where for where in inside), sum(source in where for where in inside)
        assert both >= 0.75 * one
    assert all({names[o["report"]] for o in u["occurrences"]} <= {WIRE, COPY} or
               {names[o["report"]] for o in u["occurrences"]} <= {TOLL, SPUN} or len(u["reports"]) == 1
               for u in account["utterances"])  # fmt: skip


def test_nobody_in_it_takes_anything_back(told: tuple[dict[str, Any], dict[str, str]]) -> None:
    account, _ = told
    assert not [d for d in account["disagreements"] if d["question"].startswith("What did")]


@few
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_whatever_is_quoted(texts: list[str]) -> None:
    """Every quote with a word in it stands in one statement, and every offset holds."""
    found = [read(f"{text} {n}".encode("utf-8", "surrogatepass")) for n, text in enumerate(texts)]
    readings = [one for one in found if isinstance(one, Reading)]
    digests = {r.report.id: digest(r) for r in readings}
    known = {r.report.id: r.text for r in readings}
    copies = [Copy(*pair, "rewritten", 0.5, True) for pair in permutations(known, 2)]
    groups = utterances.groups(readings, digests, copies)
    for one in utterances.utterances(groups, readings, digests):
        for o in one.occurrences:
            assert all(0 <= a < b <= len(known[o.report]) for a, b in o.parts)
            assert all(o.start <= a <= b <= o.end for a, b in (d.new for d in o.differences))
            first = one.occurrences[0]
            assert all(first.start <= a <= b <= first.end for a, b in (d.old for d in o.differences))
    contradictions.contradictions(groups, known, Backing(), copies)
