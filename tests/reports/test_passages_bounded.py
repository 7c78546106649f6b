"""No passage is longer than the parser can take, and none holds a run of marks; what is left still leads back."""

from onrecord.reports.make import make
from onrecord.reports.passages import LONGEST
from onrecord.shapes.raw import Raw

SENTENCE = "The dam above the village held on Friday, officials said. "


def report_of(body: str) -> tuple[str, list[tuple[str, str]]]:
    report = make(Raw(f"Dam holds after storm\n\n{body}\n".encode(), "a", "a"))[0]
    body_passages = [p for p in report.passages if p.role == "body"]
    return report.text, [(p.text, "".join(s.cut(report.text) for s in p.spans(0, len(p.text)))) for p in body_passages]


def test_a_page_on_one_line_is_cut_at_sentence_ends() -> None:
    text, found = report_of(SENTENCE * 400)
    assert all(len(p) <= LONGEST for p, _ in found)
    assert all(p.strip().endswith(".") for p, _ in found)
    assert all(p == words for p, words in found)
    assert "".join(p for p, _ in found).strip() in text


def test_words_without_end_are_cut_too() -> None:
    _, found = report_of("The dam held " + "and held " * 3000)
    assert found
    assert all(len(p) <= LONGEST and p == words for p, words in found)


def test_a_run_of_marks_is_left_out_of_what_is_parsed() -> None:
    text, found = report_of(SENTENCE * 4 + "&" * 5000 + " " + SENTENCE * 4)
    assert "&" * 5000 in text
    assert found
    assert not any("&&" in p for p, _ in found)
    assert sum(p.count("officials said") for p, _ in found) == 8
