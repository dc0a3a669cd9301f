"""The log: which view, how it ended, how long it took, under which number; nothing that a person typed, no name."""

import logging
import time

from flask import Flask, Response, g, request
from flask.logging import default_handler

log = logging.getLogger("portal")


def init_app(app: Flask) -> None:
    """Log one line a request: the endpoint's name, never its path, which may hold an id."""
    log.setLevel(logging.INFO)
    app.logger.removeHandler(default_handler)  # `portal serve` has put its own there, with the time
    app.logger.propagate = False

    @app.before_request
    def _start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def _line(response: Response) -> Response:
        took = (time.perf_counter() - g.started) * 1000 if "started" in g else 0
        log.info(
            "%s %s %s %.0fms %s", request.method, request.endpoint, response.status_code, took, g.get("request_number")
        )
        return response
