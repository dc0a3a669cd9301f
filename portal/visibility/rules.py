"""What each table shows to whom. A table that stands nowhere in this list shows nothing to anybody who is signed in."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from portal.models import (
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
    HalfWay,
    HelpNumber,
    LinkRequest,
    OutboxItem,
    OwnDevice,
    Passkey,
    Person,
    Photo,
    Placement,
    PrintedCode,
    Pupil,
    RecoveryCode,
    Relationship,
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
from portal.visibility.conditions import Condition, people, people_around, pupil_ids, relationships

Rule = Callable[[Any, Asker], Condition]


def everyone_here(_row: Any, _asker: Asker) -> Condition:
    """Everyone who is signed in to the setting."""
    return sa.true()


def their_pupils(row: Any, asker: Asker) -> Condition:
    """Whoever may see the pupil."""
    return sa.true() if asker.sees_whole_setting else row.pupil_id.in_(pupil_ids(asker))


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
    Attempt: everyone_here,  # counts and nothing else; no person stands in it
    AuditEntry: lines_about_their_pupils,
    AuditPupil: names_their_pupils,
    CallRequest: calls,
    Card: own_or_looked_after,
    CardTry: everyone_here,  # found by the random number of the browser that is tapping
    Challenge: everyone_here,  # found by the random number of the browser that was asked
    ChangeSeen: own_or_their_pupils,
    ContactChange: staff_of_the_pupil,
    HalfWay: own,
    HelpNumber: everyone_here,
    LinkRequest: own_or_looked_after,
    OutboxItem: own_or_looked_after,
    OwnDevice: own_or_looked_after,
    Passkey: own_or_looked_after,
    Person: lambda row, asker: people(asker, row),
    Photo: of_people_they_see,
    Placement: their_pupils,
    PrintedCode: own_or_looked_after,
    Pupil: lambda row, asker: sa.true() if asker.sees_whole_setting else row.id.in_(pupil_ids(asker)),
    RecoveryCode: own,
    Relationship: lambda row, asker: relationships(asker, row),
    RoleHolding: of_people_they_see,
    SessionChange: their_pupils,
    Setting: everyone_here,
    SignIn: own_or_looked_after,
    Site: everyone_here,
    StaffSecret: own,
    TermDate: everyone_here,
    TimetableSession: their_pupils,
}
