"""Whose talk it is: who writes in a group and under which name, who reads it first, what the setting knows by name."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import selectinload

from portal import clock
from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.database import db
from portal.grouping.contact_details import Known
from portal.models import Group, GroupLeader, GroupMember, GroupPost, LeaderKind, Person, Placement, Pupil, TakesPart


@dataclass(frozen=True)
class Talk:
    """A group as somebody who belongs to it, or runs it, has it before them."""

    group: Group
    # Their own row; None of whoever runs it and does not belong to it.
    member: GroupMember | None
    # Their own row of running it.
    runs: GroupLeader | None
    # The names of those who run it, as members see them.
    leaders: tuple[str, ...]

    @property
    def writes_as(self) -> str:
        """The name under which they write: members, and a parent who helps to run it. Empty: they do not write."""
        if self.member is not None:
            return self.member.chosen_name
        return self.runs.shown_as if self.runs is not None and self.runs.kind is LeaderKind.PEER else ""

    @property
    def only_listens(self) -> bool:
        """They chose to listen; they may change it at any time."""
        return self.member is not None and self.member.takes_part is TakesPart.LISTENS

    @property
    def knows_rules(self) -> bool:
        """The house rules were read; whoever runs the group knows them."""
        return self.member is None or self.member.rules_read_at is not None


def get_talk(group_id: uuid.UUID, *, viewer: Viewer) -> Talk:
    """The talk of a group they belong to or run; NoResultFound (shown as 404) for everybody else."""
    group = db.session.scalars(sa.select(Group).options(selectinload(Group.words)).where(Group.id == group_id)).one()
    rows = sa.select(GroupMember).where(
        GroupMember.group_id == group_id,
        GroupMember.person_id == viewer.person_id,
        GroupMember.joined_at.is_not(None),
        GroupMember.left_at.is_(None),
    )
    member = db.session.scalars(rows).one_or_none()
    leaders = list_leaders(group_id, viewer=viewer)
    own = next((one for one in leaders if one.person_id == viewer.person_id), None)
    runs = own if Permission.GROUPS_LEAD in viewer.permissions else None
    if member is None and runs is None:
        raise NoResultFound
    return Talk(group, member, runs, tuple(one.shown_as for one in leaders))


def get_talk_to_write(group_id: uuid.UUID, *, viewer: Viewer) -> Talk:
    """The same for whoever has a name to write under. Whoever runs the group for the setting reads."""
    talk = get_talk(group_id, viewer=viewer)
    if not talk.writes_as:
        raise NoResultFound
    return talk


def list_leaders(group_id: uuid.UUID, *, viewer: Viewer) -> list[GroupLeader]:
    """Who runs a group today, whoever does it for the setting first."""
    today = clock.today()
    rows = sa.select(GroupLeader).where(
        GroupLeader.group_id == group_id,
        GroupLeader.setting_id == viewer.setting_id,
        GroupLeader.ended_at.is_(None),
        GroupLeader.from_on <= today,
        sa.or_(GroupLeader.until_on.is_(None), GroupLeader.until_on >= today),
    )
    order = (GroupLeader.kind == LeaderKind.PEER, GroupLeader.from_on, GroupLeader.shown_as)
    return list(db.session.scalars(rows.order_by(*order)))


def has_gone(post: GroupPost, *, viewer: Viewer) -> bool:
    """Does whoever wrote it belong to the group no more? A parent who helped to run it counts by that."""
    if post.member_id is not None:
        there = sa.select(GroupMember.id).where(GroupMember.id == post.member_id, GroupMember.left_at.is_(None))
        return db.session.scalar(there) is None
    return all(one.person_id != post.person_id for one in list_leaders(post.group_id, viewer=viewer))


def find_known(*, viewer: Viewer) -> Known:
    """First names of all pupils of the setting, and the schools they are from.

    Looked up beside the viewer's own transaction; nothing of it is shown but what somebody typed themself.
    """
    with db.own_look(viewer.setting_id) as look:
        names = look.scalars(sa.select(Person.first_name).join(Pupil, Pupil.person_id == Person.id).distinct())
        schools = look.scalars(sa.select(Placement.school_name).where(Placement.school_name != "").distinct())
        return Known(tuple(sorted(names)), tuple(sorted(schools)))
