"""Writing a step under its version: what does not fit is refused with what it is, and what was agreed is lifted."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit
from portal.access.viewer import Viewer
from portal.blueprints.steps.queries.steps import OPEN, find_placement, list_steps
from portal.blueprints.steps.services.texts import Words, put, stretch_of, words_of
from portal.blueprints.steps.services.timetable import lay
from portal.blueprints.steps.weeks import slots_in
from portal.database import db
from portal.models import StepState, Way, WayBack, WayStep
from portal.returning.agreed import hold, lift_changed
from portal.returning.steps import Found, Stretch, faults_of, meeting
from portal.revisions import first_revision, save_words
from portal.timetable.calendar import list_term_dates


class DoesNotFitError(Exception):
    """A step that cannot stand like this among the others: `found` says everything that is in its way."""

    def __init__(self, found: list[Found], titles: dict[uuid.UUID, str], promised: int) -> None:
        super().__init__("does not fit")
        self.found, self.titles, self.promised = found, titles, promised


@dataclass(frozen=True)
class Sent:
    """What a form sends: its words, and whether the steps beside it end and begin with it."""

    words: Words
    moves_neighbours: bool = False


def begin_step(way: WayBack, step_id: uuid.UUID, sent: Sent, *, by: Viewer) -> WayStep:
    """Keep a new step under the number of its form: sent twice, or at once, it is one.

    DoesNotFitError when it does not fit; NoResultFound when the number is somebody else's.
    """
    known = _find_sent(way, step_id)
    if known is not None:
        return known
    _make_room(way, step_id, sent, by)
    words = sent.words
    days = {name: date.fromisoformat(words[name]) for name in ("starts_on", "ends_on")}
    step = WayStep(
        id=step_id,
        setting_id=way.setting_id,
        pupil_id=way.pupil_id,
        way_id=way.id,
        position=0,
        title=words["title"],
        way=Way(words["way"]),
        state=StepState.COMING,
        version=1,
        **days,
    )
    try:
        with db.session.begin_nested():
            db.session.add(step)
    except IntegrityError:
        raise NoResultFound from None  # the number is somebody else's step
    for name, value in words.items():
        put(step, name, value, by=by)
    first_revision(step, words, by=by)
    settle(way.id, by=by)
    record_change(step, by=by)
    return step


def change_step(way: WayBack, step: WayStep, sent: Sent, *, opened: int, by: Viewer) -> bool:
    """Save a step over the version it was opened with. False: nothing changed.

    DoesNotFitError when it does not fit, ClashError with the three texts when somebody else has saved since.
    """
    # Of a clash nothing stays, neither here nor in the steps beside it.
    with db.session.begin_nested():
        # Whoever saved or took it out in the moment before is seen, and asked about: not what then overlaps.
        hold(way.id)
        db.session.refresh(step)
        if opened == step.version:
            _make_room(way, step.id, sent, by)
        saved = save_step(step, sent.words, opened=opened, by=by)
    if saved:
        settle(way.id, by=by)
    return saved


def save_step(step: WayStep, words: Words, *, opened: int, by: Viewer) -> bool:
    """Save some of the words of a step, as one revision, without asking whether they fit."""
    saved = save_words(
        step,
        words,
        opened=opened,
        by=by,
        read=lambda: {name: text for name, text in words_of(step, by=by).items() if name in words},
        put=lambda name, value: put(step, name, value, by=by),
    )
    if saved:
        db.session.flush()
        record_change(step, by=by)
    return saved


def settle(way_id: uuid.UUID, *, by: Viewer) -> None:
    """After every save: steps stand in the order of their days, the timetable follows, changed words lift answers."""
    db.session.flush()
    for position, step in enumerate(list_steps(way_id, viewer=by)):
        step.position = position
    lay(way_id, by=by)
    lift_changed(way_id)


def record_change(step: WayStep, *, by: Viewer) -> None:
    """A line in the record."""
    facts: dict[str, Any] = {"step": step.id, "version": step.version}
    audit.record(audit.Event.STEPS_STEP_CHANGED, by=by, pupils=[step.pupil_id], **facts)


def _make_room(way: WayBack, step_id: uuid.UUID, sent: Sent, by: Viewer) -> None:
    """DoesNotFitError unless the step fits among the others; the steps beside it move along where that was ticked."""
    # Two who save two steps at the same moment wait for one another: else both would fit, and the two overlap.
    hold(way.id)
    steps = [one for one in list_steps(way.id, viewer=by) if one.id != step_id]
    others = {one.id: stretch_of(one, by=by) for one in steps}
    starts_on, ends_on = (date.fromisoformat(sent.words[name]) for name in ("starts_on", "ends_on"))
    new = Stretch(step_id, starts_on, ends_on, slots_in(sent.words["week"]))
    moved: list[Stretch] = []
    if sent.moves_neighbours and starts_on <= ends_on:
        movable = frozenset(one.id for one in steps if one.state in OPEN)
        moved = meeting(new, others.values(), movable)
    placement = find_placement(way.pupil_id, viewer=by)
    promised = placement.weekly_minutes if placement else 0
    after = {**others, **{one.step_id: one for one in moved}}
    found = faults_of(new, after.values(), list_term_dates(viewer=by), promised)
    if found:
        raise DoesNotFitError(found, {one.id: one.title for one in steps}, promised)
    for step in steps:
        day = after[step.id]
        if day != others[step.id]:
            words = {"starts_on": day.starts_on.isoformat(), "ends_on": day.ends_on.isoformat()}
            save_step(step, words, opened=step.version, by=by)


def _find_sent(way: WayBack, step_id: uuid.UUID) -> WayStep | None:
    sent = sa.select(WayStep).where(WayStep.id == step_id, WayStep.way_id == way.id)
    return db.session.scalars(sent).one_or_none()
