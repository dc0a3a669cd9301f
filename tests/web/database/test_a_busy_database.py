"""Somebody else holds SQLite's only write lock for long: what can be read is read, and words are kept (check 46).

The drill (tests/drill/test_busy.py) waits real seconds at the running portal; here the portal's patience is short.
"""

import sqlite3
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from portal.database import db
from tests.cast import relationship
from tests.support.portal import SignedInAs

WORDS = "The court has decided; Ruth has the paper."


@pytest.fixture
def locked(app: object) -> Iterator[bool]:
    """A lock that somebody else holds; False on PostgreSQL, where readers and writers do not meet."""
    assert app is not None
    if db.engine.dialect.name != "sqlite":
        yield False
        return
    sa.event.listen(db.engine, "engine_connect", _is_impatient)
    path = str(db.engine.url.database)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    yield True
    holder.execute("ROLLBACK")
    holder.close()


def _is_impatient(connection: sa.Connection) -> None:
    connection.connection.driver_connection.execute("PRAGMA busy_timeout=50")  # type: ignore[union-attr]


def test_a_form_is_answered_with_its_words(signed_in_as: SignedInAs, request: pytest.FixtureRequest) -> None:
    okoro = signed_in_as("okoro")
    path = f"/people/relationships/{relationship('leila', 'maya')}/contact"
    form = okoro.form(path).hidden_values()
    if not request.getfixturevalue("locked"):
        return
    answer = okoro.post(path, data={**form, "contact": "none", "reason": "family", "order_type": "", "note": WORDS})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert WORDS in answer.text
    assert "Orchard Row" in answer.text, "The page was drawn for nobody, though who asks can be read."


def test_a_page_that_needs_no_line_is_still_read(signed_in_as: SignedInAs, request: pytest.FixtureRequest) -> None:
    leila = signed_in_as("leila")
    if request.getfixturevalue("locked"):
        assert leila.get("/help").status_code == 200
        assert leila.get("/").status_code == 503
        assert leila.get("/nowhere").status_code == 404
