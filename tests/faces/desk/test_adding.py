"""Adding from the page: what is sent is read, what is passed over says why, and nothing of it stays behind."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from onrecord.faces import api
from onrecord.faces.desk import adding
from tests.faces.desk.serving import Answer, Served, served

NEWS = "LIMA, March 3 (MNW) - A dam burst, killing at least 14 people, officials said.\n\nThe mayor said 20 were missing.\n"
Part = tuple[str, str | None, bytes]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Served]:
    """A desk over a ledger that holds nothing yet."""
    api.Ledger(tmp_path / "new.db").close()
    with served(tmp_path / "new.db") as found:
        yield found


def send(desk: Served, parts: Sequence[Part], script: bool = True) -> Answer:
    """A form as a browser sends it: (field, file name or None, bytes)."""
    token = desk.desk.session.form_token
    body = b""
    for field, name, data in [("form_token", None, token.encode()), *parts]:
        named = "" if name is None else f'; filename="{name}"'
        body += f'--x\r\nContent-Disposition: form-data; name="{field}"{named}\r\n\r\n'.encode() + data + b"\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Origin": desk.address}
    headers |= {"X-Form-Token": token} if script else {}
    return desk.ask("/add", "POST", headers, body + b"--x--\r\n")


def done(desk: Served, answer: Answer) -> dict[str, object]:
    """What came of an adding, once it is at its end."""
    job = json.loads(answer.text)["id"]
    for _ in range(600):
        told: dict[str, object] = json.loads(desk.ask(f"/-/job/{job}").text)
        if told["state"] in ("done", "failed"):
            return told
        time.sleep(0.1)
    raise AssertionError("the adding does not end")


def test_files_and_a_text_are_read_and_the_rest_says_why(empty: Served) -> None:
    """Good files and a pasted text become reports called by their names; a picture is passed over with its reason."""
    parts: list[Part] = [
        ("files", "dam.txt", NEWS.encode()),
        ("files", "../../etc/.picture", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("text", None, NEWS.replace("14", "15").replace("\n", "\r\n").encode()),
        ("name", None, b"pasted by hand"),
        ("outlet", None, b"The Paper"),
    ]
    answer = send(empty, parts)
    assert answer.status == 202
    told = done(empty, answer)
    assert told["state"] == "done", told
    assert len(told["new"]) == 2  # type: ignore[arg-type]
    (skipped,) = told["skipped"]  # type: ignore[misc]
    assert skipped["source"] == "_.picture"
    assert skipped["why"]
    with api.Ledger(empty.desk.path, create=False) as ledger:
        rows = {row["source"]: row for row in ledger.reports()}
        assert set(rows) == {"dam.txt", "pasted by hand.txt"}
        assert {row["outlet"] for row in rows.values()} == {"The Paper"}
        assert ledger.text(rows["dam.txt"]["report"]) == NEWS
        assert "\r" not in ledger.text(rows["pasted by hand.txt"]["report"])
        assert ledger.verify().problems == ()
    page = empty.ask(f"/add?job={told['id']}").text
    assert "2 reports read, 0 known, 1 passed over" in page
    again = done(empty, send(empty, parts[:1] + parts[4:]))
    assert (again["new"], again["known"]) == ([], 1)


def test_without_scripts_the_page_of_the_adding_follows(empty: Served) -> None:
    """A form that a browser sends by itself leads to the page that tells how far it is."""
    answer = send(empty, [("text", None, NEWS.encode())], script=False)
    assert answer.status == 303
    assert answer.headers["location"].startswith("/add?job=")
    done(empty, Answer(200, {}, json.dumps({"id": answer.headers["location"].partition("job=")[2]}).encode()))


BAD = [
    ([], 400, "nothing to add"),
    ([("text", None, b"   ")], 400, "nothing to add"),
    ([("text", None, NEWS.encode()), ("published", None, b"soon")], 400, "soon"),
]


@pytest.mark.parametrize(("parts", "status", "says"), BAD, ids=["nothing", "white space", "a wrong day"])
def test_what_cannot_be_added_is_refused(parts: Sequence[Part], status: int, says: str, empty: Served) -> None:
    """One line says what is wrong; no job begins."""
    answer = send(empty, parts)
    assert answer.status == status
    assert says in answer.text
    assert len(answer.text.strip().splitlines()) == 1
    assert empty.desk.jobs.recent() == []


NAMES = [
    ("page.html", "page.html"),
    ("/etc/passwd", "passwd"),
    ("C:\\temp\\a.html", "a.html"),
    ("..", "_.."),
    (".hidden.html", "_.hidden.html"),
    ("-rf", "_-rf"),
    ("a\x00b\n.txt", "a_b_.txt"),
    ("*?[x].html", "___x_.html"),
    ("", "unnamed"),
    ("ü" * 200 + ".html", "ü" * 72 + ".html"),
]


@pytest.mark.parametrize(("given", "kept"), NAMES, ids=[repr(given)[:20] for given, _ in NAMES])
def test_names_of_files_lead_nowhere(given: str, kept: str) -> None:
    """A name is one of a file in its folder, whatever was sent."""
    found = adding._safe(given)
    assert found == kept
    assert "/" not in found
    assert len(found.encode()) <= 160


def test_two_files_of_one_name_are_two(empty: Served) -> None:
    """Files from two folders may bear one name; neither takes the other's place."""
    texts = [NEWS.encode(), NEWS.replace("dam", "bridge").encode()]
    told = done(empty, send(empty, [("files", "a.txt", text) for text in texts]))
    with api.Ledger(empty.desk.path, create=False) as ledger:
        assert sorted(row["source"] for row in ledger.reports()) == ["a (2).txt", "a.txt"]
    assert told["skipped"] == []


def test_a_report_is_known_again_in_an_archive(empty: Served) -> None:
    """The same file, sent by itself and in a zip file, is one report."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("dam.txt", NEWS)
    first = done(empty, send(empty, [("files", "dam.txt", NEWS.encode())]))
    again = done(empty, send(empty, [("files", "pages.zip", packed.getvalue())]))
    assert (len(first["new"]), first["known"]) == (1, 0)  # type: ignore[arg-type]
    assert (again["new"], again["known"]) == ([], 1)
