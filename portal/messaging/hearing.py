"""Who of a family is told, and by whom: the carers to whom messages go, and the pupils whose messages staff read."""

import uuid

import sqlalchemy as sa

from portal import clock
from portal.access.policy import SAFEGUARDING
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Person, Pupil, Relationship, RelationshipKind
from portal.pupils import Child
from portal.visibility import pupils_visible_to
from portal.visibility.asker import asker_of
from portal.visibility.conditions import covered_pupil_ids, looked_after_today, relationship_is_open


def whose_messages(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The pupils about whom this member of staff reads messages anyway; nobody writes where they would not read."""
    if viewer.roles & SAFEGUARDING:
        return pupils_visible_to(viewer)
    asker = asker_of(viewer)
    return sa.or_(Pupil.id.in_(looked_after_today(asker)), Pupil.id.in_(covered_pupil_ids(asker)))


def get_child_to_write_of(pupil_id: uuid.UUID, *, viewer: Viewer) -> Child:
    """One of these pupils. NoResultFound (shown as 404) for any other."""
    return Child.of(db.session.scalars(sa.select(Pupil).where(Pupil.id == pupil_id, whose_messages(viewer))).one())


def list_carers_who_hear(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[Person]:
    """The adults at home to whom messages about this pupil go today, by first name. Nobody whose contact is closed.

    The caller has found the pupil as one of theirs.
    """
    rows = (
        sa.select(Person)
        .join(Relationship, Relationship.person_id == Person.id)
        .where(
            Relationship.pupil_id == pupil_id,
            Relationship.setting_id == viewer.setting_id,
            Relationship.gets_messages,
            Relationship.kind != RelationshipKind.SOCIAL_WORKER,
            relationship_is_open(clock.today()),
            sa.or_(Person.left_on.is_(None), Person.left_on > clock.today()),
        )
        .order_by(Person.first_name, Person.id)
    )
    return list(db.session.scalars(rows).unique())
