"""Damaged text: read as it was meant, with the way back; right text is left alone."""

import ast
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.shapes.passage import Passage
from onrecord.shapes.repair import as_read, damage, read_right, unbroken

LINES = (Path(__file__).parent / "repairs.tsv").read_text(encoding="utf-8").split("\n")
CASES = [line.split("\t") for line in LINES if line and not line.startswith(("#", "name\t"))]

RIGHT = [
    "“We will rebuild it,” she said – “it’s ours.” It cost £5, €6 or ¥7… at 20°C ± 2°, © Coast Images™.",
    "À l’école, l’été fut long : « voilà », dit-il… OÙ ? LIBERTÉ », ÉTÉ… CAFÉ” GÂTEAU’ NAÏVETÉ — où ça ?",
    "Über die Größe der Straße: „Ärger in Öl“, sagte ÖSTERREICH”, SPAß”. »Ähnlich« und ›üblich‹ – GRÜßE…",
    "MANHÃ” e MAÇÃ… IRMû NÃO, São João: «ação» – a letra “Ô e AVÔ’. PORTUGUÊS”.",
    "AMANHÃ–DEPOIS, A MAÇÃ…SIM, LÃ’ E LÃ—SEDA, “A IRMÆ, “Ã”, Ã – Õ, Ã… e Ã’S; “MANHÃ” (LÃ).",
    "Việt Nam: Nguyễn Tấn Dũng nói “vâng” ở Hà Nội. ĐÃ” MÔ. Một người.",
    "İstanbul’da Şişli’de güneş ığdır; ÇAĞ” GÜÇ’ ÖĞÜŞ…",
    "Łódź, żółw i „Święto” – ŹREBIĘ” ŻÓŁĆ’. Zażółć gęślą jaźń…",
    "Úžas, Ústí, Žďár, ŘEŘICHA” ČÁP’ Íščenko; Ľubica Ŕ. „Příliš žluťoučký kůň“.",
    "PĂȘUNE, GĂŞIT, TĂŞUCĂ” în București, Ștefan și Țară. ÎN” Â’",
    "Öl, Å” och GÅ’, BLÅ… PÅ” Ærø Ø” på Åland, smörgås. SKÅ’",
    "Þórður sagði „já“ við Ð” og EIÐ… Ægir.",
    "ESPAÑA” AÑO’ ¿Qué? ¡No! MAÑANA… niño, CORAZÓN”, qué…»",
    "В Москве и Россия: «Рим» – Совет, Сочи, РІК, СІЧ, січень, її ґанок, Ђорђе, Њујорк. В «Зените».",
    "Το συμβούλιο συνήλθε «χθες» – Άρης…",
    "你好，世界。 会議は月曜日。 한국어 신문.",
    "שלום עולם‏ مرحبا بالعالم می‌خواهم",
    "emoji 😀 👩‍👩‍👧 🇺🇦 → ✓ • ½ ² ³ Å±0.2 √2 ≈3 ¬p ƒ5 ├── ┬ Γ=1 x=A1 R&D; AT&T, Q&A; 5 > 3 page?s=1",
    "The iPhone’s “Pro” — McÉwan, d’Ébène; naïve façade, Zoë, Brontë, coöperate.",
]  # fmt: skip
TYPED = st.text(
    st.sampled_from("abc XYZ éèçñöüßåøœÉÖÅŁłżğış.,!?:'\"-0123456789“”‘’–—…€£©°½«»яжПα文字한😀")
    | st.characters(codec="utf-8", exclude_categories=["Cs", "Cn", "Co", "Cc"]),
    max_size=40,
)


def misread(text: str, codec: str) -> str:
    """UTF-8 read as another set; bytes that it has not become controls, as in browsers."""
    out = []
    for byte in text.encode():
        try:
            out.append(bytes([byte]).decode(codec))
        except UnicodeDecodeError:
            out.append(chr(byte))
    return "".join(out)


@pytest.mark.parametrize(("name", "found", "meant"), CASES, ids=[case[0] for case in CASES])
def test_cases(name: str, found: str, meant: str) -> None:
    found = ast.literal_eval('"' + found.replace('"', '\\"') + '"')
    assert read_right(found) == meant


@pytest.mark.parametrize("text", RIGHT, ids=[text[:12] for text in RIGHT])
def test_right_text_is_left_alone(text: str) -> None:
    assert damage(text) == []
    assert read_right(text) == text


PROSE = [
    "“Out,” she said – “we’re off…” It cost £5, or €6, in the café with José García, Zoë Müller and François Brûlé.",
    "“Ça va,” dit l’évêque à Mâcon; cœur, naïveté, forêt, garçon, où est-il?",
    "„Ärgerlich“, sagte Jürgen Weiß über die Größe der Straße für 5 € – schön.",
    "Łódź, żółw, Święto, ciąg, ręka, dźwięk, ćma – zażółć gęślą jaźń.",
    "İzmir’de Şişli, güneş, ığdır, çağ.",
    "Совет собрался на заседание, сообщил министр.",
    "Το συμβούλιο συνήλθε χθες.",
]


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@pytest.mark.parametrize("text", PROSE, ids=[text[:9] for text in PROSE])
def test_what_is_misread_once_or_twice_is_read_right(text: str, codec: str) -> None:
    once = misread(text, codec)
    assert read_right(once) == text
    assert read_right(misread(once, codec)) == text


@pytest.mark.parametrize("codec", ["cp1250", "cp1251", "mac_roman", "cp437", "cp850"])
def test_english_misread_by_any_set_is_read_right(codec: str) -> None:
    text = "“Out,” she said – “we’re off…” It cost €6 — José García and Zoë said so."
    assert read_right(misread(text, codec)) == text


LATIN = st.sampled_from([chr(n) for n in range(0xC0, 0x180) if chr(n).isalpha() and chr(n) not in "\u0149\u017f"])


@given(st.lists(LATIN, min_size=1, max_size=20), st.sampled_from(["cp1252", "latin-1"]))
def test_any_latin_letter_inside_a_word_comes_back(letters: list[str], codec: str) -> None:
    text = " ".join(f"na{letter}ve" for letter in letters)
    assert read_right(misread(text, codec)) == text


@given(
    st.one_of(
        TYPED, TYPED.map(lambda t: misread(t, "cp1252")), TYPED.map(lambda t: misread(misread(t, "cp1252"), "cp1250"))
    )
)
@example("\u200b")
@example("\u00ad\u00e2\u20ac\u2122\u00ad\u00ad")
@example("e" + "\u0301" * 40)
@example("&amp;amp;amp;amp;amp;")
def test_the_map_holds_for_any_text(text: str) -> None:
    meant, pieces = as_read(text)
    at = start = 0
    for piece in pieces:
        assert piece.at == at < piece.at_end
        assert piece.start == start < piece.end
        at, start = piece.at_end, piece.end
        if piece.at_end - piece.at == piece.end - piece.start > 2:
            here, there = meant[piece.at : at], text[piece.start : start]
            assert all(a == b or not b.isprintable() or b.isspace() for a, b in zip(here, there, strict=True))
    assert at == len(meant)
    assert start == (len(text) if meant else 0)
    passage = Passage(meant, "body", "en", pieces)
    for i in range(len(meant)):
        found = passage.span(i, i + 1)
        assert 0 <= found.start < found.end <= len(text)


@given(TYPED)
def test_reading_right_what_was_read_right_changes_nothing(text: str) -> None:
    once = read_right(misread(text, "cp1252"))
    assert read_right(read_right(once)) == read_right(once)


def test_words_that_a_line_end_broke() -> None:
    assert unbroken("the govern-\n  ment of the well-known") == "the government of the well-known"
    assert unbroken("the may=\nor") == "the mayor"
    assert unbroken("10-\n20 and a -\nb") == "10-\n20 and a -\nb"
