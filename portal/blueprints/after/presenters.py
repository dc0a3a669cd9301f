"""What the staff's page of the year after a return shows."""

import json
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app
from markupsafe import Markup

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.after import queries as rows
from portal.blueprints.after.queries import find_names, find_words
from portal.blueprints.after.words import counts, marks_beside
from portal.blueprints.after.words import why as why_told
from portal.models import Ask, Contribution, FollowUp, ReturnOutcome, ReturnWarning, WayBack, YesNoUnknown
from portal.pupils import Child
from portal.returning.after import MILESTONES, Sustained, sustained, weeks_reached
from portal.returning.attendance import PlanAttendance
from portal.returning.held import half_days_marked, reasons_of


@dataclass(frozen=True)
class Answered:
    """One person's answer, with their words where the viewer reads them."""

    row: FollowUp
    name: str
    said: Contribution | None


@dataclass(frozen=True)
class Told:
    """Something that was noticed: why, in a sentence, and to whom it was said."""

    row: ReturnWarning
    why: Markup
    name: str
    child: Child


@dataclass(frozen=True)
class Stand:
    """How it stands after so many weeks, in three parts; `row` is None where nobody has noted it."""

    weeks: int
    row: ReturnOutcome | None
    parts: Sustained
    counts: str
    # What our marks say beside it, and why staff have said another number.
    marked: str
    why: str


@dataclass(frozen=True)
class Listed:
    """Everything on the list: what waits for somebody, what they have said; for staff what was noticed, too."""

    waiting: list[tuple[FollowUp, Child]]
    answered: list[Child]
    # For whoever has no page of what they asked or said: what they said, and what became of it.
    heard: list[Ask]
    warnings: list[Told]
    to_note: list[tuple[WayBack, Child, int]]
    returned: list[tuple[WayBack, Child]]

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """Whose rows it was made of."""
        children = [child for _row, child in (*self.waiting, *self.returned)]
        children += [*self.answered, *(one.child for one in self.warnings), *(child for _w, child, _n in self.to_note)]
        return {child.pupil_id for child in children} | {one.pupil_id for one in self.heard}


def list_all(*, viewer: Viewer) -> Listed:
    """The list of the year after a return, for whoever looks."""
    keeps, no_page = Permission.AFTER_KEEP in viewer.permissions, Permission.ASKS_ASK not in viewer.permissions
    return Listed(
        waiting=rows.list_waiting(viewer=viewer),
        answered=[] if keeps else rows.list_answered(viewer=viewer),
        heard=rows.list_heard(viewer=viewer) if no_page and not keeps else [],
        warnings=told(rows.list_own_warnings(viewer=viewer), viewer=viewer) if keeps else [],
        to_note=rows.list_to_note(viewer=viewer) if keeps else [],
        returned=rows.list_returned(viewer=viewer) if keeps else [],
    )


def people_of(row: ReturnWarning) -> list[uuid.UUID]:
    """Whose answers something rests on."""
    return [uuid.UUID(each) for each in facts_of(row).get("people", ())]


def facts_of(row: ReturnWarning) -> dict[str, Any]:
    """What something rests on; nothing where that cannot be read."""
    try:
        found = json.loads(row.facts)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def by_day(rows: Sequence[FollowUp], *, viewer: Viewer) -> list[tuple[date, list[Answered]]]:
    """Everybody's answers, one day after the other, the newest first."""
    names, words = find_names((row.person_id for row in rows), viewer=viewer), find_words(rows, viewer=viewer)
    days: defaultdict[date, list[Answered]] = defaultdict(list)
    for row in rows:
        said = words.get(row.contribution_id) if row.contribution_id else None
        days[row.due_on].append(Answered(row, names.get(row.person_id, ""), said))
    return sorted(days.items(), reverse=True)


def told(rows: Sequence[tuple[ReturnWarning, Child]], *, viewer: Viewer) -> list[Told]:
    """What was noticed, each with its sentence."""
    ids = {each for row, _child in rows for each in (row.for_id, *people_of(row))}
    names: dict[uuid.UUID, str] = find_names(ids, viewer=viewer) if ids else {}
    return [
        Told(
            row,
            why_told(row.rule, _names(row, names), child.first_name, int(str(facts_of(row).get("days", 0)))),
            names.get(row.for_id, ""),
            child,
        )
        for row, child in rows
    ]


def _names(row: ReturnWarning, names: dict[uuid.UUID, str]) -> list[str]:
    return sorted(names[each] for each in people_of(row) if each in names)


def stands(way: WayBack, noted: dict[int, ReturnOutcome], today: date) -> list[Stand]:
    """How it stands after 12, 26 and 52 weeks, as far as they have come. Unknown where nobody has noted anything."""
    if way.returned_on is None:
        return []
    reached = weeks_reached(way.returned_on, today)
    marked, whys = half_days_marked(way.pupil_id, way.returned_on, reached), reasons_of(noted.values())
    return [
        stand_of(weeks, row, marked[weeks], whys.get(row.id, "") if row else "")
        for weeks in MILESTONES
        if weeks in reached
        for row in [noted.get(weeks)]
    ]


def stand_now(way: WayBack, weeks: int, row: ReturnOutcome | None) -> tuple[Stand, PlanAttendance]:
    """One of them, and what our marks say of it."""
    assert way.returned_on is not None
    marked = half_days_marked(way.pupil_id, way.returned_on, [weeks])[weeks]
    return stand_of(weeks, row, marked, reasons_of([row]).get(row.id, "") if row else ""), marked


def stand_of(weeks: int, row: ReturnOutcome | None, marked: PlanAttendance, why: str) -> Stand:
    """One of them: the half days that staff have noted, else those that we marked; else nobody knows."""
    percent: int = current_app.extensions["portal"].sustained_percent
    unknown = YesNoUnknown.UNKNOWN
    on_roll, not_excluded = (row.on_roll, row.not_excluded) if row else (unknown, unknown)
    attended, possible = (row.sessions_attended, row.sessions_possible) if row else (None, None)
    is_noted = possible is not None
    if not is_noted and marked.has_any:
        attended, possible = marked.attended, marked.possible
    parts = sustained(on_roll, not_excluded, attended, possible, percent)
    beside = marks_beside(marked, is_noted=is_noted)
    return Stand(weeks, row, parts, counts(attended, possible, percent), beside, why if is_noted else "")
