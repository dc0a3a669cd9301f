"""Example rows for the access matrix: a session that was marked, and a promise."""

import uuid

from sqlalchemy.orm import Session

from portal import clock
from portal.models import Mark, Promise, SessionMark
from tests import cast

KEY_WORKERS = {"maya": "okoro", "rohan": "lewis"}


def _row(what: str, owner: str) -> uuid.UUID:
    return uuid.uuid5(cast.NAMESPACE, f"example {what} {owner}")


def stock(session: Session, owner: str) -> None:
    """The session of the example came late today; its key worker promised something."""
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(owner)}
    key_worker = cast.person(KEY_WORKERS[owner])
    session.add(
        SessionMark(
            id=_row("mark", owner),
            session_id=_row("session", owner),
            on=clock.today(),
            mark=Mark.CAME_LATE,
            offered_minutes=60,
            attended_minutes=50,
            is_morning=True,
            person_id=key_worker,
            client_id=_row("form of mark", owner),
            **about,
        )
    )
    session.add(
        Promise(
            id=_row("promise", owner),
            what="I will ring on Friday.",
            owner_id=key_worker,
            due_on=clock.today(),
            made_by_id=key_worker,
            client_id=_row("form of promise", owner),
            **about,
        )
    )
