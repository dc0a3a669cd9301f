"""Speaking to the database as somebody, without a page in between."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from portal.access.sign_ins import find_viewer, start_sign_in
from portal.database import SYSTEM, db
from portal.models import Device, Person, RoleHolding
from tests.cast import person

As = Callable[[str], AbstractContextManager[Session]]


@contextmanager
def narrowed_to(slug: str) -> Iterator[Session]:
    """The session of somebody's request, with their `viewer` in its `info`. Nothing is committed but by `db.keep()`."""
    with db.work(SYSTEM, reason="a test signs somebody in") as session:
        who = session.get_one(Person, person(slug))
        roles = frozenset(session.scalars(sa.select(RoleHolding.role).where(RoleHolding.person_id == who.id)))
        key = start_sign_in(session, who, roles, device=Device.SHARED, way_in="test")
    db.open_for("write")
    with db.elevated("who is it?") as session:
        viewer = find_viewer(session, key)
    assert viewer is not None
    db.narrow_to(viewer)
    try:
        yield db.session
    finally:
        db.close()


@pytest.fixture
def seen_by(app: Flask) -> As:
    """The session of somebody's request on the database of this test: `with seen_by("leila") as session:`."""
    return narrowed_to
