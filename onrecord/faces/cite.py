"""How to cite words of a report: outlet, headline, day, address, place, the exact words, and the hash of the text.

Each form is a pure function of a citation. Reports are other people's text: none of it can make a link, mark-up or a
new line of a form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from onrecord.faces import words
from onrecord.faces.fragment import address
from onrecord.faces.screen import one_line
from onrecord.faces.told import Filed
from onrecord.shapes.errors import UsageError

CONTEXT = 32  # characters round the words that tell them from the same words elsewhere
# What Markdown could take for something else, and what it could take for mark-up.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&:/@\"'^=$])")
_BIBTEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """Characters [start, end) of a report, with all that is known of where they stand.

    `exact` are the characters as they are. `url` is empty where the report has none or it is no address of a page;
    `captured` is when the page was fetched, as far as its input tells.
    """

    report: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    outlet: str
    title: str
    authors: tuple[str, ...]
    date: str
    how: str
    url: str
    captured: str
    language: str
    sha256: str

    @property
    def at(self) -> str:
        """The place: report, first and last character."""
        return f"{self.report}#c={self.start}-{self.end}"


def cite(record: Mapping[str, Any], start: int, end: int) -> Citation:
    """The citation of characters [start, end) of a report. Raises UsageError where it has no such characters."""
    filed = Filed(str(record["report"]), record)
    text = filed.text
    if not 0 <= start < end <= len(text):
        raise UsageError(
            f"report {filed.id[:12]} has no characters {start}-{end}: it ends at {len(text)}; name a stretch within it"
        )
    return Citation(
        report=filed.id,
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        outlet=one_line(filed.outlet),
        title=one_line(filed.title),
        authors=tuple(one_line(str(name)) for name in record.get("byline") or ()),
        date=filed.date,
        how=filed.how,
        url=address(str(record.get("url") or "")) or "",
        captured=str(record.get("captured") or ""),
        language=str(record.get("language") or ""),
        sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def as_text(found: Citation) -> str:
    """A citation in one paragraph, to be read by people."""
    return _sentence(found, found.outlet, f"“{found.title}”", f"“{one_line(found.exact)}”", found.url)


def as_markdown(found: Citation) -> str:
    """A citation in Markdown: the words as a quotation, and where they stand below it."""
    link = f"<{_bare(found.url)}>" if found.url else ""
    source = _sentence(found, escaped(found.outlet), f"“{escaped(found.title)}”", "", link)
    return f"> “{escaped(found.exact)}”\n>\n> {source}\n"


def as_csl(found: Citation) -> dict[str, Any]:
    """A citation as one item of CSL-JSON, which Zotero and its kin take in."""
    item: dict[str, Any] = {
        "id": found.at,
        "type": "article-newspaper",
        "title": found.title,
        "container-title": found.outlet,
        "author": [{"literal": name} for name in found.authors],
        "issued": _parts(found.date),
        "accessed": _parts(found.captured),
        "URL": found.url,
        "language": found.language,
        "note": f"“{one_line(found.exact)}” ({found.at}; characters are Unicode code points; sha256 of the text"
        f" {found.sha256})",
    }
    return {name: value for name, value in item.items() if value}


def as_bibtex(found: Citation) -> str:
    """A citation as an entry of BibTeX."""
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in found.authors),
        "title": f"{{{_tex(found.title)}}}",
        "journal": _tex(found.outlet),
        "date": _tex(found.date),
        "year": found.date[:4],
        "url": "".join(c if c not in "{}\\%" else f"%{ord(c):02X}" if c != "%" else r"\%" for c in found.url),
        "urldate": _tex(found.captured[:10]),
        "note": f"``{_tex(one_line(found.exact))}'' ({_tex(found.at)}; sha256 of the text {found.sha256})",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{onrecord-{found.report[:12]}-{found.start}-{found.end},\n{lines}}}\n"


def as_annotation(found: Citation) -> dict[str, Any]:
    """A citation as a W3C Web Annotation: two selectors of the same words, and the hash of the text they stand in.

    Positions count Unicode code points, as the recommendation says; the file names the unit, since not all readers do.
    """
    state: dict[str, Any] = {"type": "State", "textHash": f"sha256:{found.sha256}"}
    if found.captured:
        state = {**state, "type": "TimeState", "sourceDate": found.captured}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:onrecord:{found.report}:{found.start}-{found.end}",
        "type": "Annotation",
        "motivation": "identifying",
        "target": {
            "type": "SpecificResource",
            "source": found.url or f"urn:onrecord:{found.report}",
            "state": state,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": found.exact,
                    "prefix": found.prefix,
                    "suffix": found.suffix,
                },
                {
                    "type": "TextPositionSelector",
                    "start": found.start,
                    "end": found.end,
                    "unit": "unicode code points",
                },
            ],
        },
    }


FORMS = {
    "text": as_text,
    "markdown": as_markdown,
    "csl": as_csl,
    "bibtex": as_bibtex,
    "annotation": as_annotation,
}


def escaped(text: str) -> str:
    """Text on one line that Markdown, and the HTML made of it, shows as it is."""
    return _MARKDOWN.sub(r"\\\1", one_line(text))


def _sentence(found: Citation, outlet: str, title: str, exact: str, link: str) -> str:
    """Outlet, title, day, address, place, words, hash; what is not known is left out."""
    day = words.days(found.date, found.date)
    dated = f"{day} ({found.how})" if day else "no date"
    read = f"read {found.captured[:10]}" if found.captured else ""
    said = [", ".join((outlet, title, dated)), link, read, found.at, exact, f"sha256 of the text {found.sha256}"]
    return ". ".join(s for s in said if s) + "."


def _parts(day: str) -> dict[str, Any]:
    """A day as CSL has it; nothing where it is none."""
    found = words.day(day)
    return {"date-parts": [[found.year, found.month, found.day]]} if found else {}


def _bare(url: str) -> str:
    """An address that stands between < and > and ends there."""
    return "".join(c if c not in "<>" else f"%{ord(c):02X}" for c in url)


def _tex(text: str) -> str:
    return "".join(_BIBTEX.get(c, c) for c in one_line(text))
