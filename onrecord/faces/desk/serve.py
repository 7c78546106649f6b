"""Starting the desk: its address, its link, its end."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from onrecord.faces.api import Ledger
from onrecord.faces.desk.app import application
from onrecord.faces.desk.desk import Desk
from onrecord.faces.desk.guard import App
from onrecord.faces.desk.jobs import Jobs
from onrecord.faces.desk.readers import Readers
from onrecord.faces.desk.session import SHORTEST, Session
from onrecord.shapes.errors import UsageError

HOST = "127.0.0.1"
PORT = 8617
TRIES = 20  # ports after the first that are tried where none was named
_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where the desk is to be found. `share` is another address than this machine's own; it needs a `token`."""

    port: int | None = None
    share: str | None = None
    token: str | None = None


def prepare(path: Path) -> None:
    """Bring a ledger up to date before it is only read. Raises LedgerError."""
    Ledger(path, create=False).close()


def serve(
    path: Path, place: Place, reviewer: str, say: Callable[[str], None], *, browse: bool = False, debug: bool = False
) -> None:
    """Serve the desk of a ledger until it is interrupted; `say` is told its link.

    `debug` shows where a fault of the desk came from.

    Raises LedgerError, UsageError where the address cannot be taken or a shared desk has no token.
    """
    if place.share is not None and len(place.token or "") < SHORTEST:
        raise UsageError(f"--share: other machines may look then; give a --token of {SHORTEST} characters or more")
    prepare(path)
    listening = _listening(place)
    port = int(listening.getsockname()[1])
    address = f"http://{_shown(place.share or HOST)}:{port}"
    session = Session(port, place.token, lambda entrance: say(f"opened; for another browser: {address}{entrance}"))
    readers = Readers(path)
    jobs = Jobs(path)
    desk = Desk(path, readers, session, jobs, reviewer)
    app = application(desk, hosts(place, port))
    server = uvicorn.Server(config(app, debug=debug))
    say(f"the desk of {path} is open at {address}{session.entrance}")
    say(
        "the link opens it once, in one browser; the next is printed here then"
        if not session.chosen
        else "it asks for the token"
    )
    say("Ctrl-C closes it")
    if browse:
        webbrowser.open(f"{address}{session.entrance}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # as Ctrl-C: what was sent and not read yet is removed
    try:
        asyncio.run(server.serve(sockets=[listening]))
    except KeyboardInterrupt:
        pass
    finally:
        readers.close()
        jobs.close()


def config(app: App, *, debug: bool = False) -> uvicorn.Config:
    """How the desk is served: it says nothing of itself in headers, and logs nobody's questions."""
    return uvicorn.Config(
        app,
        log_config=None,
        log_level="error" if debug else "critical",
        access_log=False,
        server_header=False,
        date_header=False,
        ws="none",
        lifespan="off",
        h11_max_incomplete_event_size=64_000,
        timeout_graceful_shutdown=2,
        timeout_keep_alive=30,
    )


def hosts(place: Place, port: int) -> frozenset[str]:
    """The names by which a browser may call the desk."""
    names = set(_NAMES)
    if place.share is not None:
        names |= {_shown(place.share).casefold(), socket.gethostname().casefold(), socket.getfqdn().casefold()}
    return frozenset(f"{name}:{port}" for name in names)


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _listening(place: Place) -> socket.socket:
    """A socket at the address; without a port the first free one from PORT on."""
    host = place.share or HOST
    ports = [place.port] if place.port is not None else [*range(PORT, PORT + TRIES), 0]
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    why = ""
    for port in ports:
        server = socket.socket(family, socket.SOCK_STREAM)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind((host, port))
            server.listen(128)
        except (OSError, OverflowError) as error:
            server.close()
            why = str(getattr(error, "strerror", None) or error).lower()
            continue
        server.setblocking(False)
        return server
    named = f"port {place.port}" if place.port is not None else "a port"
    raise UsageError(f"{host}: cannot take {named} there ({why}); name another with --port")
