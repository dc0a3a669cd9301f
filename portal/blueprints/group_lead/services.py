"""A note for whoever runs the group next time, and a hello in one's own voice."""

import uuid

from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.group_lead.queries import find_note, find_own_hello, find_own_leader
from portal.database import db
from portal.heard import in_groups
from portal.models import Group, GroupHello, GroupNote


def add_note(group: Group, words: str, number: uuid.UUID, *, by: Viewer) -> None:
    """Keep the note as it was said. The same form sent twice is one.

    What a parent who helps to run the group writes is looked through for signs of harm, as all their words here.
    """
    if find_note(number, viewer=by) is not None:
        return
    facts = {"words": words, "client_id": number, "made_at": clock.now()}
    try:
        with db.session.begin_nested():
            db.session.add(GroupNote(setting_id=by.setting_id, group_id=group.id, by_id=by.person_id, **facts))
    except IntegrityError:
        # The same form, sent at the same moment, was quicker.
        if find_note(number, viewer=by) is None:
            raise NoResultFound from None  # the number of somebody else's form
        return
    in_groups.listen(words, number, by=by)
    audit.record(audit.Event.GROUP_LEAD_NOTE_ADDED, by=by, group=group.id)


def say_hello(group: Group, content: bytes, kind: str, *, by: Viewer) -> None:
    """This is heard by whoever finds the group; a new one takes the place of the old one."""
    known = find_own_hello(group, viewer=by)
    if known is None:
        leader_id = find_own_leader(group, viewer=by).id
        db.session.add(GroupHello(setting_id=by.setting_id, leader_id=leader_id, content=content, kind=kind))
    else:
        known.content, known.kind = content, kind
    audit.record(audit.Event.GROUP_LEAD_HELLO_CHANGED, by=by, group=group.id)


def remove_hello(group: Group, *, by: Viewer) -> None:
    """Nobody hears it any more. Twice is once."""
    known = find_own_hello(group, viewer=by)
    if known is not None:
        db.session.delete(known)
        audit.record(audit.Event.GROUP_LEAD_HELLO_CHANGED, by=by, group=group.id)
