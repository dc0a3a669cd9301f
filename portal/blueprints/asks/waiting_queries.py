"""What waits for staff, in the order in which it is seen to: no reply yet first, and of those the late ones first."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from portal.access.policy import SAFEGUARDING, WHOLE_SETTING
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
    NOT_OK = "not_ok"
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
_NOT_OK = sa.and_(_OPEN, Ask.reply == Reply.NOT_OK, Ask.followed_up_at.is_(None))
_NOT_TOLD = sa.and_(_OPEN, Ask.decided_at.is_not(None), Ask.told_at.is_(None))
_RANK = sa.case(
    (_NOT_OK, 1), (Ask.reply.is_not(None), 5), (Ask.told_at.is_not(None), 4), (Ask.decided_at.is_not(None), 3),
    (Ask.think_until.is_not(None), 2), else_=0,
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
        ask = found.ask
        is_not_ok = ask.reply is Reply.NOT_OK and ask.followed_up_at is None
        return cls(found, Stage.NOT_OK if is_not_ok else _STAGE_OF[state_of(ask)], calendar.due(ask))


@dataclass(frozen=True)
class Unread:
    """What a leader sees of questions that are not theirs to read: how many wait, since when, and how many are late."""

    count: int
    since: datetime
    late: int


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
    return _first(most, _NO_REPLY, calendar, viewer)


def list_needing_somebody(most: int, *, calendar: Calendar, viewer: Viewer) -> list[Waiting]:
    """The first of those that were replied to and are late or need somebody; a "not OK" first, then the late ones."""
    return _first(most, _needs_somebody(calendar), calendar, viewer)


def count_for_today(*, calendar: Calendar, viewer: Viewer) -> tuple[int, int]:
    """How many of each there are: one statement."""
    each = (_NO_REPLY, _needs_somebody(calendar))
    rows = sa.select(*(sa.func.count(Ask.id).filter(condition) for condition in each))
    rows = rows.join(Pupil, Pupil.id == Ask.pupil_id)
    seen = (_is_for(viewer, _is_late(calendar)), _not_own(viewer), pupils_visible_to(viewer, given=ANYTHING))
    found = db.session.execute(rows.where(*seen)).one()
    return found[0], found[1]


def find_unread(*, calendar: Calendar, viewer: Viewer) -> Unread | None:
    """That questions wait in the setting, never which or whose (docs/decisions/0012); None when none does.

    For a leader who does not read along; None for anybody else, who sees the questions themselves.

    A look beside the request: the rows are not the leader's, and none of them is drawn.
    """
    if not viewer.roles & WHOLE_SETTING or viewer.roles & SAFEGUARDING:
        return None
    rows = sa.select(sa.func.count(Ask.id), sa.func.min(Ask.asked_at), sa.func.count(Ask.id).filter(_is_late(calendar)))
    with db.own_look(viewer.setting_id) as session:
        count, since, late = session.execute(rows.where(sa.or_(_NO_REPLY, _needs_somebody(calendar)))).one()
    return Unread(count, since, late) if count else None


def _first(most: int, which: sa.ColumnElement[bool], calendar: Calendar, viewer: Viewer) -> list[Waiting]:
    late, own = _is_late(calendar), Ask.for_id == viewer.person_id
    firsts = [sa.case((condition, 0), else_=1) for condition in (_NOT_OK, late, own)]
    rows = asks_of(viewer).where(which, _not_own(viewer), _is_for(viewer, late))
    found = db.session.execute(rows.order_by(*firsts, Ask.asked_at, Ask.id).limit(most))
    return [Waiting.of(Found(*row), calendar) for row in found]


def _count(viewer: Viewer, *conditions: sa.ColumnElement[bool]) -> int:
    rows = sa.select(sa.func.count(Ask.id)).join(Pupil, Pupil.id == Ask.pupil_id)
    seen = pupils_visible_to(viewer, given=ANYTHING)
    return db.session.scalar(rows.where(*conditions, _not_own(viewer), seen)) or 0


def _needs_somebody(calendar: Calendar) -> sa.ColumnElement[bool]:
    """Replied to, and not done with: not OK, not told, a promise whose day has come, or late in any other way."""
    waits = sa.or_(_NOT_OK, _NOT_TOLD, Ask.follow_up_on <= calendar.today, _is_late(calendar))
    return sa.and_(_OPEN, ~_NO_REPLY, Ask.followed_up_at.is_(None), waits)


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
    no_reason = sa.and_(Ask.think_why == "", Ask.asked_at < calendar.late_before(calendar.clocks.decide))
    return sa.case(
        (Ask.reply.is_not(None), promised),
        (Ask.told_at.is_not(None), Ask.told_at < reply),
        (Ask.decided_at.is_not(None), Ask.decided_at < seen),
        (Ask.think_until.is_not(None), sa.or_(Ask.think_until < calendar.today, no_reason)),
        else_=_no_reply_is_late(calendar),
    )
