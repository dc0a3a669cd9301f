"""The sample pages on a real address, with the real headers, scripts and files, and nothing behind them."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, request, send_file
from werkzeug.serving import make_server

from portal.web import headers, static
from tools.parts import drawing_app
from tools.parts_pages import PAGES, PASSKEY, draw_page

HELP = """<!doctype html><html lang="{language}"><link rel="stylesheet" href="{sheet}">
<title>Help</title><h1>Help without signal</h1>"""


@dataclass
class PartsServer:
    """Where it is, and what browsers asked it."""

    url: str
    asked: list[tuple[str, str]] = field(default_factory=list)
    left_with: list[dict[str, str]] = field(default_factory=list)
    credentials: list[dict[str, Any]] = field(default_factory=list)

    def paths(self, method: str = "GET") -> list[str]:
        """The paths asked for with this method, in order."""
        return [path for how, path in self.asked if how == method]


def _note_what_is_asked(app: Flask, server: PartsServer) -> None:
    @app.before_request
    def _note() -> None:
        server.asked.append((request.method, request.path))
        if "credential" in request.form and request.path != "/passkey/options":
            server.credentials.append(json.loads(request.form["credential"]))
        if request.path == "/leave":
            server.left_with.append(dict(request.form))


def _serve_pages(app: Flask) -> None:
    @app.after_request
    def _as_the_portal_does(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = headers._policy(request.args.get("htmx") == "cdn")
        response.headers["Cache-Control"] = "no-store"
        return response

    @app.route("/parts/<name>", methods=["GET", "POST"])
    def part(name: str) -> str:
        changes = {key: int(value) if key == "ends_in" else value for key, value in request.args.items()}
        return draw_page(app, name, **changes)

    @app.post("/passkey/options")
    def options() -> Response:
        return Response(PASSKEY["get"], mimetype="application/json")

    @app.post("/passkey/<_way>")
    def passkey(_way: str) -> str:
        return draw_page(app, "passkey")

    @app.get("/sw.js")
    def worker() -> Response:
        return send_file(static.ROOT / "js" / "sw.js", mimetype="text/javascript")

    @app.get("/help/offline")
    def offline() -> str:
        assert not request.cookies, "The page that is kept on the phone is fetched without cookies."
        return HELP.format(language=request.accept_languages.best, sheet=static.static_url("css/portal.css"))


@contextmanager
def parts_server() -> Iterator[PartsServer]:
    """A server of the sample pages at /parts/<name>; the query changes the frame (?scheme=dark&ends_in=100)."""
    app = drawing_app()
    static.init_app(app)
    running = make_server("127.0.0.1", 0, app, threaded=True)
    server = PartsServer(f"http://127.0.0.1:{running.server_port}")
    _note_what_is_asked(app, server)
    _serve_pages(app)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        running.shutdown()


__all__ = ["PAGES", "PartsServer", "parts_server"]
