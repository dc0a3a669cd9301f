"""What home may know: questions that wait for an answer, and answers that wait to be read."""

import uuid
from dataclasses import dataclass

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.asking import State, state_of
from portal.blueprints.asks.presenters import name_of
from portal.blueprints.asks.queries import get_calendar, list_answered_first
from portal.blueprints.asks.waiting_queries import (
    Unread,
    Waiting,
    count_for_today,
    find_unread,
    list_needing_somebody,
    list_without_reply,
)
from portal.models import AboutWhat, AskKind

MOST = 5


@dataclass(frozen=True)
class News:
    """An answer that its asker has not read yet."""

    ask_id: uuid.UUID
    pupil_id: uuid.UUID
    first_name: str
    child_name: str
    kind: AskKind
    about: AboutWhat


@dataclass(frozen=True)
class Asks:
    """For staff: the first questions without a reply, the first that need somebody, and how many there are of each.

    For a leader, who does not read along: that questions wait. For families: their own news, and if they ever asked.
    """

    waiting: tuple[Waiting, ...] = ()
    count: int = 0
    needing: tuple[Waiting, ...] = ()
    needing_count: int = 0
    unread: Unread | None = None
    news: tuple[News, ...] = ()
    has_asked: bool = False

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """Whose rows this was made of."""
        shown = {one.found.pupil.id for one in (*self.waiting, *self.needing)}
        return shown | {one.pupil_id for one in self.news}


def summarise(*, viewer: Viewer) -> Asks:
    """What waits for this person: five statements for staff (a leader's: six), one for a family, whatever there is."""
    if Permission.ASKS_ANSWER in viewer.permissions:
        return _for_staff(viewer)
    if Permission.ASKS_ASK not in viewer.permissions:
        return Asks()
    asked = list_answered_first(MOST, viewer=viewer)
    return Asks(
        has_asked=bool(asked),
        news=tuple(
            News(
                ask_id=one.ask.id,
                pupil_id=one.pupil.id,
                first_name=name_of(one.ask.decided_by),
                child_name=one.pupil.person.first_name,
                kind=one.ask.kind,
                about=one.ask.about,
            )
            for one in asked
            if state_of(one.ask) is State.DECIDED
        ),
    )


def _for_staff(viewer: Viewer) -> Asks:
    calendar = get_calendar(viewer=viewer)
    waiting = list_without_reply(MOST, calendar=calendar, viewer=viewer)
    needing = list_needing_somebody(MOST, calendar=calendar, viewer=viewer)
    count, needing_count = count_for_today(calendar=calendar, viewer=viewer)
    unread = find_unread(calendar=calendar, viewer=viewer)
    return Asks(tuple(waiting), count, tuple(needing), needing_count, unread)
