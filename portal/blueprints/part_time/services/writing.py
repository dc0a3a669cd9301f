"""Writing a part-time timetable under its version, starting it when nothing is missing, ending it sooner."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.part_time.lines import lines_of, week_of
from portal.blueprints.part_time.queries.part_times import find_way_id, find_written, list_sessions
from portal.database import db
from portal.models import EndedWhy, PartTime, PartTimeReason, PartTimeSession, Pupil
from portal.returning.agreed import lift_changed_part_time
from portal.returning.gaps import standing_on
from portal.returning.part_time import Missing, Slot, State, next_full_time_day, what_is_missing
from portal.returning.part_time_ending import end_part_time
from portal.revisions import ClashError, first_revision, save_words
from portal.timetable.calendar import list_term_dates

Words = Mapping[str, str]

_DAYS = ("starts_on", "ends_on", "next_review_on", "council_told_on", "social_worker_told_on", "ehcp_team_told_on")
_TEXTS = ("reason_words", "work_for_home", "check_at_home", "step_up", "full_time_offer")
# What may still be written after it has started: nothing of it was agreed to, and the end is not among it.
LATER = ("next_review_on", "full_time_offer", "council_told_on", "social_worker_told_on", "ehcp_team_told_on")

# Why somebody ended it, in the save that did it.
ENDED = "ended_why"
# As many who save at the same moment wait for one another.
_TRIES = 5


class CannotStartError(Exception):
    """Something is missing: `what`. It has not started."""

    def __init__(self, what: tuple[Missing, ...]) -> None:
        super().__init__(", ".join(what))
        self.what = what


def begin_part_time(pupil_id: uuid.UUID, number: uuid.UUID, words: Words, *, by: Viewer) -> PartTime:
    """Keep a new one, not started, under the number of its form: sent twice, it is one.

    NoResultFound for a pupil who has no plan, or where the number is somebody else's.
    """
    sent = sa.select(PartTime).where(PartTime.id == number, PartTime.pupil_id == pupil_id)
    found = db.session.scalars(sent).one_or_none()
    if found is not None:
        return found
    way_id = find_way_id(pupil_id, viewer=by)
    if way_id is None:
        raise NoResultFound
    one = PartTime(
        id=number,
        setting_id=by.setting_id,
        pupil_id=pupil_id,
        way_id=way_id,
        reason=PartTimeReason(words["reason"]),
        starts_on=date.fromisoformat(words["starts_on"]),
        ends_on=date.fromisoformat(words["ends_on"]),
        created_by_id=by.person_id,
        version=1,
    )
    try:
        with db.session.begin_nested():
            db.session.add(one)
    except IntegrityError:
        # The same form, sent at the same moment, was quicker.
        return db.session.scalars(sent).one()
    for name, value in words.items():
        _put(one, name, value, by)
    first_revision(one, words, by=by)
    _changed(one, by)
    return one


def change_part_time(one: PartTime, words: Words, *, opened: int, by: Viewer) -> bool:
    """Save it over the version it was opened with. ClashError when somebody else has saved since.

    Of one that has started only what nobody agreed to changes (`LATER`); one that is over stays: NoResultFound.
    """
    state = standing_on(one, clock.today())
    if state is State.OVER:
        raise NoResultFound
    if state is not State.WRITTEN:
        words = {name: value for name, value in words.items() if name in LATER}
    saved = save_words(
        one,
        words,
        opened=opened,
        by=by,
        read=lambda: {name: text for name, text in words_of(one, by=by).items() if name in words},
        put=lambda name, value: _put(one, name, value, by),
    )
    if saved:
        lift_changed_part_time(one.id)
        _changed(one, by)
    return saved


def start_part_time(one: PartTime, *, by: Viewer) -> None:
    """Start it. CannotStartError when anything is missing; pressed twice, it starts once."""
    # Of two that would start at the same moment, the second one waits here and then sees the first.
    db.session.execute(sa.select(Pupil.id).where(Pupil.id == one.pupil_id).with_for_update(of=Pupil)).one()
    db.session.refresh(one, ["started_at", "ended_at"])
    if standing_on(one, clock.today()) is not State.WRITTEN:
        return
    written = find_written(one, viewer=by)
    missing = what_is_missing(written, clock.today())
    if missing:
        raise CannotStartError(missing)
    one.started_at, one.started_by_id, one.full_time_on = clock.now(), by.person_id, written.full_time_on
    audit.record(audit.Event.PART_TIME_STARTED, by=by, pupils=[one.pupil_id], part_time=one.id)


def end_sooner(one: PartTime, *, by: Viewer) -> None:
    """Full time comes sooner: it is over today, and the full-time offer is due on the next school day."""
    if standing_on(one, clock.today()) in (State.COMING, State.RUNNING):
        _keep_who_ended(one, by)
        end_part_time(one, EndedWhy.FULL_TIME_SOONER)
        audit.record(audit.Event.PART_TIME_ENDED, by=by, pupils=[one.pupil_id], part_time=one.id)


def _keep_who_ended(one: PartTime, by: Viewer) -> None:
    """A save of its own, whatever else was saved meanwhile: its history says who ended it."""
    words = {ENDED: EndedWhy.FULL_TIME_SOONER.value}
    for _try in range(_TRIES):
        try:
            save_words(one, words, opened=one.version, by=by, read=lambda: {ENDED: ""}, put=lambda *_: None)
            return
        except ClashError:
            continue


def words_of(one: PartTime, *, by: Viewer) -> dict[str, str]:
    """Each field as a text: what a form shows and what a revision keeps."""
    texts = {name: str(getattr(one, name) or "") for name in (*_DAYS, *_TEXTS)}
    week = lines_of(Slot.of(row) for row in list_sessions(one.id, viewer=by))
    return {**texts, "reason": one.reason.value, "review_gap_days": str(one.review_gap_days), "week": week}


def _put(one: PartTime, name: str, value: str, by: Viewer) -> None:
    match name:
        case "reason":
            one.reason = PartTimeReason(value)
        case "review_gap_days":
            one.review_gap_days = int(value)
        case "week":
            _put_week(one, week_of(value), by)
        case "ends_on" | "starts_on":
            setattr(one, name, date.fromisoformat(value))
            one.full_time_on = next_full_time_day(one.ends_on, list_term_dates(viewer=by))
        case _ if name in _DAYS:
            setattr(one, name, date.fromisoformat(value) if value else None)
        case _:
            setattr(one, name, value)


def _put_week(one: PartTime, week: tuple[Slot, ...], by: Viewer) -> None:
    for row in list_sessions(one.id, viewer=by):
        db.session.delete(row)
    db.session.flush()
    of = {"setting_id": one.setting_id, "pupil_id": one.pupil_id, "part_time_id": one.id}
    for slot in week:
        facts = {"weekday": slot.weekday, "starts": slot.starts, "ends": slot.ends, "way": slot.way}
        db.session.add(PartTimeSession(**of, **facts, meets=slot.meets))
    db.session.flush()


def _changed(one: PartTime, by: Viewer) -> None:
    facts: dict[str, Any] = {"part_time": one.id, "version": one.version}
    audit.record(audit.Event.PART_TIME_CHANGED, by=by, pupils=[one.pupil_id], **facts)
