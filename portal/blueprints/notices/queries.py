"""How somebody is reached, and where nothing arrives."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal import clock
from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Channel, DeliveryTrouble, NoticeChoice, Person, Relationship
from portal.outbox.posting import may_be_reached
from portal.visibility import people_looked_after_by, relationship_is_open
from portal.visibility.asker import asker_of
from portal.visibility.conditions import looked_after_today


def list_own_ways(*, viewer: Viewer) -> frozenset[Channel]:
    """By which ways this person can be reached at all."""
    me = db.session.scalars(sa.select(Person).where(Person.id == viewer.person_id)).one()
    return frozenset(way for way in Channel if may_be_reached(me, way))


def find_choice(*, viewer: Viewer) -> NoticeChoice | None:
    """What this person chose; None while they have chosen nothing."""
    rows = sa.select(NoticeChoice).where(NoticeChoice.person_id == viewer.person_id)
    return db.session.scalars(rows.with_for_update()).one_or_none()


def _waiting() -> sa.Select[DeliveryTrouble]:
    return (
        sa.select(DeliveryTrouble)
        .join(Person, Person.id == DeliveryTrouble.person_id)
        .options(joinedload(DeliveryTrouble.person))
        .where(DeliveryTrouble.done_at.is_(None))
        .order_by(DeliveryTrouble.noticed_at, DeliveryTrouble.id)
    )


def list_troubles(most: int, *, viewer: Viewer) -> list[DeliveryTrouble]:
    """Where nothing arrives, of the people whose signing in this member of staff looks after; the oldest first."""
    return list(db.session.scalars(_waiting().where(people_looked_after_by(viewer)).limit(most)))


def list_troubles_to_ask(most: int, *, viewer: Viewer) -> list[DeliveryTrouble]:
    """Those that are this person's to ask about: a key worker those around their pupils of today, a coordinator those
    of staff."""
    asker = asker_of(viewer)
    mine: list[sa.ColumnElement[bool]] = [sa.false()]
    if Role.KEY_WORKER in viewer.roles:
        around = sa.select(Relationship.person_id).where(
            Relationship.pupil_id.in_(looked_after_today(asker)), relationship_is_open(clock.today())
        )
        mine.append(DeliveryTrouble.person_id.in_(around))
    if Role.COORDINATOR in viewer.roles:
        mine.append(Person.is_staff.is_(True))
    return list(db.session.scalars(_waiting().where(sa.or_(*mine)).limit(most)))


def get_trouble(trouble_id: uuid.UUID, *, viewer: Viewer) -> DeliveryTrouble:
    """A task of one of theirs, done or not. NoResultFound (shown as 404) for any other."""
    rows = (
        sa.select(DeliveryTrouble)
        .join(Person, Person.id == DeliveryTrouble.person_id)
        .where(DeliveryTrouble.id == trouble_id, people_looked_after_by(viewer))
    )
    return db.session.scalars(rows.with_for_update(of=DeliveryTrouble)).one()
