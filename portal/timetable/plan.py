"""From sessions that come back each week to what happens on a day: who, how, where, when, and what is different."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from portal.clock import LONDON
from portal.models import Person, SessionChange, Site, TermDate, TimetableSession, Way
from portal.timetable.days import day_of, days_between
from portal.timetable.links import safe_link


@dataclass(frozen=True)
class Adult:
    """Somebody who teaches, as far as a family knows them: first name, job and face."""

    id: uuid.UUID
    first_name: str
    job: str
    photo_id: uuid.UUID | None = None
    stand_in: str = ""


@dataclass(frozen=True)
class Plan:
    """How a session goes on one day. Times are London's, aware; `place` is words, never a home address."""

    starts: datetime
    ends: datetime
    subject: str
    way: Way
    adult: Adult | None
    place: str = ""
    bring: str = ""
    join_url: str = ""

    @property
    def minutes(self) -> int:
        """How long it lasts, by the clock on the wall."""
        return int((self.ends - self.starts).total_seconds() // 60)


class What(StrEnum):
    """What can be different about a session on one day, the most important first."""

    CANCELLED = "cancelled"
    WHO = "who"
    TIME = "time"
    WAY = "way"
    PLACE = "place"
    SUBJECT = "subject"
    BRING = "bring"
    LINK = "link"


@dataclass(frozen=True)
class Change:
    """The dated row behind a difference: what somebody has seen is one revision of it."""

    id: uuid.UUID
    revision: int
    reason: str


@dataclass(frozen=True)
class Occurrence:
    """A session on a day: how it goes (`plan`) and how it goes every week (`was`)."""

    session_id: uuid.UUID
    pupil_id: uuid.UUID
    on: date
    plan: Plan
    was: Plan
    picture: str = ""
    note: str = ""
    is_cancelled: bool = False
    change: Change | None = None
    differences: tuple[What, ...] = field(default=())

    @property
    def is_changed(self) -> bool:
        """True when something a family notices is different from every week."""
        return bool(self.differences)


def occurrences(
    sessions: Iterable[TimetableSession],
    changes: Iterable[SessionChange],
    term_dates: Iterable[TermDate],
    from_on: date,
    until_on: date,
) -> list[Occurrence]:
    """Every session on every open day from one day to another (both included), the earliest first.

    10:00 is 10:00 on the wall before and after the clocks change. A cancelled session is in the list and says so.
    """
    term_dates = list(term_dates)
    by_day = {(change.session_id, change.on): change for change in changes}
    sessions = list(sessions)
    found = [
        _occurrence(session, by_day.get((session.id, on)), on)
        for on in days_between(from_on, until_on)
        if day_of(term_dates, on).is_open
        for session in sessions
        if _comes_on(session, on)
    ]
    return sorted(found, key=lambda one: (one.plan.starts, one.plan.ends, str(one.session_id)))


def _comes_on(session: TimetableSession, on: date) -> bool:
    in_its_time = session.from_on <= on and (session.until_on is None or on <= session.until_on)
    return session.weekday == on.weekday() and in_its_time


def _occurrence(session: TimetableSession, change: SessionChange | None, on: date) -> Occurrence:
    was = _as_every_week(session, on)
    plan = _as_changed(was, session, change) if change else was
    return Occurrence(
        session_id=session.id,
        pupil_id=session.pupil_id,
        on=on,
        plan=plan,
        was=was,
        picture=session.picture,
        note=session.note,
        is_cancelled=bool(change and change.is_cancelled),
        change=Change(change.id, change.revision, change.reason) if change else None,
        differences=_differences(was, plan, cancelled=bool(change and change.is_cancelled)),
    )


def _as_every_week(session: TimetableSession, on: date) -> Plan:
    return Plan(
        starts=at(on, session.starts),
        ends=at(on, session.ends),
        subject=session.subject,
        way=session.way,
        adult=_adult(session.staff),
        place=_place(session.way, session.site, session.place),
        bring=session.bring,
        join_url=safe_link(session.join_url) if session.way is Way.ONLINE else "",
    )


def _as_changed(was: Plan, session: TimetableSession, change: SessionChange) -> Plan:
    way = change.way or was.way
    if change.place is not None or change.site_id is not None:
        place = _place(way, change.site, change.place or "")
    else:
        place = was.place if way is was.way else ""
    join_url = change.join_url if change.join_url is not None else session.join_url
    return Plan(
        starts=at(was.starts.date(), change.starts or session.starts),
        ends=at(was.starts.date(), change.ends or session.ends),
        subject=was.subject if change.subject is None else change.subject,
        way=way,
        adult=_adult(change.staff) if change.staff_id else was.adult,
        place=place,
        bring=was.bring if change.bring is None else change.bring,
        join_url=safe_link(join_url) if way is Way.ONLINE else "",
    )


def at(on: date, wall: time) -> datetime:
    """This time on the wall in London on this day."""
    return datetime.combine(on, wall, tzinfo=LONDON)


def _adult(person: Person | None) -> Adult | None:
    if person is None:
        return None
    return Adult(person.id, person.first_name, person.job, person.photo_id, person.stand_in)


def _place(way: Way, site: Site | None, words: str) -> str:
    # At home there is nothing to say that could not harm: an address typed into this field is never shown.
    if way in {Way.HOME_VISIT, Way.ONLINE}:
        return ""
    return words or (site.name if site else "")


def _differences(was: Plan, plan: Plan, *, cancelled: bool) -> tuple[What, ...]:
    if cancelled:
        return (What.CANCELLED,)
    both_online = plan.way is was.way is Way.ONLINE
    different = {
        What.WHO: (plan.adult and plan.adult.id) != (was.adult and was.adult.id),
        What.TIME: (plan.starts, plan.ends) != (was.starts, was.ends),
        What.WAY: plan.way is not was.way,
        What.PLACE: plan.way is was.way and plan.place != was.place,
        What.SUBJECT: plan.subject != was.subject,
        What.BRING: plan.bring != was.bring,
        What.LINK: both_online and plan.join_url != was.join_url,
    }
    return tuple(what for what, is_so in different.items() if is_so)
