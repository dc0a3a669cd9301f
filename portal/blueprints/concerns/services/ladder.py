"""Changing who is told, and when. Each change is a line of the record, and none of them empties a rung."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, time

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import audit, clock
from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Absence, AlertStep, Level, MonitoredTime, Setting, Site
from portal.safeguarding import finding, keep_rungs
from portal.safeguarding.ladder import Step

Stretch = tuple[int, time, time]


@contextmanager
def _changing(change: str, by: Viewer) -> Iterator[Session]:
    """EmptyRungError, and nothing is kept, when the change empties a rung."""
    with db.elevated("who is told in their setting") as session, keep_rungs(session, by.setting_id):
        yield session
        audit.record(audit.Event.CONCERNS_LADDER_CHANGED, by=by, change=change)


def _own_steps(session: Session, level: Level, by: Viewer) -> set[Step]:
    """The steps of the level as the setting's own rows: the first change makes the usual ones its own."""
    steps = finding.find_steps(session, by.setting_id, level)
    entered = sa.select(AlertStep.id).where(AlertStep.setting_id == by.setting_id, AlertStep.level == level)
    if session.scalar(entered.limit(1)) is None:
        session.add_all(_row(level, step, by) for step in steps)
    return set(steps)


def _row(level: Level, step: Step, by: Viewer) -> AlertStep:
    return AlertStep(
        setting_id=by.setting_id,
        level=level,
        after_minutes=step.after_minutes,
        who=step.who,
        person_id=step.person_id,
    )


def add_step(level: Level, step: Step, *, by: Viewer) -> None:
    """One more is told. What is there already stays once."""
    with _changing(
        f"step added: {level} {step.after_minutes} {step.who} {step.person_id or ''}".strip(), by
    ) as session:
        if step not in _own_steps(session, level, by):
            session.add(_row(level, step, by))


def take_step_off(level: Level, step: Step, *, by: Viewer) -> None:
    """One is told no longer. EmptyRungError when nobody else stands on the rung."""
    with _changing(
        f"step taken off: {level} {step.after_minutes} {step.who} {step.person_id or ''}".strip(), by
    ) as session:
        _own_steps(session, level, by)
        session.flush()
        session.execute(
            sa.delete(AlertStep).where(
                AlertStep.setting_id == by.setting_id,
                AlertStep.level == level,
                AlertStep.after_minutes == step.after_minutes,
                AlertStep.who == step.who,
                AlertStep.person_id == step.person_id if step.person_id else AlertStep.person_id.is_(None),
            )
        )


def enter_hours(stretches: Iterable[Stretch], *, by: Viewer) -> None:
    """When somebody watches, all of it anew."""
    with _changing("hours", by) as session:
        session.execute(sa.delete(MonitoredTime).where(MonitoredTime.setting_id == by.setting_id))
        session.add_all(
            MonitoredTime(setting_id=by.setting_id, weekday=weekday, starts=starts, ends=ends)
            for weekday, starts, ends in stretches
        )


def enter_duty(words: str, phone: str, *, by: Viewer) -> None:
    """Who may be rung when nobody watches; both empty: nobody, and pages say so."""
    with _changing("duty", by) as session:
        setting = session.get_one(Setting, by.setting_id)
        setting.duty_words, setting.duty_phone = words, phone


def name_site_leads(leads: Mapping[uuid.UUID, uuid.UUID | None], *, by: Viewer) -> None:
    """Who is in charge at each site."""
    with _changing("site leads: " + ", ".join(f"{site} {lead}" for site, lead in leads.items()), by) as session:
        for site in session.scalars(sa.select(Site).where(Site.setting_id == by.setting_id, Site.id.in_(leads))):
            site.lead_id = leads[site.id]


def name_above_head(person_id: uuid.UUID | None, *, by: Viewer) -> None:
    """Whom a concern about the head goes to."""
    with _changing(f"above the head: {person_id}", by) as session:
        session.get_one(Setting, by.setting_id).above_head_id = person_id


def enter_absence(
    person_id: uuid.UUID, from_on: date, until_on: date, *, cover_id: uuid.UUID | None = None, by: Viewer
) -> None:
    """Somebody is away, and `cover_id` answers families meanwhile; entered twice is once, and the later cover counts.

    EmptyRungError when then nobody stood on a rung on one of the days.
    """
    here = {"setting_id": by.setting_id, "person_id": person_id, "from_on": from_on, "until_on": until_on}
    with _changing(f"absence: {person_id} {from_on} {until_on}", by) as session:
        known = session.scalars(sa.select(Absence).filter_by(**here).limit(1)).one_or_none()
        if known is None:
            session.add(Absence(**here, cover_id=cover_id))
        else:
            known.cover_id = cover_id


def take_absence_back(absence_id: uuid.UUID, *, by: Viewer) -> None:
    """It will not be so: before it begins, by who is away or who leads. NoResultFound for any other."""
    with _changing(f"absence taken back: {absence_id}", by) as session:
        wanted = sa.select(Absence).where(
            Absence.id == absence_id, Absence.setting_id == by.setting_id, Absence.from_on > clock.today()
        )
        if Permission.CONCERNS_LADDER_CHANGE not in by.permissions:
            wanted = wanted.where(Absence.person_id == by.person_id)
        session.delete(session.scalars(wanted).one())
