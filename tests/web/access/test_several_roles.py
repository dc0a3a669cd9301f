"""Somebody may hold several roles: a key worker who is a mother here as well opens her pages, on both databases."""

from dataclasses import replace
from itertools import combinations

import sqlalchemy as sa
from flask import Flask

from portal.access.policy import Role
from portal.database import db
from portal.models import Goal, Person, Placement, Pupil, TimetableSession
from tests.cast import pupil
from tests.support.narrowed import narrowed_to


def test_whoever_holds_any_two_roles_can_ask_for_their_pupils(app: Flask) -> None:
    with narrowed_to("okoro") as session:
        viewer = session.info["viewer"]
        for two in combinations(Role, 2):
            db.narrow_to(replace(viewer, roles=frozenset(two)))
            for model in (Pupil, Person, Placement, Goal, TimetableSession):
                session.scalars(sa.select(model.id)).all()


def test_two_roles_show_what_each_of_them_shows(app: Flask) -> None:
    with narrowed_to("okoro") as session:
        both = frozenset({Role.KEY_WORKER, Role.CARER})
        db.narrow_to(replace(session.info["viewer"], roles=both))
        seen = set(session.scalars(sa.select(Pupil.id)))
        assert seen == {pupil("maya"), pupil("zofia"), pupil("jakub")}
