import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.faces import cite
from onrecord.shapes.errors import UsageError

TEXT = "Orva counts the dead\r\nTwelve people were killed, police said 😀.\r\n"


def record(text: str = TEXT, **more: Any) -> dict[str, Any]:
    plain = {
        "report": "ab" * 32,
        "source": "a.html",
        "text": text,
        "title": "Orva counts the dead",
        "outlet": "The Orva Post",
        "byline": ["Ann Lee", "Bo Day"],
        "url": "https://orva.example/a",
        "captured": "2031-05-04T10:00:00Z",
        "published": {"date": "2031-05-03", "how": "json-ld"},
        "language": "en",
    }
    return {**plain, **more}


def citation(**more: Any) -> cite.Citation:
    return cite.cite(record(**more), 22, 47)


def test_a_citation_tells_all_that_is_known() -> None:
    found = citation()
    assert cite.as_text(found) == (
        "The Orva Post, “Orva counts the dead”, 3 May 2031 (stated in the page's data). https://orva.example/a."
        f" read 2031-05-04. {'ab' * 32}#c=22-47. “Twelve people were killed”. sha256 of the text {found.sha256}."
    )


def test_what_is_not_known_is_left_out() -> None:
    found = citation(title=None, outlet=None, url=None, captured=None, byline=[], published={"how": "none"})
    assert cite.as_text(found).startswith(f"a.html, “a.html”, no date. {'ab' * 32}#c=22-47. ")
    assert cite.as_csl(found).keys() == {"id", "type", "title", "container-title", "language", "note"}
    assert cite.as_annotation(found)["target"]["source"] == f"urn:onrecord:{'ab' * 32}"


def test_csl() -> None:
    found = cite.as_csl(citation())
    assert found["type"] == "article-newspaper"
    assert found["author"] == [{"literal": "Ann Lee"}, {"literal": "Bo Day"}]
    assert found["issued"] == {"date-parts": [[2031, 5, 3]]}
    assert found["accessed"] == {"date-parts": [[2031, 5, 4]]}
    assert "“Twelve people were killed”" in found["note"]
    assert "#c=22-47" in found["note"]


EVIL = [
    "[x](javascript:alert(1))",
    "<script>alert(1)</script>",
    "![x](https://evil.example/p.png)",
    "https://evil.example/ www.evil.example a@evil.example",
    "]: https://evil.example\n\n# head\n- item",
    "`code` *strong* _weak_ ~~gone~~ | a | b |",
    "&lt;b&gt; &#60;",
    "}, evil = {\\input{/etc/hosts}}",
    "\x00\x1b[2J\u202eback",
]


@pytest.mark.parametrize("evil", EVIL)
def test_hostile_words_make_no_markdown(evil: str) -> None:
    found = cite.as_markdown(cite.cite(record(evil, title=evil, outlet=evil, url=None), 0, len(evil)))
    body = re.sub(r"^> ?", "", found, flags=re.MULTILINE)
    bare = re.sub(r"\\.", "", body)  # what is left stands without a backslash before it
    assert not re.search(r"[\[\]<>`*_~|!&@]", bare)
    assert "://" not in bare
    assert all(line.startswith(">") for line in found.splitlines())
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", found)


@pytest.mark.parametrize("evil", EVIL)
def test_hostile_words_make_no_field_of_bibtex(evil: str) -> None:
    found = cite.as_bibtex(cite.cite(record(evil, title=evil, outlet=evil, byline=[evil], url=None), 0, len(evil)))
    deep = 0
    for piece in re.findall(r"\\.|[{}]", found):
        deep += {"{": 1, "}": -1}.get(piece, 0)
        assert deep >= 0
    assert deep == 0
    assert not re.search(r"(?<!text)\\(?:input|e)", found.replace(r"\textbackslash", ""))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a:b@evil.example/", "https://x.example/\n[a](b)"])
def test_hostile_addresses_are_left_out(url: str) -> None:
    found = citation(url=url)
    for form in cite.FORMS.values():
        assert url not in json.dumps(form(found))
    assert "URL" not in cite.as_csl(found)


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (5, 4), (0, len(TEXT) + 1)])
def test_no_such_characters(start: int, end: int) -> None:
    with pytest.raises(UsageError, match="has no characters"):
        cite.cite(record(), start, end)


STRANGE = st.text(
    st.one_of(st.sampled_from("ab \r\n😀👩🏽\u200de\u0301שלום\u202bمرحبا\ufb01"), st.characters(codec="utf-8")),
    min_size=1,
    max_size=120,
)


@given(STRANGE, st.data())
def test_selectors_find_their_words_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = json.loads(json.dumps(cite.as_annotation(cite.cite(record(text), start, end))))
    quoted, position = found["target"]["selector"]
    assert text[position["start"] : position["end"]] == quoted["exact"]
    whole = quoted["prefix"] + quoted["exact"] + quoted["suffix"]
    assert text.find(whole, max(0, start - cite.CONTEXT)) + len(quoted["prefix"]) == start
    assert len(quoted["prefix"]) == min(32, start)
