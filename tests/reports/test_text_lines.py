"""Body and headline of plain text by the models: short and clean texts lose nothing, other languages are read too."""

import gzip
import json
import textwrap
from importlib import resources

import numpy as np
import pytest

from onrecord.reports import headline, roles, text_context, text_features, text_lines, text_words
from onrecord.reports.lines import plain_lines
from onrecord.reports.make import make
from onrecord.reports.units import units
from onrecord.shapes.raw import Raw

FERRY = [
    "The ferry to Halm will not sail this week because its second engine failed on Sunday night, the port said.",
    "Some 240 passengers were taken ashore in fishing boats, and two of them were treated for cold in the clinic at Brae.",
    "“We heard a bang and then it was quiet,” said Tora Vint, a teacher who was on her way home from a wedding.",
    "A replacement has been hired from the mainland, but it carries no cars. It should arrive on Thursday evening.",
    "The company has not said who will pay for the hotel rooms of those who missed the last boat.",
]
TITLE = "Ferry to Halm out of service after engine fails"
LANGUAGES = {
    "de": [
        "Die Fähre nach Halm fällt diese Woche aus, weil am Sonntagabend die zweite Maschine versagte, teilte der Hafen mit.",
        "Rund 240 Fahrgäste wurden mit Fischerbooten an Land gebracht, zwei von ihnen kamen unterkühlt in die Klinik.",
        "„Es knallte, und dann war es still“, sagte die Lehrerin Tora Vint, die auf dem Heimweg von einer Hochzeit war.",
        "Ein Ersatzschiff ist bestellt, es nimmt aber keine Autos mit und kommt erst am Donnerstagabend an.",
    ],
    "es": [
        "El transbordador a Halm no saldrá esta semana porque el segundo motor falló el domingo por la noche, dijo el puerto.",
        "Unos 240 pasajeros fueron llevados a tierra en barcas de pesca y dos de ellos recibieron atención en la clínica.",
        "«Oímos un golpe y después todo quedó en silencio», dijo Tora Vint, una maestra que volvía de una boda.",
        "La empresa no ha dicho quién pagará el hotel de quienes perdieron el último barco de la noche.",
    ],
    "tr": [
        "Halm feribotu, ikinci motoru pazar gecesi bozulduğu için bu hafta sefere çıkmayacak, liman yönetimi açıkladı.",
        "Yaklaşık 240 yolcu balıkçı tekneleriyle kıyıya çıkarıldı, ikisi üşüdüğü için klinikte tedavi gördü.",
        "“Bir patlama duyduk, sonra her şey sustu” dedi düğünden evine dönen öğretmen Tora Vint.",
        "Şirket, son vapuru kaçıranların otel parasını kimin ödeyeceğini henüz söylemedi.",
    ],
    "ar": [
        "قالت إدارة الميناء إن العبارة لن تبحر إلى الجزيرة هذا الأسبوع لأن محركها الثاني تعطل مساء الأحد.",
        "ونقل نحو مئتين وأربعين راكبا إلى الشاطئ في قوارب الصيد، وعولج اثنان منهم من البرد في العيادة.",
        "وقالت معلمة كانت عائدة من حفل زفاف إنها سمعت دويا ثم ساد الصمت على السفينة كلها.",
        "ولم تقل الشركة من سيدفع ثمن الفندق لمن فاتتهم الرحلة الأخيرة في تلك الليلة.",
    ],
    "ja": [
        "港によると、日曜日の夜に二番目のエンジンが故障したため、島へ向かうフェリーは今週運航されない。",
        "約二百四十人の乗客は漁船で岸に運ばれ、そのうち二人は寒さのため診療所で手当てを受けたという。",
        "結婚式から帰る途中だった教師は、大きな音がしたあと、船の中が静かになったと話した。",
        "会社は、最後の便に乗れなかった人々の宿泊費を誰が払うのか、まだ明らかにしていない。",
    ],
}


def kinds(text: str) -> list[str]:
    return [block.kind for block in make(Raw(text.encode(), "a.txt", "a.txt"))[0].blocks]


def found(text: str) -> dict[str, str]:
    report = make(Raw(text.encode(), "a.txt", "a.txt"))[0]
    return {block.span.cut(report.text).strip(): block.kind for block in report.blocks}


def wrapped(paragraphs: list[str], width: int = 72) -> str:
    return "\n\n".join(textwrap.fill(words, width) for words in paragraphs)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n"])
def test_paragraphs_alone_are_all_body(count: int, between: str) -> None:
    assert kinds(between.join(FERRY[:count])) == ["body"] * count
    assert kinds(between.join(FERRY[-count:])) == ["body"] * count


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_headline_and_its_paragraphs(between: str) -> None:
    assert kinds(between.join([TITLE, *FERRY])) == ["title", *["body"] * 5]


def test_one_long_line_is_body() -> None:
    assert kinds(" ".join(FERRY)) == ["body"]


@pytest.mark.parametrize("width", [60, 66, 72, 78])
def test_hard_wrapped_text_is_body(width: int) -> None:
    assert set(kinds(wrapped(FERRY, width))) == {"body"}
    assert kinds(wrapped([TITLE, *FERRY], width)).count("boilerplate") == 0


def test_wire_copy() -> None:
    text = "\n".join(["BRAE, Nov 3 (XNA) - " + FERRY[0], *FERRY[1:], "(Reporting by Ida Lund; editing by Per Holm)"])
    assert kinds(text)[:6] == ["dateline", *["body"] * 5]


def test_a_mail_with_a_report_in_it() -> None:
    text = "\n".join(["From: Ida Lund <ida@example.org>", "Subject: the ferry", "", wrapped([TITLE, *FERRY])])
    body = [line for line, kind in found(text).items() if kind in ("body", "title")]
    assert " ".join(FERRY) in " ".join(body)


def test_a_little_of_the_page_is_told_from_the_report() -> None:
    around = (
        ["Home", "News", "Weather", "Sport"],
        ["Share this", "More from Coast", "Ten soups for cold days", "Contact us"],
    )
    roles_ = found("\n".join([*around[0], TITLE, *FERRY, *around[1]]))
    assert [roles_[line] for line in FERRY] == ["body"] * 5
    assert roles_[TITLE] == "title"
    assert {roles_[line] for line in (*around[0], *around[1])} == {"boilerplate"}


def test_capitals_throughout() -> None:
    assert kinds("\n".join(FERRY).upper()) == ["body"] * 5


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_other_languages(language: str, between: str) -> None:
    assert kinds(between.join(LANGUAGES[language])) == ["body"] * 4


def test_the_model_says_why() -> None:
    report = make(Raw("\n".join(FERRY).encode(), "a.txt", "a.txt"))[0]
    assert all(
        block.why.startswith("line model: body 0.") or block.why == "line model: body 1.00" for block in report.blocks
    )


@pytest.mark.parametrize("name", [text_lines.FIRST, text_lines.SECOND, text_lines.TITLE, text_lines.WORDS])
def test_the_files_hold_numbers_and_the_names_of_columns(name: str) -> None:
    packed = resources.files("onrecord.reports").joinpath(name).read_bytes()
    kept = json.loads(gzip.decompress(packed))
    assert len(packed) < 1_000_000
    assert len(kept["data"]) == 64
    words = {key: value for key, value in kept.items() if isinstance(value, str)}
    assert set(words) <= {"data", "weights"}
    lists = {key: value for key, value in kept.items() if isinstance(value, list) and key != "features"}
    assert all(isinstance(x, int | float) for value in lists.values() for x in value)


def test_the_same_lines_the_same_odds() -> None:
    lines = plain_lines("\n".join([TITLE, *FERRY, "Share", "Contact us"]))
    some = units(lines, "en")
    first = text_lines.look(some, roles.by_rules(some), text_lines.shipped())
    again = text_lines.look(units(lines, "en"), roles.by_rules(some), text_lines.shipped())
    assert first.odds.tolist() == again.odds.tolist()
    assert np.isfinite(first.odds).all()


@pytest.mark.parametrize("text", ["x", "…", "1\n2\n3", "a\n" * 40, "©\n©", "\u200b|", "Home\nNews", '"'])
def test_any_few_lines_are_read(text: str) -> None:
    assert len(kinds(text)) == len(plain_lines(text))


def test_words_fall_into_the_same_buckets_in_any_company() -> None:
    alone = text_words.grams(["The ferry sailed"])
    beside = text_words.grams(["x" * 80, "The ferry sailed", "y" * 80])
    assert sorted(beside.bucket[beside.row == 1].tolist())[: len(alone.bucket)] == sorted(alone.bucket.tolist())
    assert alone.bucket.max() < text_words.BUCKETS


def test_columns_have_one_number_a_unit() -> None:
    some = units(plain_lines("\n".join([TITLE, *FERRY])), "en")
    told = np.zeros(len(some))
    first = text_lines.first_look(some, told, 0)
    again = text_context.table(first, told)
    where = headline.candidates(some, 1)
    title = headline.table(some, 1, where, told, 0, first)
    assert {len(column) for column in (*first.values(), *again.values())} == {len(some)}
    assert {len(column) for column in title.values()} == {len(where)}
    assert set(text_features.table(some, None)) == set(text_features.table(some, 0))
