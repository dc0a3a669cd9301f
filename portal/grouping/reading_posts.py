"""Reading what waits: it shows, it goes back with a reason, or it worries. One decision, by one person, once."""

import uuid

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound

from portal import audit, clock
from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.database import db
from portal.grouping.talk import has_gone, list_leaders
from portal.heard.in_groups import worry
from portal.models import GroupPost, GroupReport, Person, ReadAs, WhySentBack
from portal.outbox.noticing import notify

LETTER = "something_new"


class ReadAlreadyError(Exception):
    """Somebody else was quicker, or it was taken back."""


class OwnPostError(Exception):
    """Nobody decides about what they wrote themself."""


class GoneError(Exception):
    """Whoever wrote it belongs to the group no more: it is put away, and does not show."""


class NobodyToTellError(Exception):
    """No child was ever known with whoever wrote it: nobody was told, and whoever reads it must ring."""


def get_post_to_read(post_id: uuid.UUID, *, by: Viewer) -> GroupPost:
    """A post of a group that they run, held until this transaction ends. NoResultFound for any other."""
    held = sa.select(GroupPost).where(GroupPost.id == post_id, GroupPost.setting_id == by.setting_id)
    row = db.session.scalars(held.with_for_update(of=GroupPost).execution_options(populate_existing=True)).one()
    check_runs(row.group_id, by=by)
    return row


def check_runs(group_id: uuid.UUID, *, by: Viewer) -> None:
    """NoResultFound unless they run this group today."""
    runs = any(one.person_id == by.person_id for one in list_leaders(group_id, viewer=by))
    if not runs or Permission.GROUPS_LEAD not in by.permissions:
        raise NoResultFound


def decide(post_id: uuid.UUID, read_as: ReadAs, why: WhySentBack | None = None, *, by: Viewer) -> GroupPost:
    """One person has read it and decides. The same decision by the same person, twice, is one.

    ReadAlreadyError when somebody else was quicker; OwnPostError; GoneError (then it can still worry them);
    NobodyToTellError.
    """
    row = get_post_to_read(post_id, by=by)
    if row.person_id == by.person_id:
        raise OwnPostError
    if row.read_by_id == by.person_id and row.read_as is read_as:
        return row
    if row.read_at is not None or row.withdrawn_at is not None:
        raise ReadAlreadyError
    if read_as is not ReadAs.WORRIES and has_gone(row, viewer=by):
        raise GoneError
    if read_as is ReadAs.WORRIES:
        _worry(row, by)
    row.read_at, row.read_by_id, row.read_as = clock.now(), by.person_id, read_as
    row.why_sent_back = why if read_as is ReadAs.SENT_BACK else None
    _tell_writer(row, by)
    audit.record(audit.Event.GROUP_TALK_POST_READ, by=by, pupils=[], post=row.id, read_as=read_as)
    return row


def look_at_report(report_id: uuid.UUID, *, hides: bool, by: Viewer) -> None:
    """Whoever runs the group has looked at what was reported: it goes for everybody, or stays for the others.

    All who reported it have been answered by it. ReadAlreadyError when somebody else has looked; OwnPostError.
    """
    report = db.session.scalars(
        sa.select(GroupReport).where(GroupReport.id == report_id, GroupReport.setting_id == by.setting_id)
    ).one()
    row = get_post_to_read(report.post_id, by=by)
    if row.person_id == by.person_id:
        raise OwnPostError
    db.session.refresh(report)
    if report.looked_at is not None:
        raise ReadAlreadyError
    now = clock.now()
    waiting = sa.select(GroupReport).where(GroupReport.post_id == row.id, GroupReport.looked_at.is_(None))
    for one in db.session.scalars(waiting):
        one.looked_at, one.looked_by_id, one.was_hidden = now, by.person_id, hides
    if hides and row.hidden_at is None:
        row.hidden_at, row.hidden_by_id = now, by.person_id
    audit.record(audit.Event.GROUP_TALK_REPORT_LOOKED_AT, by=by, pupils=[], post=row.id, hides=hides)


def _worry(row: GroupPost, by: Viewer) -> None:
    words = f"{row.title}\n{row.words}".strip()
    if worry(words, row.client_id, row.person_id, by=by) is None:
        raise NobodyToTellError


def _tell_writer(row: GroupPost, by: Viewer) -> None:
    with db.own_look(by.setting_id) as look:
        person = look.get_one(Person, row.person_id)
    notify(person, event_key=f"group post read {row.id}", letter=LETTER)
