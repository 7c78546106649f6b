"""Who is refused: every address of the desk in every way in which it may not be asked; and what each answer forbids."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from onrecord.faces.desk.guard import LONGEST_ADDRESS, LONGEST_FORM, LONGEST_HEADERS
from tests.faces.desk.routes import addresses, changes, is_open, pages
from tests.faces.desk.serving import Answer, Served, served

# Words of the examples that nobody may see who was not let in.
SECRET = ("Apur", "Ticlla", "dam collapse", "Huayllapata", "Courier")
INSIDE = ("Traceback", 'File "', "starlette", "sqlite", "apsw", "site-packages")
Ids = Mapping[str, str]


@pytest.fixture(scope="module")
def asked(desk: Served, ids: Ids) -> list[tuple[str, str]]:
    """Every address with its method."""
    found = list(addresses(desk, ids))
    assert len(found) > 60
    return found


@pytest.fixture(scope="module", autouse=True)
def unchanged(examples: Path, desk: Served) -> Iterator[None]:
    """Whatever is refused changes nothing."""
    before = hashlib.sha256(examples.read_bytes()).hexdigest()
    yield
    assert hashlib.sha256(examples.read_bytes()).hexdigest() == before
    assert desk.desk.jobs.recent() == []


def refused(answer: Answer, *statuses: int) -> str:
    """What is wrong with a refusal; empty where nothing is."""
    if not 400 <= answer.status < 500 or (statuses and answer.status not in statuses):
        return f"answered {answer.status}"
    text = answer.text
    door = answer.status in (401, 403) and "<title>Not let in: onrecord</title>" in text
    if not door and (text.count("\n") > 1 or len(text) > 200 or "<" in text):
        return f"not a line: {text[:200]!r}"
    found = [word for word in (*SECRET, *INSIDE) if word in text]
    return f"says {found}" if found else ""


def wrong(found: dict[str, str]) -> dict[str, str]:
    return {name: fault for name, fault in found.items() if fault}


COOKIES: dict[str, str | None] = {
    "none": None,
    "another": "onrecord_{port}=0123456789abcdef",
    "empty": "onrecord_{port}=",
    "of another port": "onrecord_1={value}",
    "with a quotation mark": 'onrecord_{port}="{value}',
    "no cookie at all": ";;;=;",
    "letters beyond ASCII": "onrecord_{port}=é",
    "in another case": "ONRECORD_{port}={value}",
}


@pytest.mark.parametrize("cookie", COOKIES.values(), ids=COOKIES.keys())
def test_nobody_looks_without_the_cookie(desk: Served, asked: list[tuple[str, str]], cookie: str | None) -> None:
    value = desk.desk.session.cookie
    header = None if cookie is None else cookie.format(port=desk.port, value=value)
    found = {
        f"{method} {path}": refused(desk.ask(path, method, {"Cookie": header}, b"" if method == "POST" else None), 401)
        for method, path in asked
        if not is_open(path)
    }
    assert not wrong(found)


HOSTS: dict[str, str | None] = {
    "none": None,
    "empty": "",
    "another": "elsewhere.example",
    "another with the port": "elsewhere.example:{port}",
    "another that begins so": "127.0.0.1:{port}.elsewhere.example",
    "another that ends so": "x127.0.0.1:{port}",
    "no port": "127.0.0.1",
    "another port": "127.0.0.1:1",
    "name that leads here": "127.0.0.1.nip.example:{port}",
    "somebody before it": "user@127.0.0.1:{port}",
    "all addresses": "0.0.0.0:{port}",
    "short address": "127.1:{port}",
    "trailing point": "localhost.:{port}",
}


@pytest.mark.parametrize("host", HOSTS.values(), ids=HOSTS.keys())
def test_nobody_calls_it_by_another_name(desk: Served, asked: list[tuple[str, str]], host: str | None) -> None:
    name = None if host is None else host.format(port=desk.port)
    found = {
        f"{method} {path}": refused(
            desk.ask(path, method, {"Host": name}), *((421,) if name is not None else (400, 421))
        )
        for method, path in asked
    }
    assert not wrong(found)


def test_two_names_are_none(desk: Served) -> None:
    sent = f"GET / HTTP/1.1\r\nHost: {desk.host}\r\nHost: {desk.host}\r\nCookie: {desk.cookie}\r\n\r\n"
    assert desk.raw(sent.encode()).startswith((b"HTTP/1.1 400", b"HTTP/1.1 421"))


SITES: dict[str, dict[str, str]] = {
    "another": {"Origin": "https://elsewhere.example"},
    "no origin": {"Origin": "null"},
    "another port": {"Origin": "http://127.0.0.1:1"},
    "begins so": {"Origin": "http://{host}.elsewhere.example"},
    "another scheme": {"Origin": "file://{host}"},
    "script of another site": {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
    "script of a neighbour": {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
}


@pytest.mark.parametrize("site", SITES.values(), ids=SITES.keys())
def test_no_other_site_asks(desk: Served, asked: list[tuple[str, str]], site: dict[str, str]) -> None:
    headers = {name: value.format(host=desk.host) for name, value in site.items()}
    found = {
        f"{method} {path}": refused(desk.ask(path, method, headers, b"" if method == "POST" else None), 403)
        for method, path in asked
        if not path.startswith("/static/")
    }
    assert not wrong(found)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECTED", "get"])
def test_pages_are_read_by_get_alone(desk: Served, asked: list[tuple[str, str]], method: str) -> None:
    posted = {path for way, path in asked if way == "POST"}
    found = {
        path: refused(desk.ask(path, method, body=b""), 405)
        for way, path in asked
        if way == "GET" and not (method == "POST" and path in posted)
    }
    assert not wrong(found)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_changes_are_made_by_post_alone(desk: Served, method: str) -> None:
    headers = {"X-Form-Token": desk.desk.session.form_token}
    assert not wrong({path: refused(desk.ask(path, method, headers, b""), 405) for path in changes(desk)})


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_a_path_of_changes_changes_nothing(desk: Served, method: str) -> None:
    headers = {"X-Form-Token": desk.desk.session.form_token}
    token = desk.desk.session.form_token
    for path in changes(desk):
        found = desk.ask(f"{path}?form_token={token}&text=Words+of+a+report", method, headers)
        assert found.status in (200, 404, 405)


FORMS: dict[str, tuple[dict[str, str], bytes]] = {
    "none": ({"Content-Type": "application/x-www-form-urlencoded"}, b"text=Words+of+a+report"),
    "empty": ({"Content-Type": "application/x-www-form-urlencoded"}, b"form_token=&text=Words"),
    "another": ({"Content-Type": "application/x-www-form-urlencoded"}, b"form_token=0000&text=Words"),
    "letters beyond ASCII": ({"Content-Type": "application/x-www-form-urlencoded"}, "form_token=é&text=W".encode()),
    "another in a header": ({"X-Form-Token": "0000"}, b"text=Words"),
    "the cookie in its place": ({"X-Form-Token": "{cookie}"}, b"text=Words"),
    "plain text": ({"Content-Type": "text/plain"}, b"form_token={token}&text=Words"),
    "JSON": ({"Content-Type": "application/json"}, b'{"form_token": "{token}", "text": "Words"}'),
    "no type": ({}, b"form_token={token}"),
    "a file in its place": (
        {"Content-Type": "multipart/form-data; boundary=b"},
        b'--b\r\nContent-Disposition: form-data; name="form_token"; filename="x"\r\n\r\n{token}\r\n--b--\r\n',
    ),
    "a form without an end": ({"Content-Type": "multipart/form-data; boundary=b"}, b'--b\r\nContent-Disposition: form-data; name="f'),
    "a form without a boundary": ({"Content-Type": "multipart/form-data"}, b"form_token={token}"),
    "more fields than any form has": ({"Content-Type": "application/x-www-form-urlencoded"}, b"a=b&" * 5_000),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_no_change_without_the_token_of_the_form(desk: Served, form: tuple[dict[str, str], bytes]) -> None:
    session = desk.desk.session
    headers = {name: value.format(cookie=session.cookie) for name, value in form[0].items()}
    body = form[1].replace(b"{token}", session.form_token.encode())
    found = {path: refused(desk.ask(path, "POST", headers, body)) for path in changes(desk)}
    assert not wrong(found)


LONG: dict[str, tuple[str, dict[str, str], bytes | None, tuple[int, ...]]] = {
    "query": ("?q=" + "a" * LONGEST_ADDRESS, {}, None, (414,)),
    "path": ("/" + "a" * LONGEST_ADDRESS, {}, None, (414,)),
    "headers": ("", {f"X-{n}": "a" * 1_000 for n in range(LONGEST_HEADERS // 1_000)}, None, (431,)),
    "cookie": ("", {"Cookie": "a=" + "b" * LONGEST_HEADERS}, None, (431,)),
    "body": ("", {}, b"a" * (LONGEST_FORM + 1), (413,)),
    "body that is said to be long": ("", {"Content-Length": "9" * 12}, None, (413,)),
    "body in pieces": (
        "",
        {"Transfer-Encoding": "chunked"},
        b"100000\r\n" + b"a" * 0x100000 + b"\r\n" + b"100000\r\n" + b"a" * 0x100000 + b"\r\n0\r\n\r\n",
        (413, 405, 403),
    ),
}


@pytest.mark.parametrize("long", LONG.values(), ids=LONG.keys())
def test_what_is_too_long_is_refused(
    desk: Served, asked: list[tuple[str, str]], long: tuple[str, dict[str, str], bytes | None, tuple[int, ...]]
) -> None:
    more, headers, body, statuses = long
    sending = body is not None or "Content-Length" in headers
    tried = [(m, p) for m, p in asked if m == ("POST" if sending else "GET") and p != "/add" and not is_open(p)]
    tried = tried[:: 1 if sending else 5] or [("POST", "/quotes")]
    found = {
        f"{method} {path}": refused(desk.ask(path + more, method, headers, body), *statuses) for method, path in tried
    }
    assert not wrong(found)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\0\0\0\0",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET http://elsewhere.example/ HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n",
        b"CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nA\r\n b: c\r\n\r\n",
        b"GET /\r\nX HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: a\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03",
        b"A" * 70_000,
    ],
)
def test_what_is_no_request_gets_no_page(desk: Served, sent: bytes) -> None:
    found = desk.raw(sent)
    assert b" 200 " not in found.split(b"\r\n")[0]
    assert not [word for word in (*SECRET, *INSIDE) if word.encode() in found]
    assert desk.ask("/-/keys").status == 200  # and it goes on


@pytest.mark.parametrize(
    "path",
    [
        "/static/x/../../onrecord/faces/api.py",
        "/static/x/..%2f..%2fapi.py",
        "/static/x/%2e%2e/api.py",
        "/static/../keys.tsv",
        "/static/x/desk.css%00.js",
        "/static/x//etc/passwd",
        "/../../etc/passwd",
        "/report/../../etc/passwd/raw",
        "/report/..%2f..%2fetc%2fpasswd/raw.bin",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "/report/%00",
        "/report/' or 1=1 --".replace(" ", "%20"),
        "/record/%25%25",
        "/person/%ff%fe",
        "/compare/a",
        "/compare/...",
        "/-/job/x",
        "/report/" + "f" * 64,
        "/story/" + "0" * 64 + ".json",
        "/quotes?limit=-1",
        "/quotes?limit=1e9",
        "/figures?from=x",
        "/quotes?since=yesterday%27s",
        "/story/x/none.csv",
        "/quotes.exe",
    ],
)
def test_paths_that_lead_nowhere(desk: Served, path: str) -> None:
    found = desk.ask(path)
    assert refused(found) == ""
    secure(found, path)


# -- what each answer forbids ------------------------------------------------------------------------------------------


def secure(answer: Answer, path: str) -> None:
    """Every answer says what a browser may do with it: nothing but what the desk's own pages need."""
    headers = answer.headers
    policy = {
        part.split()[0]: part.split()[1:] for part in headers["content-security-policy"].split(";") if part.split()
    }
    framed = urlsplit(path).path.endswith(("/raw", "/raw.bin")) and answer.status == 200
    assert policy["default-src"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]
    assert policy["frame-ancestors"] == (["'self'"] if framed else ["'none'"])
    assert policy["form-action"] in (["'self'"], ["'none'"])
    for sources in policy.values():
        assert set(sources) <= {"'none'", "'self'"}  # neither unsafe-inline nor unsafe-eval, nobody else's site
    if framed:
        assert "sandbox" in policy
        assert policy["sandbox"] == []
        assert "script-src" not in policy
    assert headers["x-frame-options"] == ("SAMEORIGIN" if framed else "DENY")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    if answer.status == 200 and path.startswith("/static/"):
        assert "immutable" in headers["cache-control"]
    else:
        assert headers["cache-control"] == "no-store"
        assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers
    assert (
        "charset=utf-8" in headers.get("content-type", "text/plain; charset=utf-8")
        or "octet" in headers["content-type"]
        or "json" in headers["content-type"]
    )


@pytest.mark.parametrize("let_in", [True, False])
def test_every_answer_forbids_what_it_does_not_need(desk: Served, asked: list[tuple[str, str]], let_in: bool) -> None:
    for method, path in asked:
        secure(desk.ask(path, method, body=b"" if method == "POST" else None, let_in=let_in), path)


def test_every_page_is_there_for_who_was_let_in(desk: Served, ids: Ids) -> None:
    found = {path: answer.status for path in pages(ids) if (answer := desk.ask(path)).status != 200}
    assert found == {"/none": 404}


def test_a_page_holds_nothing_that_its_policy_would_stop(desk: Served, ids: Ids) -> None:
    for path in pages(ids):
        text = desk.ask(path).text
        for forbidden in (
            " style=",
            "<style",
            " onclick",
            " onload",
            "javascript:",
            "<script>",
            'src="http',
            "@import",
        ):
            assert forbidden not in text, (path, forbidden)


# -- the door ----------------------------------------------------------------------------------------------------------


def test_the_link_opens_it_once_and_the_cookie_is_the_browsers_alone(examples: Path) -> None:
    with served(examples) as desk:
        link = desk.desk.session.entrance
        opened = desk.ask(link, let_in=False)
        assert (opened.status, opened.headers["location"]) == (303, "/")
        secure(opened, link)
        (cookie,) = opened.cookies
        name, *parts = [part.strip().lower() for part in cookie.split(";")]
        assert name == desk.cookie.lower()
        assert {"httponly", "samesite=strict", "path=/"} <= set(parts)
        assert not any(part.startswith("domain") for part in parts)
        assert desk.ask("/", headers={"Cookie": cookie.split(";")[0]}).status == 200
        again = desk.ask(link, let_in=False)
        assert (again.status, again.cookies) == (403, ())
        assert desk.desk.session.entrance != link
        assert desk.ask(desk.desk.session.entrance, let_in=False).status == 303


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/-/enter", 401),
        ("/-/enter?token=", 403),
        ("/-/enter?token=0000", 403),
        ("/-/enter?token=%C3%A9", 403),
        ("/-/enter?token=" + "a" * 2_000, 403),
        ("/-/enter?token=a&token=b", 403),
    ],
)
def test_a_wrong_token_opens_nothing(desk: Served, path: str, status: int) -> None:
    found = desk.ask(path, let_in=False)
    assert found.cookies == ()
    assert refused(found, status) == ""


def test_a_token_that_was_chosen_is_never_in_a_link(examples: Path) -> None:
    with served(examples, "a token that was chosen") as desk:
        assert desk.desk.session.entrance == "/-/enter"
        wrong_one = desk.post("/-/enter", {"token": "a token"}, {"Cookie": None})
        assert refused(wrong_one, 403) == ""
        for _ in range(2):
            opened = desk.post("/-/enter", {"token": "a token that was chosen"}, {"Cookie": None})
            assert (opened.status, len(opened.cookies)) == (303, 1)


def test_the_door_leads_only_into_the_desk(desk: Served) -> None:
    for path in (
        "//elsewhere.example/x",
        "/\\elsewhere.example",
        '/"><script>x</script>',
        "/report/a?q=%22%3E<script>",
    ):
        text = desk.ask(path.replace(" ", "%20"), let_in=False).text
        assert "<script" not in text
        assert 'href="//' not in text
        assert 'href="/\\' not in text


def test_no_page_tells_the_token_of_the_door(desk: Served, ids: Ids) -> None:
    secrets = (desk.desk.session.cookie, desk.desk.session.entrance.partition("=")[2])
    for path in pages(ids):
        text = desk.ask(path).text
        assert not any(secret in text for secret in secrets if secret)


@pytest.mark.parametrize("type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
def test_a_text_is_taken_up_to_the_length_that_the_form_gives(desk: Served, type: str) -> None:
    """Nothing but spaces: it is taken in whole, and found to be nothing."""
    token, text = desk.desk.session.form_token.encode(), b" " * 1_900_000
    if "multipart" in type:
        head = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        body = head % (b"form_token", token) + head % (b"text", text) + b"--b--\r\n"
    else:
        body = b"form_token=" + token + b"&text=" + text
    found = desk.ask("/add", "POST", {"Content-Type": type}, body)
    assert (found.status, found.text) == (400, "nothing to add; choose files, or paste a text\n")
