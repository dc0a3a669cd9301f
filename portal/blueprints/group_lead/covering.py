"""Who stands in for a facilitator, from one day until another."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound

from portal import audit, clock
from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.blueprints.group_lead.queries import get_led
from portal.database import db
from portal.grouping.leading import is_facilitator
from portal.grouping.settling import lock_group, settle
from portal.grouping.standing_in import are_kept_apart
from portal.models import Group, GroupLeader, LeaderKind, Person, RoleHolding

# Nobody stands in for longer: then somebody else runs the group.
LONGEST = timedelta(days=92)


def get_to_cover(group_id: uuid.UUID, *, viewer: Viewer) -> Group:
    """A group that this facilitator runs. NoResultFound (shown as 404) for any other, and for a parent."""
    group = get_led(group_id, viewer=viewer)
    if not is_facilitator(viewer=viewer):
        raise NoResultFound
    return group


def list_who_may(group: Group, *, viewer: Viewer) -> dict[uuid.UUID, str]:
    """Who may stand in, and what they are called: other facilitators, and parents who help to run this very group.

    No parent of another group: nobody would meet somebody there from whom they are kept apart. For the same reason a
    facilitator who is kept apart from a member is not among them.
    """
    today = clock.today()
    open_ones = [row for row in group.leaders if row.ended_at is None and (row.until_on or today) >= today]
    peers = {row.person_id: row.shown_as for row in open_ones if row.kind is LeaderKind.PEER}
    rows = (
        sa.select(Person)
        .join(RoleHolding, RoleHolding.person_id == Person.id)
        .where(
            Person.setting_id == viewer.setting_id,
            Person.left_on.is_(None),
            Person.id != viewer.person_id,
            RoleHolding.role == Role.FACILITATOR,
            sa.or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= today),
        )
    )
    others = {one.id: one.first_name for one in db.session.scalars(rows.order_by(Person.first_name, Person.id))}
    free = {who: name for who, name in others.items() if not are_kept_apart(who, group.id, viewer=viewer)}
    return {**free, **peers}


def list_covers(group: Group) -> Sequence[GroupLeader]:
    """Who stands in now or will, the first one first."""
    today = clock.today()
    covers = [row for row in group.leaders if row.kind is LeaderKind.COVER and row.ended_at is None]
    return sorted((row for row in covers if row.until_on is None or row.until_on >= today), key=lambda row: row.from_on)


def name_cover(group: Group, who: uuid.UUID, from_on: date, until_on: date, *, by: Viewer) -> None:
    """This person stands in on these days. The same said twice is once. NoResultFound for whoever may not."""
    # Held first: nobody comes into the group between looking who may and naming them.
    held = lock_group(group.id, by=by)
    names = list_who_may(get_to_cover(group.id, viewer=by), viewer=by)
    if who not in names:
        raise NoResultFound
    same = (GroupLeader.group_id == group.id, GroupLeader.person_id == who, GroupLeader.kind == LeaderKind.COVER)
    days = (GroupLeader.from_on == from_on, GroupLeader.until_on == until_on, GroupLeader.ended_at.is_(None))
    if db.session.scalars(sa.select(GroupLeader.id).where(*same, *days)).first() is not None:
        return
    facts = {"kind": LeaderKind.COVER, "shown_as": names[who], "from_on": from_on, "until_on": until_on}
    db.session.add(GroupLeader(setting_id=by.setting_id, group_id=group.id, person_id=who, **facts))
    settle(held)
    audit.record(audit.Event.GROUP_LEAD_COVER_NAMED, by=by, group=group.id, person=who)


def end_cover(leader_id: uuid.UUID, *, by: Viewer) -> uuid.UUID:
    """They stand in no more. Returns the id of the group; NoResultFound for a row that is nobody's standing in."""
    rows = sa.select(GroupLeader).where(GroupLeader.id == leader_id, GroupLeader.kind == LeaderKind.COVER)
    row = db.session.scalars(rows).one()
    get_to_cover(row.group_id, viewer=by)
    if row.ended_at is None:
        held = lock_group(row.group_id, by=by)
        row.ended_at = clock.now()
        settle(held)
        audit.record(audit.Event.GROUP_LEAD_COVER_ENDED, by=by, group=row.group_id)
    return row.group_id
