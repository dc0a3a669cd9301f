"""What a page shows of a part-time timetable."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.part_time import words
from portal.heard import Reader
from portal.heard.voices import Box, Listener, voices_of
from portal.models import Contribution, PartTime, PartTimeSession, TermDate
from portal.planning.reviews import Standing, standing_of
from portal.pupils import Child
from portal.returning.gaps import ended_on_day, standing_on
from portal.returning.part_time import (
    Missing,
    State,
    last_day,
    next_full_time_day,
    school_days_left,
    warning_due,
)
from portal.revisions import ClashError
from portal.web.said import fill
from portal.web.said import said as as_said

# The page on which somebody says yes or no, and the one on which staff see who has: a room of their own.
ANSWER, WHO_AGREES = "agreeing.part_time_answer", "agreeing.part_time_list"


@dataclass(frozen=True)
class Shown:
    """One of them, as it stands today."""

    row: PartTime
    state: State
    # Its last part-time day, and the day on which the child is in all day; None when the calendar knows of none.
    last_day: date
    full_time_on: date | None
    # School days until the end, while it runs and the end is near; None before.
    days_left: int | None
    is_review_late: bool

    @classmethod
    def of(cls, row: PartTime, term_dates: Iterable[TermDate]) -> "Shown":
        """Where it stands, from the row and the calendar alone: no worker has to have seen to it."""
        today, terms = clock.today(), list(term_dates)
        state, last = standing_on(row, today), last_day(row.ends_on, ended_on_day(row))
        alive = state in (State.RUNNING, State.COMING)
        left = school_days_left(row.ends_on, today, terms) if alive else None
        late = row.next_review_on is not None and standing_of(row.next_review_on, None, today) is Standing.LATE
        is_near = left is not None and warning_due(left) is not None
        return cls(row, state, last, next_full_time_day(last, terms), left if is_near else None, late and alive)

    @property
    def week(self) -> list[tuple[int, list[PartTimeSession]]]:
        """The sessions of each day that has any."""
        return [(day, list(rows)) for day, rows in groupby(self.row.sessions, key=lambda one: one.weekday)]


@dataclass(frozen=True)
class Page:
    """Everything about one of them that this person may see, and what they may do."""

    child: Child
    shown: Shown
    boxes: tuple[Box, ...]
    # What is missing before it may start: for those who write it.
    missing: tuple[Missing, ...]
    # Where this person says yes or no; empty for whom there is no such page.
    answering_url: str
    may_write: bool
    may_start: bool


def answering_url(part_time_id: uuid.UUID, viewer: Viewer) -> str:
    """Where this person agrees, or not, or where staff see who does; empty for whom the portal has no such page."""
    pages = {WHO_AGREES: Permission.AGREEING_ENTER, ANSWER: Permission.AGREEING_ANSWER}
    theirs = (name for name, may in pages.items() if may in viewer.permissions and name in current_app.view_functions)
    endpoint = next(theirs, None)
    return url_for(endpoint, part_time_id=part_time_id) if endpoint else ""


def boxes_of(
    said: Sequence[Contribution], writers: Mapping[uuid.UUID, Reader], one: PartTime, child: Child, viewer: Viewer
) -> tuple[Box, ...]:
    """Everybody's voice in boxes of one size. A young person who does not want to say is not one who was not asked."""
    boxes = voices_of(said, writers, Listener(viewer, child, reads_all=False))
    if one.chose_not_to_say_at is None:
        return boxes
    own = _("You do not want to say. That is OK.") if viewer.audience == "young" else ""
    empty = own or fill(_("%(name)s does not want to say."), name=as_said(child.first_name))
    return tuple(replace(box, empty=empty) if box.kind == "young" and box.empty else box for box in boxes)


def texts_of(clash: ClashError) -> list[dict[str, str]]:
    """The three texts of each field that two people changed."""

    def changed(texts: Mapping[str, str], name: str) -> bool:
        return texts[name] != clash.opened.get(name, "")

    both = [name for name in clash.fields if changed(clash.mine, name) and changed(clash.theirs, name)]
    return [
        {
            "label": str(words.FIELDS[name]),
            "opened": words.field_text(name, clash.opened.get(name, "")),
            "theirs": words.field_text(name, clash.theirs[name]),
            "mine": words.field_text(name, clash.mine[name]),
        }
        for name in both
    ]


def listed(rows: Iterable[PartTime], term_dates: Iterable[TermDate]) -> list[Shown]:
    """All of a pupil's, as they stand today."""
    terms = list(term_dates)
    return [Shown.of(row, terms) for row in rows]


def facts_of_form(form: Any, child: Child, one: PartTime | None, clash: ClashError | None) -> dict[str, Any]:
    """What the page of the form needs, with its status."""
    status = 409 if clash else 422 if form.errors or form.names else 200
    texts = texts_of(clash) if clash else []
    return {"form": form, "child": child, "one": one, "clash": clash, "texts": texts, "status": status}
