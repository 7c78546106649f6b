"""The desk's own files: one style sheet, one script, one picture; under an address that changes with them."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib import resources

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from onrecord.faces.page import environment

# The styles, those of the one-file page first; what is put together is one file.
STYLES = ("colours.css", "page.css", "board.css", "map.css", "timeline.css", "compare.css", "desk/desk.css")
TYPES = {"desk.css": "text/css", "raw.css": "text/css", "desk.js": "text/javascript", "icon.svg": "image/svg+xml"}


@cache
def contents(name: str) -> bytes:
    """A file by its name; KeyError for what is none."""
    TYPES[name]
    if name == "desk.css":
        there = environment().list_templates()
        return "\n".join(environment().get_template(style).render() for style in STYLES if style in there).encode()
    return (resources.files("onrecord.faces") / "static" / name).read_bytes()


@cache
def version() -> str:
    """Another one whenever one of the files is."""
    return sha256(b"".join(contents(name) for name in TYPES)).hexdigest()[:12]


def address(name: str) -> str:
    """Where a file is found."""
    return f"/static/{version()}/{name}"


async def serve(request: Request) -> Response:
    """A file; kept by the browser, since another one has another address."""
    name = request.path_params["name"]
    if name not in TYPES:
        return PlainTextResponse("the desk has no such file\n", 404)
    headers = {
        "cache-control": "public, max-age=31536000, immutable",
        # the frame of a page as found has no origin of its own
        "cross-origin-resource-policy": "cross-origin",
    }
    return Response(contents(name), media_type=TYPES[name], headers=headers)
