"""The page as it was found, made harmless, for the frame beside a report; and its bytes, to be kept."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from onrecord.faces.desk import guard, refusal, static
from onrecord.faces.desk.readers import Readers
from onrecord.reports.inert import inert
from onrecord.shapes.errors import OnrecordError


async def raw(readers: Readers, request: Request) -> Response:
    """The input of a report: as a page without anything that runs, or (`.bin`) its bytes as a file to keep."""
    name = request.path_params["report"]
    as_file = request.url.path.endswith(".bin")

    def work() -> bytes:
        with readers.reading() as ledger:
            found = ledger.raw(name)
        return found.data if as_file else inert(found, static.address("raw.css")).encode("utf-8", "replace")

    try:
        data = await run_in_threadpool(work)
    except OnrecordError as error:
        return refusal.plain(error)  # a page of the desk may stand in no frame
    headers = {"content-security-policy": guard.FRAMED, "x-frame-options": "SAMEORIGIN"}
    if as_file:
        headers["content-disposition"] = f'attachment; filename="{name[:12]}.bin"'
        return Response(data, media_type="application/octet-stream", headers=headers)
    return HTMLResponse(data, headers=headers)
