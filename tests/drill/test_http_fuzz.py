"""Requests that no browser would send, at the portal as it really runs: it answers, does not hang, does not grow (39).

Twenty thousand requests or five minutes: wrong types, broken multipart, cut bodies, foreign character sets, huge
headers, ten thousand fields, bytes at random; by visitors and by people who are signed in.
"""

import random
import socket
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from tests.support.html import parse
from tools.running import RunningPortal, wait_until

REQUESTS, AT_MOST_SECONDS, HANDS = 20_000, 300, 8
HANGS_AFTER, MAY_GROW = 5.0, 50 * 2**20
SLUGS = ("", "leila", "maya", "okoro", "byrne")
PATHS = (
    "/", "/week/", "/help", "/ring", "/language", "/looks", "/sign-in", "/sign-in/code", "/sign-in/paper", "/card",
    "/card/pin", "/sign-in/staff", "/sign-in/staff/first", "/sign-in/passkey", "/sign-in/passkey/ask", "/account",
    "/account/ways", "/people/", "/people/search", "/people/contact-changes", "/calls/ask", "/leave", "/sign-out",
    "/open", "/phone/pictures", "/photos/of/x", "/demo", "/demo/clock", "/static/css/portal.css", "/health", "/ready",
    "/people/00000000-0000-4000-8000-000000000000", "/week/00000000-0000-4000-8000-000000000000/this",
)  # fmt: skip
METHODS = (*("GET",) * 5, *("POST",) * 9, "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "get", "NONSENSE")
HARD = (
    "",
    "\x00",
    "a" * 20_000,
    "-1",
    "NaN",
    "1e999",
    "\u202e",
    "%s%n{0}{{7*7}}",
    "../../etc/passwd",
    "👨‍👩‍👧",
    "null",
)
TYPES = (
    "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data",
    "multipart/form-data; boundary=" + "b" * 300, "application/json", "text/plain; charset=utf-7",
    "application/x-www-form-urlencoded; charset=utf-16", "nonsense", "",
)  # fmt: skip


def raw(host: str, chance: random.Random, browser: tuple[str, str], names: list[str]) -> bytes:
    """A request as bytes, a little or very wrong. `browser` is its cookies and the token its forms are taken with."""
    cookie, token = browser
    method, path = chance.choice(METHODS), chance.choice(PATHS)
    if chance.random() < 0.2:
        path += chance.choice(("?next=//x", "?page=%ff", "/" * 50, "?" + "a=1&" * 500, "%00", "/../..", ";x", "?=%"))
    body = _body(chance, names, token if chance.random() < 0.8 else "")
    headers = [f"Host: {host}", f"Cookie: {cookie}", f"Content-Type: {chance.choice(TYPES)}"]
    headers += [f"Content-Length: {chance.choice((len(body),) * 8 + (len(body) + 40, 0, 1))}"]
    if chance.random() < 0.1:
        headers.append(chance.choice(("X-Big: " + "x" * 9000, "Accept-Language: " + "q," * 900, "HX-Target: \x7f'\"")))
    if chance.random() < 0.05:
        headers[-1] = chance.choice(("Content-Length: -1", "Content-Length: 99999999999", "Transfer-Encoding: chunked"))
    head = f"{method} {path} HTTP/1.1\r\n" + "\r\n".join(headers) + "\r\nConnection: close\r\n\r\n"
    return head.encode("latin-1", "replace") + body


def _body(chance: random.Random, names: list[str], token: str) -> bytes:
    kind = chance.random()
    if kind < 0.1:
        return chance.randbytes(chance.choice((10, 1000, 30_000)))
    if kind < 0.12:
        return "&".join(f"f{number}=1" for number in range(10_000)).encode()
    fields = {name: chance.choice(HARD) for name in chance.sample(names, min(len(names), 6))} | {"csrf_token": token}
    if kind < 0.6:
        return "&".join(f"{name}={value}" for name, value in fields.items()).encode("utf-8", "surrogatepass")
    parts = [f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
    whole = "\r\n".join([*parts, chance.choice(("--x--", "--x", ""))]).encode("utf-8", "surrogatepass")
    return whole[: chance.choice((len(whole), len(whole) // 2))]


def ask(portal: RunningPortal, request: bytes) -> tuple[str, float]:
    """Send bytes, and end our side when they are sent. Returns the first line of the answer and how long it took."""
    began = time.monotonic()
    try:
        with socket.create_connection(("127.0.0.1", portal.port), timeout=30) as wire:
            wire.sendall(request)
            wire.shutdown(socket.SHUT_WR)
            first = wire.recv(200).split(b"\r\n")[0].decode("latin-1")
            while wire.recv(65536):
                pass
    except TimeoutError:
        return "hangs", time.monotonic() - began
    except OSError:
        return "cut", time.monotonic() - began
    return first, time.monotonic() - began


def memory(portal: RunningPortal) -> int:
    """Bytes that the web's processes hold."""
    pid = portal.processes["web"].pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    pages = [int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in (pid, *children)]
    return sum(pages) * 4096


def field_names(portal: RunningPortal) -> list[str]:
    """The names of the fields of the forms there are."""
    names = {"csrf_token", "id", "page", "next"}
    for path in ("/sign-in", "/sign-in/staff", "/card", "/looks", "/language", "/sign-in/paper"):
        page = parse(httpx.get(f"{portal.url}{path}").text)
        names |= {node.attrs["name"] for node in page.all("input", "button", "textarea") if "name" in node.attrs}
    return sorted(names | {"name", "note", "contact", "reason", "answer", "good_time", "client_id", "photo", "picture"})


def test_twenty_thousand_broken_requests(running: RunningPortal, figure: Callable[[str], None]) -> None:
    running.start_worker()  # without it the portal rightly says that it is not ready
    wait_until("Being ready", lambda: httpx.get(f"{running.url}/ready").status_code == 200)
    names, browsers = field_names(running), []
    for slug in SLUGS:
        with httpx.Client(base_url=running.url) as client:
            client.post(f"/demo/{slug}") if slug else client.get("/sign-in")
            found = parse(client.get("/language").text).all(
                "input", where=lambda node: node.attrs["name"] == "csrf_token"
            )
            cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
            browsers.append((cookie, found[0].attrs["value"]))
    chance = random.Random(39)
    warm = [raw("127.0.0.1", chance, chance.choice(browsers), names) for _ in range(1000)]
    began, held = time.monotonic(), 0

    def send(request: bytes) -> tuple[str, float]:
        return ask(running, request) if time.monotonic() - began < AT_MOST_SECONDS else ("not sent", 0.0)

    with ThreadPoolExecutor(HANDS) as pool:
        answers = list(pool.map(send, warm))
        held = memory(running)  # after a thousand, when every part of the code has been loaded
        rest = (raw("127.0.0.1", chance, chance.choice(browsers), names) for _ in range(REQUESTS - len(warm)))
        answers += list(pool.map(send, rest))
    grown = memory(running) - held
    counted = Counter(first.split(" ")[1] if first.startswith("HTTP") else first or "cut" for first, _took in answers)
    sent = len(answers) - counted["not sent"]
    broken = {code: number for code, number in counted.items() if code.startswith("5") or code == "hangs"}
    slow = [took for _first, took in answers if took > HANGS_AFTER]
    kind = running.database_url.split(":", 1)[0]
    figure(f"{kind}: broken requests {sent:,}, answers {dict(counted)}")
    figure(f"{kind}: server errors {sum(broken.values())}, over 5 s {len(slow)}, grown by {grown / 2**20:.1f} MB")
    assert broken == {}
    assert slow == []
    assert grown < MAY_GROW
    assert httpx.get(f"{running.url}/health").status_code == 200
