import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.faces import fragment as fragments
from onrecord.faces.fragment import finds, fragment, live, places

PAGE = """Dam bursts above Orva
Twelve people were killed, police said. Twelve people were hurt.
The mayor’s office said 3,000 homes stood empty - and "1,000 & more" had no water.
A long paragraph begins with these words and goes on over very many others until it reaches its own very end here.
Twelve people were killed
"""


def at(words: str, turn: int = 0, page: str = PAGE) -> tuple[int, int]:
    start = -1
    for _ in range(turn + 1):
        start = page.index(words, start + 1)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("words", "turn", "expected"),
    [
        pytest.param("police said", 0, ":~:text=police%20said", id="words that stand once"),
        pytest.param("Twelve people were hurt", 0, ":~:text=Twelve%20people%20were%20hurt", id="a sentence"),
        pytest.param("Twelve people", 1, ":~:text=said.-,Twelve%20people", id="a prefix tells which"),
        pytest.param("Twelve people", 0, ":~:text=Orva-,Twelve%20people", id="the prefix may be the line before"),
        pytest.param("were killed", 0, ":~:text=were%20killed,-%2C%20police", id="a suffix tells which"),
        pytest.param("000 homes", 0, ":~:text=3%2C000%20homes", id="numbers whole, the comma encoded"),
        pytest.param("mayor", 0, ":~:text=mayor%E2%80%99s", id="words whole, letters beyond ASCII encoded"),
        pytest.param(
            'empty - and "1,000 & more"',
            0,
            ":~:text=empty%20%2D%20and%20%221%2C000%20%26%20more%22",
            id="dash and ampersand encoded",
        ),
        pytest.param(
            PAGE.splitlines()[3],
            0,
            ":~:text=A%20long%20paragraph%20begins,own%20very%20end%20here.",
            id="long words by their two ends",
        ),
        pytest.param(
            "hurt.\nThe mayor’s", 0, ":~:text=hurt.,The%20mayor%E2%80%99s", id="lines are told by their two ends"
        ),
    ],
)  # fmt: skip
def test_a_fragment_leads_to_the_words(words: str, turn: int, expected: str) -> None:
    found = fragment(PAGE, *at(words, turn))
    assert found is not None
    assert finds(PAGE, found) == 1
    (only,) = places(PAGE, fragments.parsed(found) or fragments.Directive(""))
    start, end = at(words, turn)
    assert only[0] <= start
    assert end <= only[1]
    assert found == expected


def test_the_prefix_grows_until_one_is_left() -> None:
    page = "one red hat\ntwo red hat\none blue hat\ntwo blue hat\n"
    found = fragment(page, *at("hat", 3, page))
    assert found is not None
    assert places(page, fragments.parsed(found) or fragments.Directive("")) == [at("hat", 3, page)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        pytest.param("same\n" * 60, 150, 154, id="what cannot be told apart"),
        pytest.param("a  b", 1, 3, id="white space"),
        pytest.param("", 0, 0, id="nothing"),
        pytest.param("words", 9, 20, id="beyond the end"),
    ],
)
def test_no_fragment_where_none_leads_there_alone(text: str, start: int, end: int) -> None:
    assert fragment(text, start, end) is None


@pytest.mark.parametrize(
    ("page", "written", "count"),
    [
        pytest.param("The end. THE END", ":~:text=the%20end", 2, id="case does not count"),
        pytest.param("Peña, Pena", ":~:text=pena", 2, id="accents do not count"),
        pytest.param("a  b\u00a0c", ":~:text=a%20b%20c", 1, id="all spaces are one"),
        pytest.param("art, heart, artful", ":~:text=art", 1, id="words only"),
        pytest.param("one\ntwo", ":~:text=one%20two", 0, id="a term does not go over lines"),
        pytest.param("one\ntwo\nthree", ":~:text=one,three", 1, id="two terms do"),
        pytest.param("it's “so”", ":~:text=%22so%22", 1, id="quotation marks are alike"),
        pytest.param("x y", ":~:text=z", 0, id="not there"),
        pytest.param("x y", "no fragment", 0, id="no fragment"),
    ],
)
def test_the_search_is_the_browsers(page: str, written: str, count: int) -> None:
    assert finds(page, written) == count


LETTERS = st.text(
    st.one_of(
        st.sampled_from("ab .,-&%\n\r\t'’\"“é\u0301\u200d😀👩🏽שלוםمرحبا中文ไทย0123456789"),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


@given(LETTERS, st.integers(0, 60), st.integers(0, 60))
def test_a_fragment_always_finds_its_words_and_no_others(text: str, start: int, length: int) -> None:
    found = fragment(text, start, start + length)
    if found is not None:
        assert found.isascii()
        assert finds(text, found) == 1
        ((first, last),) = places(text, fragments.parsed(found) or fragments.Directive(""))
        seen = [n for n in range(start, min(start + length, len(text))) if not text[n].isspace()]
        seen = [n for n in seen if not fragments._unseen(text[n])]
        assert first <= seen[0]
        assert seen[-1] < last


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/hosts",
        "https://",
        "//host.example/a",
        "https://name:word@host.example/",
        "https://host.example\\@other.example/",
        "https://host.example/a b",
        "https://host.example/\x00",
        "https://host.example/\u202egpj",
        "https://host.example:port/",
        "https://[::1",
        "",
    ],
)
def test_nobody_is_sent_elsewhere(url: str) -> None:
    assert live(url, PAGE, 0, 9) is None


@pytest.mark.parametrize(
    ("url", "words", "expected"),
    [
        ("https://host.example/a", "police said", ("https://host.example/a#:~:text=police%20said", True)),
        ("https://host.example/a#top", "police said", ("https://host.example/a#top:~:text=police%20said", True)),
        ("http://h.example/#:~:text=x", "police said", ("http://h.example/#:~:text=police%20said", True)),
        ("https://host.example/a", " ", ("https://host.example/a", False)),
    ],
)
def test_a_live_link(url: str, words: str, expected: tuple[str, bool]) -> None:
    assert live(url, PAGE, *at(words)) == expected
