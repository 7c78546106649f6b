"""Looking up who is meant at a place in the text."""

from onrecord.shapes.mark import Cell, Mark, Ref
from onrecord.shapes.span import Span
from onrecord.shapes.who import Who

TEXT = "Mayor Lena Brod met the head of the port. She left."


def mention(words: str, head: str, name: str, entity: str) -> Mark:
    start = TEXT.index(words)
    at = Span(start, start + len(words))
    stand = Span(TEXT.index(head, start), TEXT.index(head, start) + len(head))
    return Mark(
        "mention",
        (at,),
        {"head": Cell(stand, "t", (stand,)), "name": Cell(name, "t", (at,)), "entity": Cell(entity, "t", (at,))},
    )


WHO = Who(
    [
        mention("Mayor Lena Brod", "Lena Brod", "Lena Brod", "e1"),
        mention("the head of the port", "head", "head of the port", "e2"),
        mention("the port", "port", "port", "e3"),
        mention("She", "She", "Lena Brod", "e1"),
    ]
)


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def test_by_head_not_by_what_stands_inside() -> None:
    assert WHO.ref(span("the head of the port"), "the head of the port", span("head")).entity == "e2"
    assert WHO.ref(span("the port"), "the port").entity == "e3"


def test_pronouns_carry_the_name() -> None:
    assert WHO.ref(span("She"), "She") == Ref(span("She"), "Lena Brod", "e1")


def test_the_best_fitting_of_several() -> None:
    found = WHO.at(span("the head of the port"))
    assert found is not None
    assert found.value("entity") == "e2"


def test_nobody_there() -> None:
    assert WHO.at(span("left")) is None
    assert WHO.ref(span("left"), " left ") == Ref(span("left"), "left", None)
