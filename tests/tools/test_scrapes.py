"""What the line models are learnt from: labels of lines, careless styles of a page, short texts cut out."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

PAGE = """<html><head><title>Ferry stays in port - The Brae Post</title><script>var x = 1;</script></head><body>
<nav><ul><li>Home</li><li>Coast<ul><li>Ferries</li></ul></li></ul></nav><h1>Ferry stays in port</h1>
<p>The ferry to Halm did not sail on <a href="/x">Monday morning</a>, the port said.</p>
<div class="ad">Ten soups for cold days</div>
<p>Some 240 passengers were taken ashore in fishing boats by their neighbours.</p>
<footer>About us <a href="/c">Contact</a></footer></body></html>"""
BODY = (
    "The ferry to Halm did not sail on Monday morning, the port said.\n"
    "Some 240 passengers were taken ashore in fishing boats by their neighbours."
)


@pytest.fixture(scope="module")
def scrapes() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "tools" / "scrapes.py"
    spec = importlib.util.spec_from_file_location("scrapes", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["scrapes"] = module
    spec.loader.exec_module(module)
    return module


def labelled(scrapes: ModuleType, style: str) -> list[tuple[str, bool]]:
    lines = scrapes._STYLES[style](scrapes._parse(PAGE))
    return list(zip(lines, scrapes.labels(lines, BODY), strict=True))


@pytest.mark.parametrize("style", "abcd")
def test_each_style_holds_the_body_and_labels_it(scrapes: ModuleType, style: str) -> None:
    found = labelled(scrapes, style)
    assert " ".join(line for line, body in found if body).replace(" ,", ",").split() == BODY.split()
    assert "Ferry stays in port" in [line for line, body in found if not body]
    assert not any("var x" in line for line, _ in found)


def test_a_line_for_each_stretch_of_text(scrapes: ModuleType) -> None:
    lines = [line for line, _ in labelled(scrapes, "a")]
    assert lines[-6:-3] == ["Monday morning", ", the port said.", "Ten soups for cold days"]


def test_items_have_marks(scrapes: ModuleType) -> None:
    assert [line for line, _ in labelled(scrapes, "b")][:3] == ["* Home", "* Coast", "+ Ferries"]


def test_a_teaser_with_the_words_of_a_paragraph_further_down_is_none(scrapes: ModuleType) -> None:
    lines = [BODY.split("\n")[1], "More", *BODY.split("\n"), "More"]
    assert scrapes.labels(lines, BODY) == [False, False, True, True, False]


def test_nothing_of_a_body_elsewhere(scrapes: ModuleType) -> None:
    assert scrapes.labels(["Home", "News"], BODY) == [False, False]
    assert scrapes.labels([], BODY) == []
    assert scrapes.labels(["Home"], "") == [False]


def test_texts_cut_out_keep_their_labels(scrapes: ModuleType) -> None:
    rows = [("Home", "other"), ("Ferry stays in port", "title"), *((line, "body") for line in BODY.split("\n"))]
    rows += [("Share", "other"), ("Contact us", "other")]
    whole = scrapes._built(rows, "post.example", "given", "b", gap=False)
    known = dict(rows)
    for cut in scrapes.cut([whole] * 40):
        assert cut.kind == "cut"
        assert cut.site == "post.example"
        for start, end, label, sure in cut.lines:
            words = cut.text[start:end]
            assert words == words.strip() != ""
            assert sure
            if cut.style not in ("one", "upper") and "wrapped" not in cut.style:
                assert known[words] == label


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.post.example/a/b", "post.example"),
        ("http://news.brae.co.uk:80/x", "brae.co.uk"),
        ("post.example", "post.example"),
    ],
)
def test_the_site_of_an_address(scrapes: ModuleType, address: str, name: str) -> None:
    assert scrapes.site(address) == name
