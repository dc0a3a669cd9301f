"""The promises around a pupil, as far as somebody reads them. The net (visibility/rules_of_ways.py) leaves the rest."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Ask, Person, PlanReview, Promise, Pupil, Revision, WaySection
from portal.pupils import Child
from portal.returning.promises import WITH_OWNER, is_open
from portal.visibility import people_visible_to, pupils_visible_to

PER_PAGE = 20


@dataclass(frozen=True)
class Source:
    """Where a promise comes from: a section, a review, or the answer to a question; or nowhere in particular."""

    section: WaySection | None = None
    review: PlanReview | None = None
    ask: Ask | None = None

    @property
    def begins(self) -> str:
        """What stands in the box at first: what was said to happen next."""
        return self.ask.what_next if self.ask else ""


def get_child_of(pupil_id: uuid.UUID, *, viewer: Viewer) -> Child:
    """The pupil, for whoever sees the plan, and for the link teacher to whom a section of it was released.

    NoResultFound (shown as 404) for everybody else.
    """
    theirs = pupils_visible_to(viewer, given="sees_plan")
    if Role.LINK_TEACHER in viewer.roles:
        # Of the released ones, the net leaves those of this teacher.
        released = sa.select(WaySection.id).where(WaySection.pupil_id == pupil_id, WaySection.is_for_school)
        theirs = sa.true() if db.session.scalars(released.limit(1)).first() else theirs
    return Child.of(db.session.scalars(sa.select(Pupil).where(Pupil.id == pupil_id, theirs)).one())


def count_promises(pupil_id: uuid.UUID, *, viewer: Viewer) -> int:
    """How many promises around this pupil this person reads."""
    rows = sa.select(Promise.id).where(Promise.pupil_id == pupil_id, Promise.setting_id == viewer.setting_id)
    return db.session.scalar(sa.select(sa.func.count()).select_from(rows.subquery())) or 0


def list_promises(pupil_id: uuid.UUID, page: int, *, viewer: Viewer) -> list[Promise]:
    """A page of them: the open ones first, what is due soonest at the top; then the others, the newest first."""
    closed_on = sa.func.coalesce(Promise.done_on, Promise.dropped_on)
    rows = (
        sa.select(Promise)
        .options(*WITH_OWNER)
        .where(Promise.pupil_id == pupil_id, Promise.setting_id == viewer.setting_id)
        .order_by(
            sa.case((is_open(), 0), else_=1),
            sa.case((is_open(), Promise.due_on)),
            closed_on.desc(),
            Promise.due_on,
            Promise.id,
        )
    )
    return list(db.session.scalars(rows.limit(PER_PAGE).offset((page - 1) * PER_PAGE)))


def get_promise(promise_id: uuid.UUID, *, viewer: Viewer, lock: bool = False) -> Promise:
    """One promise around a pupil of theirs. NoResultFound (shown as 404) for one that is not theirs to read."""
    rows = (
        sa.select(Promise)
        .join(Pupil, Pupil.id == Promise.pupil_id)
        .options(*WITH_OWNER)
        .where(Promise.id == promise_id, pupils_visible_to(viewer, given="sees_plan"))
    )
    return db.session.scalars(rows.with_for_update(of=Promise) if lock else rows).one()


def find_sent_promise(client_id: uuid.UUID, *, viewer: Viewer) -> Promise | None:
    """What this form made when it was sent before."""
    mine = sa.select(Promise).where(Promise.client_id == client_id, Promise.made_by_id == viewer.person_id)
    return db.session.scalars(mine).one_or_none()


def get_source(pupil_id: uuid.UUID, wanted: dict[str, uuid.UUID | None], *, viewer: Viewer) -> Source:
    """The section, review or question that was named. NoResultFound (404) for another pupil's, or one not theirs."""

    def one(model: Any, name: str) -> Any:
        found = wanted.get(name)
        if found is None:
            return None
        theirs = sa.select(model).where(model.id == found, model.pupil_id == pupil_id)
        return db.session.scalars(theirs.where(model.setting_id == viewer.setting_id)).one()

    return Source(one(WaySection, "section"), one(PlanReview, "review"), one(Ask, "ask"))


def list_owners(*, viewer: Viewer) -> list[Person]:
    """Everybody who works here: an adult who can promise something."""
    rows = sa.select(Person).where(Person.is_staff, Person.left_on.is_(None), people_visible_to(viewer))
    return list(db.session.scalars(rows.order_by(Person.first_name, Person.last_name, Person.id)))


def list_reasons(promises: Iterable[Promise], *, viewer: Viewer) -> dict[uuid.UUID, str]:
    """Why the day of each of these promises was moved last; those that never moved are left out. One statement."""
    rows = (
        sa.select(Revision.subject_id, Revision.fields)
        .where(
            Revision.subject == Promise.__tablename__,
            Revision.subject_id.in_([one.id for one in promises]),
            Revision.setting_id == viewer.setting_id,
        )
        .order_by(Revision.version)
    )
    found = {row.subject_id: json.loads(row.fields).get("reason", "") for row in db.session.execute(rows)}
    return {promise_id: reason for promise_id, reason in found.items() if reason}
