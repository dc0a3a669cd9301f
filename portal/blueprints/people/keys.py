"""Who may be given what to come in."""

from portal.access.oneself import is_about_themself
from portal.access.policy import PROFESSIONALS, Permission, Role
from portal.access.viewer import Viewer
from portal.models import Person


def roles_of(person: Person) -> frozenset[Role]:
    """The roles a person holds; they were loaded with the person."""
    return frozenset(held.role for held in person.roles)


def has_a_job(person: Person) -> bool:
    """Somebody who works here or comes with a job has their own door: a password and an app."""
    return bool(roles_of(person) & PROFESSIONALS)


def may_have_card(person: Person, *, by: Viewer) -> bool:
    """Only a young person comes in with a card."""
    return Role.PUPIL in roles_of(person) and Permission.PEOPLE_CARD_ISSUE in by.permissions


def may_have_code(person: Person, *, by: Viewer) -> bool:
    """A carer's code comes from the key worker; that of somebody with a job from those who invite staff.

    Otherwise a key worker could print a way in as the safeguarding lead. Nobody prints their own.
    """
    if is_about_themself(person.id, by=by):
        return False
    roles = roles_of(person)
    needed = Permission.PEOPLE_STAFF_INVITE if has_a_job(person) else Permission.PEOPLE_CODE_PRINT
    return bool(roles) and Role.PUPIL not in roles and needed in by.permissions
