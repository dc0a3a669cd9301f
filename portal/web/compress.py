"""Small pages for small data plans: HTML is sent gzipped.

A page holds a CSRF token, and compressing secrets beside chosen words can give them away by length (BREACH). Pages
repeat nothing from the address; and the gzip header carries a random name, so that no two answers have one length.
"""

import gzip
import io
import secrets

from flask import Flask, Response, request

LEAST = 600


def init_app(app: Flask) -> None:
    """Compress what is text, is not tiny, and goes to a browser that can read it."""

    @app.after_request
    def _compress(response: Response) -> Response:
        wanted = "gzip" in request.headers.get("Accept-Encoding", "")
        if not wanted or response.mimetype != "text/html" or response.is_streamed or response.status_code == 304:
            return response
        body = response.get_data()
        if len(body) >= LEAST:
            response.set_data(_gzip(body))
            response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
        return response


def _gzip(body: bytes) -> bytes:
    packed = io.BytesIO()
    name = secrets.token_hex(secrets.randbelow(48))
    with gzip.GzipFile(filename=name, mode="wb", compresslevel=6, fileobj=packed, mtime=0) as file:
        file.write(body)
    return packed.getvalue()
