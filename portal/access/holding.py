"""One after the other for each person: what ends somebody's access, and what opens something for them, never cross.

Whoever does either holds the person's row first, before any other row, and then reads again what decides. An end that
comes second finds what was opened, and an opening that comes second finds that it has ended. SQLite has one writer.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.access.viewer import Viewer
from portal.models import Person, SignIn


def hold(
    session: Session, *whose: sa.ColumnElement[bool], execution_options: Mapping[str, Any] = MappingProxyType({})
) -> None:
    """Hold everyone of whom these conditions on `Person` are true, until the transaction ends.

    In one order, so that two who hold several never wait for each other. Only those whom the viewer may see: whoever
    ends access says in `execution_options` that it is about all of it (access/ending.py).
    """
    theirs = sa.select(Person.id).where(*whose).order_by(Person.id)
    # Rows that point to the person may still be written: nobody waits who has no part in this.
    held = theirs.with_for_update(key_share=True)
    session.execute(held, execution_options=execution_options).all()


def hold_if_still_in(session: Session, viewer: Viewer) -> bool:
    """Hold somebody who is signed in. False when their sign-in has ended: nothing opens for them any more.

    For a form that has committed since it began; until then it holds them anyway (access/sign_ins.py).
    """
    hold(session, Person.id == viewer.person_id)
    alive = sa.select(SignIn.id).where(SignIn.id == viewer.sign_in_id, SignIn.ended_at.is_(None))
    return session.scalars(alive).first() is not None
