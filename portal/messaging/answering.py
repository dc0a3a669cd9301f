"""Who answers a thread now: the key worker of today, while they are away whom they named, else a coordinator.

Never an adult about whom something was raised by words of that thread. It is read past what the viewer may see: a
family is told who answers, and from when to when somebody is away is told to nobody else.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa

from portal import clock
from portal.messaging.promising import Pattern, reply_due, there_from
from portal.models import (
    Absence,
    Concern,
    ConcernAbout,
    Contribution,
    MonitoredTime,
    Person,
    Place,
    Placement,
    TermDate,
    WorkingTime,
)
from portal.returning.everybody import all_of, columns_of
from portal.returning.telling import list_coordinators
from portal.visibility.conditions import is_of_today


class As(StrEnum):
    """As what somebody answers."""

    KEY_WORKER = "key_worker"
    COVER = "cover"
    COORDINATOR = "coordinator"


@dataclass(frozen=True)
class Answerer:
    """Somebody who answers, as what, and when they work."""

    person: Person
    role: As
    pattern: Pattern


@dataclass(frozen=True)
class Answering:
    """Who may answer, in the order in which they are asked; the calendar; and the key worker, who may be away."""

    answerers: tuple[Answerer, ...]
    term_dates: tuple[TermDate, ...]
    key_worker: Person | None
    # The last day on which the key worker is away; None while they are there.
    away_until: date | None

    @property
    def now(self) -> Answerer | None:
        """Who answers now; None when there is nobody at all."""
        return self.answerers[0] if self.answerers else None

    def first_as(self, role: As) -> Answerer | None:
        """The first who answers as this."""
        return next((one for one in self.answerers if one.role is role), None)

    def due(self, moment: datetime, answerer: Answerer | None = None) -> datetime | None:
        """By when whoever answers now (or this one) has answered what came at this moment; None when nobody does."""
        one = answerer or self.now
        return reply_due(moment, one.pattern, self.term_dates) if one else None

    @property
    def is_there_now(self) -> bool:
        """Is whoever answers at work at this moment?"""
        now = clock.now()
        return self.there_from(now) == now

    def there_from(self, moment: datetime) -> datetime | None:
        """From when whoever answers now is at work: this moment itself while they are; None when nobody comes."""
        return there_from(moment, self.now.pattern, self.term_dates) if self.now else None


def find_answering(setting_id: uuid.UUID, pupil_id: uuid.UUID, thread_id: uuid.UUID | None = None) -> Answering:
    """Who answers for this pupil today; seven statements at most. For a thread without whom something in it is about.

    The caller has found the pupil as one of theirs, or works for the whole setting.
    """
    today, left_out = clock.today(), _raised_about(setting_id, thread_id)
    key_worker = all_of(
        sa.select(Person)
        .join(Placement, Placement.key_worker_id == Person.id)
        .where(Placement.pupil_id == pupil_id, Placement.setting_id == setting_id, is_of_today(Placement, today))
    ).first()
    away = _absences(setting_id, today)
    coordinators = list_coordinators(setting_id)
    found: list[tuple[Person, As]] = []
    now_away = [one for one in away if key_worker and one.person_id == key_worker.id and one.from_on <= today]
    if key_worker and not now_away and key_worker.left_on is None:
        found.append((key_worker, As.KEY_WORKER))
    found += [(one, As.COVER) for one in _people({one.cover_id for one in now_away if one.cover_id}, today)]
    found += [(one, As.COORDINATOR) for one in coordinators]
    found = [(one, role) for one, role in found if one.id not in left_out and not _is_away(one.id, away, today)]
    patterns = _patterns(setting_id, {one.id for one, _role in found}, away)
    dates = all_of(sa.select(TermDate).where(TermDate.setting_id == setting_id))
    until = max((one.until_on for one in now_away), default=None)
    return Answering(
        tuple(Answerer(one, role, patterns[one.id]) for one, role in found), tuple(dates), key_worker, until
    )


def _absences(setting_id: uuid.UUID, today: date) -> list[Absence]:
    rows = sa.select(Absence).where(Absence.setting_id == setting_id, Absence.until_on >= today)
    return list(all_of(rows.order_by(Absence.from_on, Absence.id)))


def _is_away(person_id: uuid.UUID, away: list[Absence], today: date) -> bool:
    return any(one.person_id == person_id and one.from_on <= today for one in away)


def _people(ids: set[uuid.UUID], today: date) -> list[Person]:
    if not ids:
        return []
    here = sa.or_(Person.left_on.is_(None), Person.left_on > today)
    return list(all_of(sa.select(Person).where(Person.id.in_(ids), here).order_by(Person.first_name, Person.id)))


def _patterns(setting_id: uuid.UUID, ids: set[uuid.UUID], away: list[Absence]) -> dict[uuid.UUID, Pattern]:
    times = list(all_of(sa.select(WorkingTime).where(WorkingTime.person_id.in_(ids))))
    hours = tuple(all_of(sa.select(MonitoredTime).where(MonitoredTime.setting_id == setting_id)))
    return {
        one: Pattern(
            tuple(row for row in times if row.person_id == one),
            hours,
            tuple((row.from_on, row.until_on) for row in away if row.person_id == one),
        )
        for one in ids
    }


def _raised_about(setting_id: uuid.UUID, thread_id: uuid.UUID | None) -> set[uuid.UUID]:
    """The adults whom a concern is about that words of this thread raised: they answer it no more."""
    if thread_id is None:
        return set()
    said = sa.select(Contribution.id).where(Contribution.about_id == thread_id, Contribution.place == Place.MESSAGE)
    rows = (
        sa.select(ConcernAbout.person_id)
        .join(Concern, Concern.id == ConcernAbout.concern_id)
        .where(Concern.contribution_id.in_(said), Concern.setting_id == setting_id)
    )
    return {row.person_id for row in columns_of(rows)}
