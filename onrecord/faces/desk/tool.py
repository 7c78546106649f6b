"""The desk's own pages: its keys, its pages and their description for programs, versions, what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any

from onrecord.faces import lists
from onrecord.faces.api import Ledger
from onrecord.faces.desk import keys, openapi
from onrecord.faces.desk.asked import Asked
from onrecord.faces.desk.listed import as_page
from onrecord.faces.desk.page import Page, Shown, Table
from onrecord.faces.desk.paged import PAGED, paged
from onrecord.flow import reader_version

_FAILURES = "Inputs that could not be read, with the reason."


def _keys(ledger: Ledger, asked: Asked) -> Shown:
    return Shown("desk/keys.html", "Keys", {})


def _keys_data(ledger: Ledger, asked: Asked) -> Any:
    return [{"keys": key.keys, "where": key.where, "about": key.about} for key in keys.KEYS]


def _versions(ledger: Ledger, asked: Asked) -> Any:
    return {"onrecord": version("onrecord"), "reader": reader_version()}


def _speakers(ledger: Ledger, asked: Asked) -> Any:
    return paged(ledger.speakers(), asked).as_dict()


def _failures(ledger: Ledger, asked: Asked) -> Shown:
    return as_page(ledger, "Could not be read", _FAILURES, lists.listing("failures"), paged(ledger.failures(), asked))


def _failures_data(ledger: Ledger, asked: Asked) -> Any:
    return paged(ledger.failures(), asked).as_dict()


def _failures_table(ledger: Ledger, asked: Asked) -> Table:
    return Table(lists.listing("failures"), ledger.failures())


def pages(every: Callable[[], Sequence[Page]]) -> tuple[Page, ...]:
    """The desk's own pages; `every` gives all there are, these too, once one of them is asked for."""

    def listed(ledger: Ledger, asked: Asked) -> Shown:
        return Shown("desk/pages.html", "Pages and data", {"pages": every()})

    def listed_data(ledger: Ledger, asked: Asked) -> Any:
        return [{"path": page.path, "about": page.about, "forms": page.forms()} for page in every()]

    def described(ledger: Ledger, asked: Asked) -> Any:
        return openapi.document(every())

    return (
        Page("/failures", _FAILURES, _failures, _failures_data, _failures_table, PAGED),
        Page("/-/keys", "The keys of the desk.", _keys, _keys_data),
        Page("/-/pages", "Every page of the desk, with its forms.", listed, listed_data),
        Page("/-/speakers", "The names of all whose words are on record.", None, _speakers, None, PAGED),
        Page("/-/openapi", "This description of the pages' data, as OpenAPI 3.1.", None, described),
        Page("/-/versions", "Versions of the program and of its reader.", None, _versions),
    )
