"""Which repeated lines a second look takes out of a report, and which it leaves."""

from __future__ import annotations

import pytest

from onrecord.reports.make import make
from onrecord.reports.repeated import taken
from onrecord.shapes.raw import Raw
from onrecord.shapes.repeated import NOTHING, Repeated

OUTLET = "The Skarvik Post"
TITLE = "Ferry quay closed after crane falls"
FIRST = "A loading crane fell across the ferry quay at Skarvik early on Monday and blocked both berths, the harbour office said."
SECOND = "Harbour master Ingrid Solvang said the crane had been due for inspection in the autumn and that a tug was on its way."
THIRD = (
    "No sailing is expected before Wednesday, and lorries were told to wait at the weighing station north of the town."
)
OPEN = "The lorries, most of them loaded with salted fish for the markets of"
GOES_ON = "and of the valleys behind it, were told to wait at the weighing station north of the town until the evening."


def lost(paragraphs: list[str], repeated: str | list[str], *, outlet: str = OUTLET) -> set[str]:
    """Which of the repeated lines a second look takes out of a report of these paragraphs; nothing else may go."""
    lines = [repeated] if isinstance(repeated, str) else repeated
    raw = Raw("\n\n".join(paragraphs).encode(), "a.txt", "a.txt")
    first, second = make(raw)[0], make(raw, Repeated(outlet, dict.fromkeys(lines, 7)))[0]
    before, after = ({b.span.cut(r.text): b.kind for b in r.blocks} for r in (first, second))
    assert second.text == first.text
    gone = {line for line in before if after[line] != before[line]}
    assert taken(second) is bool(gone)
    assert all(after[line] == "boilerplate" for line in gone)
    return gone


CASES = [
    ("a label", [TITLE, FIRST, "{}", SECOND, THIRD], "Six ways in which the harbour may look different next year", True),
    ("a call at the end", [TITLE, FIRST, SECOND, THIRD, "{}"], "You can reach our newsroom day and night, and we read every letter that is sent.", True),
    ("the same in the middle", [TITLE, FIRST, "{}", SECOND, THIRD], "You can reach our newsroom day and night, and we read every letter that is sent.", False),
    ("the outlet of itself", [TITLE, FIRST, SECOND, THIRD, "{}"], "The Skarvik Post has brought the news of the coast since 1911 and is owned by readers.", True),
    ("an address", [TITLE, FIRST, "{}", SECOND, THIRD], "Letters to the desk of the paper go to desk@skarvik.example before noon.", True),
    ("background in the middle", [TITLE, FIRST, "{}", SECOND, THIRD], "The war in the islands began in 2028, when the truce over the fishing grounds broke down.", False),
    ("background at the end", [TITLE, FIRST, SECOND, THIRD, "{}"], "The war in the islands began in 2028, when the truce over the fishing grounds broke down.", False),
    ("somebody's words", [TITLE, FIRST, SECOND, THIRD, "{}"], "\"We shall not leave you alone on our islands,\" the minister has said every week since the truce broke down.", False),
    ("a short sentence", [TITLE, FIRST, SECOND, THIRD, "{}"], "Police are investigating.", False),
    ("a dateline of its own", [TITLE, "{}", FIRST, SECOND, THIRD], "SKARVIK, Norland —", False),
    ("a dateline that lost its dash", [TITLE, "{}", FIRST, SECOND, THIRD], "SKARVIK, NORLAND", False),
    ("a byline", [TITLE, "{}", FIRST, SECOND, THIRD], "By Kari Moe", False),
    ("a piece of a broken sentence", [TITLE, FIRST, SECOND, OPEN, "{}", GOES_ON], "Port Askeladd", False),
    ("a headline that comes again", ["{}", FIRST, SECOND, THIRD], "Letters from the harbour", False),
]  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "line", "goes"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_one_line(paragraphs: list[str], line: str, goes: bool) -> None:
    assert lost([p.format(line) for p in paragraphs], line) == ({line} if goes else set())


FOOTER = [
    "Fishermen weigh their catch at the new hall before dawn each day.",
    "The town band played in the rain until the last ship had left.",
    "A seal was seen asleep on the steps of the customs house.",
    "Snow closed the pass to all traffic for the third time in May.",
    "The library keeps its doors open until nine on Thursdays.",
]


def test_many_in_a_row_are_a_piece_of_the_template() -> None:
    page = [TITLE, FIRST, SECOND, THIRD, *FOOTER]
    inside = {
        b.span.cut(r.text)
        for r in make(Raw("\n\n".join(page).encode(), "a", "a"))
        for b in r.blocks
        if b.kind == "body"
    }
    assert set(FOOTER) <= inside
    assert lost(page, FOOTER) == set(FOOTER)
    assert lost([TITLE, FIRST, SECOND, THIRD, *FOOTER[:3]], FOOTER) == set()


def test_a_wrapped_paragraph_is_one() -> None:
    wrapped = [
        "The war in the islands began in 2028 after",
        "Norland had sent its boats across the line",
        "Ondal draws on its maps through the sound.",
        "Both sides have lost some forty boats since",
        "and the talks at Torval broke down twice in",
        "spring over the fees for the landing places.",
    ]
    own = [
        "A loading crane fell across the ferry quay",
        "at Skarvik early on Monday and blocked both",
        "berths, the harbour office of the town said",
        "in a note to all owners of ships that call.",
    ]
    page = "\n".join([*own, "", *wrapped, "", *own[::-1]])
    assert lost([TITLE, page], wrapped) == set()


def test_the_headline_is_looked_for_again_where_it_was_the_outlets_name() -> None:
    raw = Raw("\n\n".join([OUTLET, TITLE, FIRST, SECOND, THIRD]).encode(), "a", "a")
    assert make(raw, Repeated(OUTLET, {OUTLET: 9}))[0].value("title") == TITLE


def test_a_page_keeps_its_structure() -> None:
    call = "You can reach our newsroom day and night, and we read every letter."
    html = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>" + "".join(
        f"<p>{p}</p>" for p in (FIRST, SECOND, THIRD, call)
    )
    raw = Raw(f"{html}</article></body></html>".encode(), "a.html", "a.html")
    first, second = make(raw)[0], make(raw, Repeated(OUTLET, {call: 3}))[0]
    kinds = [{b.span.cut(r.text): b.kind for b in r.blocks} for r in (first, second)]
    assert kinds[0][call] == "body"
    assert kinds[1] == {**kinds[0], call: "boilerplate"}
    assert make(raw, NOTHING) == make(raw)
