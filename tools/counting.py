"""The portal with one more header on each answer: how many SQL statements it took. For measuring only."""

from __future__ import annotations

from flask import Flask, Response, g
from sqlalchemy import event
from sqlalchemy.engine import Engine

from portal import create_app


def counted() -> Flask:
    """The portal, counting."""
    app = create_app()

    @event.listens_for(Engine, "before_cursor_execute")
    def _count(*_arguments: object) -> None:
        if g:
            g.statements = g.get("statements", 0) + 1

    @app.after_request
    def _tell(response: Response) -> Response:
        response.headers["Statements"] = str(g.get("statements", 0))
        return response

    return app
