"""Words of a report as somebody cites them, and where they stand on the live page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.faces import cite, fragment
from onrecord.faces.screen import as_json

Stretches = Sequence[tuple[int, int]]
# What a reader may copy, by what it is called.
FORMS = {"Text": "text", "Markdown": "markdown", "CSL-JSON": "csl", "BibTeX": "bibtex", "Web Annotation": "annotation"}


def cited(record: Mapping[str, Any], stretches: Stretches) -> Mapping[str, str]:
    """The citation of the first to the last of some stretches, in each form."""
    found = cite.cite(record, stretches[0][0], stretches[-1][1])
    made = ((called, cite.FORMS[name](found)) for called, name in FORMS.items())
    return {called: text if isinstance(text, str) else as_json(text, indented=True) for called, text in made}


def live(record: Mapping[str, Any], stretches: Stretches) -> tuple[str, bool] | None:
    """The address of the live page, at the words where one can be made that leads to them alone (then True)."""
    url = fragment.address(str(record.get("url") or ""))
    if url is None:
        return None
    if not stretches:
        return url, False
    return fragment.live(url, record["text"], stretches[0][0], stretches[-1][1])
