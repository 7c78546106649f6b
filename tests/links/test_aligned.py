"""Which sentences of a copy stand for which of its source: the characters in both texts, and what was changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from onrecord.links.aligned import aligned
from onrecord.shapes.link import ALIGNED_KINDS, ALIGNED_UNITS, Aligned, Digest

from .conftest import OWN, RESPUN, WIRE

Report_ = Callable[..., Digest]


def text_of(title: str, paragraphs: tuple[str, ...]) -> str:
    return "\n".join((title, *paragraphs)) + "\n"


def sentences(found: tuple[Aligned, ...]) -> Iterator[Aligned]:
    for paragraph in found:
        assert paragraph.unit == ALIGNED_UNITS[0]
        yield from paragraph.parts


def told(report: Report_, copy: tuple[str, ...], source: tuple[str, ...]) -> list[tuple[str, str, str]]:
    found = aligned(report("c", "Copy", copy), report("s", "Source", source))
    mine, theirs = text_of("Copy", copy), text_of("Source", source)
    return [(s.kind, s.report.cut(mine), s.of.cut(theirs)) for s in sentences(found)]


def test_the_same_words(report: Report_) -> None:
    found = told(report, WIRE, WIRE)
    assert {kind for kind, _, _ in found} == {"same"}
    assert all(mine == theirs for _, mine, theirs in found)
    assert " ".join(mine for _, mine, _ in found) == " ".join(WIRE)


def test_every_sentence_of_a_respun_copy_finds_its_own(report: Report_) -> None:
    found = told(report, RESPUN, WIRE)
    assert {kind for kind, _, _ in found} == {"reworded"}
    for mine, theirs in (
        ("Cranes were fetched from Nordhamn", "Cranes were brought from Nordhamn"),
        ('"We heard a snap', '"We heard a crack'),
        ("Mayor Astrid Bakken urged", "Mayor Astrid Bakken asked"),
    ):
        assert [o[: len(theirs)] for _, m, o in found if m.startswith(mine)] == [theirs]
    assert len(found) == 8


def test_a_changed_number_is_told(report: Report_) -> None:
    copy = (WIRE[0].replace("18", "21"), *WIRE[1:])
    found = aligned(report("c", "Copy", copy), report("s", "Source", WIRE))
    changed = [(s.kind, s.changed) for s in sentences(found) if s.kind != "same"]
    assert len(changed) == 1
    kind, ((mine, theirs),) = changed[0]
    assert kind == "reworded"
    assert (mine.cut(text_of("Copy", copy)), theirs.cut(text_of("Source", WIRE))) == ("21", "18")


def test_cut_moved_run_together_and_added_to(report: Report_) -> None:
    copy = (
        WIRE[3],
        "Relatives came by bus from the valley. " + WIRE[0].split(",")[0] + ".",
        WIRE[1] + " " + WIRE[4].replace("said it would", "said late on Thursday it would"),
    )
    found = told(report, copy, WIRE)
    assert [kind for kind, _, _ in found] == ["same", "cut", "same", "same", "extended", "same"]
    paragraphs = aligned(report("c", "Copy", copy), report("s", "Source", WIRE))
    assert [p.kind for p in paragraphs] == ["same", "cut", "same", "extended"]


def test_characters_of_damaged_text(report: Report_) -> None:
    copy = tuple(
        p.replace('"', "â€œ").replace("Thursday", "Thurs\u00adday").replace(" the", "\u00a0 the") for p in WIRE
    )
    found = told(report, copy, WIRE)
    assert sum(kind == "same" for kind, _, _ in found) >= 7
    assert all("\u00ad" in mine for _, mine, theirs in found if "Thursday" in theirs)


def test_own_reports_hardly_stand_for_each_other(report: Report_) -> None:
    found = told(report, OWN, WIRE)
    assert len(found) <= 3
    assert all(kind == "reworded" for kind, _, _ in found)


@pytest.mark.parametrize("words", ["", "No.", "x " * 20_000, "One. " * 9_000, "Anna Brod said 12 times no. " * 2_000])
def test_any_length(report: Report_, words: str) -> None:
    long, wire = report("c", "Copy", (words,)), report("s", "Source", (*WIRE, words))
    for found in (aligned(long, wire), aligned(wire, long), aligned(long, long)):
        for one in (*found, *sentences(found)):
            assert one.kind in ALIGNED_KINDS
            assert one.report.start <= one.report.end
