"""Adding from the page: files that are dropped, text that is pasted; how far it is, what was passed over and why."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from onrecord.faces import checked
from onrecord.faces.api import Ledger
from onrecord.faces.desk.asked import Asked
from onrecord.faces.desk.desk import Change, Desk
from onrecord.faces.desk.jobs import Jobs
from onrecord.faces.desk.page import Page, Parameter, Shown
from onrecord.shapes.errors import LedgerError, UsageError
from onrecord.shapes.raw import Given

PATH = "/add"
LARGEST = 600_000_000  # bytes that may be sent at once
LONGEST_TEXT = 2_000_000  # bytes of a pasted text
MOST_FILES = 5_000
_LONGEST_NAME = 150  # bytes of a file's name


async def add(desk: Desk, request: Request) -> Response:
    """Take in files or a text, begin to read them, lead to the page that tells how far it is."""
    form = await request.form(max_files=MOST_FILES, max_fields=100, max_part_size=LONGEST_TEXT)
    given = _given(form)
    folder = desk.jobs.folder()
    try:
        files = await _kept(form, folder)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise LedgerError(f"what was sent cannot be kept ({error.strerror}); send less, or make room") from None
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    job = desk.jobs.start(folder, files, given)
    if request.headers.get("x-form-token"):
        return JSONResponse(job.told(), 202)
    return RedirectResponse(f"{PATH}?job={job.id}", 303)


def _given(form: FormData) -> Given:
    found = {name: str(form.get(name) or "").strip()[:2_000] or None for name in ("published", "outlet", "url")}
    return checked.given(found["published"], found["outlet"], found["url"])


async def _kept(form: FormData, folder: Path) -> int:
    """Files and text of a form in a folder; gives how many. Raises UsageError where there are none."""
    names: set[str] = set()
    for one in form.getlist("files"):
        if not isinstance(one, UploadFile) or not one.filename:
            continue
        named = one.filename.replace("%22", '"')  # as browsers write it
        with (folder / _free(_safe(named), names)).open("wb") as out:
            while piece := await one.read(1 << 20):
                out.write(piece)
    text = form.get("text")
    if isinstance(text, str) and text.strip():
        called = str(form.get("name") or "").strip() or f"pasted {' '.join(text.split())[:40]}"
        data = text.replace("\r\n", "\n").encode("utf-8", "replace")  # a form sends line ends of its own
        (folder / _free(_safe(f"{called}.txt"), names)).write_bytes(data)
    if not names:
        raise UsageError("nothing to add; choose files, or paste a text")
    return len(names)


def _safe(name: str) -> str:
    """A file's name without folders or anything that a file system, or a list of hidden files, would obey."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c if c.isprintable() and c not in "*?[]" else "_" for c in last).strip() or "unnamed"
    kept = f"_{kept}" if kept.startswith((".", "-")) else kept
    stem, dot, end = kept.rpartition(".")
    stem, end = (stem, dot + end) if dot and len(end) <= 10 else (kept, "")
    return stem.encode()[: _LONGEST_NAME - len(end.encode())].decode("utf-8", "ignore") + end


def _free(name: str, names: set[str]) -> str:
    """A name that no other file of the form has."""
    stem, dot, end = name.rpartition(".")
    n, found = 2, name
    while found.casefold() in {one.casefold() for one in names}:
        found = f"{stem} ({n}).{end}" if dot else f"{name} ({n})"
        n += 1
    names.add(found)
    return found


def pages(jobs: Jobs) -> Iterator[Page]:
    """The page that adds, and tells how far what is being added is."""

    def show(ledger: Ledger, asked: Asked) -> Shown:
        name = asked.one("job")
        job = None if name is None else jobs.job(name)
        heads = [ledger.head(report) for report in job.new[:200]] if job is not None else []
        names = {"job": job, "heads": heads, "recent": jobs.recent()[:10], "largest": LARGEST // 1_000_000}
        return Shown("desk/add.html", "Add reports", names)

    yield Page(PATH, "Add reports: drop files, paste a text.", show, parameters=(Parameter("job", "what was added"),))


CHANGES: Mapping[str, Change] = {PATH: add}
