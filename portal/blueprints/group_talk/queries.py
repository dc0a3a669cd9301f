"""What stands in a talk, what waits to be read, what is one's own. A constant number of statements each."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import (
    Group,
    GroupLeader,
    GroupMember,
    GroupMute,
    GroupPost,
    GroupReport,
    GroupWords,
    PostKind,
    ReadAs,
)

PER_PAGE = 20
# So much of what waits stands on one page, and one more is looked for, to say so; what is decided makes room.
MOST_AT_ONCE = 40
# How far back the promise to read is counted.
COUNTED = timedelta(days=30)


@dataclass(frozen=True)
class Page:
    """One page of posts: with each how many answers show; and how many pages there are."""

    posts: tuple[tuple[GroupPost, int], ...]
    at: int
    pages: int


@dataclass(frozen=True)
class Kept:
    """How the promise to read was kept lately."""

    in_time: int
    late: int


# Shown to others: what a page of the talk holds, whoever looks.
_SHOWS = (GroupPost.read_as == ReadAs.SHOWN, GroupPost.hidden_at.is_(None), GroupPost.withdrawn_at.is_(None))


def _reported(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Whoever runs a group sees every post by the rule; what they reported or whom they muted themself, they do not."""
    reports = sa.select(GroupReport.post_id).where(GroupReport.person_id == viewer.person_id)
    mutes = sa.select(GroupMute.member_id).where(GroupMute.person_id == viewer.person_id)
    muted = sa.and_(GroupPost.member_id.is_not(None), GroupPost.member_id.in_(mutes))
    return ~sa.or_(GroupPost.id.in_(reports), muted)


def list_topics(group_id: uuid.UUID, at: int, *, viewer: Viewer) -> Page:
    """The topics that show, the newest first, with how many answers show to this viewer."""
    return _page(sa.and_(GroupPost.group_id == group_id, GroupPost.kind == PostKind.TOPIC), at, viewer)


def list_helped(at: int, *, viewer: Viewer) -> Page:
    """ "What helped me", of all groups, the newest first."""
    return _page(GroupPost.kind == PostKind.HELPED, at, viewer)


def list_replies(topic_id: uuid.UUID, at: int, *, viewer: Viewer) -> Page:
    """The answers to a topic that show, the oldest first."""
    return _page(GroupPost.topic_id == topic_id, at, viewer, newest_first=False)


def _page(which: sa.ColumnElement[bool], at: int, viewer: Viewer, *, newest_first: bool = True) -> Page:
    where = (which, *_SHOWS, GroupPost.setting_id == viewer.setting_id, _reported(viewer))
    many = db.session.scalar(sa.select(sa.func.count(GroupPost.id)).where(*where)) or 0
    pages = max(1, -(-many // PER_PAGE))
    at = min(max(1, at), pages)
    order = GroupPost.read_at.desc() if newest_first else GroupPost.read_at
    rows = sa.select(GroupPost).where(*where).order_by(order, GroupPost.id).limit(PER_PAGE)
    posts = list(db.session.scalars(rows.offset((at - 1) * PER_PAGE)))
    answers = _count_answers([post.id for post in posts], viewer)
    return Page(tuple((post, answers.get(post.id, 0)) for post in posts), at, pages)


def _count_answers(ids: list[uuid.UUID], viewer: Viewer) -> dict[uuid.UUID, int]:
    rows = sa.select(GroupPost.topic_id, sa.func.count(GroupPost.id)).where(GroupPost.topic_id.in_(ids), *_SHOWS)
    counted = db.session.execute(rows.where(_reported(viewer)).group_by(GroupPost.topic_id))
    return {topic_id: many for topic_id, many in counted if topic_id is not None}


def get_topic(post_id: uuid.UUID, *, viewer: Viewer) -> GroupPost:
    """A topic that shows to this viewer. NoResultFound for any other."""
    where = (GroupPost.id == post_id, GroupPost.kind == PostKind.TOPIC, *_SHOWS, _reported(viewer))
    return db.session.scalars(sa.select(GroupPost).where(*where)).one()


def list_own(at: int, *, viewer: Viewer) -> Page:
    """What they wrote themself, the newest first."""
    mine = (GroupPost.person_id == viewer.person_id, GroupPost.setting_id == viewer.setting_id)
    many = db.session.scalar(sa.select(sa.func.count(GroupPost.id)).where(*mine)) or 0
    pages = max(1, -(-many // PER_PAGE))
    at = min(max(1, at), pages)
    rows = sa.select(GroupPost).where(*mine).order_by(GroupPost.sent_at.desc(), GroupPost.id).limit(PER_PAGE)
    return Page(tuple((post, 0) for post in db.session.scalars(rows.offset((at - 1) * PER_PAGE))), at, pages)


def get_own(post_id: uuid.UUID, *, viewer: Viewer) -> GroupPost:
    """One post that they wrote. NoResultFound for any other."""
    mine = (GroupPost.id == post_id, GroupPost.person_id == viewer.person_id)
    return db.session.scalars(sa.select(GroupPost).where(*mine)).one()


def list_mutes(*, viewer: Viewer) -> list[GroupMute]:
    """Whom they muted, as they saw their names."""
    mine = GroupMute.person_id == viewer.person_id
    return list(db.session.scalars(sa.select(GroupMute).where(mine).order_by(GroupMute.shown_as, GroupMute.id)))


def get_mute(mute_id: uuid.UUID, *, viewer: Viewer) -> GroupMute:
    """One of them. NoResultFound for any other's."""
    mine = (GroupMute.id == mute_id, GroupMute.person_id == viewer.person_id)
    return db.session.scalars(sa.select(GroupMute).where(*mine)).one()


def list_names(group_ids: set[uuid.UUID], *, viewer: Viewer) -> dict[uuid.UUID, list[GroupWords]]:
    """What these groups are called, in every language."""
    rows = sa.select(GroupWords).where(GroupWords.group_id.in_(group_ids), GroupWords.setting_id == viewer.setting_id)
    found: dict[uuid.UUID, list[GroupWords]] = {one: [] for one in group_ids}
    for words in db.session.scalars(rows):
        found[words.group_id].append(words)
    return found


def _led(viewer: Viewer) -> sa.Select[Any]:
    today = clock.today()
    return sa.select(GroupLeader.group_id).where(
        GroupLeader.person_id == viewer.person_id,
        GroupLeader.ended_at.is_(None),
        GroupLeader.from_on <= today,
        sa.or_(GroupLeader.until_on.is_(None), GroupLeader.until_on >= today),
    )


def list_waiting(*, viewer: Viewer) -> list[GroupPost]:
    """What waits in the groups they run, by when it is due. Of whoever belongs to the group no more, nothing waits."""
    gone = sa.select(GroupMember.id).where(GroupMember.left_at.is_not(None))
    rows = sa.select(GroupPost).where(
        GroupPost.group_id.in_(_led(viewer)),
        GroupPost.read_at.is_(None),
        GroupPost.withdrawn_at.is_(None),
        sa.or_(GroupPost.member_id.is_(None), GroupPost.member_id.not_in(gone)),
    )
    return list(db.session.scalars(rows.order_by(GroupPost.due_at, GroupPost.id).limit(MOST_AT_ONCE + 1)))


def list_reports(*, viewer: Viewer) -> list[GroupReport]:
    """What was reported in the groups they run and nobody has looked at, the oldest first; each post once."""
    rows = (
        sa.select(GroupReport)
        .options(joinedload(GroupReport.post))
        .where(GroupReport.group_id.in_(_led(viewer)), GroupReport.looked_at.is_(None))
        .order_by(GroupReport.reported_at, GroupReport.id)
        .limit(MOST_AT_ONCE + 1)
    )
    by_post = {one.post_id: one for one in reversed(list(db.session.scalars(rows)))}
    return sorted(by_post.values(), key=lambda one: (one.reported_at, one.id))


def get_waiting(post_id: uuid.UUID, *, viewer: Viewer) -> GroupPost:
    """One post of a group they run, read or not. NoResultFound for any other."""
    where = (GroupPost.id == post_id, GroupPost.group_id.in_(_led(viewer)))
    return db.session.scalars(sa.select(GroupPost).where(*where)).one()


def get_report(report_id: uuid.UUID, *, viewer: Viewer) -> GroupReport:
    """One report in a group they run. NoResultFound for any other."""
    rows = sa.select(GroupReport).options(joinedload(GroupReport.post))
    return db.session.scalars(rows.where(GroupReport.id == report_id, GroupReport.group_id.in_(_led(viewer)))).one()


def count_kept(*, viewer: Viewer) -> Kept:
    """Of the posts of the groups they run that were due lately: how many were read in time, how many were not."""
    now = clock.now()
    late = sa.case((sa.func.coalesce(GroupPost.read_at, now) > GroupPost.due_at, 1), else_=0)
    rows = sa.select(sa.func.count(GroupPost.id), sa.func.coalesce(sa.func.sum(late), 0)).where(
        GroupPost.group_id.in_(_led(viewer)),
        GroupPost.withdrawn_at.is_(None),
        GroupPost.sent_at > now - COUNTED,
        sa.or_(GroupPost.read_at.is_not(None), GroupPost.due_at <= now),
    )
    of, missed = db.session.execute(rows).one()
    return Kept(of - missed, missed)


def list_own_groups(*, viewer: Viewer) -> list[Group]:
    """The groups they belong to, for "what helped me"."""
    mine = sa.select(GroupMember.group_id).where(
        GroupMember.person_id == viewer.person_id, GroupMember.joined_at.is_not(None), GroupMember.left_at.is_(None)
    )
    rows = sa.select(Group).options(selectinload(Group.words)).where(Group.id.in_(mine))
    return list(db.session.scalars(rows.order_by(Group.made_at, Group.id)))
