"""Checking parental responsibility: what was seen, by whom, when. Known and held, it opens access (domain.md §8.4)."""

import uuid
from dataclasses import dataclass

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.people.services.ties import ChangedMeanwhileError, ends_when_closed, hold
from portal.models import ParentalResponsibility, Relationship, ResponsibilityProof


@dataclass(frozen=True)
class Checked:
    """What somebody found out, and what the adult is given from now on."""

    answer: ParentalResponsibility
    proof: ResponsibilityProof
    is_education_parent: bool
    # The names of the columns of `Relationship` that are on: "sees_timetable" and its like.
    given: frozenset[str]


GIVEN = ("sees_timetable", "sees_plan", "sees_attendance", "gets_messages", "may_agree")


def check_responsibility(relationship_id: uuid.UUID, checked: Checked, *, was: str, by: Viewer) -> Relationship:
    """Write down what was found. ChangedMeanwhileError when it is not `was` any more."""
    tie = hold(relationship_id, by=by)
    if tie.parental_responsibility != was:
        raise ChangedMeanwhileError
    with ends_when_closed(tie, why="responsibility", by=by):
        tie.parental_responsibility, tie.responsibility_proof = checked.answer, checked.proof
        tie.is_education_parent = checked.is_education_parent
        tie.responsibility_checked_by_id, tie.responsibility_checked_on = by.person_id, clock.today()
        for name in GIVEN:
            setattr(tie, name, name in checked.given)
    audit.record(
        audit.Event.PEOPLE_RESPONSIBILITY_CHECKED,
        by=by,
        pupils=[tie.pupil_id],
        relationship=str(tie.id),
        before=str(was),
        after=checked.answer,
    )
    return tie
