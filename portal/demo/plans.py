"""The plans of the demo setting: where each pupil is, what everybody says about them, and the reviews.

Read from portal/demo_setting/plans.yml, with days that follow from today, so that one review is always late and one
always to come. What is there already stays as somebody left it.
"""

import json
import uuid
from datetime import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from portal.blueprints.plans.services.plans import FIELDS as PLAN_FIELDS
from portal.demo.speaking import Cast, day, moment
from portal.heard import Saying, say
from portal.models import (
    HowSaid,
    Journey,
    MeetingWay,
    Place,
    Placement,
    Plan,
    PlanReview,
    Revision,
    Stage,
)
from portal.returning.reviews import FIELDS as REVIEW_FIELDS
from portal.revisions import first_revision

FILE = Path(__file__).parent.parent / "demo_setting" / "plans.yml"
TEXTS = ("next_step", "learning", "medical_needs", "sensory_needs", "offered", "first_day", "bring")
# When in the day things are said.
IN_THE_MORNING = time(10)
# Ids follow from the words' place in the file, so that filling a second time adds nothing.
NAMESPACE = uuid.UUID("0b8a4bb0-8f3c-4b58-9b0e-3f4d5c2c7f11")


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put the plans of the file into this setting; for a pupil who is not there, nothing."""
    cast = Cast(session, setting_id)
    for slug, written in yaml.safe_load(FILE.read_text(encoding="utf-8")).items():
        if slug in cast.pupils:
            _Filling(cast, slug).fill(written)


class _Filling:
    """One pupil's plan, words and reviews."""

    def __init__(self, cast: Cast, slug: str) -> None:
        self.cast, self.session, self.slug = cast, cast.session, slug
        self.of = {"setting_id": cast.setting_id, "pupil_id": cast.pupils[slug]}

    def fill(self, written: dict[str, Any]) -> None:
        """Everything that stands in the file and is not there yet."""
        self._plan(written["plan"])
        for number, said in enumerate(written.get("about", [])):
            self._say(Place.ABOUT_ME, None, f"about {number}", said)
        for number, review in enumerate(written.get("reviews", [])):
            self._review(number, review)

    def _id(self, what: str) -> uuid.UUID:
        return uuid.uuid5(NAMESPACE, f"{self.of['setting_id']} {self.slug} {what}")

    def _plan(self, written: dict[str, Any]) -> None:
        placement = self.session.scalar(
            sa.select(Placement)
            .where(Placement.pupil_id == self.of["pupil_id"], Placement.ended_on.is_(None))
            .order_by(Placement.starts_on.desc())
            .limit(1)
        )
        if placement is None or self.session.scalar(sa.select(Plan.id).where(Plan.placement_id == placement.id)):
            return
        texts = {name: written.get(name, "").strip() for name in TEXTS}
        stage, journey = Stage(written["stage"]), Journey(written["journey"])
        facts: dict[str, Any] = {"placement_id": placement.id, "stage": stage, "journey": journey, **texts}
        plan = Plan(id=self._id("plan"), version=1, **facts, **self.of)
        self.session.add(plan)
        self._began(plan, {name: str(getattr(plan, name)) for name in PLAN_FIELDS}, placement.key_worker_id)

    def _review(self, at: int, written: dict[str, Any]) -> None:
        number = self._id(f"review {at}")
        review = self.session.get(PlanReview, number)
        if review is None:
            review = self._new_review(number, written)
        if review.version == 1:
            # Nobody has changed it: when the demo's weeks move on to today, its days move with them.
            review.on = day(written["day"])
            review.held_on = day(written["held_on"]) if "held_on" in written else None
            self._began(
                review, {name: str(getattr(review, name) or "") for name in REVIEW_FIELDS}, review.arranged_by_id
            )
        for each, said in enumerate(written.get("said", [])):
            self._say(Place.REVIEW, number, f"review {at} {each}", said)

    def _new_review(self, number: uuid.UUID, written: dict[str, Any]) -> PlanReview:
        hour, minute = written["at"].split(":")
        facts: dict[str, Any] = {
            "starts": time(int(hour), int(minute)),
            "way": MeetingWay(written["way"]),
            "place": written.get("place", ""),
            **{name: written.get(name, "").strip() for name in ("notes", "outcome", "reason")},
            "arranged_by_id": self.cast.people[written["by"]].id,
        }
        review = PlanReview(id=number, on=day(written["day"]), version=1, **facts, **self.of)
        self.session.add(review)
        return review

    def _began(self, row: Plan | PlanReview, words: dict[str, str], by_id: uuid.UUID | None) -> None:
        """The revision it begins with: who changes it next sees what stood there before."""
        self.session.flush()
        known = self.session.scalar(sa.select(Revision).where(Revision.subject_id == row.id, Revision.version == 1))
        if known is not None:
            known.fields = json.dumps(words, ensure_ascii=False, sort_keys=True)
            return
        [by] = [slug for slug, person in self.cast.people.items() if person.id == by_id]
        first_revision(row, words, by=self.cast.viewer(by))

    def _say(self, place: Place, about_id: uuid.UUID | None, what: str, written: dict[str, Any]) -> None:
        saying = Saying(
            pupil_id=self.of["pupil_id"],
            place=place,
            about_id=about_id,
            topic=written["topic"],
            words=written["words"],
            readers=self.cast.readers(written["who"], self.of["pupil_id"], place, written.get("readers", ())),
            how_said=HowSaid(written.get("how", HowSaid.BY_MYSELF)),
            client_id=self._id(what),
        )
        said = say(saying, by=self.cast.viewer(written["who"]))
        said.said_at = moment(day(written["day"]), IN_THE_MORNING)
