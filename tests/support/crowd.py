"""Many pupils at once, and how often the database was asked."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time

import sqlalchemy as sa
from sqlalchemy import event

from portal.access.policy import Role
from portal.database import SYSTEM, db, learn_sizes
from portal.models import (
    CallRequest,
    Contact,
    ParentalResponsibility,
    Person,
    Placement,
    Pupil,
    Relationship,
    RelationshipKind,
    RoleHolding,
    SessionChange,
    TimetableSession,
    Way,
)
from tests import cast
from tests.factories.demo_day import TUESDAY_24
from tools.counting import HOUSEKEEPING

SINCE = date(2026, 9, 1)


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement that reaches the database while this lasts."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(HOUSEKEEPING):
            said.append(statement)

    for engine in (db.engine, db.looking):
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        for engine in (db.engine, db.looking):
            event.remove(engine, "before_cursor_execute", note)


def more_pupils(count: int) -> None:
    """`count` pupils more for Mr Okoro, each with a carer, a session today that is changed, and a call that waits."""
    rows: dict[type, list[dict[str, object]]] = {}

    def add(model: type, **facts: object) -> uuid.UUID:
        facts = {"id": uuid.uuid4(), "setting_id": cast.setting(), **facts}
        rows.setdefault(model, []).append(facts)
        return facts["id"]

    for number in range(count):
        young = add(Person, first_name=f"Kim{number}", last_name="Test", is_staff=False)
        adult = add(Person, first_name=f"Lou{number}", last_name="Test", is_staff=False)
        add(RoleHolding, person_id=adult, role=Role.CARER)
        pupil = add(Pupil, person_id=young, year_group=7, picture="kite")
        add(
            Placement,
            pupil_id=pupil,
            key_worker_id=cast.person("okoro"),
            site_id=cast.site(),
            tier=1,
            weekly_minutes=600,
            starts_on=SINCE,
        )
        add(
            Relationship,
            pupil_id=pupil,
            person_id=adult,
            kind=RelationshipKind.MOTHER,
            contact=Contact.OPEN,
            parental_responsibility=ParentalResponsibility.YES,
            sees_timetable=True,
            from_on=SINCE,
        )
        session = add(
            TimetableSession,
            pupil_id=pupil,
            weekday=1,
            starts=time(9),
            ends=time(15),
            from_on=SINCE,
            subject="Maths",
            way=Way.ONLINE,
            staff_id=cast.person("ben"),
        )
        add(SessionChange, pupil_id=pupil, session_id=session, on=TUESDAY_24, starts=time(9, 30))
        add(CallRequest, person_id=adult, pupil_id=pupil, for_id=cast.person("okoro"), page="", good_time="any",
            client_id=uuid.uuid4())  # fmt: skip
    with db.work(SYSTEM, reason="a test") as database:
        for model, values in rows.items():
            database.execute(sa.insert(model), values)
        learn_sizes(database)  # as after an import
