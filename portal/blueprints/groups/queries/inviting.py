"""Whom a member of staff may invite, and what somebody was invited to."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal import clock
from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.database import db
from portal.grouping.settling import list_held_invites
from portal.models import Group, GroupInvite, GroupMember, GroupWords, Person, Relationship, RoleHolding
from portal.visibility import pupil_ids_visible_to, relationship_is_open


def list_carers(*, viewer: Viewer) -> Sequence[Person]:
    """The carers with access around the pupils of this member of staff, by name."""
    theirs = sa.select(Relationship.person_id).where(
        relationship_is_open(clock.today()), Relationship.pupil_id.in_(pupil_ids_visible_to(viewer))
    )
    carers = sa.select(RoleHolding.person_id).where(RoleHolding.role == Role.CARER)
    rows = sa.select(Person).where(Person.setting_id == viewer.setting_id, Person.left_on.is_(None))
    rows = rows.where(Person.id.in_(theirs), Person.id.in_(carers))
    return db.session.scalars(rows.order_by(Person.first_name, Person.last_name, Person.id)).all()


def get_carer(person_id: uuid.UUID, *, viewer: Viewer) -> Person | None:
    """One of them; None for anybody else."""
    return next((one for one in list_carers(viewer=viewer) if one.id == person_id), None)


@dataclass(frozen=True)
class Invitation:
    """Somebody thought of them: which group, and the first name of who did."""

    invite: GroupInvite
    words: Sequence[GroupWords]
    by_first_name: str


def list_invitations(*, viewer: Viewer) -> list[Invitation]:
    """What this person was invited to and has not put away; one for each group, and none they are in or asked for."""
    asked = sa.select(GroupMember.group_id).where(
        GroupMember.person_id == viewer.person_id, GroupMember.left_at.is_(None)
    )
    rows = (
        sa.select(GroupInvite)
        .join(Group, Group.id == GroupInvite.group_id)
        .options(joinedload(GroupInvite.by))
        .where(
            GroupInvite.person_id == viewer.person_id,
            GroupInvite.put_away_at.is_(None),
            Group.closed_at.is_(None),
            GroupInvite.group_id.not_in(asked),
        )
        .order_by(GroupInvite.invited_at, GroupInvite.id)
    )
    first: dict[uuid.UUID, GroupInvite] = {}
    for one in db.session.scalars(rows):
        first.setdefault(one.group_id, one)
    if not first:
        return []
    held = list_held_invites(list(first), viewer.setting_id)
    written: dict[uuid.UUID, list[GroupWords]] = {}
    for words in db.session.scalars(sa.select(GroupWords).where(GroupWords.group_id.in_(list(first)))):
        written.setdefault(words.group_id, []).append(words)
    return [
        Invitation(one, written.get(one.group_id, []), one.by.first_name if one.by else "")
        for one in first.values()
        if one.id not in held
    ]


def list_own_of(group_id: uuid.UUID, *, viewer: Viewer) -> Sequence[GroupInvite]:
    """The invitations of this person to one group that were not put away."""
    rows = sa.select(GroupInvite).where(GroupInvite.group_id == group_id, GroupInvite.person_id == viewer.person_id)
    return db.session.scalars(rows.where(GroupInvite.put_away_at.is_(None))).all()


def find_sent_before(number: uuid.UUID, *, viewer: Viewer) -> GroupInvite | None:
    """What this form made when it was sent before."""
    rows = sa.select(GroupInvite).where(GroupInvite.client_id == number, GroupInvite.by_id == viewer.person_id)
    return db.session.scalars(rows).one_or_none()
