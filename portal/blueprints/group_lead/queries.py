"""The groups somebody runs today, and what waits there for them. A parent who helps to run one sees no one who asks,
and nobody's name but chosen ones."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.grouping.leading import is_facilitator
from portal.models import (
    Group,
    GroupBarrier,
    GroupComing,
    GroupDate,
    GroupHello,
    GroupLeader,
    GroupMember,
    GroupNote,
    GroupPost,
    GroupReport,
    WhyNotYet,
)
from portal.visibility.asker import SIX_WEEKS, asker_of
from portal.visibility.groups_led import led_group_ids

# Meetings that come in so many days, and those that are over for no longer.
SOON, NOT_LONG_AGO = timedelta(days=14), timedelta(days=60)
MOST = 20
NOTES_PER_PAGE = 20


def _led(viewer: Viewer) -> sa.Select[Group]:
    rows = sa.select(Group).where(
        Group.setting_id == viewer.setting_id,
        Group.id.in_(led_group_ids(asker_of(viewer))),
        Group.closed_at.is_(None),
    )
    return rows.options(selectinload(Group.words), selectinload(Group.leaders)).order_by(Group.made_at, Group.id)


def list_led(*, viewer: Viewer) -> Sequence[Group]:
    """The groups this person runs today, the oldest first."""
    return db.session.scalars(_led(viewer)).all()


def get_led(group_id: uuid.UUID, *, viewer: Viewer) -> Group:
    """One of them. NoResultFound (shown as 404) for any other."""
    return db.session.scalars(_led(viewer).where(Group.id == group_id)).one()


@dataclass(frozen=True)
class ToRead:
    """Posts of a group that nobody has read yet: how many, and by when the oldest is to be."""

    group_id: uuid.UUID
    count: int
    due_at: datetime


def list_to_read(*, viewer: Viewer) -> list[ToRead]:
    """One for each group in which any waits, the one that is due first at the head."""
    rows = sa.select(GroupPost.group_id, sa.func.count(), sa.func.min(GroupPost.due_at)).where(
        GroupPost.group_id.in_(led_group_ids(asker_of(viewer))),
        GroupPost.read_at.is_(None),
        GroupPost.withdrawn_at.is_(None),
    )
    rows = rows.group_by(GroupPost.group_id).order_by(sa.func.min(GroupPost.due_at), GroupPost.group_id)
    return [ToRead(*row) for row in db.session.execute(rows)]


def count_reports(*, viewer: Viewer) -> dict[uuid.UUID, int]:
    """Reports that nobody has looked at, by group."""
    rows = sa.select(GroupReport.group_id, sa.func.count()).where(
        GroupReport.group_id.in_(led_group_ids(asker_of(viewer))), GroupReport.looked_at.is_(None)
    )
    return {row[0]: row[1] for row in db.session.execute(rows.group_by(GroupReport.group_id))}


def list_asked(*, viewer: Viewer) -> dict[uuid.UUID, list[str]]:
    """The chosen names of those who asked to come in, by group, in their turn; for a facilitator alone."""
    if not is_facilitator(viewer=viewer):
        return {}
    rows = sa.select(GroupMember.group_id, GroupMember.chosen_name).where(
        GroupMember.group_id.in_(led_group_ids(asker_of(viewer))),
        GroupMember.joined_at.is_(None),
        GroupMember.left_at.is_(None),
        GroupMember.held_at.is_(None),
    )
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    for group_id, name in db.session.execute(rows.order_by(GroupMember.asked_at, GroupMember.id)):
        found[group_id].append(name)
    return dict(found)


@dataclass(frozen=True)
class Meeting:
    """A date that comes: who has a place, by chosen names ("" for somebody without), what they need, how many wait."""

    date: GroupDate
    names: tuple[str, ...]
    bring: int
    needs: tuple[tuple[str, int], ...]
    waiting: int


def list_meetings(*, viewer: Viewer) -> list[Meeting]:
    """The meetings of the next days, the first one first: two statements."""
    now = clock.now()
    rows = _dates(viewer).where(GroupDate.ends_at >= now, GroupDate.starts_at <= now + SOON)
    dates = db.session.scalars(rows.order_by(GroupDate.starts_at, GroupDate.id).limit(MOST)).all()
    chosen = sa.and_(
        GroupMember.group_id == GroupComing.group_id,
        GroupMember.person_id == GroupComing.person_id,
        GroupMember.joined_at.is_not(None),
        GroupMember.left_at.is_(None),
    )
    coming = (
        sa.select(GroupComing, GroupMember.chosen_name)
        .outerjoin(GroupMember, chosen)
        .where(GroupComing.date_id.in_([one.id for one in dates]), GroupComing.cancelled_at.is_(None))
        .order_by(GroupComing.asked_at, GroupComing.id)
    )
    by_date: dict[uuid.UUID, list[tuple[GroupComing, str]]] = defaultdict(list)
    for row, name in db.session.execute(coming):
        by_date[row.date_id].append((row, name or ""))
    return [_meeting(one, by_date[one.id]) for one in dates]


def _meeting(one: GroupDate, coming: list[tuple[GroupComing, str]]) -> Meeting:
    there = [(row, name) for row, name in coming if row.place_at is not None]
    needs = Counter(need for row, _name in there for need in row.needs.splitlines())
    bring = sum(row.brings_one for row, _name in there)
    return Meeting(
        one, tuple(name for _row, name in there), bring, tuple(sorted(needs.items())), len(coming) - len(there)
    )


def list_uncounted(*, viewer: Viewer) -> Sequence[GroupDate]:
    """Meetings that are over and of which nobody has entered how many came."""
    now = clock.now()
    over = (GroupDate.ends_at < now, GroupDate.ends_at >= now - NOT_LONG_AGO, GroupDate.came.is_(None))
    return db.session.scalars(_dates(viewer).where(*over).order_by(GroupDate.starts_at.desc()).limit(MOST)).all()


def _dates(viewer: Viewer) -> sa.Select[GroupDate]:
    return sa.select(GroupDate).where(
        GroupDate.group_id.in_(led_group_ids(asker_of(viewer))), GroupDate.cancelled_at.is_(None)
    )


@dataclass(frozen=True)
class Barriers:
    """What kept people from coming in the last six weeks: counts by group, and the first names of those who wished to
    be named (for a facilitator alone)."""

    counts: dict[uuid.UUID, list[tuple[WhyNotYet, int]]]
    named: dict[tuple[uuid.UUID, WhyNotYet], list[str]]


def count_barriers(*, viewer: Viewer) -> Barriers:
    """At most two statements."""
    led = led_group_ids(asker_of(viewer))
    lately = (GroupBarrier.group_id.in_(led), GroupBarrier.said_at >= clock.now() - SIX_WEEKS)
    rows = sa.select(GroupBarrier.group_id, GroupBarrier.why, sa.func.count()).where(*lately)
    rows = rows.group_by(GroupBarrier.group_id, GroupBarrier.why).order_by(sa.func.count().desc(), GroupBarrier.why)
    counts: dict[uuid.UUID, list[tuple[WhyNotYet, int]]] = defaultdict(list)
    for group_id, why, number in db.session.execute(rows):
        counts[group_id].append((why, number))
    named: dict[tuple[uuid.UUID, WhyNotYet], list[str]] = defaultdict(list)
    if is_facilitator(viewer=viewer):
        who = sa.select(GroupBarrier).options(joinedload(GroupBarrier.person)).where(*lately)
        for row in db.session.scalars(who.where(GroupBarrier.person_id.is_not(None)).order_by(GroupBarrier.said_at)):
            if row.person is not None:
                named[row.group_id, row.why].append(row.person.first_name)
    return Barriers(dict(counts), dict(named))


def list_notes(group_id: uuid.UUID, page: int, *, viewer: Viewer) -> tuple[Sequence[GroupNote], int]:
    """A page of the notes of a group that this person runs, the newest first; and how many pages there are."""
    of_group = GroupNote.group_id == get_led(group_id, viewer=viewer).id
    rows = sa.select(GroupNote).where(of_group).order_by(GroupNote.made_at.desc(), GroupNote.id)
    count = db.session.scalar(sa.select(sa.func.count(GroupNote.id)).where(of_group)) or 0
    found = db.session.scalars(rows.limit(NOTES_PER_PAGE).offset((page - 1) * NOTES_PER_PAGE)).all()
    return found, max(1, -(-count // NOTES_PER_PAGE))


def find_note(number: uuid.UUID, *, viewer: Viewer) -> GroupNote | None:
    """What this form made when it was sent before."""
    rows = sa.select(GroupNote).where(GroupNote.client_id == number, GroupNote.by_id == viewer.person_id)
    return db.session.scalars(rows).one_or_none()


def list_chosen_names(group_id: uuid.UUID, *, viewer: Viewer) -> Sequence[str]:
    """The names that members go by in this group, as far as this person knows them."""
    of_group = (GroupMember.group_id == group_id, GroupMember.setting_id == viewer.setting_id)
    rows = sa.select(GroupMember.chosen_name).where(*of_group, GroupMember.left_at.is_(None))
    return db.session.scalars(rows).all()


def find_own_leader(group: Group, *, viewer: Viewer) -> GroupLeader:
    """This person's own row among those who run the group: the one of their work before the one of standing in."""
    mine = [row for row in group.leaders if row.person_id == viewer.person_id and row.ended_at is None]
    return min(mine, key=lambda row: (row.kind.value == "cover", row.from_on))


def find_own_hello(group: Group, *, viewer: Viewer) -> GroupHello | None:
    """Their own hello in this group."""
    mine = find_own_leader(group, viewer=viewer).id
    return db.session.scalars(sa.select(GroupHello).where(GroupHello.leader_id == mine)).one_or_none()


def get_own_hello(group: Group, *, viewer: Viewer) -> GroupHello:
    """The same. NoResultFound (shown as 404) where there is none."""
    mine = find_own_leader(group, viewer=viewer).id
    return db.session.scalars(sa.select(GroupHello).where(GroupHello.leader_id == mine)).one()
