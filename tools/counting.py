"""The portal with one more header on each answer: how many SQL statements it took. For measuring only."""

from __future__ import annotations

from flask import Flask, Response, g
from sqlalchemy import event
from sqlalchemy.engine import Engine

from portal import create_app

# What asks for nothing on a page. That somebody is still here is written down once a second at most: whether a request
# does depends on how long ago the last one was.
HOUSEKEEPING = (
    "BEGIN",
    "PRAGMA",
    "SET TRANSACTION",
    "SELECT set_config",
    "SAVEPOINT",
    "RELEASE",
    "UPDATE sign_in SET last_seen_at",
)


def counted() -> Flask:
    """The portal, counting."""
    app = create_app()

    @event.listens_for(Engine, "before_cursor_execute")
    def _count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if g and not statement.startswith(HOUSEKEEPING):
            g.statements = g.get("statements", 0) + 1

    @app.after_request
    def _tell(response: Response) -> Response:
        response.headers["Statements"] = str(g.get("statements", 0))
        return response

    return app
