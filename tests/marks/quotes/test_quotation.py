"""Which stretches stand in quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.marks.quotes.quotation import stretches


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ('"A b," he said. "C d."', ['"A b,"', '"C d."']),
        ('"It is a 6" pipe," he said.', ['"It is a 6" pipe,"']),
        ("“I go, he said. “We must.”", ["“I go, he said.", "“We must.”"]),
        ("‘We will go,’ said the workers’ union.", ["‘We will go,’"]),
        ("The workers' union said 'we go on'.", ["'we go on'"]),
        ("Rock 'n' roll of the '90s", []),
        ('“He told me "go" twice,” she said.', ['“He told me "go" twice,”']),
        ("»So it is«, said he", ["»So it is«"]),
        ("He is 6'2\" tall.", []),
        ('He said ("we go") and left.', ['"we go"']),
        ('"It fell, "Ada Orr said. "We ran, "added the nurse.', ['"It fell, "', '"We ran, "']),
        (
            "Orva 'shells miners' in the hills. It denied it. 'Quite false' Orr said.",
            ["'shells miners'", "'Quite false'"],
        ),
        ("It said 'the miners' union met the owners' men' again.", ["'the miners' union met the owners' men'"]),
        # Careless marks. A closing one stands before the next word, and another was lost:
        ('"It fell, "Ada Orr said. "We ran. "I was there. " She left.', ['"It fell, "', '"We ran.', '"I was there. "']),
        (
            '"It fell. We had to say, "a clerk at the bank said. "We ran. "',
            ['"It fell. We had to say, "', '"We ran. "'],
        ),
        ('He called it a "fair "day and "no more than that, "and left.', ['"fair "', '"no more than that, "']),
        ('It holds"at least six, "and the "Old Town "hall is shut.', ['"at least six, "', '"Old Town "']),
        ('He slept at the inn." We never slept. " Orr said it was "cold".', ['" We never slept. "', '"cold"']),
        # A closing one is turned the wrong way round:
        ("“It fell, “a clerk at the bank said. “We ran.”", ["“It fell, “", "“We ran.”"]),
        (
            "“It fell,“ Orr said. “We ran.“ She left. “It was late,“ he said.",
            ["“It fell,“", "“We ran.“", "“It was late,“"],
        ),
        ("They fined him for “loud singing “of songs.", ["“loud singing “"]),
        # Each paragraph of a speech opens, only the last one closes:
        ("“Rain came. We went. “It rose. “It fell,” she said.", ["“Rain came. We went.", "“It rose.", "“It fell,”"]),
        (
            'Orr said: "It was icy. "It seems they lost it. " A bell rang.',
            ['"It was icy.', '"It seems they lost it. "'],
        ),
        (
            'Orr: "It was icy. "It froze hard. "It fell. " A bell rang.',
            ['"It was icy.', '"It froze hard.', '"It fell. "'],
        ),
        # … and where one was lost, the reporter goes on, but not behind a saint or in the speaker's own person:
        ("“It fell. The bell of the town hall rang. “We ran,” said Orr.", ["“It fell.", "“We ran,”"]),
        (
            "“We met in St. Ives. It rained on us. “We ran,” said Orr.",
            ["“We met in St. Ives. It rained on us.", "“We ran,”"],
        ),
        ("“It fell. I ran. Orr said so. “We ran,” said Noor.", ["“It fell.", "“We ran,”"]),
        # Pairs of another kind within are no careless ones; two apostrophes are one mark:
        ('“He said "go" twice,” Orr said. “And "no" once.”', ['“He said "go" twice,”', '“And "no" once.”']),
        ('“It rained. We left. " Orr said so. "Go home,” he said.', ['“It rained. We left. "', '"Go home,”']),
        ("''We ran,'' he said. ''It fell,” she said.", ["''We ran,''", "''It fell,”"]),
        ("``We ran,'' he said. ``It fell.''", ["``We ran,''", "``It fell.''"]),
        ("‘‘We ran,’’ he said. ‘‘It fell.’’ He left.", ["‘‘We ran,’’", "‘‘It fell.’’"]),
        ("\"We ran,’’ he said. ,,It fell.'' He left.", ['"We ran,’’', ",,It fell.''"]),
        (",,We ran,“ he said. ,,It fell.“ He left.", [",,We ran,“", ",,It fell.“"]),
        ("It is ‘the workers’’ own, he said, 4,,5 or 6,, he said.", ["‘the workers’’"]),
        ("\"We don''t run,\" he said. ''No.''", ["\"We don''t run,\"", "''No.''"]),
        ('""We ran,"" he said. ""It fell."" He left.', ['""We ran,""', '""It fell.""']),
        ('"I"m well," she said. "Don"t run."', ['"I"m well,"', '"Don"t run."']),
        ("”We ran,“ he said. ”It fell.“ He left.", ["”We ran,“", "”It fell.“"]),
        # Two closing marks in turn, each before its "Orr said": nothing opens between them.
        ('We ran," the vet said. It fell," she said. A bell rang.', []),
        # What nobody closes goes on with the speaker's own person, not behind it:
        ('Orr told him: "You fell. I saw you. A bell rang. "No," he said.', ['"You fell. I saw you.', '"No,"']),
        (
            "“It fell. " + "A bell rang in the hall. " * 60 + "“We ran,” said Orr.",
            ["“It fell.", "“We ran,”"],
        ),
    ],
)
def test_stretches(text: str, expect: list[str]) -> None:
    assert [text[s.start : s.end] for s in stretches(text)] == expect


@given(st.text(alphabet="ab1 .,\"'“”‘’«»\n", max_size=80))
def test_stretches_lie_in_order(text: str) -> None:
    at = 0
    for stretch in stretches(text):
        assert at <= stretch.start < stretch.end <= len(text)
        at = stretch.end
