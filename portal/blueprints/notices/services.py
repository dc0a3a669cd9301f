"""Choosing how to hear, and having asked for a new address or number."""

from sqlalchemy.exc import IntegrityError

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.notices.queries import find_choice
from portal.database import db
from portal.models import DeliveryTrouble, NoticeChoice
from portal.outbox.noticing import Wish


def choose(wish: Wish, *, by: Viewer) -> None:
    """Keep what they chose. It counts from the next notice on, and what waits obeys the quiet hours too."""
    row = find_choice(viewer=by) or _new_choice(by)
    row.channel, row.how_often = wish.channel, wish.how_often
    row.quiet_from, row.quiet_until = wish.quiet_from, wish.quiet_until
    row.chosen_at = clock.now()
    channel = wish.channel.value if wish.channel else "none"
    audit.record(audit.Event.NOTICES_CHOSEN, by=by, channel=channel, how_often=wish.how_often.value)


def _new_choice(by: Viewer) -> NoticeChoice:
    row = NoticeChoice(setting_id=by.setting_id, person_id=by.person_id)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        # The same form, sent at the same moment, was quicker.
        there = find_choice(viewer=by)
        assert there is not None
        return there
    return row


def finish_trouble(row: DeliveryTrouble, how: str, *, by: Viewer) -> None:
    """Somebody asked: `how` is "new" (there is a new one) or "works" (the old one does). Twice is once."""
    if row.done_at is None:
        row.done_at, row.done_by_id = clock.now(), by.person_id
        audit.record(audit.Event.NOTICES_TROUBLE_DONE, by=by, trouble=row.id, how=how)
