"""What the ladder and the page of a concern need to know, read inside one setting and past what the speaker may see.

A child may raise a concern although they see no ladder and no list of staff. Each function takes the session it reads
with: one of its own beside a request (`db.own_look`), or the worker's.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from portal import clock
from portal.models import (
    AlertStep,
    Concern,
    Contribution,
    Level,
    MonitoredTime,
    Person,
    Place,
    Placement,
    SessionChange,
    Setting,
    Site,
    TermDate,
    TimetableSession,
)
from portal.safeguarding.ladder import Staff, Step, keepers_only, steps_of
from portal.safeguarding.naming import is_named
from portal.safeguarding.roll import find_roll
from portal.safeguarding.watch import is_watched, watch_begins
from portal.safeguarding.whereabouts import Here, where_now
from portal.timetable.days import day_of
from portal.timetable.plan import occurrences
from portal.visibility.conditions import is_of_today


def find_steps(session: Session, setting_id: uuid.UUID, level: Level) -> tuple[Step, ...]:
    """The ladder of a level, as the setting entered it or as it is by itself."""
    rows = (
        sa.select(AlertStep).where(AlertStep.setting_id == setting_id).order_by(AlertStep.after_minutes, AlertStep.id)
    )
    return steps_of(session.scalars(rows), level)


def find_watch(session: Session, setting_id: uuid.UUID) -> tuple[list[MonitoredTime], list[TermDate]]:
    """When somebody watches, and the calendar."""
    times = sa.select(MonitoredTime).where(MonitoredTime.setting_id == setting_id)
    days = sa.select(TermDate).where(TermDate.setting_id == setting_id)
    return list(session.scalars(times)), list(session.scalars(days))


@dataclass(frozen=True)
class Hours:
    """Does somebody watch (None: no times are entered), when does somebody next, and who may be rung until then."""

    is_watched: bool | None
    begins: datetime | None
    duty_words: str
    duty_phone: str


def find_hours(session: Session, setting_id: uuid.UUID, moment: datetime) -> Hours:
    """As it is at a moment."""
    times, days = find_watch(session, setting_id)
    setting = session.get_one(Setting, setting_id)
    return Hours(
        is_watched(moment, times, days), watch_begins(moment, times, days), setting.duty_words, setting.duty_phone
    )


def find_staff(
    session: Session, setting_id: uuid.UUID, pupil_id: uuid.UUID | None, about: Iterable[uuid.UUID] = ()
) -> Staff:
    """Who is who today, for a pupil (or for nobody in particular), in four statements."""
    today = clock.today()
    placement = _placement(session, pupil_id, today) if pupil_id else None
    return replace(
        find_roll(session, setting_id).on(today),
        key_workers=(placement.key_worker_id,) if placement else (),
        site_leads=(placement.site.lead_id,) if placement and placement.site.lead_id else (),
        about=frozenset(about),
    )


def find_ladder(session: Session, concern: Concern, about: Iterable[uuid.UUID]) -> tuple[tuple[Step, ...], Staff]:
    """Who is told of a concern that was raised, and who is who: of words of a parent group, nobody but keepers."""
    steps = find_steps(session, concern.setting_id, concern.level)
    staff = find_staff(session, concern.setting_id, concern.pupil_id, about)
    said = sa.select(Contribution.place).where(Contribution.id == concern.contribution_id)
    if concern.contribution_id and session.scalar(said) is Place.GROUP:
        return keepers_only(steps, concern.level, staff)
    return steps, staff


def find_here(session: Session, pupil_id: uuid.UUID, setting_id: uuid.UUID, moment: datetime) -> Here:
    """Where the child's timetable says they are."""
    on = clock.london(moment).date()
    sessions = session.scalars(
        sa.select(TimetableSession)
        .options(joinedload(TimetableSession.staff), joinedload(TimetableSession.site))
        .where(TimetableSession.pupil_id == pupil_id, TimetableSession.weekday == on.weekday())
    )
    changes = session.scalars(
        sa.select(SessionChange)
        .options(joinedload(SessionChange.staff), joinedload(SessionChange.site))
        .where(SessionChange.pupil_id == pupil_id, SessionChange.on == on)
    )
    days = list(session.scalars(sa.select(TermDate).where(TermDate.setting_id == setting_id)))
    return where_now(occurrences(sessions, changes, days, on, on), moment, is_open=day_of(days, on).is_open)


def find_people(session: Session, ids: Iterable[uuid.UUID]) -> list[Person]:
    """These people, in the order of the ids."""
    wanted = list(ids)
    rows = {person.id: person for person in session.scalars(sa.select(Person).where(Person.id.in_(wanted)))}
    return [rows[one] for one in wanted if one in rows]


def find_named_staff(session: Session, setting_id: uuid.UUID, words: str) -> frozenset[uuid.UUID]:
    """The staff whose first or last name stands in words that raised a concern: it may be about them."""
    people = session.execute(
        sa.select(Person.id, Person.first_name, Person.last_name).where(
            Person.setting_id == setting_id, Person.is_staff
        )
    )
    return frozenset(one for one, first, last in people if is_named(words, first, last))


def _placement(session: Session, pupil_id: uuid.UUID, today: date) -> Placement | None:
    rows = (
        sa.select(Placement)
        .options(joinedload(Placement.site).load_only(Site.lead_id))
        .where(Placement.pupil_id == pupil_id, is_of_today(Placement, today))
    )
    return session.scalars(rows).one_or_none()
