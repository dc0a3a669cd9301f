"""Who came, in the demo setting: read from portal/demo_setting/marks.yml, with days that are always about this week."""

import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session, joinedload

from portal import clock
from portal.demo.speaking import Cast, day, moment
from portal.models import Mark, Placement, SessionMark, TermDate, TimetableSession
from portal.returning.attendance import minutes_there
from portal.timetable.plan import Occurrence, occurrences

FILE = Path(__file__).parent.parent / "demo_setting" / "marks.yml"
# Ids follow from the session and the day, so that filling a second time adds nothing.
NAMESPACE = uuid.UUID("3c9f0e8e-6c3a-4b36-9f8e-1d7d6b0f5a21")


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Mark each session that was over yesterday; for a pupil who is not there, nothing."""
    cast = Cast(session, setting_id)
    terms = list(session.scalars(sa.select(TermDate).where(TermDate.setting_id == setting_id)))
    for slug, written in yaml.safe_load(FILE.read_text(encoding="utf-8")).items():
        if slug in cast.pupils:
            _fill(cast, cast.pupils[slug], written, terms)


def _fill(cast: Cast, pupil_id: uuid.UUID, written: dict[str, Any], terms: list[TermDate]) -> None:
    rows = sa.select(TimetableSession).options(joinedload(TimetableSession.staff), joinedload(TimetableSession.site))
    lessons = list(cast.session.scalars(rows.where(TimetableSession.pupil_id == pupil_id)))
    names = {one.id: one.external_id for one in lessons}
    but = {(one["session"], day(one["day"])): Mark(one["mark"]) for one in written.get("but", ())}
    by_id = cast.session.scalars(sa.select(Placement.key_worker_id).where(Placement.pupil_id == pupil_id)).first()
    yesterday = clock.today() - timedelta(days=1)
    for one in occurrences(lessons, [], terms, day(written["from"]), yesterday):
        _mark(cast, one, but.get((names[one.session_id] or "", one.on), Mark.CAME), by_id)


def _mark(cast: Cast, one: Occurrence, mark: Mark, by_id: uuid.UUID | None) -> None:
    number = uuid.uuid5(NAMESPACE, f"{one.session_id} {one.on}")
    if by_id is None or _is_marked(cast.session, one.session_id, one.on):
        return
    offered = 0 if mark is Mark.WE_DID_NOT_COME else one.plan.minutes
    cast.session.add(
        SessionMark(
            id=number,
            setting_id=cast.setting_id,
            pupil_id=one.pupil_id,
            session_id=one.session_id,
            on=one.on,
            mark=mark,
            offered_minutes=offered,
            attended_minutes=minutes_there(mark, offered),
            is_morning=one.plan.starts.hour < 12,
            person_id=by_id,
            client_id=number,
            marked_at=moment(one.on, one.plan.ends.time()),
        )
    )


def _is_marked(session: Session, session_id: uuid.UUID, on: date) -> bool:
    marked = sa.select(SessionMark.id).where(SessionMark.session_id == session_id, SessionMark.on == on)
    return session.scalar(marked.limit(1)) is not None
