"""Roles of the lines of plain text, and what is parsed of them."""

from onrecord.reports.make import make
from onrecord.shapes.raw import Raw
from onrecord.shapes.report import Report

BODY = [
    "The harbour board voted on Monday to shut the north pier after engineers found cracks in 14 of its piles.",
    "“Nobody should fish there until the repairs are done,” said Ida Orr, who chairs the board.",
    "Repairs will take 8 months and cost 3 million crowns, according to a report that the board published on Friday.",
    "Traders at the market said that they had not been asked, and that they would go to court.",
]


def read(text: str) -> Report:
    return make(Raw(text.encode(), "a.txt", "a.txt"))[0]


def roles(text: str) -> dict[str, str]:
    found = read(text)
    return {block.span.cut(found.text).strip(): block.kind for block in found.blocks}


def bodies(text: str) -> list[str]:
    return [p.text for p in read(text).passages if p.role == "body"]


def test_a_careless_scrape() -> None:
    found = roles(
        "\n".join(
            [
                "Home » Coast » North pier shut as cracks are found",
                "North pier shut as cracks are found",
                "by admin",
                "North pier shut as cracks are found",
                "SKARVIK, Norland (XNA) — " + BODY[0],
                *BODY[1:3],
                "See also  Ten soups for a cold evening",
                BODY[3],
                "You may also like",
                "The lighthouse keeper who never left",
                "Leave a comment",
                "This article has been read 1,204 times",
                "© 2026 The Skarvik Post",
            ]
        )
    )
    assert found.pop("North pier shut as cracks are found") == "title"
    assert found.pop("SKARVIK, Norland (XNA) —") == "dateline"
    assert [found.pop(line) for line in BODY] == ["body"] * 4
    assert set(found.values()) == {"boilerplate"}
    assert len(found) == 8


def test_every_boilerplate_line_says_why() -> None:
    found = read(
        "\n".join(["Share", "Der Rat hat beschlossen, die Brücke bis zum Herbst zu schließen.", *BODY, "Share"])
    )
    whys = [b.why for b in found.blocks if b.kind == "boilerplate"]
    assert whys == [
        "sharing (boilerplate_phrases.tsv: share)",
        "in another language (de)",
        "sharing (boilerplate_phrases.tsv: share)",
    ]


def test_standfirst_and_byline() -> None:
    found = roles(
        "\n".join(
            ["North pier shut", "Board acts after engineers find cracks in 14 piles", "By Ida Lund and Per Holm", *BODY]
        )
    )
    assert found["North pier shut"] == "title"
    assert found["Board acts after engineers find cracks in 14 piles"] == "standfirst"
    assert found["By Ida Lund and Per Holm"] == "byline"


def test_the_day_between_headline_and_body() -> None:
    found = read("\n".join(["November 20, 2025", "North pier shut", "By Ida Lund", "Tue 04/03/2025 07:12", *BODY]))
    assert (found.published.date, found.published.time, found.published.how) == ("2025-03-04", "07:12", "visible")
    (span,) = found.cells["published"].at
    assert span.cut(found.text) == "04/03/2025 07:12"


def test_a_day_above_the_headline_is_not_the_reports() -> None:
    found = read("\n".join(["November 20, 2025", "North pier shut", *BODY]))
    assert found.published.how == "none"
    assert found.value("byline") is None
    assert found.value("agency") is None


def test_published_and_updated() -> None:
    found = read("\n".join(["North pier shut", "Published: 6 July 2026, 7:30 p.m.", "Updated: 7 July 2026", *BODY]))
    assert (found.published.date, found.published.time) == ("2026-07-06", "19:30")
    assert found.value("modified").date == "2026-07-07"


def test_a_dateline_completes_its_year_from_the_day_of_publication() -> None:
    story = "\n".join(["North pier shut", "Published: 2 January 2026", "SKARVIK, Dec 30 (XNA) — " + BODY[0], *BODY[1:]])
    assert read(story).value("dateline").date == "2025-12-30"
    assert read(story.replace("Published: 2 January 2026\n", "")).value("dateline").date == "XXXX-12-30"
    assert (
        read(story.replace("Dec 30", "30 December 2025").replace("Published: 2 January 2026\n", "")).published.how
        == "dateline"
    )


def test_agency_from_a_credit_line() -> None:
    assert read("\n".join(["North pier shut", *BODY, "Source: AFP"])).value("agency") == "AFP"
    assert read("\n".join(["North pier shut", *BODY, "(XNA)"])).value("agency") == "XNA"
    assert read("\n".join(["North pier shut", *BODY, "Reporting by Ida Lund; Reuters"])).value("agency") == "Reuters"
    assert read("\n".join(["North pier shut", *BODY[:3], BODY[3] + " (AFP)"])).value("agency") == "AFP"
    assert read("\n".join(["North pier shut", "By The Associated Press", *BODY])).value("byline") is None


def test_outlet_of_a_text() -> None:
    assert (
        read("\n".join(["The Skarvik Post", "Home > Coast", "", "North pier shut", *BODY])).value("outlet")
        == "The Skarvik Post"
    )
    assert read("\n".join(["Saturday Walks", "North pier shut", *BODY])).value("outlet") is None


def test_paragraphs_with_blank_lines_one_a_line_and_wrapped() -> None:
    words = " ".join(BODY).split()
    wrapped, line = [], ""
    for word in words:
        if len(line) + len(word) + 1 > 68:
            wrapped.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    wrapped.append(line)
    assert bodies("\n\n".join(BODY)) == BODY
    assert bodies("\n".join(BODY)) == BODY
    assert bodies("North pier shut\n\n" + "\n".join(wrapped) + "\n\n" + "\n".join(wrapped)) == [" ".join(words)] * 2


def test_a_sentence_goes_on_behind_a_line_of_boilerplate() -> None:
    text = "\n".join(
        [*BODY[:2], "The board said that the pier", "See also: Ten soups", "would stay shut until spring.", BODY[3]]
    )
    found = read(text)
    (passage,) = [p for p in found.passages if "stay shut" in p.text]
    assert passage.text == "The board said that the pier would stay shut until spring."
    parts = passage.spans(0, len(passage.text))
    assert [part.cut(text) for part in parts] == ["The board said that the pier", "would stay shut until spring."]


def test_links_that_a_scraper_put_on_lines_of_their_own() -> None:
    text = "\n".join(
        [*BODY[:2], "The board said in", "a report", "that the pier", "was unsafe", ", and shut it.", BODY[3]]
    )
    assert bodies(text)[2] == "The board said in a report that the pier was unsafe, and shut it."


def test_the_dateline_is_no_part_of_the_passage() -> None:
    found = read("\n".join(["North pier shut", "SKARVIK (XNA) - " + BODY[0], *BODY[1:]]))
    passage = next(p for p in found.passages if p.role == "body")
    assert passage.text == BODY[0]
    assert passage.span(0, 11).cut(found.text) == "The harbour"


def test_spaces_of_all_widths_are_spaces_to_the_parser() -> None:
    found = read("\n".join(["North pier shut", BODY[0].replace(" 14 ", "\u00a014\u2009"), *BODY[1:]]))
    assert found.passages[1].text == BODY[0]


def test_another_language_is_kept_and_says_so() -> None:
    german = [
        "Nordpier nach Rissen gesperrt",
        "Der Hafenrat hat am Montag beschlossen, den Nordpier zu sperren, nachdem Ingenieure Risse gefunden hatten.",
        "„Dort sollte niemand angeln, bis die Arbeiten beendet sind“, sagte Ida Orr, die Vorsitzende des Rates.",
        "Die Arbeiten werden acht Monate dauern und drei Millionen Kronen kosten, wie aus einem Bericht hervorgeht.",
    ]
    found = read("\n".join([*german, "Lesen Sie auch: Zehn Suppen"]))
    assert (found.language, found.status, found.why) == ("de", "unmarked", "language de: not marked")
    assert [b.kind for b in found.blocks] == ["title", "body", "body", "body", "boilerplate"]


def test_one_line_is_the_report() -> None:
    found = read(BODY[0])
    assert [b.kind for b in found.blocks] == ["body"]
    assert found.language == "en"
    assert read("Pier shut.").cells["language"].how == "fallback"


def test_genre() -> None:
    assert read("\n".join(["Opinion", "North pier shut", *BODY])).value("genre") == "opinion"
    assert read("\n".join(["Live updates: North pier shut", *BODY])).value("genre") == "live"
    assert read("\n".join(["North pier shut", *BODY])).value("genre") == "news"
    assert read("North pier shut\nThe board met.").value("genre") == "news"
