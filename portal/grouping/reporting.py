"""What a member does not want to see: one tap hides it from them; whoever runs the group looks at it. And muting."""

import uuid

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.grouping.posting import LETTER
from portal.grouping.reading_posts import OwnPostError
from portal.grouping.talk import get_talk, list_leaders
from portal.models import GroupMute, GroupPost, GroupReport, Person, ReadAs
from portal.outbox.noticing import notify


def report(post_id: uuid.UUID, *, by: Viewer) -> uuid.UUID:
    """Hide a post from whoever reports it, at once, and put it before whoever runs the group. Returns the group's id.

    Reported twice, or once more after it was hidden, is the same report. OwnPostError for one's own; NoResultFound for
    what they do not see.
    """
    known = db.session.scalars(
        sa.select(GroupReport).where(GroupReport.post_id == post_id, GroupReport.person_id == by.person_id)
    ).one_or_none()
    if known is not None:
        return known.group_id
    row = _shown(post_id, by)
    get_talk(row.group_id, viewer=by)
    if row.person_id == by.person_id:
        raise OwnPostError
    of = {"setting_id": by.setting_id, "group_id": row.group_id}
    # The first of two taps is kept; the second finds it.
    group_id = row.group_id
    try:
        with db.session.begin_nested():
            db.session.add(
                GroupReport(id=uuid.uuid4(), post_id=post_id, person_id=by.person_id, reported_at=clock.now(), **of)
            )
    except IntegrityError:
        return group_id
    _tell_leaders(group_id, post_id, by)
    audit.record(audit.Event.GROUP_TALK_POST_REPORTED, by=by, pupils=[], post=post_id)
    return group_id


def mute(post_id: uuid.UUID, *, by: Viewer) -> uuid.UUID:
    """They read nothing more of whoever wrote this post; nobody is told. Returns the group's id. Twice is once.

    OwnPostError for their own post; NoResultFound for what they do not see, or whose writer is no member.
    """
    row = _shown(post_id, by)
    if row.person_id == by.person_id:
        raise OwnPostError
    if row.member_id is None:
        raise NoResultFound
    of = {"setting_id": by.setting_id, "group_id": row.group_id, "member_id": row.member_id}
    who, group_id = {"person_id": by.person_id, "shown_as": row.shown_as}, row.group_id
    try:
        with db.session.begin_nested():
            db.session.add(GroupMute(id=uuid.uuid4(), muted_at=clock.now(), **of, **who))
    except IntegrityError:
        return group_id
    audit.record(audit.Event.GROUP_TALK_MUTED, by=by, pupils=[])
    return group_id


def unmute(row: GroupMute, *, by: Viewer) -> None:
    """They read this member again."""
    db.session.delete(row)
    audit.record(audit.Event.GROUP_TALK_UNMUTED, by=by, pupils=[])


def _shown(post_id: uuid.UUID, by: Viewer) -> GroupPost:
    """A post that shows, of theirs to see (the visibility rule answers whose)."""
    rows = sa.select(GroupPost).where(
        GroupPost.id == post_id, GroupPost.setting_id == by.setting_id, GroupPost.read_as == ReadAs.SHOWN
    )
    return db.session.scalars(rows).one()


def _tell_leaders(group_id: uuid.UUID, post_id: uuid.UUID, by: Viewer) -> None:
    leaders = [one.person_id for one in list_leaders(group_id, viewer=by) if one.person_id != by.person_id]
    with db.own_look(by.setting_id) as look:
        people = list(look.scalars(sa.select(Person).where(Person.id.in_(leaders))))
    for person in people:
        notify(person, event_key=f"group report {post_id} {by.person_id}", letter=LETTER)
