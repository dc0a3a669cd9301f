"""What each table shows to whom. A table that stands nowhere in this list shows nothing to anybody who is signed in."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from portal.access.policy import Role
from portal.models import (
    Absence,
    AlertStep,
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
    CheckIn,
    CheckInReader,
    CheckInWay,
    Concern,
    ConcernAbout,
    ConcernNotice,
    ConcernStep,
    ContactChange,
    Contribution,
    ContributionPhoto,
    ContributionReader,
    ContributionSound,
    Draft,
    Goal,
    GoalHelper,
    GoalStep,
    HalfWay,
    HelpNumber,
    IndependentHelp,
    KeptWords,
    LadderMove,
    LinkRequest,
    MonitoredTime,
    OutboxItem,
    OwnDevice,
    Passkey,
    Person,
    Photo,
    Placement,
    Plan,
    Policy,
    PrintedCode,
    Proposal,
    Pupil,
    RecoveryCode,
    Relationship,
    RoleHolding,
    SafetyAnswer,
    SessionChange,
    Setting,
    SignIn,
    Site,
    StaffSecret,
    TermDate,
    TimetableSession,
)
from portal.visibility import rules_of_groups, rules_of_messages, rules_of_ways
from portal.visibility.asker import Asker
from portal.visibility.conditions import (
    ANYTHING,
    Condition,
    known_pupil_ids,
    people,
    people_around,
    pupil_ids,
    relationships,
    released_pupil_ids,
)
from portal.visibility.rules_of_ways import their_plans
from portal.visibility.rules_of_words import (
    asks,
    check_ins,
    concerns,
    contributions,
    parts_of_asks,
    parts_of_check_ins,
    parts_of_concerns,
    parts_of_contributions,
    safety_answers,
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


def ways_of_checking_in(row: Any, asker: Asker) -> Condition:
    """The young person themself, and the staff of the pupil."""
    mine = row.pupil_id.in_(pupil_ids(asker)) if Role.PUPIL in asker.roles else sa.false()
    return sa.or_(mine, staff_of_the_pupil(row, asker))


def staff_only(_row: Any, asker: Asker) -> Condition:
    """Staff of the setting: who is away and who is told when is nothing a family reads."""
    return sa.true() if asker.keeps_a_caseload or asker.sees_whole_setting else sa.false()


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
    Absence: staff_only,
    AlertStep: staff_only,
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
    CheckIn: check_ins,
    CheckInReader: parts_of_check_ins,
    CheckInWay: ways_of_checking_in,
    Concern: concerns,
    ConcernAbout: parts_of_concerns,
    ConcernNotice: parts_of_concerns,
    ConcernStep: parts_of_concerns,
    ContactChange: staff_of_the_pupil,
    Contribution: contributions,
    ContributionPhoto: parts_of_contributions,
    ContributionReader: parts_of_contributions,
    ContributionSound: parts_of_contributions,
    Draft: own,
    Goal: goals,
    GoalHelper: parts_of_goals,
    GoalStep: parts_of_goals,
    HalfWay: own,
    HelpNumber: everyone_here,
    IndependentHelp: everyone_here,
    KeptWords: own,
    LadderMove: parts_of_goals,
    LinkRequest: own_or_looked_after,
    MonitoredTime: everyone_here,  # pages say when somebody watches
    OutboxItem: own_or_looked_after,
    OwnDevice: own_or_looked_after,
    Passkey: own_or_looked_after,
    Person: lambda row, asker: people(asker, row),
    Photo: of_people_they_see,
    Placement: any_of_theirs,
    Plan: their_plans,
    PrintedCode: own_or_looked_after,
    Policy: everyone_here,
    Proposal: parts_of_contributions,
    Pupil: known_pupils,
    RecoveryCode: own,
    Relationship: lambda row, asker: relationships(asker, row),
    RoleHolding: of_people_they_see,
    SafetyAnswer: safety_answers,
    SessionChange: their_pupils,
    Setting: everyone_here,
    SignIn: own_or_looked_after,
    Site: everyone_here,
    StaffSecret: own,
    TermDate: everyone_here,
    TimetableSession: their_pupils,
    **rules_of_groups.RULES,
    **rules_of_messages.RULES,
    **rules_of_ways.RULES,
}
