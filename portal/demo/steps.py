"""The steps of the demo's ways back, from portal/demo_setting/steps.yml, with days that are always about this week."""

import json
import uuid
from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from portal.access.viewer import Viewer
from portal.blueprints.steps.queries.steps import get_way
from portal.blueprints.steps.services.writing import Sent, begin_step
from portal.blueprints.steps.weeks import FIELDS, PLAIN, week_text
from portal.demo.speaking import Cast, day, moment
from portal.models import HowSaid, Readiness, Revision, StepAnswer, StepOrder, StepState, WayBack, WayStep
from portal.returning.steps import Slot, time_of

FILE = Path(__file__).parent.parent / "demo_setting" / "steps.yml"
IN_THE_AFTERNOON = time(14, 30)

Written = Mapping[str, Any]


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put the steps of the file into this setting; for a pupil who is not there, nothing. What is there stays."""
    cast = Cast(session, setting_id)
    for slug, written in yaml.safe_load(FILE.read_text(encoding="utf-8")).items():
        if slug in cast.pupils:
            _Filling(cast, slug).fill(written)


class _Filling:
    """The steps of one pupil on their way into the database."""

    def __init__(self, cast: Cast, slug: str) -> None:
        self.cast, self.session, self.slug = cast, cast.session, slug
        self.about = {"setting_id": cast.setting_id, "pupil_id": cast.pupils[slug]}

    def fill(self, written: Written) -> None:
        """Each step, what was said before it, and the order."""
        by = self.cast.viewer(written["steps"][0]["by"])
        way, _child = get_way(self.cast.pupils[self.slug], viewer=by)
        if self.session.scalar(sa.select(WayStep.id).where(WayStep.way_id == way.id).limit(1)):
            return
        for one in written["steps"]:
            self._step(way, one, by)
        if "order" in written:
            self._sort(way, written["order"])

    def _step(self, way: WayBack, one: Written, by: Viewer) -> None:
        step = begin_step(way, self._id(one["key"]), Sent(self._words(one)), by=by)
        step.state = StepState(one.get("state", StepState.COMING))
        if step.state is not StepState.COMING:
            step.started_at = moment(step.starts_on - timedelta(days=3), IN_THE_AFTERNOON)
        if step.state in (StepState.DONE, StepState.STEPPED_BACK):
            step.ended_at = moment(step.ends_on, IN_THE_AFTERNOON)
        self.session.flush()
        written_on = moment(min(step.starts_on - timedelta(days=14), day("friday-1w")), IN_THE_AFTERNOON)
        self.session.scalars(sa.select(Revision).where(Revision.subject_id == step.id)).one().saved_at = written_on
        for number, said in enumerate(one.get("said", ())):
            self._say(step, said, number)

    def _words(self, one: Written) -> dict[str, str]:
        meets = self.cast.people.get(one["meets"])
        week = [Slot(on, _at(starts), _at(ends), what) for on, starts, ends, what in one.get("week", ())]
        words = {
            **{name: one.get(name, "") for name in PLAIN},
            "way": one["way"],
            "starts_on": day(one["from"]).isoformat(),
            "ends_on": day(one["to"]).isoformat(),
            "week": week_text(week),
            "meets_id": str(meets.id) if meets else "",
            "meets_name": "" if meets else one["meets"],
            "times": "",
            "lessons": "\n".join(one.get("lessons", ())),
            "people": "\n".join(sorted(str(self.cast.people[slug].id) for slug in one.get("people", ()))),
        }
        return {name: words[name] for name in FIELDS}

    def _say(self, step: WayStep, said: Written, number: int) -> None:
        at = moment(day(said["day"]), IN_THE_AFTERNOON)
        answered = "who" in said
        row = StepAnswer(
            id=self._id(f"{step.id} answer {number}"),
            step_id=step.id,
            person_id=self.cast.people[self.slug].id,
            answer=Readiness(said["answer"]),
            how_said=HowSaid(said.get("how", HowSaid.BY_MYSELF)),
            client_id=self._id(f"{step.id} form {number}"),
            said_at=at,
            decision=Readiness(said["decision"]) if answered else None,
            reason=said.get("why", ""),
            decided_by_id=self.cast.people[said["who"]].id if answered else None,
            decided_at=at if answered else None,
            **self.about,
        )
        self.session.add(row)

    def _sort(self, way: WayBack, order: list[str]) -> None:
        row = StepOrder(
            id=self._id("order"),
            way_id=way.id,
            steps=json.dumps([str(self._id(key)) for key in order]),
            person_id=self.cast.people[self.slug].id,
            how_said=HowSaid.BY_MYSELF,
            client_id=self._id("form of the order"),
            sorted_at=moment(day("friday-1w"), IN_THE_AFTERNOON),
            **self.about,
        )
        self.session.add(row)

    def _id(self, name: str) -> uuid.UUID:
        return uuid.uuid5(self.cast.setting_id, f"step {self.slug} {name}")


def _at(words: str) -> time:
    found = time_of(words)
    if found is None:
        raise ValueError(f"“{words}” is no time of the demo.")
    return found
