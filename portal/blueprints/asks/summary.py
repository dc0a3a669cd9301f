"""What home may know: questions that wait for an answer, and answers that wait to be read."""

import uuid
from dataclasses import dataclass

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.asks.presenters import name_of
from portal.blueprints.asks.queries import get_calendar, list_answered_asks
from portal.blueprints.asks.waiting_queries import Waiting, count_without_reply, list_without_reply
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
    """For staff: the first questions without a reply, and how many there are. For families: their own news."""

    waiting: tuple[Waiting, ...] = ()
    count: int = 0
    news: tuple[News, ...] = ()

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """Whose rows this was made of."""
        return {one.found.pupil.id for one in self.waiting} | {one.pupil_id for one in self.news}


def summarise(*, viewer: Viewer) -> Asks:
    """What waits for this person: four statements for staff, one for a family, however much there is."""
    if Permission.ASKS_ANSWER in viewer.permissions:
        calendar = get_calendar(viewer=viewer)
        waiting = list_without_reply(MOST, calendar=calendar, viewer=viewer)
        return Asks(tuple(waiting), count_without_reply(calendar=calendar, viewer=viewer))
    if Permission.ASKS_ASK not in viewer.permissions:
        return Asks()
    return Asks(
        news=tuple(
            News(
                ask_id=one.ask.id,
                pupil_id=one.pupil.id,
                first_name=name_of(one.ask.decided_by),
                child_name=one.pupil.person.first_name,
                kind=one.ask.kind,
                about=one.ask.about,
            )
            for one in list_answered_asks(MOST, viewer=viewer)
        )
    )
