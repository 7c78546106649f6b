"""The measures of reading, on pages small enough to count by hand."""

import pytest

from onrecord.checks.reading import Extract, of_pages, of_scrapes

GOLD = {"body": None, "with": None, "without": None, "title": None, "authors": None, "date": None}


def measured(gold: list[dict[str, object]], read: list[Extract]) -> dict[str, float]:
    return {m.name: m.value for m in of_pages([GOLD | g for g in gold], read)}


def test_what_was_not_annotated_is_not_measured() -> None:
    assert measured([{}], [Extract("words", "a title", ("Ida Orr",), "2031-05-02")]) == {}


def test_body_counts_runs_of_four_words_and_every_page_alike() -> None:
    due = [{"body": "the pier was shut on Monday"}, {"body": "one two three four"}]
    found = measured(due, [Extract("The pier was shut on Monday"), Extract("")])
    # three runs a side, the first differs by its capital; the second page gives nothing
    assert found["body precision"] == pytest.approx(2 / 3)
    assert found["body recall"] == pytest.approx((2 / 3 + 0) / 2)
    assert found["body F1"] == pytest.approx(2 * (2 / 3) * (1 / 3) / (2 / 3 + 1 / 3))


def test_segments_are_found_across_line_ends() -> None:
    gold = {"with": ["pier was shut", "gone"], "without": ["Share this", "Menu"]}
    assert measured([gold], [Extract("The pier\nwas shut. Share this")])["segments F1"] == pytest.approx(2 / 4)


def test_a_title_is_compared_by_its_words() -> None:
    due = [{"title": "‘Shut’ pier"}, {"title": "Pier"}]
    assert measured(due, [Extract(title="'shut'  PIER"), Extract()])["title right"] == 0.5


def test_authors_are_sets_of_names_and_an_empty_list_says_there_is_none() -> None:
    gold = [{"authors": ["Ida Orr", "Tom Lund"]}, {"authors": []}, {"authors": []}]
    found = measured(gold, [Extract(authors=("by Ida Orr; Ann Hill",)), Extract(authors=("Web Desk",)), Extract()])
    assert found == {"authors F1": pytest.approx(2 / 5), "author invented": 0.5}


def test_a_date_may_be_right_in_either_zone() -> None:
    gold = [
        {"date": "2031-05-02T23:00", "dates_ok": ["2031-05-02", "2031-05-03"]},
        {"date": "2031-05-02"},
        {"date": ""},
    ]
    read = [Extract(date="2031-05-03"), Extract(), Extract(date="2031-01-01")]
    assert measured(gold, read) == {"date right": 0.5, "date invented": 1.0}


def test_scrapes_weigh_lines_by_words_and_leave_out_repeated_ones() -> None:
    text = "Pier shut\nThe pier was shut today.\nShare\nPier shut\n--"
    labels, lines, at = ["title", "body", "other", "title", "other"], [], 0
    for label, words in zip(labels, text.split("\n"), strict=True):
        lines.append({"start": at, "end": at + len(words), "label": label, "dup": at > 0 and words == "Pier shut"})
        at += len(words) + 1
    page = {"text": text, "lines": lines}
    blocks = [{"start": 0, "end": 9, "kind": "title"}, {"start": 10, "end": 40, "kind": "body"}]
    good = {m.name: m.value for m in of_scrapes([page], [{"text": text, "blocks": blocks}])}
    assert good == {"body lines F1": pytest.approx(2 * 5 / (2 * 5 + 1)), "every line right": 0.0, "title found": 1.0}
    other = {m.name: m.value for m in of_scrapes([page], [{"text": text + "!", "blocks": blocks}])}
    assert other == {"body lines F1": 0.0, "every line right": 0.0, "title found": 0.0}
