"""Groups as those who set them up see them: also who runs each, and what was closed. No member stands here."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Group, GroupLeader, LeaderKind, Person, Relationship, RoleHolding
from portal.visibility import relationship_is_open


def _groups(viewer: Viewer) -> sa.Select[Group]:
    rows = sa.select(Group).where(Group.setting_id == viewer.setting_id)
    return rows.options(selectinload(Group.words), selectinload(Group.helps))


def list_all(*, viewer: Viewer) -> Sequence[Group]:
    """Every group, those that are closed last."""
    closed_last = sa.case((Group.closed_at.is_(None), 0), else_=1)
    return db.session.scalars(_groups(viewer).order_by(closed_last, Group.made_at, Group.id)).all()


def get_one(group_id: uuid.UUID, *, viewer: Viewer) -> Group:
    """One of them. NoResultFound (shown as 404) for any other."""
    return db.session.scalars(_groups(viewer).where(Group.id == group_id)).one()


def list_leaders(group_id: uuid.UUID, *, viewer: Viewer) -> Sequence[GroupLeader]:
    """Who runs a group now or from a day that comes."""
    rows = sa.select(GroupLeader).options(joinedload(GroupLeader.person))
    rows = rows.where(GroupLeader.group_id == group_id, GroupLeader.setting_id == viewer.setting_id)
    goes_on = sa.or_(GroupLeader.until_on.is_(None), GroupLeader.until_on >= clock.today())
    rows = rows.where(GroupLeader.ended_at.is_(None), goes_on)
    return db.session.scalars(rows.order_by(GroupLeader.from_on, GroupLeader.id)).all()


def get_leader(leader_id: uuid.UUID, *, viewer: Viewer) -> GroupLeader:
    """Somebody who runs a group. NoResultFound (shown as 404) for any other row."""
    rows = sa.select(GroupLeader).where(GroupLeader.id == leader_id, GroupLeader.setting_id == viewer.setting_id)
    return db.session.scalars(rows).one()


def find_runners(name: str, kind: str, *, viewer: Viewer) -> Sequence[Person]:
    """Who may run a group in this way, by first and last name: a carer with access as a parent who helps, else whoever
    has the role for it."""
    is_peer = kind == LeaderKind.PEER
    role = Role.CARER if is_peer else Role.FACILITATOR
    holds = sa.select(RoleHolding.person_id).where(RoleHolding.role == role)
    full = sa.func.lower(Person.first_name + " " + Person.last_name)
    rows = sa.select(Person).where(Person.setting_id == viewer.setting_id, Person.left_on.is_(None))
    rows = rows.where(Person.id.in_(holds), full == " ".join(name.split()).lower())
    if is_peer:
        may_come = sa.select(Relationship.person_id).where(relationship_is_open(clock.today()))
        rows = rows.where(Person.id.in_(may_come))
    return db.session.scalars(rows.order_by(Person.id)).all()


def find_made(number: uuid.UUID, *, viewer: Viewer) -> Group | None:
    """What a form made when it was sent before: its group has the form's number as its id."""
    rows = sa.select(Group).where(Group.id == number, Group.setting_id == viewer.setting_id)
    return db.session.scalars(rows).one_or_none()
