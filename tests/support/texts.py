"""A gateway for texts on this machine that can be in any mood."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

import pytest


class TextServer:
    """Takes texts, or does not: `mood` is what it answers.

    A number ("200", "400", "503"), "302" (elsewhere), "hangs", "dribbles" (a sign at a time, for ever), "drops" (cuts
    the line unanswered), "takes and drops" (takes the text, and cuts the line before it says so).
    """

    def __init__(self) -> None:
        self.mood = "200"
        self.texts: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.tries = 0
        self.somebody_asked = threading.Event()
        self.is_over = threading.Event()
        outer = self

        class Talk(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.talk(self)

            def log_message(self, *_words: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Talk)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def host(self) -> str:
        """Where it listens."""
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def url(self) -> str:
        """Its address, as PORTAL_SMS wants it."""
        return f"gateway+http://user:pass%3Aword@{self.host}/send"

    def stop(self) -> None:
        """Stop listening and hang up on everybody."""
        self.is_over.set()
        self._server.shutdown()
        self._server.server_close()

    def talk(self, asked: BaseHTTPRequestHandler) -> None:
        """One text."""
        body = asked.rfile.read(int(asked.headers["Content-Length"])).decode()
        self.tries += 1
        mood = self.mood
        if mood in ("200", "201", "takes and drops"):
            is_json = asked.headers["Content-Type"] == "application/json"
            self.texts.append(json.loads(body) if is_json else dict(parse_qsl(body)))
            self.headers.append(dict(asked.headers))
            self.paths.append(asked.path)
        self.somebody_asked.set()
        if mood == "hangs":
            self.is_over.wait()
        while mood == "dribbles" and not self.is_over.wait(0.05):
            try:
                asked.wfile.write(b"H")
            except OSError:
                return
        if mood.isdigit():
            asked.send_response(int(mood))
            if mood == "302":
                asked.send_header("Location", f"http://{self.host}/elsewhere")
            asked.end_headers()


@pytest.fixture
def text_server() -> Iterator[TextServer]:
    """A gateway that takes everything, until its mood is changed."""
    server = TextServer()
    yield server
    server.stop()
