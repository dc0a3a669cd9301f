"""Asking to belong to a group, being let in, leaving, and having read how people are with each other there.

Whoever asks hears the same. Who belongs is known to whoever runs the group; the record names no group.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload

from portal import audit, clock
from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.database import db
from portal.grouping.coming import stop_coming_to_all
from portal.grouping.naming import check_name, find_real_names, offer
from portal.grouping.settling import leads_on, lock_group, settle
from portal.heard.in_groups import listen
from portal.models import Group, GroupInvite, GroupLeader, GroupMember, LeaderKind, Person, TakesPart
from portal.outbox import notify
from portal.returning.everybody import all_of, columns_of
from portal.visibility.asker import asker_of
from portal.visibility.groups_led import led_group_ids

# To whoever runs the group: stands on their first page (templates/mail/to_do.txt).
LETTER = "to_do"


class NotThisNameError(Exception):
    """The name shows who they are, or somebody in the group has it: which of both is not said. `offered` is free."""

    def __init__(self, offered: str) -> None:
        super().__init__(offered)
        self.offered = offered


@dataclass(frozen=True)
class Asking:
    """What came with the form: the chosen name, whether they only listen, and the number that makes it once."""

    chosen_name: str
    takes_part: TakesPart
    number: uuid.UUID


def find_own(group_id: uuid.UUID, *, viewer: Viewer) -> GroupMember | None:
    """How this person stands with a group: in it, asked, or None. Held back is as asked."""
    rows = sa.select(GroupMember).where(
        GroupMember.group_id == group_id, GroupMember.person_id == viewer.person_id, GroupMember.left_at.is_(None)
    )
    return db.session.scalars(rows).one_or_none()


def get_joined(group_id: uuid.UUID, *, viewer: Viewer) -> GroupMember:
    """The row of somebody who is in this group. NoResultFound (shown as 404) for anybody else."""
    rows = sa.select(GroupMember).join(Group, Group.id == GroupMember.group_id)
    rows = rows.where(GroupMember.group_id == group_id, GroupMember.person_id == viewer.person_id)
    rows = rows.where(GroupMember.joined_at.is_not(None), GroupMember.left_at.is_(None), Group.closed_at.is_(None))
    return db.session.scalars(rows).one()


def ask_to_join(group_id: uuid.UUID, asking: Asking, *, by: Viewer) -> None:
    """Ask for a place. The same form sent twice, or somebody who asked already, is one; nothing is given back.

    NotThisNameError when the name cannot be theirs. NoResultFound (shown as 404) for a group that is not to be found.
    """
    group = lock_group(group_id, by=by)
    if find_own(group_id, viewer=by) is not None or _was_sent(asking.number, by):
        return
    listen(asking.chosen_name, asking.number, by=by)
    taken = list_names(group_id)
    if not check_name(asking.chosen_name, taken=taken, real=find_real_names(viewer=by)):
        raise NotThisNameError(offer(taken))
    member = GroupMember(
        id=uuid.uuid4(),
        setting_id=by.setting_id,
        group_id=group_id,
        person_id=by.person_id,
        chosen_name=asking.chosen_name,
        takes_part=asking.takes_part,
        client_id=asking.number,
        asked_at=clock.now(),
    )
    db.session.add(member)
    _use_invitations(group_id, by)
    settle(group)
    if member.held_at is None:
        _tell_facilitators(member)
    audit.record(audit.Event.GROUPS_OWN_CHANGED, by=by)


def let_in(member_id: uuid.UUID, *, by: Viewer) -> None:
    """Whoever runs the group lets somebody in; twice is once. Somebody who must not come in just now is not.

    Nothing says so: the same is done to see. NoResultFound (shown as 404) for an ask that is not theirs to answer.
    """
    member = get_ask(member_id, viewer=by)
    person = member.person
    group = lock_group(member.group_id, by=by)
    settle(group)
    if member.held_at is None and member.left_at is None and member.joined_at is None:
        member.joined_at = clock.now()
        settle(group)
        notify(person, event_key=f"a place in a group {member.id}")
    audit.record(audit.Event.GROUPS_ASK_ANSWERED, by=by, member=member_id)


def leave(group_id: uuid.UUID, *, by: Viewer) -> None:
    """Leave, or take back that one asked; nothing is asked. Their places at dates to come go on at once. Twice is once.

    NoResultFound (shown as 404) for somebody who never asked to belong to it.
    """
    group = lock_group(group_id, by=by)
    member = find_own(group_id, viewer=by)
    if member is None:
        ever = sa.select(GroupMember.id).where(GroupMember.group_id == group_id, GroupMember.person_id == by.person_id)
        db.session.scalars(ever.limit(1)).one()
        return
    stop_coming_to_all(group_id, by=by)
    member.left_at = clock.now()
    settle(group)
    audit.record(audit.Event.GROUPS_OWN_CHANGED, by=by)


def read_rules(member: GroupMember, *, by: Viewer) -> None:
    """They have read how people are with each other in the group; once is enough."""
    if member.rules_read_at is None:
        member.rules_read_at = clock.now()
    audit.record(audit.Event.GROUPS_OWN_CHANGED, by=by)


def waiting_to_join(group_id: uuid.UUID | None = None, *, viewer: Viewer) -> Sequence[GroupMember]:
    """Who asked to belong to the groups that this person runs (or to one of them), the longest wait first.

    A parent who helps to run one knows chosen names only: they answer no ask, and see none.
    """
    if Role.FACILITATOR not in viewer.roles:
        return []
    rows = _asks(viewer).where(GroupMember.joined_at.is_(None), GroupMember.left_at.is_(None))
    if group_id is not None:
        rows = rows.where(GroupMember.group_id == group_id)
    return db.session.scalars(rows.order_by(GroupMember.asked_at, GroupMember.id)).all()


def get_ask(member_id: uuid.UUID, *, viewer: Viewer) -> GroupMember:
    """One ask to belong to a group that this person runs, answered or not. NoResultFound (shown as 404) for others."""
    if Role.FACILITATOR not in viewer.roles:
        raise NoResultFound
    return db.session.scalars(_asks(viewer).where(GroupMember.id == member_id, GroupMember.left_at.is_(None))).one()


def list_names(group_id: uuid.UUID) -> list[str]:
    """The names that are taken in a group, also of those who run it. For checking: nobody is told whose they are."""
    theirs = sa.select(GroupMember.chosen_name).where(GroupMember.group_id == group_id, GroupMember.left_at.is_(None))
    leading = sa.select(GroupLeader.shown_as).where(GroupLeader.group_id == group_id, GroupLeader.ended_at.is_(None))
    return [row[0] for rows in (theirs, leading) for row in columns_of(rows)]


def _asks(viewer: Viewer) -> sa.Select[GroupMember]:
    # Whoever is in two roles (keeps children safe, and runs a group) sees no more here than others who run one.
    rows = sa.select(GroupMember).options(joinedload(GroupMember.person, innerjoin=True))
    return rows.where(GroupMember.group_id.in_(led_group_ids(asker_of(viewer))), GroupMember.held_at.is_(None))


def _was_sent(number: uuid.UUID, by: Viewer) -> bool:
    rows = sa.select(GroupMember.person_id, GroupMember.id).where(GroupMember.client_id == number)
    found = [row[0] for row in columns_of(rows)]
    if found and found != [by.person_id]:
        raise NoResultFound  # the number of somebody else's form
    return bool(found)


def _tell_facilitators(member: GroupMember) -> None:
    """Whoever runs the group hears that something waits; not what, and not of whom."""
    rows = sa.select(Person).join(GroupLeader, GroupLeader.person_id == Person.id)
    runs = rows.where(GroupLeader.group_id == member.group_id, GroupLeader.kind != LeaderKind.PEER)
    for person in all_of(runs.where(leads_on(clock.today())).order_by(Person.id)):
        notify(person, event_key=f"asks for a group {member.id}", letter=LETTER)


def _use_invitations(group_id: uuid.UUID, by: Viewer) -> None:
    """Who asked needs no invitation any more: their ask stands in its place."""
    rows = sa.select(GroupInvite).where(GroupInvite.group_id == group_id, GroupInvite.person_id == by.person_id)
    for invite in db.session.scalars(rows.where(GroupInvite.put_away_at.is_(None))):
        invite.put_away_at = clock.now()
