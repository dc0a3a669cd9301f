"""Drawing a page: the whole of it, or the part that htmx asked for."""

from collections.abc import Mapping
from typing import Any

from flask import Response, make_response, render_template, request


def page(template: str, *, parts: Mapping[str, str] | None = None, status: int = 200, **context: Any) -> Response:
    """The whole page, or the part htmx asked for by element id. A browser never names a template."""
    wanted = request.headers.get("HX-Target", "") if request.headers.get("HX-Request") == "true" else ""
    return make_response(render_template((parts or {}).get(wanted, template), **context), status)
