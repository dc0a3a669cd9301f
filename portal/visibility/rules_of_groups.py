"""Whose parent groups: what everybody who may come can read, what members read, what those who run one read.

No rule here goes by a pupil but one: an adult finds groups as long as they may know of a child here.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from portal.access.policy import RUNS_GROUPS, SAFEGUARDING, Role
from portal.models import (
    Base,
    Group,
    GroupApart,
    GroupBarrier,
    GroupComing,
    GroupDate,
    GroupDatePlace,
    GroupFeedback,
    GroupHello,
    GroupHelp,
    GroupInvite,
    GroupLeader,
    GroupMember,
    GroupMute,
    GroupNote,
    GroupPost,
    GroupReport,
    GroupResource,
    GroupResourceFile,
    GroupResourceWords,
    GroupWords,
    PostKind,
    ReadAs,
)
from portal.visibility.asker import Asker
from portal.visibility.conditions import ANYTHING, Condition, pupil_ids
from portal.visibility.groups_led import led_group_ids

Rule = Callable[[Any, Asker], Condition]


def finds_groups(_row: Any, asker: Asker) -> Condition:
    """Carers who may know of a child here; whoever runs groups; staff, who invite. No young person."""
    if Role.PUPIL in asker.roles:
        return sa.false()
    if asker.roles & {Role.FACILITATOR} or asker.keeps_a_caseload or asker.sees_whole_setting:
        return sa.true()
    if Role.CARER not in asker.roles:
        return sa.false()
    return sa.exists(pupil_ids(asker, ANYTHING).subquery().select())


def _led(row: Any, asker: Asker) -> Condition:
    """Whoever runs the group."""
    found: Condition = row.group_id.in_(led_group_ids(asker)) if asker.roles & RUNS_GROUPS else sa.false()
    return found


def _joined_group_ids(asker: Asker) -> sa.Select[Any]:
    member = GroupMember.__table__.alias().c
    return sa.select(member.group_id).where(
        member.person_id == asker.person_id, member.joined_at.is_not(None), member.left_at.is_(None)
    )


def own_or_led(row: Any, asker: Asker) -> Condition:
    """One's own row; and whoever runs the group."""
    return sa.or_(row.person_id == asker.person_id, _led(row, asker))


def members(row: Any, asker: Asker) -> Condition:
    """One's own; whoever runs the group, but for those who are held back, whom the safeguarding lead alone sees. A
    parent who helps to run it sees nothing of whoever asks."""
    mine = row.person_id == asker.person_id
    if asker.roles & SAFEGUARDING:
        return sa.or_(mine, row.held_at.is_not(None))
    led = sa.and_(_led(row, asker), row.held_at.is_(None))
    return sa.or_(mine, led if Role.FACILITATOR in asker.roles else sa.and_(led, row.joined_at.is_not(None)))


def who_is_apart(_row: Any, asker: Asker) -> Condition:
    """Those who keep children safe, and nobody else."""
    return sa.true() if asker.roles & SAFEGUARDING else sa.false()


def barriers(row: Any, asker: Asker) -> Condition:
    """Whoever runs the group."""
    return _led(row, asker)


def invitations(row: Any, asker: Asker) -> Condition:
    """Who was invited, while groups are for them, and who invited."""
    return sa.or_(sa.and_(row.person_id == asker.person_id, finds_groups(row, asker)), row.by_id == asker.person_id)


def dates(row: Any, asker: Asker) -> Condition:
    """Whoever finds groups; a meeting of one carer alone is theirs and that of whoever runs it."""
    theirs = sa.or_(row.for_id.is_(None), row.for_id == asker.person_id, _led(row, asker))
    return sa.and_(finds_groups(row, asker), theirs)


def exact_places(row: Any, asker: Asker) -> Condition:
    """Those who have a place at that date, as long as they belong to the group; and whoever runs it."""
    coming, date = GroupComing.__table__.alias().c, GroupDate.__table__.alias().c
    comes = sa.select(coming.date_id).where(
        coming.person_id == asker.person_id,
        coming.place_at.is_not(None),
        coming.cancelled_at.is_(None),
        coming.group_id.in_(_joined_group_ids(asker)),
    )
    for_them = sa.select(date.id).where(date.for_id == asker.person_id)
    parts = [sa.and_(finds_groups(row, asker), sa.or_(row.date_id.in_(comes), row.date_id.in_(for_them)))]
    if asker.roles & RUNS_GROUPS:
        parts.append(row.date_id.in_(sa.select(date.id).where(date.group_id.in_(led_group_ids(asker)))))
    return sa.or_(*parts)


def posts(row: Any, asker: Asker) -> Condition:
    """Who wrote it, whoever runs the group; and what was read and shows: members, and of "what helped me" whoever finds
    groups. Nothing that they reported, or of somebody they muted."""
    report, mute = GroupReport.__table__.alias().c, GroupMute.__table__.alias().c
    reported = row.id.in_(sa.select(report.post_id).where(report.person_id == asker.person_id))
    muted = row.member_id.in_(sa.select(mute.member_id).where(mute.person_id == asker.person_id))
    shows = sa.and_(
        row.read_as == ReadAs.SHOWN,
        row.hidden_at.is_(None),
        row.withdrawn_at.is_(None),
        row.kind != PostKind.TO_LEADER,
        finds_groups(row, asker),
        sa.or_(row.kind == PostKind.HELPED, row.group_id.in_(_joined_group_ids(asker))),
        ~reported,
        sa.or_(row.member_id.is_(None), ~muted),
    )
    return sa.or_(row.person_id == asker.person_id, _led(row, asker), shows)


def notes(row: Any, asker: Asker) -> Condition:
    """Whoever runs the group."""
    return _led(row, asker)


def own(row: Any, asker: Asker) -> Condition:
    """Nobody but the person themself."""
    condition: Condition = row.person_id == asker.person_id
    return condition


def resources(row: Any, asker: Asker) -> Condition:
    """Whoever finds groups; what was taken away, only those who put things there."""
    keeps = asker.roles & RUNS_GROUPS or asker.sees_whole_setting
    return finds_groups(row, asker) if keeps else sa.and_(finds_groups(row, asker), row.withdrawn_at.is_(None))


def parts_of_resources(row: Any, asker: Asker) -> Condition:
    """Whoever sees the resource."""
    resource = GroupResource.__table__.alias().c
    found: Condition = row.resource_id.in_(sa.select(resource.id).where(resources(resource, asker)))
    return found


RULES: dict[type[Base], Rule] = {
    Group: finds_groups,
    GroupApart: who_is_apart,
    GroupBarrier: barriers,
    GroupComing: own_or_led,
    GroupDate: dates,
    GroupDatePlace: exact_places,
    GroupFeedback: own_or_led,
    GroupHello: finds_groups,
    GroupHelp: finds_groups,
    GroupInvite: invitations,
    GroupLeader: finds_groups,
    GroupMember: members,
    GroupMute: own,
    GroupNote: notes,
    GroupPost: posts,
    GroupReport: own_or_led,
    GroupResource: resources,
    GroupResourceFile: parts_of_resources,
    GroupResourceWords: parts_of_resources,
    GroupWords: finds_groups,
}
