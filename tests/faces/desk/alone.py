"""Run inside a network of its own, where nothing leads outside: a desk and a browser, and what the browser could not load.

python -m tests.faces.desk.alone LEDGER CHROMIUM PATH…; prints one JSON object.
"""

from __future__ import annotations

import fcntl
import json
import socket
import struct
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.faces.desk.serving import served

SIOCSIFFLAGS, UP_AND_RUNNING = 0x8914, 0x1 | 0x40


def loopback() -> None:
    """Bring up this machine's way to itself, which a new network has down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        fcntl.ioctl(one, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", UP_AND_RUNNING))


def reasons(url: str, failure: str | None) -> list[str]:
    """Why a request failed; nothing for what the browser itself gives up when it goes on to the next page."""
    return [] if failure == "net::ERR_ABORTED" else [f"{url}: {failure}"]


def reaches_out() -> bool:
    """True where some address that is not this machine's can be tried at all."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            one.connect(("192.0.2.1", 80))
        except OSError:
            return False
    return True


def main(ledger: str, chromium: str, *paths: str) -> None:
    """Open each page and print what was loaded, and what was not."""
    loopback()
    loaded: list[str] = []
    failed: list[str] = []
    seen: dict[str, str] = {}
    with served(Path(ledger)) as desk, sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("response", lambda one: (loaded if one.ok or one.status == 303 else failed).append(one.url))
        page.on("requestfailed", lambda one: failed.extend(reasons(one.url, one.failure)))
        page.on("console", lambda one: failed.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.goto(desk.address + desk.desk.session.entrance)
        for path in paths:
            page.goto(desk.address + path, wait_until="networkidle")
            seen[path] = page.locator("h1").first.inner_text()
        browser.close()
    print(json.dumps({"outside": reaches_out(), "loaded": loaded, "failed": failed, "seen": seen}))


if __name__ == "__main__":
    main(*sys.argv[1:])
