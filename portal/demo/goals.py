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
from portal.access.viewer import Viewer
from portal.blueprints.goals.services.writing import change_goal, words_of
from portal.heard import Saying, find_audience, say
from portal.models import (
    Area,
    Goal,
    GoalHelper,
    GoalStep,
    HowSaid,
    LadderMove,
    Person,
    Place,
    Pupil,
    Revision,
    RoleHolding,
    Rung,
    Voice,
)
from portal.revisions import first_revision
from portal.roster.relative import date_of

FILE = Path(__file__).parent.parent / "demo_setting" / "goals.yml"
FIELDS = {"home": "helps_home", "here": "helps_here", "says": "own_words", "adults": "team_words"}
# When in the day things are said and written.
IN_THE_AFTERNOON = time(14, 50)

Written = Mapping[str, Any]


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put the goals into the demo's setting, in the transaction of `db.work`. What is there already stays as it is."""
    people = {
        person.external_id: person
        for person in session.scalars(sa.select(Person).where(Person.setting_id == setting_id))
    }
    pupils = {
        pupil.external_id: pupil.id for pupil in session.scalars(sa.select(Pupil).where(Pupil.setting_id == setting_id))
    }
    written: dict[str, list[Written]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for slug, goals in written.items():
        for position, one in enumerate(goals):
            _Filling(session, setting_id, people, pupils[slug], slug).fill(one, position)


class _Filling:
    """One goal on its way into the database."""

    def __init__(
        self,
        session: Session,
        setting_id: uuid.UUID,
        people: Mapping[str | None, Person],
        pupil_id: uuid.UUID,
        slug: str,
    ) -> None:
        self.session, self.setting_id, self.people, self.slug = session, setting_id, people, slug
        self.about = {"setting_id": setting_id, "pupil_id": pupil_id}
        self.pupil_id = pupil_id

    def fill(self, one: Written, position: int) -> None:
        """The goal, then what happened to it, in the order in which it did."""
        goal_id = self._id(f"goal {self.slug} {one['key']}")
        if self.session.scalar(sa.select(Goal.id).where(Goal.id == goal_id)):
            return
        goal = self._goal(one, goal_id, position)
        for change in one.get("changes", ()):
            words = {FIELDS[name]: text for name, text in change.items() if name in FIELDS}
            change_goal(goal, words, opened=goal.version, by=self._viewer(change["who"]))
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
            review_on=_day(one["review"]) if "review" in one else None,
            started_on=_day(one["from"]),
            ended_on=_day(one["ended"]) if "ended" in one else None,
            is_for_school=one.get("school", False),
            position=position,
            version=1,
            **self.about,
        )
        self.session.add(goal)
        self.session.flush()
        for number, step in enumerate(one["steps"]):
            done_on = _day(step["done"]) if "done" in step else None
            row = GoalStep(goal_id=goal_id, words=step["words"], position=number, done_on=done_on, **self.about)
            self.session.add(row)
        self.session.add_all(
            GoalHelper(goal_id=goal_id, person_id=self.people[helper].id, **self.about) for helper in one["helpers"]
        )
        by = self._viewer(one["by"])
        first_revision(goal, words_of(goal, by=by), by=by)
        self._date_revision(goal, one["from"])
        return goal

    def _date_revision(self, goal: Goal, on: str) -> None:
        self.session.flush()
        newest = sa.select(Revision).where(Revision.subject_id == goal.id, Revision.version == goal.version)
        self.session.scalars(newest).one().saved_at = _moment(on)

    def _move(self, goal: Goal, voice: Voice, moves: Any) -> None:
        self.session.add_all(
            LadderMove(
                goal_id=goal.id,
                person_id=self.people[move["who"]].id,
                voice=voice,
                rung=Rung(move["rung"]),
                client_id=self._id(f"move {goal.id} {voice} {number}"),
                moved_at=_moment(move["day"]),
                **self.about,
            )
            for number, move in enumerate(moves)
        )

    def _say(self, goal: Goal, note: Written) -> None:
        by = self._viewer(note["who"])
        wanted = frozenset(self.people[reader].id for reader in note.get("to", ()))
        readers = find_audience(self.pupil_id, viewer=by).chosen(wanted)
        if len(readers) != len(wanted):
            raise ValueError(f"{note['who']} cannot say this to all of {note['to']}: {note['words']}")
        said = say(
            Saying(
                pupil_id=self.pupil_id,
                place=Place.GOAL_NOTE,
                client_id=self._id(f"note {goal.id} {note['who']} {note['words']}"),
                words=note["words"],
                about_id=goal.id,
                readers=readers,
                how_said=HowSaid(note.get("how", HowSaid.BY_MYSELF)),
            ),
            by=by,
        )
        said.said_at = _moment(note["day"])

    def _viewer(self, slug: str) -> Viewer:
        """Somebody of the demo as they would be signed in: what they say passes the same place as later."""
        person, now = self.people[slug], clock.now()
        roles = self.session.scalars(sa.select(RoleHolding.role).where(RoleHolding.person_id == person.id))
        return Viewer(
            person_id=person.id,
            setting_id=self.setting_id,
            setting_name="",
            first_name=person.first_name,
            last_name=person.last_name,
            roles=frozenset(roles),
            language=person.language,
            sign_in_id=uuid.uuid5(person.id, "the demo"),
            device="",
            proved_at=now,
            ends_at=now,
        )

    def _id(self, name: str) -> uuid.UUID:
        return uuid.uuid5(self.setting_id, name)


def _day(written: str) -> date:
    found = date_of(written, clock.today())
    if found is None:
        raise ValueError(f"{written!r} is no day of {FILE.name}.")
    # Nothing happens at a weekend: what was is on the Friday before, what comes on the Monday after.
    over = found.weekday() - 4
    if over <= 0:
        return found
    return found - timedelta(days=over) if found <= clock.today() else found + timedelta(days=3 - over)


def _moment(written: str) -> datetime:
    return datetime.combine(_day(written), IN_THE_AFTERNOON, tzinfo=clock.LONDON)
