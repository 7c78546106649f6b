"""Adding from the page: files that are dropped, text that is pasted; how far it is, what was passed over and why."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from onrecord.faces import checked
from onrecord.faces.api import Ledger
from onrecord.faces.desk.asked import Asked
from onrecord.faces.desk.page import Page, Parameter, Shown
from onrecord.faces.done import Added, Step
from onrecord.shapes.errors import LedgerError, NotFound, OnrecordError, UsageError, as_given
from onrecord.shapes.raw import Given

PATH = "/add"
LARGEST = 600_000_000  # bytes that may be sent at once
LONGEST_TEXT = 2_000_000  # bytes of a pasted text
MOST_FILES = 5_000
_LONGEST_NAME = 150  # bytes of a file's name
_MOST_KEPT = 200  # jobs that are remembered
_READERS = 2  # processes that read: a page that ends one of them ends neither the desk nor the adding


@dataclass(slots=True)
class Job:
    """One adding: how far it is. `state` is waiting, running, done or failed (`why` then says what went wrong)."""

    id: str
    files: int
    state: str = "waiting"
    name: str = ""
    done: int = 0
    total: int | None = None
    inputs: int = 0
    new: tuple[str, ...] = ()
    known: int = 0
    skipped: tuple[tuple[str, str], ...] = ()
    notes: list[str] = field(default_factory=list)
    why: str = ""

    def told(self) -> dict[str, Any]:
        """As a program reads it; `skipped` holds each input that was passed over, with the reason."""
        names = "id state files inputs name done total known why notes".split()
        skipped = [{"source": source, "why": why} for source, why in self.skipped]
        return {name: getattr(self, name) for name in names} | {"new": list(self.new), "skipped": skipped}


class Jobs:
    """What is being added and was: one after the other, by a handle that writes."""

    def __init__(self, ledger: Path) -> None:
        """Nothing yet."""
        self._ledger = ledger
        self._folder = tempfile.TemporaryDirectory(prefix="onrecord-desk-", ignore_cleanup_errors=True)
        self._jobs: dict[str, Job] = {}
        self._one_at_a_time = Lock()

    def folder(self) -> Path:
        """A new folder, its owner's alone, for what is sent."""
        return Path(tempfile.mkdtemp(dir=self._folder.name))

    def close(self) -> None:
        """Remove what was sent and is not read yet."""
        self._folder.cleanup()

    def told(self, name: str) -> dict[str, Any]:
        """A job as a program reads it. Raises NotFound."""
        return self.job(name).told()

    def job(self, name: str) -> Job:
        """A job by its id. Raises NotFound."""
        if name not in self._jobs:
            raise NotFound(f"{as_given(name)}: nothing was added under that name since the desk was started")
        return self._jobs[name]

    def recent(self) -> list[Job]:
        """The last ones, the newest first."""
        return list(self._jobs.values())[::-1]

    def start(self, folder: Path, files: int, given: Given) -> Job:
        """Begin to add what lies in a folder, which goes when it is done."""
        job = Job(secrets.token_hex(8), files)
        self._jobs[job.id] = job
        while len(self._jobs) > _MOST_KEPT:
            del self._jobs[next(iter(self._jobs))]
        Thread(target=self._run, args=(job, folder, given), daemon=True, name=f"add {job.id}").start()
        return job

    def _run(self, job: Job, folder: Path, given: Given) -> None:
        def step(one: Step) -> None:
            job.name, job.done, job.total, job.inputs = one.name, one.done, one.total, job.inputs + 1

        try:
            with self._one_at_a_time, Ledger(self._ledger, create=False, say=job.notes.append) as ledger:
                job.state = "running"
                added = ledger.add(
                    [folder],
                    published=given.published,
                    outlet=given.outlet,
                    url=given.url,
                    under=folder,
                    progress=step,
                    say=job.notes.append,
                    workers=_READERS,
                )
            _finish(job, added)
        except OnrecordError as error:
            job.state, job.why = "failed", " ".join(str(error).split())
        except Exception as error:  # a thread has nobody else to tell it to
            job.state, job.why = "failed", f"a fault of onrecord itself ({type(error).__name__}: {error})"
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _finish(job: Job, added: Added) -> None:
    job.new, job.known = added.new, added.known
    job.skipped = tuple((failure.source, failure.why) for failure in added.failures)
    job.state = "done"


async def add(desk: Any, request: Request) -> Response:
    """Take in files or a text, begin to read them, lead to the page that tells how far it is."""
    form = await request.form(max_files=MOST_FILES, max_fields=100, max_part_size=LONGEST_TEXT)
    given = _given(form)
    folder: Path = desk.jobs.folder()
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
        with (folder / _free(_safe(one.filename), names)).open("wb") as out:
            while piece := await one.read(1 << 20):
                out.write(piece)
    text = form.get("text")
    if isinstance(text, str) and text.strip():
        named = str(form.get("name") or "").strip() or f"pasted {' '.join(text.split())[:40]}"
        data = text.replace("\r\n", "\n").encode("utf-8", "replace")  # a form sends line ends of its own
        (folder / _free(_safe(f"{named}.txt"), names)).write_bytes(data)
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


CHANGES: dict[str, Callable[[Any, Request], Any]] = {PATH: add}
