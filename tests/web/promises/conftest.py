"""Everyone reads English here; and a query can be asked as somebody of the cast."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from tests import cast
from tests.factories.plans import speaks_english

AsViewer = Callable[[str], AbstractContextManager[Viewer]]


@pytest.fixture(autouse=True)
def in_english(app: Flask) -> None:
    speaks_english("leila", "tomasz")


@pytest.fixture
def as_viewer(app: Flask) -> AsViewer:
    """A look of somebody's, as a request would know them: only their rows are there."""

    @contextmanager
    def look(slug: str) -> Iterator[Viewer]:
        first, last, language, _job, roles = cast.PEOPLE[slug]
        setting, now = cast.setting("millbrook" if slug == "quinn" else "orchard-row"), clock.now()
        who = (cast.person(slug), setting, "", first, last, frozenset(roles), language, uuid.uuid4(), "own", now, now)
        db.open_for("read")
        db.narrow_to(Viewer(*who))
        try:
            yield Viewer(*who)
        finally:
            db.close()

    return look
