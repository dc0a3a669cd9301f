"""From the steps that have begun to the sessions of the real timetable: ordinary ones, which no roster knows."""

import uuid
from datetime import date
from typing import Any

from portal import clock
from portal.access.viewer import Viewer
from portal.blueprints.steps.queries.answers import list_choices
from portal.blueprints.steps.queries.steps import find_placement, list_made, list_steps
from portal.blueprints.steps.weeks import chosen, end_made
from portal.database import db
from portal.models import ChoiceKind, Placement, StepChoice, StepSession, TimetableSession, Way, WayStep
from portal.returning.steps import DAY, Slot, Stretch, Weekly, as_chosen, timetable_of

# Where a room may be named. At home it would be an address, which the other parent may not know.
WITH_A_ROOM = (Way.OUR_PLACE, Way.SCHOOL, Way.OUT_AND_ABOUT)


def lay(way_id: uuid.UUID, *, by: Viewer) -> None:
    """Make the timetable follow the steps whose start was pressed. What has taken place stays as it was."""
    steps = [one for one in list_steps(way_id, viewer=by) if one.started_at]
    if not steps:
        return
    placement = find_placement(steps[0].pupil_id, viewer=by)
    choices = list_choices([one.id for one in steps], viewer=by)
    made = {one.id: one for one in list_made(way_id, viewer=by)}
    weeks = {one.id: _week_of(one, choices) for one in steps}
    laid = timetable_of(Stretch(one.id, one.starts_on, one.ends_on, tuple(weeks[one.id])) for one in steps)
    placed = {(one.step_id, one.slot): one for one in laid}
    for step in steps:
        facts = _facts_of(step, choices, placement, by)
        for slot, session in weeks[step.id].items():
            known = made.get(session.made_id) if session.made_id else None
            _follow(session, known, placed.get((step.id, slot)), facts)
    db.session.flush()


def _week_of(step: WayStep, choices: list[StepChoice]) -> dict[Slot, StepSession]:
    sessions = sorted(step.sessions, key=lambda one: (one.weekday, one.starts, one.ends, one.subject))
    slots = [Slot(one.weekday, one.starts, one.ends, one.subject) for one in sessions]
    start, lesson = (chosen(step.id, kind, choices) for kind in (ChoiceKind.START_TIME, ChoiceKind.FIRST_LESSON))
    return dict(zip(as_chosen(slots, start, lesson), sessions, strict=True))


def _facts_of(step: WayStep, choices: list[StepChoice], placement: Placement | None, by: Viewer) -> dict[str, Any]:
    """What a session says beside its time: how, where, with whom, who meets the child, and the way out."""
    meets = chosen(step.id, ChoiceKind.WHO_MEETS, choices)
    meets = meets or (step.meets.first_name if step.meets else "") or step.meets_name
    key_worker = placement.key_worker_id if placement else by.person_id
    # The setting's own words, in its own language, as every note of its timetable.
    note = [f"{meets} meets you." if meets else "", f"Way out: {step.way_out.rstrip('.')}." if step.way_out else ""]
    return {
        "way": step.way,
        "staff_id": step.meets_id if step.meets and step.meets.is_staff else key_worker,
        "site_id": placement.site_id if placement and step.way is Way.OUR_PLACE else None,
        "place": step.room if step.way in WITH_A_ROOM else "",
        "note": " ".join(filter(None, note)),
    }


def _follow(session: StepSession, made: TimetableSession | None, placed: Weekly | None, facts: dict[str, Any]) -> None:
    if placed is None:
        if made is not None:
            end_made(made, clock.today())
        return
    slot = placed.slot
    today = clock.today()
    facts = {**facts, "weekday": slot.weekday, "starts": slot.starts, "ends": slot.ends, "subject": slot.subject}
    # Nothing is made for days that are over; and what is different, is from tomorrow.
    first = max(placed.from_on, today)
    if made is not None and not _can_follow(made, facts):
        end_made(made, today)
        made, first = None, max(first, today + DAY)
    if made is None:
        if first <= placed.until_on:
            _make(session, facts, first, placed.until_on)
        return
    for name, value in facts.items():
        setattr(made, name, value)
    _set_days(made, placed)


def _can_follow(made: TimetableSession, facts: dict[str, Any]) -> bool:
    """True for one that has not begun yet, or of which nothing but its days changes."""
    return made.from_on > clock.today() or all(getattr(made, name) == value for name, value in facts.items())


def _make(session: StepSession, facts: dict[str, Any], from_on: date, until_on: date) -> TimetableSession:
    made = TimetableSession(
        id=uuid.uuid4(),
        setting_id=session.setting_id,
        pupil_id=session.pupil_id,
        from_on=from_on,
        until_on=until_on,
        picture="",
        bring="",
        join_url="",
        **facts,
    )
    db.session.add(made)
    db.session.flush()
    session.made_id = made.id
    return made


def _set_days(made: TimetableSession, placed: Weekly) -> None:
    if made.from_on > clock.today():
        made.from_on = placed.from_on
    made.until_on = placed.until_on
