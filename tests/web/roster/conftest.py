"""A database with the cast in it, and a way to read a small roster of another setting into it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import starting
from portal.database import SYSTEM, db
from portal.roster import Outcome, import_folder
from tests.factories.roster import Roster, write
from tests.support.portal import MakeSettings

Import = Callable[..., Outcome]
Look = Callable[[Any], list[Any]]


@pytest.fixture
def started(db_url: str, make_settings: MakeSettings) -> Iterator[str]:
    """The database and what every command begins with, started."""
    starting.start(make_settings(db_url))
    yield db_url
    db.stop()


@pytest.fixture
def reads_in(started: str, tmp_path: Path) -> Import:
    """Import a roster: `reads_in(small_roster())`. It is written unless `apply=False`."""

    def read(roster: Roster, *, apply: bool = True) -> Outcome:
        return import_folder(write(tmp_path / "roster", roster), apply=apply)

    return read


@pytest.fixture
def look(started: str) -> Look:
    """What stands in the database now."""

    def look_now(statement: Any) -> list[Any]:
        with Session(db.looking, info={"scope": SYSTEM}) as session:
            return list(session.scalars(statement))

    return look_now


@pytest.fixture
def change(started: str) -> Callable[..., None]:
    """Change something as if the portal had: `change(sa.update(Person).values(…))`."""

    def change_now(*statements: sa.Update) -> None:
        with db.work(SYSTEM, reason="a test changes something") as session:
            for statement in statements:
                session.execute(statement, execution_options={"synchronize_session": False})

    return change_now
