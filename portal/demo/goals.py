"""The goals of the demo's pupils, from portal/demo_setting/goals.yml, with days that are always about this week."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from portal import clock
from portal.blueprints.goals.services.notes import REVIEW
from portal.blueprints.goals.services.writing import change_goal, words_of
from portal.demo.speaking import Cast, day, moment
from portal.heard import Saying, say
from portal.models import (
    Area,
    Goal,
    GoalHelper,
    GoalStep,
    HowSaid,
    LadderMove,
    Place,
    Revision,
    Rung,
    Voice,
)
from portal.revisions import first_revision

FILE = Path(__file__).parent.parent / "demo_setting" / "goals.yml"
FIELDS = {"home": "helps_home", "here": "helps_here", "says": "own_words", "adults": "team_words"}
# When in the day things are said and written.
IN_THE_AFTERNOON = time(14, 50)

Written = Mapping[str, Any]


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put the goals into the demo's setting, in the transaction of `db.work`. What is there already stays as it is."""
    cast = Cast(session, setting_id)
    written: dict[str, list[Written]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for slug, goals in written.items():
        for position, one in enumerate(goals):
            _Filling(cast, slug).fill(one, position)


class _Filling:
    """One goal on its way into the database."""

    def __init__(self, cast: Cast, slug: str) -> None:
        self.cast, self.session, self.slug = cast, cast.session, slug
        self.pupil_id = cast.pupils[slug]
        self.about = {"setting_id": cast.setting_id, "pupil_id": self.pupil_id}

    def fill(self, one: Written, position: int) -> None:
        """The goal, then what happened to it, in the order in which it did."""
        goal_id = self._id(f"goal {self.slug} {one['key']}")
        if self.session.scalar(sa.select(Goal.id).where(Goal.id == goal_id)):
            return
        goal = self._goal(one, goal_id, position)
        for change in one.get("changes", ()):
            words = {FIELDS[name]: text for name, text in change.items() if name in FIELDS}
            change_goal(goal, words, opened=goal.version, by=self.cast.viewer(change["who"]))
            self._date_revision(goal, change["day"])
        for voice in (Voice.YOUNG, Voice.TEAM):
            self._move(goal, voice, one.get(voice.value, ()))
        for note in one.get("notes", ()):
            self._say(goal, note)

    def _goal(self, one: Written, goal_id: uuid.UUID, position: int) -> Goal:
        goal = Goal(
            id=goal_id,
            area=Area(one["area"]),
            own_words=one["says"],
            team_words=one["adults"],
            helps_here=one["here"],
            helps_home=one["home"],
            review_on=_school_day(one["review"]) if "review" in one else None,
            started_on=_school_day(one["from"]),
            ended_on=_school_day(one["ended"]) if "ended" in one else None,
            is_for_school=one.get("school", False),
            position=position,
            version=1,
            **self.about,
        )
        self.session.add(goal)
        self.session.flush()
        for number, step in enumerate(one["steps"]):
            done_on = _school_day(step["done"]) if "done" in step else None
            row = GoalStep(goal_id=goal_id, words=step["words"], position=number, done_on=done_on, **self.about)
            self.session.add(row)
        self.session.add_all(
            GoalHelper(goal_id=goal_id, person_id=self.cast.people[helper].id, **self.about)
            for helper in one["helpers"]
        )
        by = self.cast.viewer(one["by"])
        first_revision(goal, words_of(goal, by=by), by=by)
        self._date_revision(goal, one["from"])
        return goal

    def _date_revision(self, goal: Goal, on: str) -> None:
        self.session.flush()
        newest = sa.select(Revision).where(Revision.subject_id == goal.id, Revision.version == goal.version)
        self.session.scalars(newest).one().saved_at = _afternoon(on)

    def _move(self, goal: Goal, voice: Voice, moves: Any) -> None:
        self.session.add_all(
            LadderMove(
                goal_id=goal.id,
                person_id=self.cast.people[move["who"]].id,
                voice=voice,
                rung=Rung(move["rung"]),
                how_said=HowSaid(move.get("how", HowSaid.BY_MYSELF)),
                client_id=self._id(f"move {goal.id} {voice} {number}"),
                moved_at=_afternoon(move["day"]),
                **self.about,
            )
            for number, move in enumerate(moves)
        )

    def _say(self, goal: Goal, note: Written) -> None:
        by = self.cast.viewer(note["who"])
        readers = self.cast.readers(note["who"], self.pupil_id, Place.GOAL_NOTE, note.get("to", ()))
        said = say(
            Saying(
                pupil_id=self.pupil_id,
                place=Place.GOAL_NOTE,
                client_id=self._id(f"note {goal.id} {note['who']} {note['words']}"),
                words=note["words"],
                about_id=goal.id,
                topic=REVIEW if note.get("review") else "",
                readers=readers,
                how_said=HowSaid(note.get("how", HowSaid.BY_MYSELF)),
            ),
            by=by,
        )
        said.said_at = _afternoon(note["day"])

    def _id(self, name: str) -> uuid.UUID:
        return uuid.uuid5(self.cast.setting_id, name)


def _school_day(written: str) -> date:
    """Nothing happens at a weekend: what was is on the Friday before, what comes on the Monday after."""
    found = day(written)
    over = found.weekday() - 4
    if over <= 0:
        return found
    return found - timedelta(days=over) if found <= clock.today() else found + timedelta(days=3 - over)


def _afternoon(written: str) -> datetime:
    return moment(_school_day(written), IN_THE_AFTERNOON)
