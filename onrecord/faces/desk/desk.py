"""One ledger's desk, as those who change something through it are given it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from onrecord.faces.desk import answered
from onrecord.faces.desk.jobs import Jobs
from onrecord.faces.desk.readers import Readers
from onrecord.faces.desk.session import Session


@dataclass(frozen=True, slots=True)
class Desk:
    """One ledger's desk: who reads it, who writes to it, who may look."""

    path: Path
    readers: Readers
    session: Session
    jobs: Jobs
    reviewer: str

    def about(self) -> Mapping[str, Any]:
        """What every page is told of the desk."""
        return answered.about(self.path.name, form_token=self.session.form_token, reviewer=self.reviewer)


# What is done when a form is sent: raises OnrecordError where it cannot be.
Change = Callable[[Desk, Request], Awaitable[Response]]
