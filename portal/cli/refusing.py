"""What the web answers to a request that is none: it never reaches the pages, and nothing of it is repeated."""

import logging
import secrets
from typing import Any

from gunicorn.util import write_nonblock  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from portal.web.headers import EVERYWHERE, OF_A_FILE

log = logging.getLogger("portal")
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>We could not read that</title></head>
<body><main><h1>We could not read that</h1>
<p>Nothing was saved. Go back, open the page again and try once more.</p>
<p>If you ring us, say this number: {number}</p></main></body></html>
"""
HEADERS = {
    "Connection": "close",
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": OF_A_FILE,
    **EVERYWHERE,
}


class RefusingWorker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's threads; its own page of error and its line in the log repeat what was sent, ours do not."""

    def handle_error(self, _req: object, client: Any, _addr: object, exc: BaseException) -> None:
        """A short fixed page, and a line with the kind of error and the number that stands on the page."""
        number = secrets.token_hex(4)
        theirs = type(exc).__module__.startswith("gunicorn.http")
        log.warning("%s %s %s", "refused" if theirs else "unexpected", type(exc).__name__, number)
        body = PAGE.format(number=number).encode()
        status = "400 Bad Request" if theirs else "500 Internal Server Error"
        lines = [f"{name}: {value}" for name, value in {**HEADERS, "Content-Length": len(body)}.items()]
        head = "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""])
        try:
            write_nonblock(client, head.encode("latin-1") + body)
        except OSError:
            log.info("whoever sent %s is gone", number)
