"""Example rows for the access matrix: a session that was marked, and a promise."""

from sqlalchemy.orm import Session

from portal import clock
from portal.models import Mark, Promise, SessionMark
from tests import cast
from tests.house_rules.example_rows import row

KEY_WORKERS = {"maya": "okoro", "rohan": "lewis"}


def stock(session: Session, owner: str) -> None:
    """The session of the example came late today; its key worker promised something."""
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(owner)}
    key_worker = cast.person(KEY_WORKERS[owner])
    session.add(
        SessionMark(
            id=row("mark", owner),
            session_id=row("session", owner),
            on=clock.today(),
            mark=Mark.CAME_LATE,
            offered_minutes=60,
            attended_minutes=50,
            is_morning=True,
            person_id=key_worker,
            client_id=row("form of mark", owner),
            **about,
        )
    )
    session.add(
        Promise(
            id=row("promise", owner),
            what="I will ring on Friday.",
            owner_id=key_worker,
            due_on=clock.today(),
            made_by_id=key_worker,
            client_id=row("form of promise", owner),
            **about,
        )
    )
