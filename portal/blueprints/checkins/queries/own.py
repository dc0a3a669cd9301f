"""A young person's own check-ins, and what their pages need to know about them."""

import uuid
from datetime import datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal import clock
from portal.access.viewer import Viewer
from portal.blueprints.checkins.questions import presentation_for
from portal.database import db
from portal.heard import Audience, Reader
from portal.models import (
    AboutWhat,
    Ask,
    CheckIn,
    CheckInWay,
    Contribution,
    Person,
    Place,
    Presentation,
    Pupil,
    SafetyAnswer,
    Setting,
    TermDate,
    TimetableSession,
    Voice,
)
from portal.safeguarding import raised_by

# How long after "no" or "not sure" they are asked where. Later nobody who picks up the phone is led to that question.
ASKS_WHERE = timedelta(minutes=10)
# As many teachers as a page has pictures of.
MOST_TEACHERS = 4


def get_own_pupil_id(*, viewer: Viewer) -> uuid.UUID:
    """Their own record. NoResultFound for somebody who has none."""
    return db.session.scalars(sa.select(Pupil.id).where(Pupil.person_id == viewer.person_id)).one()


def get_presentation(*, viewer: Viewer) -> Presentation:
    """How the questions are drawn for them."""
    rows = (
        sa.select(Pupil.year_group, CheckInWay.presentation)
        .outerjoin(CheckInWay, CheckInWay.pupil_id == Pupil.id)
        .where(Pupil.person_id == viewer.person_id)
    )
    year_group, chosen = db.session.execute(rows).one()
    return presentation_for(chosen, year_group)


def get_check_in(check_in_id: uuid.UUID, *, viewer: Viewer, lock: bool = False) -> CheckIn:
    """One of their own. NoResultFound (shown as 404) for anybody else's. `lock`: until this transaction ends."""
    mine = sa.select(CheckIn).where(CheckIn.id == check_in_id, CheckIn.person_id == viewer.person_id)
    rows = mine.options(selectinload(CheckIn.readers))
    return db.session.scalars(rows.with_for_update() if lock else rows).one()


def find_begun(client_id: uuid.UUID, *, viewer: Viewer) -> CheckIn | None:
    """The check-in that was begun by the form of this number."""
    rows = sa.select(CheckIn).where(CheckIn.client_id == client_id, CheckIn.person_id == viewer.person_id)
    return db.session.scalars(rows).one_or_none()


def find_waiting(*, viewer: Viewer) -> tuple[CheckIn | None, CheckIn | None]:
    """The newest of today that is not sent; and the newest that left a question open beside an adult of the home.

    That question waits until they have signed in once more: then they may be alone.
    """
    midnight = datetime.combine(clock.today(), time(), clock.LONDON)
    of_today = sa.and_(CheckIn.finished_at.is_(None), CheckIn.begun_at >= midnight)
    left_open = CheckIn.safety_is_open.is_(True)
    rows = sa.select(CheckIn).where(CheckIn.person_id == viewer.person_id, sa.or_(of_today, left_open))
    found = list(db.session.scalars(rows.order_by(CheckIn.begun_at.desc(), CheckIn.id)))
    return (
        next((one for one in found if one.finished_at is None and one.begun_at >= midnight), None),
        next((one for one in found if one.safety_is_open and one.begun_at < viewer.proved_at), None),
    )


def find_safety_answer(since: datetime, *, viewer: Viewer) -> SafetyAnswer | None:
    """What they said here last about being safe, since a moment: for what comes next, and never to be shown.

    Read beside their own transaction: their pages cannot see it. What was said without signal is none of it: who holds
    the phone when it arrives is not known.
    """
    rows = (
        sa.select(SafetyAnswer)
        .where(SafetyAnswer.person_id == viewer.person_id, SafetyAnswer.answered_at >= since)
        .where(SafetyAnswer.said_on_phone_at.is_(None), SafetyAnswer.phone_clock_was_wrong.is_(False))
        .order_by(SafetyAnswer.answered_at.desc(), (SafetyAnswer.where != "").desc())
    )
    with db.own_look(viewer.setting_id) as session:
        return session.scalars(rows.limit(1)).one_or_none()


def find_answer_without_where(*, viewer: Viewer) -> SafetyAnswer | None:
    """Their "no" or "not sure" of just now, of which they have not said where."""
    answer = find_safety_answer(clock.now() - ASKS_WHERE, viewer=viewer)
    return answer if answer and raised_by(answer.answer) and not answer.where else None


def list_to_talk_to(pupil_id: uuid.UUID, audience: Audience, *, viewer: Viewer) -> list[Reader]:
    """Whom they may choose: the key worker, those who teach them these weeks, those who keep children safe."""
    today = clock.today()
    rows = (
        sa.select(Person)
        .join(TimetableSession, TimetableSession.staff_id == Person.id)
        .where(
            TimetableSession.pupil_id == pupil_id,
            TimetableSession.from_on <= today + timedelta(days=6),
            sa.or_(TimetableSession.until_on.is_(None), TimetableSession.until_on >= today),
            sa.or_(Person.left_on.is_(None), Person.left_on > today),
        )
        .order_by(Person.first_name, Person.id)
        .distinct()
    )
    with db.own_look(viewer.setting_id) as session:
        teachers = [Reader.of(person, Voice.TEAM) for person in session.scalars(rows)]
    always = {reader.person_id for reader in audience.always}
    teachers = [one for one in teachers if one.person_id not in always][:MOST_TEACHERS]
    first = [reader for reader in audience.always if reader.is_key_worker]
    return [*first, *teachers, *(reader for reader in audience.always if not reader.is_key_worker)]


def list_said(check_in_id: uuid.UUID, *, viewer: Viewer) -> list[Contribution]:
    """The words, drawings and voice notes they gave with it."""
    rows = sa.select(Contribution).where(
        Contribution.place == Place.CHECK_IN,
        Contribution.about_id == check_in_id,
        Contribution.person_id == viewer.person_id,
    )
    return list(db.session.scalars(rows.order_by(Contribution.said_at, Contribution.id)))


def list_asks(check_in_id: uuid.UUID, *, viewer: Viewer) -> list[Ask]:
    """What came of it that somebody answers: words and a wish to talk."""
    rows = sa.select(Ask).where(
        Ask.about == AboutWhat.CHECK_IN, Ask.about_id == check_in_id, Ask.person_id == viewer.person_id
    )
    return list(db.session.scalars(rows.order_by(Ask.asked_at, Ask.id)))


def get_calendar(*, viewer: Viewer) -> tuple[Setting, list[TermDate]]:
    """The setting, which entered the clocks, and its days."""
    setting = db.session.scalars(sa.select(Setting).where(Setting.id == viewer.setting_id)).one()
    return setting, list(db.session.scalars(sa.select(TermDate)))
