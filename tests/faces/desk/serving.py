"""A running desk to ask: the real server over a ledger, in a thread of its own, and requests as raw as they come."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import uvicorn

from onrecord.faces.desk import serve
from onrecord.faces.desk.app import application
from onrecord.faces.desk.desk import Desk
from onrecord.faces.desk.jobs import Jobs
from onrecord.faces.desk.readers import Readers
from onrecord.faces.desk.session import Session

TIMEOUT = 60  # seconds after which an answer that does not come is a fault


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    cookies: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The body as characters."""
        return self.body.decode("utf-8")


@dataclass(frozen=True, slots=True)
class Served:
    """A desk that answers at a port of this machine, and the secrets by which it lets somebody in."""

    port: int
    desk: Desk

    @property
    def host(self) -> str:
        """The name by which it is to be called."""
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://{self.host}"

    @property
    def cookie(self) -> str:
        """The cookie of somebody who was let in."""
        return f"{self.desk.session.cookie_name}={self.desk.session.cookie}"

    def ask(
        self,
        path: str,
        method: str = "GET",
        headers: Mapping[str, str | None] | None = None,
        body: bytes | None = None,
        let_in: bool = True,
    ) -> Answer:
        """One request on a connection of its own; a header of None is left out."""
        wanted: dict[str, str | None] = {"Host": self.host, "Cookie": self.cookie if let_in else None}
        wanted |= headers or {}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            if body is not None and "Content-Length" not in wanted and "Transfer-Encoding" not in wanted:
                wanted["Content-Length"] = str(len(body))
            for name, value in wanted.items():
                if value is not None:
                    connection.putheader(name, value)
            with suppress(BrokenPipeError, ConnectionResetError):  # refused before all was sent: the answer is there
                connection.endheaders(body)
            found = connection.getresponse()
            known = {name.lower(): value for name, value in found.getheaders()}
            cookies = tuple(value for name, value in found.getheaders() if name.lower() == "set-cookie")
            return Answer(found.status, known, found.read(), cookies)
        finally:
            connection.close()

    def post(self, path: str, fields: Mapping[str, str], headers: Mapping[str, str | None] | None = None) -> Answer:
        """A form as a browser sends it; its token is not added."""
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.address, **(headers or {})}
        return self.ask(path, "POST", sent, urlencode(fields).encode())

    def raw(self, sent: bytes) -> bytes:
        """What comes back for bytes that need be no request at all."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=TIMEOUT) as connection:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            found = b""
            while piece := connection.recv(65_536):
                found += piece
            return found


@contextmanager
def served(ledger: Path, token: str | None = None) -> Iterator[Served]:
    """A desk of a ledger, open while the context lasts."""
    serve.prepare(ledger)
    listening = socket.create_server(("127.0.0.1", 0))
    port = int(listening.getsockname()[1])
    readers = Readers(ledger)
    desk = Desk(ledger, readers, Session(port, token), Jobs(ledger), "tester")
    app = application(desk, serve.hosts(serve.Place(port), port))
    server = uvicorn.Server(serve.config(app))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True, name=f"desk {port}")
    thread.start()
    try:
        yield Served(port, desk)
    finally:
        server.should_exit = True
        thread.join(TIMEOUT)
        listening.close()
        readers.close()
        desk.jobs.close()
