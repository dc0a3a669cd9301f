"""What is no request never reaches the pages: the really running server refuses it and repeats nothing of it."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.running import RunningPortal, wait_until

SECRET = b"LeilaHaddadSecret"
CHUNKED = b"POST /help HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
REFUSED = {
    "no request line": b"GARBAGE " + SECRET + b"\r\n\r\n",
    "no method": b"get<" + SECRET + b" / HTTP/1.1\r\n\r\n",
    "no version": b"GET / HTTP/" + SECRET + b"\r\n\r\n",
    "a header's name": b"GET / HTTP/1.1\r\nHost: x\r\n" + SECRET + b" : 1\r\n\r\n",
    "a header without an end": b"GET / HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n " + SECRET + b"\r\n\r\n",
    "a long line": b"GET /" + SECRET * 1000 + b" HTTP/1.1\r\n\r\n",
    "a big header": b"GET / HTTP/1.1\r\nHost: x\r\nX-A: " + SECRET * 1000 + b"\r\n\r\n",
    "a coding": b"POST /help HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: " + SECRET + b"\r\n\r\n",
    "an expectation": b"GET / HTTP/1.1\r\nHost: x\r\nExpect: " + SECRET + b"\r\n\r\n",
    "a chunk": CHUNKED + SECRET + b"\r\n\r\n",
}


@pytest.fixture(scope="module")
def portal(fast_folder: Path) -> Iterator[RunningPortal]:
    """The web as `portal serve` runs it, with nobody in it."""
    running = RunningPortal(fast_folder / "refusing")
    running.command("migrate")
    running.start_web(workers=1)
    yield running
    running.stop()


def answer(portal: RunningPortal, sent: bytes) -> str:
    """All that comes back until the server hangs up."""
    with socket.create_connection(("127.0.0.1", portal.port), timeout=20) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(65536), b"")).decode()


@pytest.mark.parametrize("sent", REFUSED.values(), ids=REFUSED)
def test_what_is_no_request_is_refused_without_a_word_of_it(portal: RunningPortal, sent: bytes) -> None:
    said = answer(portal, sent)
    last = said[said.rindex("HTTP/1.1 ") :]
    assert last.startswith("HTTP/1.1 4")
    for header in (
        "Content-Security-Policy: default-src 'none'",
        "X-Content-Type-Options: nosniff",
        "X-Frame-Options: DENY",
        "Referrer-Policy: no-referrer",
        "Cache-Control: no-store",
    ):
        assert f"\r\n{header}" in last
    number = re.search(r"\b[0-9a-f]{8}\b", last.split("\r\n\r\n")[1])
    assert number
    wait_until("its line in the log", lambda: number[0] in portal.log("web"))
    assert SECRET.decode() not in said + portal.log("web")
    assert "127.0.0.1" not in portal.log("web")


def test_the_next_one_is_served(portal: RunningPortal) -> None:
    assert answer(portal, b"GET /help HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").startswith("HTTP/1.1 200")
