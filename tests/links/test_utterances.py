"""Statements of a story: what is gathered, how wordings differ, and that nothing hangs on the order of arrival."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.links import joins
from onrecord.links.digest import digest
from onrecord.links.rewording import differences
from onrecord.links.utterances import groups, utterances
from onrecord.links.wording import words
from onrecord.shapes.link import Copy, Digest, plain
from onrecord.shapes.mark import Cell, Mark, Ref
from onrecord.shapes.reading import Reading
from onrecord.shapes.report import Block, Published, Report
from onrecord.shapes.span import Span
from onrecord.shapes.utterance import JOINS, REWORDINGS, Utterance

from .said import saying


def told(name: str, day: int | None, *lines: str) -> Reading:
    """A report of lines `speaker | words | cue`: each a paragraph that ends in "said speaker" and has one quote."""
    text, blocks, quotes, mentions = "", [], [], []
    for line in lines:
        who, said, cue = ([p.strip() for p in line.split("|")] + ["said"])[:3]
        start = len(text)
        paragraph = f"{said} {cue} {who}."
        kind = "direct" if said[0] in '"“' and said[-1] in '"”' else "mixed" if '"' in said else "indirect"
        at = start + len(said) + 1
        mouth = Span(at + len(cue) + 1, at + len(cue) + 1 + len(who))
        cells = {"kind": Cell(kind, "made"), "cue": Cell(Span(at, at + len(cue)), "made")}
        if who != "?":
            cells["speaker"] = Cell(Ref(mouth, who, who), "made")
            seen = {"name": who, "entity": who, "type": "person"}
            mentions.append(Mark("mention", (mouth,), {k: Cell(v, "made") for k, v in seen.items()}))
        quotes.append(Mark("quote", (Span(start, start + len(said)),), cells))
        blocks.append(Block(Span(start, start + len(paragraph)), "body", "made"))
        text += paragraph + "\n"
    known = {} if day is None else {"published": Cell(Published(f"2031-05-{day:02}", how="given"), "made")}
    report = Report(name, name, name, "text", "utf-8", "en", text, tuple(blocks), (), known)
    return Reading(report, {"quote": tuple(quotes), "mention": tuple(mentions)})


def gather(readings: Sequence[Reading], copies: Sequence[Copy] = ()) -> tuple[Utterance, ...]:
    digests = {r.report.id: digest(r) for r in readings}
    return utterances(groups(readings, digests, copies), readings, digests)


BOLTS = '"We checked every bolt of the bridge before the spring, and again in the autumn,"'
STORY = (
    told("a", 1, f"Lena Brod | {BOLTS}", 'Olan Freit | "No comment."'),
    told(
        "b", 2, 'Brod | "We checked every bolt of the bridge before the spring," | claimed', 'Anna Voss | "No comment."'
    ),
    told("c", 3, "Lena Brod | she had checked every bolt of the bridge before the spring and again in the autumn"),
    told("d", None, 'Lena Brod | "We inspected each bolt of the bridge before the spring, and again in the autumn,"'),
)


def shown(found: Sequence[Utterance]) -> list[tuple[str | None, list[tuple[str, str]]]]:
    return [(u.speaker, [(o.report, o.join) for o in u.occurrences]) for u in found]


def test_one_statement_in_many_wordings() -> None:
    found = gather(STORY)
    assert shown(found) == [
        ("Lena Brod", [("a", "fullest"), ("b", "cut"), ("c", "paraphrase"), ("d", "reworded")]),
        ("Olan Freit", [("a", "fullest")]),
        ("Anna Voss", [("b", "fullest")]),
    ]
    first = found[0]
    assert (first.first, first.last, first.reports, first.entity) == (
        "2031-05-01", "2031-05-03", ("a", "b", "c", "d"), "person:lena brod",
    )  # fmt: skip
    kinds = [{d.kind for d in o.differences} for o in first.occurrences]
    assert kinds == [set(), {"cut"}, {"marks", "tense"}, {"changed"}]


def test_who_is_named_otherwise_and_at_a_distance_is_noted() -> None:
    brod = gather(STORY)[0].occurrences[1]
    assert plain(brod.attribution) == [
        {"field": "speaker", "old": "Lena Brod", "new": "Brod"},
        {"field": "cue", "old": "said", "new": "claimed"},
    ]


def test_twenty_orders_of_arrival() -> None:
    expected, order = gather(STORY), list(STORY)
    for seed in range(20):
        random.Random(seed).shuffle(order)
        assert gather(order) == expected


def test_a_scrap_in_two_statements_makes_them_not_one() -> None:
    scrap = "the cracks in the wall of the dam"
    found = gather(
        (
            told("a", 1, f'Lena Brod | "Nobody told the council of {scrap} until the water stood in the street."'),
            told("b", 1, f'Lena Brod | "My own brother photographed {scrap} and sent them to the ministry in March."'),
            told("c", 1, f'Lena Brod | "{scrap}"'),
        )
    )
    assert sorted(len(u.occurrences) for u in found) == [1, 2]


def test_a_name_in_between_joins_nobody_to_a_stranger() -> None:
    long = '"The ferry left the quay with its bow door open and nobody on the bridge saw it"'
    found = gather(
        (told("a", 1, f"Lena Brod | {long}"), told("b", 1, f"? | {long}"), told("c", 1, f"Olan Freit | {long}"))
    )
    assert shown(found) == [("Lena Brod", [("a", "fullest"), ("b", "same")]), ("Olan Freit", [("c", "fullest")])]


def test_pieces_of_an_interrupted_sentence_are_one_occurrence() -> None:
    whole = told(
        "a", 1, 'Lena Brod | "We asked the pilot to turn the ferry round at once, but he waved the crew away."'
    )
    apart = told(
        "b",
        1,
        'Lena Brod | "We asked the pilot to turn the ferry round at once,"',
        'Lena Brod | "but he waved the crew away."',
    )
    (found,) = gather((whole, apart))
    (piece,) = found.occurrences[1:]
    assert (len(piece.parts), len(piece.quotes), piece.join, piece.differences) == (2, 2, "same", ())


def test_a_spun_copy_is_found_by_its_place_and_never_the_fullest() -> None:
    copies = (Copy("b", "a", "rewritten", 0.6, True),)
    one = told(
        "a", 2, 'Lena Brod | "We asked the pilot to turn round."', "Lena Brod | that 12 boats had gone out from Vardnes"
    )
    two = told(
        "b",
        1,
        'Lena Brod | "We begged the aviator to turn back now."',
        "Lena Brod | that 12 vessels had gone out from Vardnes",
    )
    assert [u.occurrences[0].report for u in gather((one, two))] == ["b", "b", "a", "a"]
    found = gather((one, two), copies)
    assert [[(o.report, o.join) for o in u.occurrences] for u in found] == [[("a", "fullest"), ("b", "respun")]] * 2
    assert {d.kind for d in found[0].occurrences[1].differences} == {"respun"}


def test_a_line_in_large_type_has_the_speaker_of_its_sentence() -> None:
    report = told(
        "a", 1, 'Lena Brod | "We wrote every name in the book, with the hour,"', "Olan Freit | that he saw nobody"
    )
    said = '"We wrote every name in the book"'
    at = len(report.text)
    wrong = Ref(Span(at - 12, at - 2), "Olan Freit", "Olan Freit")
    mark = Mark("quote", (Span(at, at + len(said)),), {"kind": Cell("direct", "made"), "speaker": Cell(wrong, "made")})
    kept = Report("a", "a", "a", "text", "utf-8", "en", f"{report.text}{said}\n", (), (), report.report.cells)
    found = gather((Reading(kept, {**report.marks, "quote": (*report.quotes, mark)}),))
    assert shown(found)[0] == ("Lena Brod", [("a", "fullest"), ("a", "cut")])


def test_offsets_lie_in_their_texts() -> None:
    texts = {r.report.id: r.text for r in STORY}
    for one in gather(STORY):
        fullest = one.occurrences[0]
        for o in one.occurrences:
            assert " … ".join(texts[o.report][a:b] for a, b in o.parts) == o.text
            assert o.join in JOINS
            for d in o.differences:
                assert d.kind in REWORDINGS
                assert fullest.start <= d.old[0] <= d.old[1] <= fullest.end
                assert o.start <= d.new[0] <= d.new[1] <= o.end


# -- whatever the words ------------------------------------------------------------------------------------------------

_WORDS = st.sampled_from(
    "the a not never bridge dam safe unsafe I he will would 12 twelve 7 ministry Brod's won't “spare no resource” is was"
    " [sic] … – 1,200 twenty-one checked check every, and".split(" ")
)
_SAID = st.lists(_WORDS, min_size=1, max_size=25).map(" ".join)
_QUOTED = st.tuples(_SAID, st.sampled_from(["direct", "mixed", "indirect"]))


@given(_QUOTED, _QUOTED, st.booleans())
def test_differences_rebuild_both_texts(one: tuple[str, str], two: tuple[str, str], spun: bool) -> None:
    old, new = (words(said, (Span(0, len(said)),), kind) for said, kind in (one, two))
    found = differences(old, new, spun=spun)
    changed = [d for d in found if d.kind != "marks"]
    for side, own in (("old", old), ("new", new)):
        spans = [getattr(d, side) for d in changed]
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
        assert all(0 <= a <= b for a, b in spans)
        # Every word lies in one difference, or between two; none is cut by an edge.
        assert all(
            any(a <= w.start and w.end <= b for a, b in spans) or all(w.end <= a or b <= w.start for a, b in spans)
            for w in own
        )
    left = [
        [w for w in own if not any(a <= w.start < b for a, b in (getattr(d, side) for d in changed))]
        for own, side in ((old, "old"), (new, "new"))
    ]
    assert [w.key for w in left[0]] == [w.key for w in left[1]]
    for d in found:
        if d.kind == "marks":
            assert d.old[0] < d.old[1]
            assert d.new[0] < d.new[1]


@given(_SAID, _SAID, st.booleans(), st.booleans())
def test_decisions_are_symmetric(one: str, two: str, copied: bool, placed: bool) -> None:
    a, b = saying(f"Lena Brod 1: {one}", "a"), saying(f"Brod 2: {two}", "b")
    assert joins.join(a, b, copied=copied, placed=placed) == joins.join(b, a, copied=copied, placed=placed)


@given(
    st.lists(
        st.tuples(st.sampled_from(["Lena Brod", "Brod", "Olan Freit", "?", "the mayor"]), _SAID), min_size=1, max_size=8
    ),
    st.randoms(),
)
def test_every_quote_stands_in_one_statement_whatever_the_order(
    lines: list[tuple[str, str]], chance: random.Random
) -> None:
    readings = [told(f"r{n}", n + 1, f'{who} | "so {said}"') for n, (who, said) in enumerate(lines)]
    found = gather(readings)
    assert sorted(o.report for u in found for o in u.occurrences) == sorted(r.report.id for r in readings)
    for one in found:
        named = {o.speaker for o in one.occurrences}
        assert not {"Lena Brod", "Olan Freit"} <= named
        assert not {"Brod", "Olan Freit"} <= named
    chance.shuffle(readings)
    assert gather(readings) == found


@pytest.mark.parametrize("said", ["", "…", "[]", "“”", '"', "’", "that", "\u00ad", "1" * 400, "a-" * 300])
@pytest.mark.parametrize("kind", ["direct", "mixed", "indirect"])
def test_odd_words_do_no_harm(said: str, kind: str) -> None:
    found = words(said, (Span(0, len(said)),), kind)
    assert all(0 <= w.start < w.end <= len(said) for w in found)


def test_a_digest_is_all_that_is_asked_of_a_report() -> None:
    # Names of the whole story tell who a lone surname is; two of one surname tell nothing.
    readings = (
        told("a", 1, 'Brod | "We are going home to Vardnes tonight."'),
        told("b", 1, "Lena Brod | x"),
        told("c", 1, "Anna Brod | y"),
    )
    digests: dict[str, Digest] = {r.report.id: digest(r) for r in readings}
    both = utterances(groups(readings, digests), readings, digests)
    assert next(u for u in both if u.occurrences[0].report == "a").speaker == "Brod"
    one = readings[:2]
    found = utterances(groups(one, digests), one, {k: digests[k] for k in ("a", "b")})
    assert next(u for u in found if u.occurrences[0].report == "a").speaker == "Lena Brod"
