"""What each table shows to whom. A table that stands nowhere in this list shows nothing to anybody who is signed in."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from portal.access.policy import SAFEGUARDING, Role
from portal.models import (
    BETWEEN_TWO,
    Ask,
    AskMove,
    Attempt,
    AuditEntry,
    AuditPupil,
    Base,
    CallRequest,
    Card,
    CardTry,
    Challenge,
    ChangeSeen,
    ContactChange,
    Contribution,
    ContributionPhoto,
    ContributionReader,
    Goal,
    GoalHelper,
    GoalStep,
    HalfWay,
    HelpNumber,
    IndependentHelp,
    LadderMove,
    LinkRequest,
    OutboxItem,
    OwnDevice,
    Passkey,
    Person,
    Photo,
    Placement,
    Plan,
    PlanReview,
    Policy,
    PrintedCode,
    Proposal,
    Pupil,
    RecoveryCode,
    Relationship,
    Revision,
    RoleHolding,
    SessionChange,
    Setting,
    SignIn,
    Site,
    StaffSecret,
    TermDate,
    TimetableSession,
)
from portal.visibility.asker import Asker
from portal.visibility.conditions import (
    ANYTHING,
    Condition,
    known_pupil_ids,
    looked_after_today,
    people,
    people_around,
    pupil_ids,
    relationships,
    released_pupil_ids,
)

Rule = Callable[[Any, Asker], Condition]


def everyone_here(_row: Any, _asker: Asker) -> Condition:
    """Everyone who is signed in to the setting."""
    return sa.true()


def their_pupils(row: Any, asker: Asker) -> Condition:
    """Whoever sees the pupil's timetable."""
    return sa.true() if asker.sees_whole_setting else row.pupil_id.in_(pupil_ids(asker))


def any_of_theirs(row: Any, asker: Asker) -> Condition:
    """Whoever may see anything of the pupil."""
    return sa.true() if asker.sees_whole_setting else row.pupil_id.in_(pupil_ids(asker, ANYTHING))


def their_plans(row: Any, asker: Asker) -> Condition:
    """Whoever sees the pupil's plan."""
    return sa.true() if asker.sees_whole_setting else row.pupil_id.in_(pupil_ids(asker, "sees_plan"))


def goals(row: Any, asker: Asker) -> Condition:
    """Whoever sees the plan; and the link teacher of the pupil, where the goal was released to the school."""
    if Role.LINK_TEACHER not in asker.roles:
        return their_plans(row, asker)
    released = sa.and_(row.is_for_school, row.pupil_id.in_(released_pupil_ids(asker)))
    return sa.or_(their_plans(row, asker), released)


def parts_of_goals(row: Any, asker: Asker) -> Condition:
    """Whoever sees the goal it is part of."""
    if Role.LINK_TEACHER not in asker.roles:
        return their_plans(row, asker)
    goal = Goal.__table__.alias().c
    return row.goal_id.in_(sa.select(goal.id).where(goals(goal, asker)))  # type: ignore[no-any-return]


def contributions(row: Any, asker: Asker) -> Condition:
    """Whoever said it, the readers they were shown, the pupil's key worker of today, and those who keep children safe.

    Nobody whom the writer left out; and no adult who does not see the plan (or, between two, the pupil) any more.
    """
    reader = ContributionReader.__table__.alias().c
    named = row.id.in_(sa.select(reader.contribution_id).where(reader.person_id == asker.person_id))
    heard = sa.or_(row.person_id == asker.person_id, named, _team_of(row, asker))
    left_out = sa.or_(row.not_for_id.is_(None), row.not_for_id != asker.person_id)
    return sa.and_(heard, left_out, _still_theirs(row, asker))


def _team_of(row: Any, asker: Asker) -> Condition:
    if asker.roles & SAFEGUARDING:
        return sa.true()
    return row.pupil_id.in_(looked_after_today(asker)) if asker.keeps_a_caseload else sa.false()


def _still_theirs(row: Any, asker: Asker) -> Condition:
    if asker.sees_whole_setting:
        return sa.true()
    between = sa.and_(row.place.in_(BETWEEN_TWO), row.pupil_id.in_(pupil_ids(asker, ANYTHING)))
    theirs = sa.or_(row.pupil_id.in_(pupil_ids(asker, "sees_plan")), between)
    if Role.LINK_TEACHER in asker.roles:
        return sa.or_(theirs, row.pupil_id.in_(released_pupil_ids(asker)))
    return theirs


def parts_of_contributions(row: Any, asker: Asker) -> Condition:
    """Whoever reads the words they belong to."""
    said = Contribution.__table__.alias().c
    found: Condition = row.contribution_id.in_(sa.select(said.id).where(contributions(said, asker)))
    return found


def asks(row: Any, asker: Asker) -> Condition:
    """Who asked, who is to answer, and whoever may read the words."""
    pupil = sa.true() if asker.sees_whole_setting else row.pupil_id.in_(pupil_ids(asker, ANYTHING))
    mine = sa.or_(row.person_id == asker.person_id, row.for_id == asker.person_id)
    return sa.and_(pupil, sa.or_(mine, parts_of_contributions(row, asker)))


def parts_of_asks(row: Any, asker: Asker) -> Condition:
    """Whoever sees the question."""
    ask = Ask.__table__.alias().c
    found: Condition = row.ask_id.in_(sa.select(ask.id).where(asks(ask, asker)))
    return found


def known_pupils(row: Any, asker: Asker) -> Condition:
    """The pupils somebody may know of at all."""
    return sa.true() if asker.sees_whole_setting else row.id.in_(known_pupil_ids(asker))


def staff_of_the_pupil(row: Any, asker: Asker) -> Condition:
    """The pupil's key worker, and those who see the whole setting: families know nothing of these rows."""
    staff = asker.sees_whole_setting or asker.keeps_a_caseload
    return their_pupils(row, asker) if staff else sa.false()


def own_or_their_pupils(row: Any, asker: Asker) -> Condition:
    """One's own row; staff also those about their pupils. What the other parent did, a parent does not see."""
    return sa.or_(row.person_id == asker.person_id, staff_of_the_pupil(row, asker))


def own(row: Any, asker: Asker) -> Condition:
    """Nobody but the person themself."""
    condition: Condition = row.person_id == asker.person_id
    return condition


def own_or_looked_after(row: Any, asker: Asker) -> Condition:
    """One's own row; staff also those of the people whose signing in they look after."""
    if asker.keeps_a_caseload or asker.sees_whole_setting:
        return _whose_person(row, asker, people_around)
    return own(row, asker)


def of_people_they_see(row: Any, asker: Asker) -> Condition:
    """Whoever may see the person."""
    return _whose_person(row, asker, people)


def _whose_person(row: Any, asker: Asker, condition: Callable[[Asker, Any], Condition]) -> Condition:
    if asker.sees_whole_setting:
        return sa.true()
    person = Person.__table__.alias().c
    found: Condition = row.person_id.in_(sa.select(person.id).where(condition(asker, person)))
    return found


def calls(row: Any, asker: Asker) -> Condition:
    """Who asked, who is to ring, and the staff of the pupil it is about."""
    return sa.or_(row.for_id == asker.person_id, own_or_their_pupils(row, asker))


def names_their_pupils(row: Any, asker: Asker) -> Condition:
    """Staff see who looked at their pupils; families read the record nowhere."""
    if asker.sees_whole_setting:
        return sa.true()
    return row.about_id.in_(pupil_ids(asker)) if asker.keeps_a_caseload else sa.false()


def lines_about_their_pupils(row: Any, asker: Asker) -> Condition:
    """The same for the lines themselves."""
    if asker.sees_whole_setting:
        return sa.true()
    named = AuditPupil.__table__.alias().c
    return sa.exists().where(named.entry_id == row.id, names_their_pupils(named, asker))


RULES: dict[type[Base], Rule] = {
    Ask: asks,
    AskMove: parts_of_asks,
    Attempt: everyone_here,  # counts and nothing else; no person stands in it
    AuditEntry: lines_about_their_pupils,
    AuditPupil: names_their_pupils,
    CallRequest: calls,
    Card: own_or_looked_after,
    CardTry: everyone_here,  # found by the random number of the browser that is tapping
    Challenge: everyone_here,  # found by the random number of the browser that was asked
    ChangeSeen: own_or_their_pupils,
    ContactChange: staff_of_the_pupil,
    Contribution: contributions,
    ContributionPhoto: parts_of_contributions,
    ContributionReader: parts_of_contributions,
    Goal: goals,
    GoalHelper: parts_of_goals,
    GoalStep: parts_of_goals,
    HalfWay: own,
    HelpNumber: everyone_here,
    IndependentHelp: everyone_here,
    LadderMove: parts_of_goals,
    LinkRequest: own_or_looked_after,
    OutboxItem: own_or_looked_after,
    OwnDevice: own_or_looked_after,
    Passkey: own_or_looked_after,
    Person: lambda row, asker: people(asker, row),
    Photo: of_people_they_see,
    Placement: any_of_theirs,
    Plan: their_plans,
    PlanReview: their_plans,
    PrintedCode: own_or_looked_after,
    Policy: everyone_here,
    Proposal: parts_of_contributions,
    Pupil: known_pupils,
    RecoveryCode: own,
    Relationship: lambda row, asker: relationships(asker, row),
    Revision: their_plans,
    RoleHolding: of_people_they_see,
    SessionChange: their_pupils,
    Setting: everyone_here,
    SignIn: own_or_looked_after,
    Site: everyone_here,
    StaffSecret: own,
    TermDate: everyone_here,
    TimetableSession: their_pupils,
}
