"""What waits for staff, in the order in which it is seen to: no reply yet first, and of those the late ones first."""

from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from portal.access.policy import WHOLE_SETTING
from portal.access.viewer import Viewer
from portal.asking import Due, State, state_of
from portal.blueprints.asks.rows import PER_PAGE, Calendar, Found, asks_of
from portal.database import db
from portal.models import Ask, Pupil, Reply
from portal.visibility import pupils_visible_to
from portal.visibility.conditions import ANYTHING


class Stage(StrEnum):
    """What a question waits for, in the order of the list."""

    NO_REPLY = "no_reply"
    THINKING = "thinking"
    NOT_TOLD = "not_told"
    NOT_HEARD = "not_heard"
    FOLLOW_UP = "follow_up"


_STAGE_OF = {
    State.SHARED: Stage.NO_REPLY,
    State.SEEN: Stage.NO_REPLY,
    State.THINKING: Stage.THINKING,
    State.DECIDED: Stage.NOT_TOLD,
    State.TOLD: Stage.NOT_HEARD,
    State.REPLIED: Stage.FOLLOW_UP,
}
_OPEN = Ask.closed_at.is_(None)
_NO_REPLY = sa.and_(
    _OPEN, Ask.reply.is_(None), Ask.told_at.is_(None), Ask.decided_at.is_(None), Ask.think_until.is_(None)
)
_RANK = sa.case(
    (Ask.reply.is_not(None), 4), (Ask.told_at.is_not(None), 3), (Ask.decided_at.is_not(None), 2),
    (Ask.think_until.is_not(None), 1), else_=0,
)  # fmt: skip


@dataclass(frozen=True)
class Waiting:
    """A question that waits: for what, and by when."""

    found: Found
    stage: Stage
    due: Due

    @property
    def stage_order(self) -> int:
        """Where its stage stands in the list."""
        return list(Stage).index(self.stage)

    @classmethod
    def of(cls, found: Found, calendar: Calendar) -> "Waiting":
        """The same by the calendar."""
        return cls(found, _STAGE_OF[state_of(found.ask)], calendar.due(found.ask))


def list_waiting(page: int, *, calendar: Calendar, viewer: Viewer) -> list[Waiting]:
    """A page of all that is not closed and that this person may see."""
    order = (_RANK, sa.case((_is_late(calendar), 0), else_=1), Ask.asked_at, Ask.id)
    rows = asks_of(viewer).where(_OPEN, _not_own(viewer)).order_by(*order).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    return [Waiting.of(Found(*row), calendar) for row in db.session.execute(rows)]


def count_waiting(*, viewer: Viewer) -> int:
    """How much is not closed."""
    return _count(viewer, _OPEN)


def list_without_reply(most: int, *, calendar: Calendar, viewer: Viewer) -> list[Waiting]:
    """The first of those whose asker has heard nothing yet, the late ones first."""
    late = _no_reply_is_late(calendar)
    order = (sa.case((late, 0), else_=1), sa.case((Ask.for_id == viewer.person_id, 0), else_=1), Ask.asked_at, Ask.id)
    rows = asks_of(viewer).where(_NO_REPLY, _not_own(viewer), _is_for(viewer, late)).order_by(*order).limit(most)
    return [Waiting.of(Found(*row), calendar) for row in db.session.execute(rows)]


def count_without_reply(*, calendar: Calendar, viewer: Viewer) -> int:
    """How many of those there are."""
    return _count(viewer, _NO_REPLY, _is_for(viewer, _no_reply_is_late(calendar)))


def _count(viewer: Viewer, *conditions: sa.ColumnElement[bool]) -> int:
    rows = sa.select(sa.func.count(Ask.id)).join(Pupil, Pupil.id == Ask.pupil_id)
    seen = pupils_visible_to(viewer, given=ANYTHING)
    return db.session.scalar(rows.where(*conditions, _not_own(viewer), seen)) or 0


def _not_own(viewer: Viewer) -> sa.ColumnElement[bool]:
    return Ask.person_id != viewer.person_id


def _is_for(viewer: Viewer, late: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Whoever sees the whole setting has their own on Today, and somebody else's from the day it is late."""
    return sa.or_(Ask.for_id == viewer.person_id, late) if viewer.roles & WHOLE_SETTING else sa.true()


def _no_reply_is_late(calendar: Calendar) -> sa.ColumnElement[bool]:
    unseen = sa.and_(Ask.seen_at.is_(None), Ask.asked_at < calendar.late_before(calendar.clocks.seen))
    return sa.or_(unseen, sa.and_(Ask.seen_at.is_not(None), Ask.asked_at < calendar.late_before(calendar.clocks.reply)))


def _is_late(calendar: Calendar) -> sa.ColumnElement[bool]:
    """The same days as portal.asking.clocks.due_of, for the order of a list."""
    seen, reply = calendar.late_before(calendar.clocks.seen), calendar.late_before(calendar.clocks.reply)
    soon = sa.or_(Ask.follow_up_on.is_(None), Ask.reply == Reply.NOT_OK)
    promised = sa.or_(Ask.follow_up_on < calendar.today, sa.and_(soon, Ask.replied_at < reply))
    return sa.case(
        (_RANK == 4, promised),
        (_RANK == 3, Ask.told_at < reply),
        (_RANK == 2, Ask.decided_at < seen),
        (_RANK == 1, Ask.think_until < calendar.today),
        else_=_no_reply_is_late(calendar),
    )
