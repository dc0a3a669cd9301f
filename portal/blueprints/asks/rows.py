"""What every query of questions is made of: the question with its people, its pupil, and the school days."""

from dataclasses import dataclass
from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal import clock
from portal.access.viewer import Viewer
from portal.asking import Clocks, Due, State, due_of, state_of
from portal.models import Ask, Contribution, Pupil, Setting, TermDate
from portal.timetable.days import school_day_after, school_day_before
from portal.visibility import pupils_visible_to
from portal.visibility.conditions import ANYTHING

PER_PAGE = 20

# Outer joins: a question never disappears because its reader may not see somebody who had to do with it.
_PEOPLE = (
    joinedload(Ask.answers),
    joinedload(Ask.contribution),
    joinedload(Ask.decided_by),
    joinedload(Ask.person),
    joinedload(Ask.seen_by),
)
# A drawing and a voice note, where the words stand with them.
WITH_FILES = (
    joinedload(Ask.contribution).joinedload(Contribution.photo),
    joinedload(Ask.contribution).joinedload(Contribution.sound),
)
_ASKS = sa.select(Ask, Pupil).join(Pupil, Pupil.id == Ask.pupil_id).options(*_PEOPLE)


@dataclass(frozen=True)
class Found:
    """A question, and the pupil it is about."""

    ask: Ask
    pupil: Pupil

    @property
    def is_young(self) -> bool:
        """True when the young person asked it themself."""
        return self.ask.person_id == self.pupil.person_id


@dataclass(frozen=True)
class Calendar:
    """The clocks of the setting, and the days in which they are counted."""

    setting: Setting
    term_dates: list[TermDate]
    today: date

    @property
    def clocks(self) -> Clocks:
        """How many school days each may take."""
        return Clocks.of(self.setting)

    def due(self, ask: Ask) -> Due:
        """What is due next for this question, and by when."""
        return due_of(ask, self.clocks, self.term_dates, self.today)

    def reply_by(self, ask: Ask) -> date:
        """The day on which who asked has heard something at the latest."""
        return school_day_after(clock.london(ask.asked_at).date(), self.clocks.reply, self.term_dates)

    def late_before(self, number: int) -> datetime:
        """Whatever began before this moment has had its `number` of school days, and is late."""
        day = school_day_before(self.today, number, self.term_dates)
        return datetime.combine(day, time(), tzinfo=clock.LONDON)


def asks_of(viewer: Viewer) -> sa.Select[Ask, Pupil]:
    """Every question about a pupil of theirs; the net leaves those whose rows are theirs."""
    return _ASKS.where(pupils_visible_to(viewer, given=ANYTHING))


def which_answer(row: Ask) -> str:
    """Names the answer that stands there now: an answer that is decided anew is another one."""
    return row.decided_at.isoformat() if row.decided_at else ""


def is_open_to_reply(row: Ask) -> bool:
    """True when they have been told, and may say whether it is OK."""
    return state_of(row) in (State.TOLD, State.REPLIED)
