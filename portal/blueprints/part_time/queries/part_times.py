"""The part-time timetables of a pupil, for whoever sees the plan, and what decides whether one may start."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import (
    Agreement,
    Contribution,
    PartTime,
    PartTimeSession,
    Person,
    Place,
    Placement,
    Pupil,
    Voice,
    WayBack,
    WayKind,
)
from portal.returning.everybody import all_of
from portal.returning.needed import part_time_answers
from portal.returning.part_time import Slot, Written, full_time_minutes, next_full_time_day, wrong_week
from portal.timetable.calendar import list_term_dates
from portal.visibility import pupil_ids_visible_to, pupils_visible_to
from portal.visibility.conditions import is_of_today


def list_part_times(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[PartTime]:
    """The part-time timetables of a pupil, the newest first."""
    rows = sa.select(PartTime).where(PartTime.pupil_id == pupil_id, _theirs(viewer))
    return list(db.session.scalars(rows.order_by(PartTime.starts_on.desc(), PartTime.created_at.desc(), PartTime.id)))


def get_part_time(part_time_id: uuid.UUID, *, viewer: Viewer) -> PartTime:
    """One of a pupil whose plan is theirs, with its week. NoResultFound (shown as 404) otherwise."""
    whole = (selectinload(PartTime.sessions), joinedload(PartTime.started_by))
    rows = sa.select(PartTime).options(*whole).where(PartTime.id == part_time_id, _theirs(viewer))
    return db.session.scalars(rows).one()


def find_way_id(pupil_id: uuid.UUID, *, viewer: Viewer) -> uuid.UUID | None:
    """The plan of today's placement that a part-time timetable belongs to; None for a pupil who has none."""
    rows = (
        sa.select(WayBack.id)
        .join(Placement, Placement.id == WayBack.placement_id)
        .where(
            WayBack.pupil_id == pupil_id,
            WayBack.kind != WayKind.SHORT_BREAK,
            WayBack.ended_on.is_(None),
            WayBack.pupil_id.in_(pupil_ids_visible_to(viewer, given="sees_plan")),
            is_of_today(Placement, clock.today()),
        )
        .order_by(WayBack.begun_on.desc(), WayBack.id)
        .limit(1)
    )
    return db.session.scalars(rows).one_or_none()


def find_full_time(pupil_id: uuid.UUID, *, viewer: Viewer) -> int:
    """Minutes a week that are full time for this pupil. NoResultFound (shown as 404) for anybody else's."""
    year = sa.select(Pupil.year_group).where(Pupil.id == pupil_id, pupils_visible_to(viewer, given="sees_plan"))
    return full_time_minutes(db.session.scalars(year).one())


def get_young_person(pupil_id: uuid.UUID, *, viewer: Viewer) -> Person:
    """The person a part-time timetable is about. NoResultFound (shown as 404) for anybody else's pupil."""
    rows = sa.select(Person).join(Pupil, Pupil.person_id == Person.id)
    return db.session.scalars(rows.where(Pupil.id == pupil_id, pupils_visible_to(viewer, given="sees_plan"))).one()


def find_written(one: PartTime, *, viewer: Viewer) -> Written:
    """Everything that decides whether it may start, as it stands now."""
    answers = part_time_answers(one.id)
    week = [Slot.of(row) for row in list_sessions(one.id, viewer=viewer)]
    return Written(
        reason=one.reason,
        reason_words=one.reason_words,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        review_gap_days=one.review_gap_days,
        next_review_on=one.next_review_on,
        week_is_wrong=wrong_week(week, find_full_time(one.pupil_id, viewer=viewer)),
        work_for_home=one.work_for_home,
        check_at_home=one.check_at_home,
        full_time_offer=one.full_time_offer,
        full_time_on=next_full_time_day(one.ends_on, list_term_dates(viewer=viewer)),
        has_view=one.chose_not_to_say_at is not None or _young_has_said(one),
        has_agreement=answers.agreed_with_evidence,
        has_no=answers.no,
        earlier=_earlier_reasons(one),
        runs_already=_another_runs(one),
    )


def list_sessions(part_time_id: uuid.UUID, *, viewer: Viewer) -> list[PartTimeSession]:
    """The week as it stands now, from Monday on."""
    rows = sa.select(PartTimeSession).where(
        PartTimeSession.part_time_id == part_time_id, PartTimeSession.setting_id == viewer.setting_id
    )
    return list(db.session.scalars(rows.order_by(PartTimeSession.weekday, PartTimeSession.starts)))


def list_answers(part_time_id: uuid.UUID, *, viewer: Viewer) -> list[Agreement]:
    """What was answered to it, also what was answered anew or taken back since, the oldest first.

    One's own answers; for staff everybody's. Never another carer's (visibility/rules_of_ways.py).
    """
    rows = sa.select(Agreement).options(joinedload(Agreement.person), joinedload(Agreement.entered_by))
    rows = rows.where(Agreement.part_time_id == part_time_id, Agreement.setting_id == viewer.setting_id)
    return list(db.session.scalars(rows.order_by(Agreement.given_at, Agreement.id)))


def list_said(one: PartTime, *, viewer: Viewer) -> list[Contribution]:
    """What people say about it now, as far as this person is one of the readers; the oldest first."""
    rows = (
        sa.select(Contribution)
        .options(joinedload(Contribution.person))
        .where(
            Contribution.pupil_id == one.pupil_id,
            Contribution.place == Place.PART_TIME,
            Contribution.about_id == one.id,
            Contribution.replaced_at.is_(None),
            Contribution.words != "",
            Contribution.pupil_id.in_(pupil_ids_visible_to(viewer, given="sees_plan")),
        )
    )
    return list(db.session.scalars(rows.order_by(Contribution.said_at, Contribution.id)))


def _young_has_said(one: PartTime) -> bool:
    """That words were said is asked for all of them: who may read them is another question."""
    said = sa.select(Contribution.id).where(
        Contribution.place == Place.PART_TIME, Contribution.about_id == one.id, Contribution.voice == Voice.YOUNG
    )
    return all_of(said.limit(1)).first() is not None


def _earlier_reasons(one: PartTime) -> tuple[str, ...]:
    started = sa.select(PartTime.reason_words).where(
        PartTime.pupil_id == one.pupil_id, PartTime.id != one.id, PartTime.started_at.is_not(None)
    )
    return tuple(all_of(started))


def _another_runs(one: PartTime) -> bool:
    others = sa.select(PartTime.id).where(
        PartTime.pupil_id == one.pupil_id,
        PartTime.id != one.id,
        PartTime.started_at.is_not(None),
        PartTime.ended_at.is_(None),
        PartTime.starts_on <= one.ends_on,
        PartTime.ends_on >= one.starts_on,
    )
    return all_of(others.limit(1)).first() is not None


def _theirs(viewer: Viewer) -> sa.ColumnElement[bool]:
    return PartTime.pupil_id.in_(pupil_ids_visible_to(viewer, given="sees_plan"))
