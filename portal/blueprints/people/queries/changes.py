"""Changes of contact: those that wait for a second person, and those that were answered."""

import uuid
from collections.abc import Collection
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal import clock
from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import ContactChange, Pupil, Relationship
from portal.visibility import relationships_visible_to

# How long the two people see on their page what became of a change.
TOLD_FOR = timedelta(days=14)


_about = joinedload(ContactChange.about)
_CHANGES = (
    sa.select(ContactChange)
    .join(ContactChange.about)
    .options(_about.joinedload(Relationship.person), _about.joinedload(Relationship.pupil).joinedload(Pupil.person))
    .order_by(ContactChange.asked_at, ContactChange.id)
)


def _changes(viewer: Viewer) -> sa.Select[ContactChange]:
    return _CHANGES.where(*_theirs_to_know(viewer))


def _theirs_to_know(viewer: Viewer) -> tuple[sa.ColumnElement[bool], ...]:
    """Nobody answers what is about themself, and nobody is told that it waits."""
    return relationships_visible_to(viewer), Relationship.person_id != viewer.person_id


def list_changes_waiting_for(*, viewer: Viewer) -> list[ContactChange]:
    """Those that this person can answer: somebody else asked, and they may confirm."""
    if Permission.PEOPLE_CONTACT_CONFIRM not in viewer.permissions:
        return []
    return list(
        db.session.scalars(_changes(viewer).where(ContactChange.waits(), ContactChange.asked_by_id != viewer.person_id))
    )


def list_changes_asked_by(*, viewer: Viewer) -> list[ContactChange]:
    """Those this person asked for, which wait for somebody else."""
    return list(
        db.session.scalars(_changes(viewer).where(ContactChange.waits(), ContactChange.asked_by_id == viewer.person_id))
    )


def list_changes_answered(*, viewer: Viewer) -> list[ContactChange]:
    """What became of the changes this person asked for or answered, in the last two weeks; the newest first."""
    mine = sa.or_(ContactChange.asked_by_id == viewer.person_id, ContactChange.answered_by_id == viewer.person_id)
    answered = _changes(viewer).where(mine, ContactChange.answered_at > clock.now() - TOLD_FOR)
    return list(reversed(db.session.scalars(answered).all()))


def list_changes_waiting_about(ids: Collection[uuid.UUID], *, viewer: Viewer) -> list[ContactChange]:
    """Those that wait about these rows, whoever asked."""
    about = ContactChange.relationship_id.in_(ids)
    return list(db.session.scalars(_changes(viewer).where(ContactChange.waits(), about)))


def list_pupil_ids_of_changes(*, viewer: Viewer) -> list[uuid.UUID]:
    """Which pupils the page of changes is about, so that the look can be recorded first."""
    told = sa.or_(ContactChange.waits(), ContactChange.answered_at > clock.now() - TOLD_FOR)
    about = sa.select(ContactChange.pupil_id).join(ContactChange.about).where(told, *_theirs_to_know(viewer))
    return list(db.session.scalars(about.distinct().order_by(ContactChange.pupil_id)))


def get_change(change_id: uuid.UUID, *, viewer: Viewer) -> ContactChange:
    """One change with the row it is about. NoResultFound for one this person may not see."""
    return db.session.scalars(_changes(viewer).where(ContactChange.id == change_id)).one()


def get_pupil_id_of_change(change_id: uuid.UUID, *, viewer: Viewer) -> uuid.UUID:
    """Which pupil a change is about."""
    about = sa.select(ContactChange.pupil_id).join(ContactChange.about)
    return db.session.scalars(about.where(ContactChange.id == change_id, *_theirs_to_know(viewer))).one()
