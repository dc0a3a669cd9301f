"""Writing a goal: its shared words under a version, its small steps, and that it has ended."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.goals.queries.goals import (
    MOST_ACTIVE,
    count_active_goals,
    list_helpers,
    list_steps,
)
from portal.database import db
from portal.heard import Replaces, Saying, say
from portal.models import Area, Goal, GoalHelper, GoalStep, HowSaid, Place, Pupil, Voice
from portal.revisions import first_revision, save_words

Words = Mapping[str, str]


class TooManyGoalsError(Exception):
    """As many goals as one can work on are there already."""


def begin_goal(pupil_id: uuid.UUID, goal_id: uuid.UUID, words: Words, *, by: Viewer) -> Goal:
    """Keep a new goal under the number of its form: sent twice, it is one. TooManyGoalsError for a fourth."""
    # Of two who write at the same moment, the second waits here and then counts the first one's goal.
    pupil = sa.select(Pupil.id).where(Pupil.id == pupil_id).with_for_update(of=Pupil)
    db.session.execute(pupil).one()
    sent = _find_sent(pupil_id, goal_id)
    if sent is not None:
        return sent
    count = count_active_goals(pupil_id, viewer=by)
    if count >= MOST_ACTIVE:
        raise TooManyGoalsError
    goal = Goal(
        id=goal_id,
        setting_id=by.setting_id,
        pupil_id=pupil_id,
        area=Area(words["area"]),
        team_words=words["team_words"],
        started_on=clock.today(),
        position=count,
        version=1,
    )
    try:
        with db.session.begin_nested():
            db.session.add(goal)
    except IntegrityError:
        raise NoResultFound from None  # the number is somebody else's goal
    for name, value in words.items():
        _put(goal, name, value, by)
    first_revision(goal, words, by=by)
    _changed(goal, by)
    return goal


def change_goal(goal: Goal, words: Words, *, opened: int, by: Viewer) -> bool:
    """Save the shared words over the version they were opened with. ClashError when somebody else has saved since."""
    saved = save_words(
        goal,
        words,
        opened=opened,
        by=by,
        read=lambda: {name: text for name, text in words_of(goal, by=by).items() if name in words},
        put=lambda name, value: _put(goal, name, value, by),
    )
    if saved:
        _changed(goal, by)
    return saved


def end_goal(goal: Goal, *, opened: int, by: Viewer) -> None:
    """A goal has ended; everything said beside it stays. ClashError when somebody else has saved since."""
    change_goal(goal, {"ended_on": clock.today().isoformat()}, opened=opened, by=by)


def tick_step(goal: Goal, step_id: uuid.UUID | None, *, is_done: bool, by: Viewer) -> None:
    """A small step is done, or not after all. NoResultFound (shown as 404) for a step of another goal."""
    step = next((one for one in list_steps(goal.id, viewer=by) if one.id == step_id), None)
    if step is None:
        raise NoResultFound
    if is_done != bool(step.done_on):
        step.done_on = clock.today() if is_done else None
        facts: dict[str, Any] = {"goal": goal.id, "step": step.id, "done": is_done}
        audit.record(audit.Event.GOALS_STEP_TICKED, by=by, pupils=[goal.pupil_id], **facts)


def words_of(goal: Goal, *, by: Viewer) -> dict[str, str]:
    """Each shared field of a goal as a text: what a form shows and what a revision keeps."""
    return {
        "area": goal.area.value,
        "own_words": goal.own_words,
        "team_words": goal.team_words,
        "steps": "\n".join(step.words for step in list_steps(goal.id, viewer=by)),
        "helpers": "\n".join(sorted(str(one.person_id) for one in list_helpers(goal.id, viewer=by))),
        "helps_here": goal.helps_here,
        "helps_home": goal.helps_home,
        "review_on": goal.review_on.isoformat() if goal.review_on else "",
        "is_for_school": "yes" if goal.is_for_school else "",
        "ended_on": goal.ended_on.isoformat() if goal.ended_on else "",
    }


def _put(goal: Goal, name: str, value: str, by: Viewer) -> None:
    match name:
        case "area":
            goal.area = Area(value)
        case "review_on" | "ended_on":
            setattr(goal, name, date.fromisoformat(value) if value else None)
        case "is_for_school":
            goal.is_for_school = bool(value)
        case "steps":
            _put_steps(goal, value.split("\n") if value else [], by)
        case "own_words":
            if value != goal.own_words:
                goal.own_words = value
                _say_own_words(goal, by)
        case "helpers":
            _put_helpers(goal, {uuid.UUID(one) for one in value.split()}, by)
        case _:
            setattr(goal, name, value)


def _say_own_words(goal: Goal, by: Viewer) -> None:
    """The goal in their own words is something they said, too: it passes the same place as everything they say."""
    young_id = db.session.scalars(sa.select(Pupil.person_id).where(Pupil.id == goal.pupil_id)).one()
    saying = Saying(
        pupil_id=goal.pupil_id,
        place=Place.GOAL_WORDS,
        client_id=uuid.uuid5(goal.id, f"own words {goal.version}"),
        words=goal.own_words,
        about_id=goal.id,
        how_said=HowSaid.WRITTEN_FOR_ME,
        speaker=(young_id, Voice.YOUNG),
        replaces=Replaces.SAME_PLACE,
    )
    say(saying, by=by)


def _put_steps(goal: Goal, lines: list[str], by: Viewer) -> None:
    """A line that stood there before keeps that it is done."""
    left = list_steps(goal.id, viewer=by)
    for position, words in enumerate(lines):
        known = next((step for step in left if step.words == words), None)
        if known is not None:
            left.remove(known)
            known.position = position
        else:
            about = {"setting_id": goal.setting_id, "pupil_id": goal.pupil_id, "goal_id": goal.id}
            db.session.add(GoalStep(words=words, position=position, **about))
    for step in left:
        db.session.delete(step)


def _put_helpers(goal: Goal, wanted: set[uuid.UUID], by: Viewer) -> None:
    there = {one.person_id: one for one in list_helpers(goal.id, viewer=by)}
    for person_id in there.keys() - wanted:
        db.session.delete(there[person_id])
    about = {"setting_id": goal.setting_id, "pupil_id": goal.pupil_id, "goal_id": goal.id}
    db.session.add_all(GoalHelper(person_id=person_id, **about) for person_id in sorted(wanted - there.keys()))


def _find_sent(pupil_id: uuid.UUID, goal_id: uuid.UUID) -> Goal | None:
    return db.session.scalars(sa.select(Goal).where(Goal.id == goal_id, Goal.pupil_id == pupil_id)).one_or_none()


def _changed(goal: Goal, by: Viewer) -> None:
    facts: dict[str, Any] = {"goal": goal.id, "version": goal.version}
    audit.record(audit.Event.GOALS_GOAL_CHANGED, by=by, pupils=[goal.pupil_id], **facts)
