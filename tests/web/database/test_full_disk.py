"""The disk is full: nobody is told that something was kept when it was not; reading goes on; it heals by itself."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import db
from portal.models import Attempt
from tests.factories.messages import messages, opens
from tests.support.portal import Look, SignedInAs

# Longer than the room that is left in any page of the file.
WORDS = "We wait for the next one. " + "🚌" * 1500
# What SQLite takes for "as many as there may ever be".
NO_LIMIT = 4294967294


class Disk:
    """A disk that is full until it is freed: a limit on the file, told to whichever connection writes."""

    def __init__(self) -> None:
        self.pages = NO_LIMIT

    def fill(self) -> None:
        with db.engine.connect() as connection:
            self.pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())

    def free(self) -> None:
        self.pages = NO_LIMIT

    def limit(self, connection: sa.Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={self.pages}")


@pytest.fixture
def disk(app: Flask) -> Iterator[Disk | None]:
    """None on PostgreSQL: there the same promise is the server's own, a commit that fails raises."""
    assert app is not None
    if db.engine.dialect.name != "sqlite":
        yield None
        return
    disk = Disk()
    sa.event.listen(db.engine, "begin", disk.limit)
    yield disk
    sa.event.remove(db.engine, "begin", disk.limit)
    db.engine.dispose()


def test_a_message_on_a_full_disk_is_not_called_sent_comes_back_whole_and_goes_when_there_is_room(
    disk: Disk | None, signed_in_as: SignedInAs
) -> None:
    leila = signed_in_as("leila")
    path = f"{opens(leila, 'maya')}/write"
    form = {**leila.form(path).hidden_values(), "words": WORDS}
    if disk is None:
        return
    disk.fill()
    while _writes():
        """The room that was left in the file is used up."""
    refused = leila.post(path, data=form)
    assert (refused.status_code, WORDS in refused.text) == (503, True)
    assert leila.get("/help").status_code == 200
    assert messages() == []
    disk.free()
    assert leila.post(path, data=form).status_code == 302
    assert len(messages()) == 1


def test_a_full_disk_never_says_sent(disk: Disk | None, look: Look) -> None:
    if disk is None:
        return
    disk.fill()
    kept = [_writes() for _ in range(200)]
    assert False in kept, "The disk did not fill up."
    assert kept.count(True) == len(look(sa.select(Attempt)))
    disk.free()
    assert _writes()


def _writes() -> bool:
    """Keep a row of some size. True when the database said that it is kept."""
    try:
        with db.own_transaction("system") as session:
            session.add(Attempt(bucket=f"{uuid4()} {'x' * 2000}", count=1, ends_at=datetime(2027, 1, 1, tzinfo=UTC)))
    except sa.exc.OperationalError:
        return False
    return True
