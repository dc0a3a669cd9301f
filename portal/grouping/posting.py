"""Writing in a group: kept once, listened to, and shown to nobody before a person has read it."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.grouping.talk import Talk, get_talk_to_write, list_leaders
from portal.heard.in_groups import listen
from portal.models import GroupPost, Person, PostKind, TakesPart
from portal.outbox.noticing import notify
from portal.web.typed import tidy

# More than that is asked to be said in parts; nothing is cut.
MOST_SIGNS, MOST_OF_TITLE = 4_000, 120
# Of one person, in all groups: a flood is stopped, and no talk is (reliability.md T6).
MOST_IN_A_WHILE, A_WHILE = 5, timedelta(minutes=1)
LETTER = "to_do"


class RulesFirstError(Exception):
    """The house rules were not read yet."""


class ListensError(Exception):
    """They chose to listen only."""


class TooManyError(Exception):
    """So many posts at once are not taken; the words stand in the form."""


@dataclass(frozen=True)
class Written:
    """What came with a form."""

    kind: PostKind
    number: uuid.UUID
    words: str
    title: str = ""
    topic_id: uuid.UUID | None = None


def post(group_id: uuid.UUID, written: Written, *, by: Viewer) -> GroupPost:
    """Keep what they wrote for whoever reads it first. The same form, sent twice, is one post.

    NoResultFound when the group is not theirs (any more); RulesFirstError, ListensError, TooManyError: nothing is kept.
    Words to whoever runs the group need neither rules nor taking part.
    """
    _hold(by)
    talk = get_talk_to_write(group_id, viewer=by)
    known = _sent_before(written, by)
    if known is not None:
        return known
    _check(talk, written, by)
    now = clock.now()
    row = GroupPost(
        id=uuid.uuid4(),
        setting_id=by.setting_id,
        group_id=group_id,
        person_id=by.person_id,
        kind=written.kind,
        topic_id=written.topic_id,
        shown_as=talk.writes_as,
        member_id=talk.member.id if talk.member else None,
        title=tidy(written.title),
        words=tidy(written.words),
        client_id=written.number,
        sent_at=now,
        due_at=now + timedelta(hours=talk.group.read_within_hours),
    )
    db.session.add(row)
    db.session.flush()
    listen(f"{row.title}\n{row.words}".strip(), written.number, by=by)
    _tell_leaders(row, by)
    audit.record(audit.Event.GROUP_TALK_POST_SENT, by=by, pupils=[], post=row.id)
    return row


def withdraw(row: GroupPost, *, by: Viewer) -> None:
    """Whoever wrote it takes it back, read or not; from then on nobody finds it. Twice is once."""
    if row.person_id != by.person_id:
        raise NoResultFound
    if row.withdrawn_at is None:
        row.withdrawn_at = clock.now()
        audit.record(audit.Event.GROUP_TALK_POST_WITHDRAWN, by=by, pupils=[], post=row.id)


def take_part(talk: Talk, *, by: Viewer) -> None:
    """Somebody who only listened wants to write, too."""
    if talk.member is not None and talk.member.takes_part is TakesPart.LISTENS:
        talk.member.takes_part = TakesPart.TAKES_PART
        audit.record(audit.Event.GROUP_TALK_TAKES_PART, by=by, pupils=[])


def _check(talk: Talk, written: Written, by: Viewer) -> None:
    if written.kind is not PostKind.TO_LEADER:
        if not talk.knows_rules:
            raise RulesFirstError
        if talk.only_listens:
            raise ListensError
    since = clock.now() - A_WHILE
    mine = sa.select(sa.func.count(GroupPost.id)).where(GroupPost.person_id == by.person_id, GroupPost.sent_at > since)
    if (db.session.scalar(mine) or 0) >= MOST_IN_A_WHILE:
        raise TooManyError


def _hold(by: Viewer) -> None:
    """What one person sends at once comes one after the other, in whichever groups."""
    own = sa.select(Person.id).where(Person.id == by.person_id)
    db.session.scalars(own.with_for_update(of=Person)).one()


def _sent_before(written: Written, by: Viewer) -> GroupPost | None:
    same = sa.select(GroupPost).where(GroupPost.client_id == written.number, GroupPost.person_id == by.person_id)
    return db.session.scalars(same).one_or_none()


def _tell_leaders(row: GroupPost, by: Viewer) -> None:
    """Something waits to be read: a letter that says so and nothing else."""
    others = [one.person_id for one in list_leaders(row.group_id, viewer=by) if one.person_id != by.person_id]
    with db.own_look(by.setting_id) as look:
        people = list(look.scalars(sa.select(Person).where(Person.id.in_(others))))
    for person in people:
        notify(person, event_key=f"group post {row.id}", letter=LETTER)
