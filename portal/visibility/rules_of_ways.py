"""Whose rows the way back is: its plan and sections, steps, agreements, part-time timetables, marks and promises."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from portal.access.policy import Role
from portal.models import (
    Agreement,
    AgreementDecision,
    Ask,
    Base,
    FollowUp,
    PartTime,
    PartTimeSession,
    PlanReview,
    Promise,
    ReturnOutcome,
    ReturnWarning,
    ReviewComing,
    Revision,
    SectionKind,
    SessionMark,
    StepAnswer,
    StepChoice,
    StepOffer,
    StepOrder,
    StepSession,
    WayBack,
    WayPerson,
    WayRisk,
    WaySection,
    WayStep,
    WayTelling,
)
from portal.visibility.asker import Asker
from portal.visibility.conditions import Condition, followed_pupil_ids, followed_way_ids, pupil_ids, released_pupil_ids
from portal.visibility.rules_of_words import asks, parts_of_asks

Rule = Callable[[Any, Asker], Condition]


def _is_staff(asker: Asker) -> bool:
    return asker.keeps_a_caseload or asker.sees_whole_setting


def their_plans(row: Any, asker: Asker) -> Condition:
    """Whoever sees the pupil's plan."""
    return sa.true() if asker.sees_whole_setting else row.pupil_id.in_(pupil_ids(asker, "sees_plan"))


def staff_of_the_plan(row: Any, asker: Asker) -> Condition:
    """The pupil's key worker, and those who see the whole setting."""
    return their_plans(row, asker) if _is_staff(asker) else sa.false()


def _own_or_staff(row: Any, asker: Asker) -> Condition:
    """One's own row while the plan is theirs; staff also those of their pupils. Never another carer's."""
    mine = sa.and_(row.person_id == asker.person_id, their_plans(row, asker))
    return sa.or_(mine, staff_of_the_plan(row, asker))


def sections(row: Any, asker: Asker) -> Condition:
    """Whoever sees the plan, but for what is for staff only; a link teacher the sections that were released."""
    seen = their_plans(row, asker)
    if not _is_staff(asker):
        seen = sa.and_(seen, row.kind != SectionKind.RISK_STAFF)
    if Role.LINK_TEACHER not in asker.roles:
        return seen
    return sa.or_(seen, sa.and_(row.is_for_school, row.pupil_id.in_(released_pupil_ids(asker))))


def _released_reviews(row: Any, asker: Asker) -> Condition:
    """The section of the reviews was released to this link teacher: they are asked how they take part."""
    if Role.LINK_TEACHER not in asker.roles:
        return sa.false()
    section = WaySection.__table__.alias().c
    these = sa.select(section.pupil_id).where(section.kind == SectionKind.REVIEWS, section.is_for_school)
    found: Condition = sa.and_(row.pupil_id.in_(released_pupil_ids(asker)), row.pupil_id.in_(these))
    return found


def reviews(row: Any, asker: Asker) -> Condition:
    """Whoever sees the plan, and the link teacher to whom its reviews were released."""
    return sa.or_(their_plans(row, asker), _released_reviews(row, asker))


def coming(row: Any, asker: Asker) -> Condition:
    """One's own answer while the review is theirs to see; staff also those of their pupils. Never another carer's."""
    mine = sa.and_(row.person_id == asker.person_id, reviews(row, asker))
    return sa.or_(mine, staff_of_the_plan(row, asker))


def _released(way_id: Any, asker: Asker, kind: SectionKind | None = None) -> Condition:
    """A section of this plan (of this kind) was released to this link teacher."""
    if Role.LINK_TEACHER not in asker.roles:
        return sa.false()
    section = WaySection.__table__.alias().c
    these = sa.exists().where(
        section.way_id == way_id, section.is_for_school, section.pupil_id.in_(released_pupil_ids(asker))
    )
    return these.where(section.kind == kind) if kind else these


def ways(row: Any, asker: Asker) -> Condition:
    """Whoever sees the plan, and the link teacher to whom a section of it was released."""
    return sa.or_(their_plans(row, asker), _released(row.id, asker))


def _beside(kind: SectionKind) -> Rule:
    """Rows that stand in one section: whoever sees the plan, and a link teacher to whom that section was released."""

    def rule(row: Any, asker: Asker) -> Condition:
        return sa.or_(their_plans(row, asker), _released(row.way_id, asker, kind))

    return rule


def risks(row: Any, asker: Asker) -> Condition:
    """The same for what keeps everybody safe; what is for staff only, staff only."""
    seen = _beside(SectionKind.RISK)(row, asker)
    return seen if _is_staff(asker) else sa.and_(seen, sa.not_(row.is_staff_only))


def parts_of_steps(row: Any, asker: Asker) -> Condition:
    """Whoever sees the step."""
    if Role.LINK_TEACHER not in asker.roles:
        return their_plans(row, asker)
    step = WayStep.__table__.alias().c
    found: Condition = row.step_id.in_(sa.select(step.id).where(_beside(SectionKind.STEPS)(step, asker)))
    return found


def marks(row: Any, asker: Asker) -> Condition:
    """Whoever was given the pupil's attendance; the young person their own."""
    return sa.true() if asker.sees_whole_setting else row.pupil_id.in_(pupil_ids(asker, "sees_attendance"))


def promises(row: Any, asker: Asker) -> Condition:
    """Whoever sees the plan; with an answer, whoever reads the answer; beside what was released, the link teacher."""
    section = WaySection.__table__.alias().c
    beside = row.section_id.in_(sa.select(section.id).where(sections(section, asker)))
    plan = sa.and_(their_plans(row, asker), sa.or_(row.section_id.is_(None), beside))
    if Role.LINK_TEACHER in asker.roles:
        plan = sa.or_(plan, beside)
    return sa.or_(sa.and_(row.ask_id.is_(None), plan), sa.and_(row.ask_id.is_not(None), _beside_an_answer(row, asker)))


def _beside_an_answer(row: Any, asker: Asker) -> Condition:
    """Who asked, and the staff who see the question. Whom the writer let read the question reads no answer to it."""
    if _is_staff(asker):
        return parts_of_asks(row, asker)
    ask = Ask.__table__.alias().c
    mine = sa.select(ask.id).where(asks(ask, asker), ask.person_id == asker.person_id)
    found: Condition = row.ask_id.in_(mine)
    return found


def revisions(row: Any, asker: Asker) -> Condition:
    """Whoever sees the plan, but for the saves of what is for staff only; of a promise, whoever reads the promise."""
    promise = Promise.__table__.alias().c
    mine = row.subject_id.in_(sa.select(promise.id).where(promises(promise, asker)))
    is_promise = row.subject == Promise.__tablename__
    return sa.or_(sa.and_(is_promise, mine), sa.and_(sa.not_(is_promise), _other_revisions(row, asker)))


def _other_revisions(row: Any, asker: Asker) -> Condition:
    if _is_staff(asker):
        return their_plans(row, asker)
    section, risk = WaySection.__table__.alias().c, WayRisk.__table__.alias().c
    hidden = sa.union_all(
        sa.select(section.id).where(section.kind == SectionKind.RISK_STAFF, section.pupil_id == row.pupil_id),
        sa.select(risk.id).where(risk.is_staff_only, risk.pupil_id == row.pupil_id),
    )
    return sa.and_(their_plans(row, asker), row.subject_id.not_in(hidden))


def asked_after_a_return(row: Any, asker: Asker) -> Condition:
    """Who is asked, as long as the pupil's plan is theirs, or they are asked for the school or the team; staff all.

    Never another carer's; and nothing any more for a carer whose contact ended.
    """
    theirs = their_plans(row, asker)
    if Role.LINK_TEACHER in asker.roles or asker.keeps_a_caseload:
        theirs = sa.or_(theirs, row.pupil_id.in_(followed_pupil_ids(asker)))
    return sa.or_(sa.and_(row.person_id == asker.person_id, theirs), staff_of_the_plan(row, asker))


def warnings(row: Any, asker: Asker) -> Condition:
    """Who is told, as long as they work with the pupil or are asked after the return; and the staff of the pupil."""
    told = sa.and_(row.for_id == asker.person_id, row.pupil_id.in_(followed_pupil_ids(asker)))
    return sa.or_(told if _is_staff(asker) else sa.false(), staff_of_the_plan(row, asker))


def outcomes(row: Any, asker: Asker) -> Condition:
    """The staff of the pupil; and the key worker of the placement who was asked, also when it has ended."""
    noted = row.way_id.in_(followed_way_ids(asker)) if asker.keeps_a_caseload else sa.false()
    return sa.or_(noted, staff_of_the_plan(row, asker))


RULES: dict[type[Base], Rule] = {
    Agreement: _own_or_staff,
    AgreementDecision: their_plans,
    FollowUp: asked_after_a_return,
    PartTime: their_plans,
    PartTimeSession: their_plans,
    PlanReview: reviews,
    Promise: promises,
    ReturnOutcome: outcomes,
    ReturnWarning: warnings,
    ReviewComing: coming,
    Revision: revisions,
    SessionMark: marks,
    StepAnswer: their_plans,
    StepChoice: their_plans,
    StepOffer: parts_of_steps,
    StepOrder: their_plans,
    StepSession: parts_of_steps,
    WayBack: ways,
    WayPerson: _beside(SectionKind.PEOPLE),
    WayRisk: risks,
    WaySection: sections,
    WayStep: _beside(SectionKind.STEPS),
    WayTelling: staff_of_the_plan,
}
