"""The desk as an application: pages that read, changes that are posted, files of its own; all behind the guard."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from onrecord.faces.desk import adding, answered, framed, guard, refusal, review, static
from onrecord.faces.desk.ahead import Ahead
from onrecord.faces.desk.desk import Change, Desk
from onrecord.faces.desk.page import Page
from onrecord.faces.desk.pages import PAGES
from onrecord.faces.desk.readers import WAIT
from onrecord.faces.page import environment
from onrecord.shapes.errors import OnrecordError


def application(desk: Desk, hosts: frozenset[str]) -> guard.App:
    """The desk, behind its guard."""
    packed = [Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)]
    app = Starlette(
        middleware=packed, routes=routes(desk), exception_handlers={404: _nowhere, 405: _wrong_way, Exception: _fault}
    )
    limits = guard.Limits({adding.PATH: adding.LARGEST})
    return guard.Guard(app, desk.session, hosts, limits)


def routes(desk: Desk) -> list[Route]:
    """Every route, the changes first; whatever is asked by GET else is a page that reads."""

    def changing(do: Change) -> Callable[[Request], Awaitable[Response]]:
        async def change(request: Request) -> Response:
            try:
                if not await _by_form(desk, request):
                    return PlainTextResponse("not sent by a form of the desk; open the page again\n", 403)
                return await do(desk, request)
            except OnrecordError as error:
                return await _told(desk, request, error)
            finally:
                desk.readers.changed()
                await request.close()  # the files that a form sent

        return change

    async def enter(request: Request) -> Response:
        return await _enter(desk, request)

    ahead = Ahead(desk.readers, lambda path: _answer(desk, path, ()))

    async def read(request: Request) -> Response:
        return await _read(desk, ahead, request)

    async def frame(request: Request) -> Response:
        return await framed.raw(desk.readers, request)

    async def job(request: Request) -> Response:
        try:
            return JSONResponse(desk.jobs.told(request.path_params["job"]))
        except OnrecordError as error:
            return await _told(desk, request, error)

    changes = {**adding.CHANGES, **review.CHANGES}
    return [
        Route(guard.ENTER, enter, methods=["GET", "POST"]),
        Route("/static/{version}/{name}", static.serve, methods=["GET"]),
        *(Route(path, changing(do), methods=["POST"]) for path, do in changes.items()),
        Route("/-/job/{job}", job, methods=["GET"]),
        Route("/report/{report}/raw", frame, methods=["GET"]),
        Route("/report/{report}/raw.bin", frame, methods=["GET"]),
        Route("/{path:path}", read, methods=["GET"]),
    ]


def _answer(desk: Desk, path: str, query: Sequence[tuple[str, str]]) -> answered.Answer:
    """What stands at a path, taken from what was answered before where that still holds."""
    wanted = answered.find(pages_of(desk), path, query)
    if wanted.page.path == adding.PATH:  # it tells of more than the ledger
        with desk.readers.reading() as ledger:
            return answered.answer(wanted, ledger, desk.about())
    return desk.readers.answer((path, *query), lambda ledger: answered.answer(wanted, ledger, desk.about()), WAIT)


async def _read(desk: Desk, ahead: Ahead, request: Request) -> Response:
    """A page that reads, or its data."""

    def work() -> answered.Answer:
        path = request.scope["raw_path"].decode("ascii", "replace")
        found = _answer(desk, path, answered.query_of(request.scope["query_string"].decode("latin-1")))
        if path == "/":
            ahead.of(found.text)
        return found

    try:
        found = await run_in_threadpool(work)
    except OnrecordError as error:
        return await _told(desk, request, error)
    headers = {"content-disposition": "attachment"} if found.form not in ("", "json") else {}
    headers |= {"link": f'<{found.after}>; rel="next"'} if found.after else {}
    return Response(found.text.encode("utf-8", "replace"), 200, headers, found.type)


def pages_of(desk: Desk) -> tuple[Page, ...]:
    """All pages that read: those over the ledger, and those that tell of work in hand."""
    return (*adding.pages(desk.jobs), *PAGES)


async def _by_form(desk: Desk, request: Request) -> bool:
    """True for what the desk's own forms and scripts send: with the token, as a field or a header."""
    if (token := request.headers.get("x-form-token")) is not None:
        return desk.session.sent_by_form(token)
    if "form" not in request.headers.get("content-type", ""):
        return False
    form = await request.form(max_files=adding.MOST_FILES, max_fields=100, max_part_size=adding.LONGEST_TEXT)
    found = form.get("form_token")
    return isinstance(found, str) and desk.session.sent_by_form(found)


async def _enter(desk: Desk, request: Request) -> Response:
    """Let somebody in who has the token; who was let in before just goes on."""
    session = desk.session
    if session.knows(request.cookies.get(session.cookie_name)):
        return RedirectResponse("/", 303)
    if request.method == "POST":
        form = await request.form(max_files=0, max_fields=5)
        token = form.get("token")
    else:
        token = request.query_params.get("token")
    if not isinstance(token, str) or len(token) > 500 or not session.opens(token):
        return guard.door("/", 401 if token is None else 403)
    response = RedirectResponse("/", 303)
    response.set_cookie(session.cookie_name, session.cookie, httponly=True, samesite="strict", path="/")
    return response


async def _told(desk: Desk, request: Request, error: OnrecordError) -> Response:
    """An error as a page for a browser, as one line for a program."""
    if "text/html" not in request.headers.get("accept", "") or request.headers.get("x-form-token"):
        return refusal.plain(error)
    status, page = refusal.status(error), environment().get_template("desk/error.html")
    title = "Not found" if status == 404 else "No answer"
    names = {"title": title, "line": refusal.line(error), "forms": {}}
    return HTMLResponse(page.render({**desk.about(), **names}), status)


async def _nowhere(request: Request, error: Exception) -> Response:
    return PlainTextResponse("the desk has no such page\n", 404)


async def _wrong_way(request: Request, error: Exception) -> Response:
    return PlainTextResponse("not in this way: pages are read by GET, changes are made by POST\n", 405)


async def _fault(request: Request, error: Exception) -> Response:
    return PlainTextResponse("a fault of the desk itself; its terminal tells more with --debug\n", 500)
