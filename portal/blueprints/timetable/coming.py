"""What comes next for a child, as far ahead as anybody is told."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.access.viewer import Viewer
from portal.blueprints.timetable.queries import list_changes, list_sessions
from portal.models import SessionChange, TermDate, TimetableSession
from portal.timetable.days import days_between
from portal.timetable.plan import Occurrence, occurrences

# How far ahead somebody is told when the next session is.
HORIZON = timedelta(days=63)


@dataclass(frozen=True)
class Rows:
    """The sessions, changes and calendar of some children: what each day of theirs is made of."""

    sessions: Sequence[TimetableSession]
    changes: Sequence[SessionChange]
    term_dates: Sequence[TermDate]

    def on(self, pupil_id: uuid.UUID, day: date) -> list[Occurrence]:
        """A child's sessions on a day, the cancelled ones too."""
        mine = [row for row in self.sessions if row.pupil_id == pupil_id]
        return occurrences(mine, self.changes, self.term_dates, day, day)

    def first_from(self, pupil_id: uuid.UUID, day: date) -> Occurrence | None:
        """The first session of a child that takes place on a day or after it; None when none is known."""
        for on in days_between(day, day + HORIZON):
            for one in self.on(pupil_id, on):
                if not one.is_cancelled:
                    return one
        return None


def list_rows(ids: Sequence[uuid.UUID], from_on: date, term_dates: Sequence[TermDate], *, viewer: Viewer) -> Rows:
    """What the days of these children are made of, from a day on: two statements."""
    until_on = from_on + HORIZON
    sessions = list_sessions(ids, from_on, until_on, viewer=viewer)
    return Rows(sessions, list_changes(ids, from_on, until_on, viewer=viewer), term_dates)
