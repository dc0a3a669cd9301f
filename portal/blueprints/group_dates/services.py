"""How a date was: said once, by whoever came."""

import uuid

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.group_dates.queries import find_feedback
from portal.database import db
from portal.grouping.coming import hold_date
from portal.heard.in_groups import listen
from portal.models import GroupDate, GroupFeedback, HowItWas


class SaidBeforeError(Exception):
    """They have said already how it was: that stays, and this was not kept."""


def say_how_it_was(date: GroupDate, face: HowItWas | None, words: str, number: uuid.UUID, *, by: Viewer) -> None:
    """Keep it; signs of harm are looked for in the words first. The same form is once; SaidBeforeError for a second.

    The caller has found the date as one that they came to.
    """
    hold_date(date.id, by=by)
    key = uuid.uuid5(number, f"{date.id} {by.person_id}")
    known = find_feedback(date.id, viewer=by)
    if known is not None:
        if known.client_id != key:
            raise SaidBeforeError
        return
    listen(words, key, by=by)
    row = {"id": uuid.uuid4(), "setting_id": by.setting_id, "date_id": date.id, "group_id": date.group_id}
    facts = {"face": face, "words": words, "client_id": key, "said_at": clock.now(), "person_id": by.person_id}
    db.session.add(GroupFeedback(**row, **facts))
    audit.record(audit.Event.GROUP_DATES_FELT, by=by, date=date.id)
