"""The line beside which somebody asks: looked up here, never taken from the browser."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import (
    AboutWhat,
    Ask,
    Contribution,
    Goal,
    Place,
    Plan,
    PlanReview,
    Policy,
    PolicyTopic,
    Proposal,
    TimetableSession,
)


@dataclass(frozen=True)
class Line:
    """What is quoted: words as they stand, or the facts that a page says in its own language."""

    about: AboutWhat
    about_id: uuid.UUID | None = None
    words: str = ""
    subject: str = ""
    weekday: int = 0
    on: date | None = None
    topic: PolicyTopic | None = None


def find_line(pupil_id: uuid.UUID, about: AboutWhat, about_id: uuid.UUID | None, *, viewer: Viewer) -> Line:
    """The line that is asked about. NoResultFound (shown as 404) for one that is not this pupil's, or not theirs.

    Without an id it is the whole of that page; there is no answer "as a whole", and no id of something else.
    """
    if about_id is None:
        if about is AboutWhat.DECISION:
            raise NoResultFound
        return Line(about)
    if about not in _FINDERS:
        raise NoResultFound
    return _FINDERS[about](pupil_id, about_id, viewer)


def _goal(pupil_id: uuid.UUID, about_id: uuid.UUID, _viewer: Viewer) -> Line:
    goal = db.session.scalars(sa.select(Goal).where(Goal.id == about_id, Goal.pupil_id == pupil_id)).one()
    return Line(AboutWhat.GOAL, about_id, words=goal.own_words or goal.team_words)


def _session(pupil_id: uuid.UUID, about_id: uuid.UUID, _viewer: Viewer) -> Line:
    rows = sa.select(TimetableSession).where(TimetableSession.id == about_id, TimetableSession.pupil_id == pupil_id)
    found = db.session.scalars(rows).one()
    return Line(AboutWhat.SESSION, about_id, subject=found.subject, weekday=found.weekday)


def _review(pupil_id: uuid.UUID, about_id: uuid.UUID, _viewer: Viewer) -> Line:
    rows = sa.select(PlanReview).where(PlanReview.id == about_id, PlanReview.pupil_id == pupil_id)
    return Line(AboutWhat.REVIEW, about_id, on=db.session.scalars(rows).one().on)


def _policy(_pupil_id: uuid.UUID, about_id: uuid.UUID, viewer: Viewer) -> Line:
    rows = sa.select(Policy).where(Policy.id == about_id, Policy.setting_id == viewer.setting_id)
    return Line(AboutWhat.POLICY, about_id, topic=db.session.scalars(rows).one().topic)


def _way(pupil_id: uuid.UUID, about_id: uuid.UUID, _viewer: Viewer) -> Line:
    rows = sa.select(Plan).where(Plan.id == about_id, Plan.pupil_id == pupil_id)
    return Line(AboutWhat.WAY, about_id, words=db.session.scalars(rows).one().next_step)


def _about_me(pupil_id: uuid.UUID, about_id: uuid.UUID, _viewer: Viewer) -> Line:
    rows = sa.select(Contribution).where(
        Contribution.id == about_id, Contribution.pupil_id == pupil_id, Contribution.place == Place.ABOUT_ME
    )
    return Line(AboutWhat.ABOUT_ME, about_id, words=db.session.scalars(rows).one().words)


def _decision(pupil_id: uuid.UUID, about_id: uuid.UUID, viewer: Viewer) -> Line:
    """An answer to what they asked themself, or what they were told or asked; nobody asks about an answer to others."""
    rows = sa.select(Ask).where(
        Ask.id == about_id,
        Ask.pupil_id == pupil_id,
        Ask.person_id == viewer.person_id,
        Ask.decided_at.is_not(None),
    )
    answered = db.session.scalars(rows).one_or_none()
    if answered is not None:
        return Line(AboutWhat.DECISION, about_id, words=answered.reason)
    told = (
        sa.select(Contribution)
        .join(Proposal, Proposal.contribution_id == Contribution.id)
        .where(Proposal.id == about_id, Proposal.pupil_id == pupil_id)
    )
    return Line(AboutWhat.DECISION, about_id, words=db.session.scalars(told).one().words)


_FINDERS: dict[AboutWhat, Callable[[uuid.UUID, uuid.UUID, Viewer], Line]] = {
    AboutWhat.ABOUT_ME: _about_me,
    AboutWhat.DECISION: _decision,
    AboutWhat.GOAL: _goal,
    AboutWhat.POLICY: _policy,
    AboutWhat.REVIEW: _review,
    AboutWhat.SESSION: _session,
    AboutWhat.WAY: _way,
}
