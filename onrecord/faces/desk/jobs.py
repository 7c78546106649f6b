"""What is being added: one job after the other, each with how far it is and what was passed over."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from onrecord.faces.api import Ledger
from onrecord.faces.done import Added, Step
from onrecord.faces.screen import one_line
from onrecord.shapes.errors import NotFound, OnrecordError, as_given
from onrecord.shapes.raw import Given

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
                with ledger.blaming():
                    added = ledger.add(
                        sorted(folder.iterdir()),  # each by itself: a report is known again, in whatever file it comes
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
            job.state, job.why = "failed", one_line(str(error))
        except Exception as error:  # a thread has nobody else to tell it to
            job.state, job.why = "failed", f"a fault of onrecord itself ({type(error).__name__}: {error})"
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _finish(job: Job, added: Added) -> None:
    job.new, job.known = added.new, added.known
    job.skipped = tuple((failure.source, failure.why) for failure in added.failures)
    job.state = "done"
