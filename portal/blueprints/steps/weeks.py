"""A week of a step as a text and back, what was chosen in it, and the end of a session that it made."""

import uuid
from collections.abc import Iterable
from datetime import date

from portal.models import ChoiceKind, StepChoice, TimetableSession
from portal.returning.steps import DAY, Slot, time_of

PLAIN = ("title", "room", "meets_name", "way_out", "ready_when", "pause_if")
# Every shared field of a step, in the order in which a page names them.
FIELDS = (
    "title", "way", "starts_on", "ends_on", "week", "room", "meets_id", "meets_name", "way_out", "ready_when",
    "pause_if", "times", "lessons", "people",
)  # fmt: skip

# Why a step was taken out, in the save that did it.
TAKEN_OUT = "taken_out"


def week_text(slots: Iterable[Slot]) -> str:
    """A week as a text: a line each, "0 09:00 10:30 English"."""
    return "\n".join(
        f"{one.weekday} {one.starts:%H:%M} {one.ends:%H:%M} {one.subject}".strip() for one in sorted(slots)
    )


def slots_in(text: str) -> tuple[Slot, ...]:
    """The week of such a text. A line that is none of ours is left out."""
    found = []
    for line in text.splitlines():
        weekday, starts, ends, subject = [*line.split(" ", 3), "", "", "", ""][:4]
        at, until = time_of(starts), time_of(ends)
        if weekday.isdigit() and int(weekday) <= 6 and at and until:
            found.append(Slot(int(weekday), at, until, subject))
    return tuple(sorted(found))


def chosen(step_id: uuid.UUID, kind: ChoiceKind, choices: Iterable[StepChoice]) -> str:
    """What was chosen last of this kind within a step; empty when nothing was."""
    found = [one.value for one in choices if one.step_id == step_id and one.kind is kind]
    return found[-1] if found else ""


def end_made(made: TimetableSession, today: date) -> None:
    """A session of the timetable ends today; one that has not begun never does."""
    last = today if made.from_on <= today else made.from_on - DAY
    made.until_on = min(last, made.until_on) if made.until_on else last
