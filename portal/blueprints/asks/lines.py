"""The line beside which somebody asks: looked up here, never taken from the browser."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import selectinload

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import (
    AboutWhat,
    Ask,
    Contribution,
    Goal,
    PartTime,
    Place,
    Placement,
    Plan,
    PlanReview,
    Policy,
    PolicyTopic,
    Promise,
    Proposal,
    SessionChange,
    Stage,
    TimetableSession,
    WaySection,
    WayStep,
)
from portal.planning.titles import CARDS, QUESTIONS
from portal.pupils import Child

# The lines of a page that have one row between them, or none: what each is called in an address.
_NEEDS = ("medical_needs", "sensory_needs", "offered")
_WAY = ("where", "next_step", "learning", "first_day", "bring", "people", "no")
_KEYS: dict[AboutWhat, frozenset[str]] = {
    AboutWhat.ABOUT_ME: frozenset((*CARDS, *_NEEDS)),
    AboutWhat.GOAL: frozenset(("steps", "helps_here", "notes", "review_on", "is_for_school")),
    AboutWhat.REVIEW: frozenset((*QUESTIONS, "when", "outcome")),
    AboutWhat.SECTION: frozenset(("agreed", "lines", "voices")),
    AboutWhat.WAY: frozenset(_WAY),
}
# On these pages a line may stand before anybody has written a row for it.
_WITHOUT_ROW = (AboutWhat.ABOUT_ME, AboutWhat.WAY)
# As many notes as stand on one page.
_MOST = 20


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
    # Words that each have readers of their own, and are quoted to nobody beside the team.
    is_heard: bool = False
    # Where a placement stands: its tier, and the step.
    step: tuple[int, Stage] | None = None
    # Which line of the page it is, as it is called on the page of whoever asks.
    key: str = ""
    child: str = ""
    is_young: bool = False


def find_line(child: Child, about: AboutWhat, about_id: uuid.UUID | None, key: str = "", *, viewer: Viewer) -> Line:
    """The line that is asked about. NoResultFound (shown as 404) for one that is not this pupil's, or not theirs.

    Without an id it is the whole of that page; there is no answer "as a whole", and no id of something else.
    """
    if key and key not in _KEYS.get(about, ()):
        raise NoResultFound
    if about_id is not None:
        found = _with_row(child.pupil_id, about, about_id, key, viewer)
    elif about is AboutWhat.DECISION or (key and about not in _WITHOUT_ROW):
        raise NoResultFound
    else:
        words = _heard(child.pupil_id, Place.ABOUT_ME, None, key) if key in CARDS else ""
        found = Line(about, words=words, is_heard=True)
    return replace(found, key=key, child=child.first_name, is_young=viewer.audience == "young")


def _with_row(pupil_id: uuid.UUID, about: AboutWhat, about_id: uuid.UUID, key: str, viewer: Viewer) -> Line:
    if about not in _FINDERS or (about is AboutWhat.ABOUT_ME and key in CARDS):
        raise NoResultFound
    return _FINDERS[about](pupil_id, about_id, key, viewer)


def _heard(pupil_id: uuid.UUID, place: Place, about_id: uuid.UUID | None, topic: str) -> str:
    """What people say there now, as far as the viewer is one of its readers (the net says so), the newest first.

    Never what was said without one reader: this person may be who is asked.
    """
    rows = sa.select(Contribution.words).where(
        Contribution.pupil_id == pupil_id,
        Contribution.place == place,
        Contribution.about_id == about_id if about_id else Contribution.about_id.is_(None),
        Contribution.topic == topic,
        Contribution.replaced_at.is_(None),
        Contribution.not_for_id.is_(None),
    )
    return _joined(db.session.scalars(rows.order_by(Contribution.said_at.desc(), Contribution.id).limit(_MOST)))


def _joined(words: Iterable[str]) -> str:
    return " · ".join(each for each in words if each)


def _goal(pupil_id: uuid.UUID, about_id: uuid.UUID, key: str, _viewer: Viewer) -> Line:
    rows = sa.select(Goal).where(Goal.id == about_id, Goal.pupil_id == pupil_id)
    goal = db.session.scalars(rows.options(selectinload(Goal.steps))).one()
    if key == "review_on":
        return Line(AboutWhat.GOAL, about_id, on=goal.review_on)
    words = {
        "steps": _joined(step.words for step in goal.steps),
        "helps_here": _joined((goal.helps_here, goal.helps_home)),
        "notes": _heard(pupil_id, Place.GOAL_NOTE, about_id, "") if key == "notes" else "",
    }
    found = words.get(key, goal.own_words or goal.team_words)
    return Line(AboutWhat.GOAL, about_id, words=found, is_heard=key == "notes")


def _session(pupil_id: uuid.UUID, about_id: uuid.UUID, _key: str, _viewer: Viewer) -> Line:
    """A session of every week; or what is different about it on a day."""
    rows = sa.select(TimetableSession).where(TimetableSession.pupil_id == pupil_id)
    found = db.session.scalars(rows.where(TimetableSession.id == about_id)).one_or_none()
    if found is not None:
        return Line(AboutWhat.SESSION, about_id, subject=found.subject, weekday=found.weekday)
    changes = sa.select(SessionChange).where(SessionChange.id == about_id, SessionChange.pupil_id == pupil_id)
    change = db.session.scalars(changes).one()
    found = db.session.scalars(rows.where(TimetableSession.id == change.session_id)).one()
    return Line(AboutWhat.SESSION, about_id, subject=change.subject or found.subject, on=change.on)


def _review(pupil_id: uuid.UUID, about_id: uuid.UUID, key: str, _viewer: Viewer) -> Line:
    rows = sa.select(PlanReview).where(PlanReview.id == about_id, PlanReview.pupil_id == pupil_id)
    review = db.session.scalars(rows).one()
    if key in QUESTIONS:
        words = _heard(pupil_id, Place.REVIEW, about_id, key)
        return Line(AboutWhat.REVIEW, about_id, words=words, on=review.on, is_heard=True)
    return Line(AboutWhat.REVIEW, about_id, words=review.outcome if key == "outcome" else "", on=review.on)


def _policy(_pupil_id: uuid.UUID, about_id: uuid.UUID, _key: str, viewer: Viewer) -> Line:
    rows = sa.select(Policy).where(Policy.id == about_id, Policy.setting_id == viewer.setting_id)
    return Line(AboutWhat.POLICY, about_id, topic=db.session.scalars(rows).one().topic)


def _promise(pupil_id: uuid.UUID, about_id: uuid.UUID, _key: str, _viewer: Viewer) -> Line:
    """What was promised; one that came with an answer is there for whoever reads the question (the net says so)."""
    rows = sa.select(Promise).where(Promise.id == about_id, Promise.pupil_id == pupil_id)
    promise = db.session.scalars(rows).one()
    return Line(AboutWhat.PROMISE, about_id, words=promise.what)


def _way(pupil_id: uuid.UUID, about_id: uuid.UUID, key: str, _viewer: Viewer) -> Line:
    if key == "where":
        rows = sa.select(Placement.tier, Plan.stage).join(Plan, Plan.placement_id == Placement.id)
        tier, stage = db.session.execute(rows.where(Plan.id == about_id, Plan.pupil_id == pupil_id)).one()
        return Line(AboutWhat.WAY, about_id, step=(tier, stage))
    plan = _plan(pupil_id, about_id)
    words = {"learning": plan.learning, "first_day": plan.first_day, "bring": plan.bring, "people": "", "no": ""}
    return Line(AboutWhat.WAY, about_id, words=words.get(key, plan.next_step))


def _step(pupil_id: uuid.UUID, about_id: uuid.UUID, _key: str, _viewer: Viewer) -> Line:
    rows = sa.select(WayStep.title).where(WayStep.id == about_id, WayStep.pupil_id == pupil_id)
    return Line(AboutWhat.STEP, about_id, words=db.session.scalars(rows).one())


def _plan(pupil_id: uuid.UUID, about_id: uuid.UUID) -> Plan:
    return db.session.scalars(sa.select(Plan).where(Plan.id == about_id, Plan.pupil_id == pupil_id)).one()


def _about_me(pupil_id: uuid.UUID, about_id: uuid.UUID, key: str, _viewer: Viewer) -> Line:
    if key in _NEEDS:
        plan = _plan(pupil_id, about_id)
        needs = {"medical_needs": plan.medical_needs, "sensory_needs": plan.sensory_needs, "offered": plan.offered}
        return Line(AboutWhat.ABOUT_ME, about_id, words=needs[key])
    rows = sa.select(Contribution).where(
        Contribution.id == about_id, Contribution.pupil_id == pupil_id, Contribution.place == Place.ABOUT_ME
    )
    return Line(AboutWhat.ABOUT_ME, about_id, words=db.session.scalars(rows).one().words, is_heard=True)


def _section(pupil_id: uuid.UUID, about_id: uuid.UUID, key: str, _viewer: Viewer) -> Line:
    """What was agreed in a section of the way back; the words beside it have readers of their own."""
    section = db.session.scalars(
        sa.select(WaySection).where(WaySection.id == about_id, WaySection.pupil_id == pupil_id)
    ).one()
    return Line(AboutWhat.SECTION, about_id, words=section.agreed if key in ("", "agreed") else "")


def _part_time(pupil_id: uuid.UUID, about_id: uuid.UUID, _key: str, _viewer: Viewer) -> Line:
    rows = sa.select(PartTime).where(PartTime.id == about_id, PartTime.pupil_id == pupil_id)
    return Line(AboutWhat.PART_TIME, about_id, on=db.session.scalars(rows).one().ends_on)


def _decision(pupil_id: uuid.UUID, about_id: uuid.UUID, _key: str, viewer: Viewer) -> Line:
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


_FINDERS: dict[AboutWhat, Callable[[uuid.UUID, uuid.UUID, str, Viewer], Line]] = {
    AboutWhat.ABOUT_ME: _about_me,
    AboutWhat.DECISION: _decision,
    AboutWhat.GOAL: _goal,
    AboutWhat.PART_TIME: _part_time,
    AboutWhat.POLICY: _policy,
    AboutWhat.PROMISE: _promise,
    AboutWhat.REVIEW: _review,
    AboutWhat.SECTION: _section,
    AboutWhat.SESSION: _session,
    AboutWhat.STEP: _step,
    AboutWhat.WAY: _way,
}
