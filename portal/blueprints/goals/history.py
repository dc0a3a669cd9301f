"""What happened to a goal: each save of its words, each move of a ladder, each small step that was done."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from portal import clock
from portal.blueprints.goals.presenters import Ladder, readable
from portal.blueprints.goals.words import FIELDS, field_label, rung_word
from portal.models import GoalStep, LadderMove, Person, Revision, Voice

# Changes on one page.
PAGE = 20


@dataclass(frozen=True)
class Line:
    """A field as it was and as it is, in words to read."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Saved:
    """One save of a goal: by whom, when, and what it changed. The first one is what the goal began with."""

    # None where it is nobody whose name this reader may know.
    person: Person | None
    at: datetime
    is_first: bool
    is_end: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Moved:
    """One move of a ladder: whose, by whom, and from which rung to which."""

    ladder: Ladder
    at: datetime
    # Empty for the first move.
    before: str
    after: str


@dataclass(frozen=True)
class StepDone:
    """A small step, and the day on which it was done."""

    on: date
    words: str


Change = Saved | Moved | StepDone


@dataclass(frozen=True)
class HistoryPage:
    """A page of what happened, the newest first, and which page of how many it is."""

    changes: tuple[Change, ...]
    at: int
    of: int


def page_of(changes: Iterable[Change], page: int) -> HistoryPage:
    """One page of everything, the newest first. A step has a day and no hour: it stands before all else of its day."""
    ordered = sorted(changes, key=_when, reverse=True)
    pages = max(1, -(-len(ordered) // PAGE))
    at = min(max(page, 1), pages)
    return HistoryPage(tuple(ordered[(at - 1) * PAGE : at * PAGE]), at, pages)


def saves_of(revisions: Iterable[Revision], staff: Iterable[Person], audience: str) -> list[Saved]:
    """Each save, the newest first, with what it changed, in the words of this reader."""
    names = {str(person.id): person.first_name for person in staff}
    newest_first = list(revisions)
    before_each = [*(_fields(one) for one in newest_first[1:]), {}]
    return [
        Saved(
            person=one.person,
            at=one.saved_at,
            is_first=one.version == 1,
            is_end=bool(_fields(one).get("ended_on")) and not before.get("ended_on"),
            lines=tuple(_lines(before, _fields(one), names, audience)),
        )
        for one, before in zip(newest_first, before_each, strict=False)
    ]


def moves_of(moves: Iterable[LadderMove]) -> list[Moved]:
    """Each move with where that ladder stood before, the newest first. They come as they were made."""
    stood: defaultdict[Voice, str] = defaultdict(str)
    found = []
    for move in moves:
        after = rung_word(move.rung)
        found.append(Moved(Ladder(move.voice, move), move.moved_at, stood[move.voice], after))
        stood[move.voice] = after
    return found[::-1]


def steps_of(steps: Iterable[GoalStep]) -> list[StepDone]:
    """The small steps that are done."""
    return [StepDone(step.done_on, step.words) for step in steps if step.done_on]


def _when(change: Change) -> tuple[date, bool, float]:
    if isinstance(change, StepDone):
        return (change.on, True, 0)
    return (clock.london(change.at).date(), False, change.at.timestamp())


def _lines(
    before: Mapping[str, str], after: Mapping[str, str], names: Mapping[str, str], audience: str
) -> Iterable[Line]:
    for name in FIELDS:
        was, now = before.get(name, ""), after.get(name, "")
        if was != now:
            yield Line(field_label(name, audience), readable(name, was, names), readable(name, now, names))


def _fields(revision: Revision) -> dict[str, str]:
    fields: dict[str, str] = json.loads(revision.fields) if revision.fields else {}
    return fields
