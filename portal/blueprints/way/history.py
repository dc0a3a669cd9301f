"""What happened to a plan: each save as plain sentences, and any two saves side by side."""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from portal import clock
from portal.blueprints.way.words import FIELDS, readable
from portal.models import Revision, SectionKind
from portal.returning.sentences import Change, changes_between, sentence_of

# Saves on one page.
PAGE = 20


@dataclass(frozen=True)
class Save:
    """One save: when, in which section (None: the plan itself), and a sentence for each thing it changed."""

    id: uuid.UUID
    name: str
    on: date
    kind: SectionKind | None
    lines: tuple[tuple[Markup, Change], ...]


@dataclass(frozen=True)
class SavePage:
    """A page of saves, the newest first, and which page of how many it is."""

    saves: tuple[Save, ...]
    at: int
    of: int


@dataclass(frozen=True)
class Version:
    """A version of one row: its number (1: as it began), who saved it and on which day, and its words."""

    number: int
    name: str
    on: date
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Compared:
    """Two versions side by side: each field that differs, as it was in the first and in the second."""

    one: Version
    other: Version
    changes: tuple[tuple[str, Change], ...]


def saves_of(revisions: Sequence[Revision], kinds: Mapping[uuid.UUID, SectionKind]) -> list[Save]:
    """The saves of one or more rows, in their order. What a row of a plan begins with is no save of anybody's.

    A line about keeping safe is written by somebody from its first version on.
    """
    fields = {(one.subject_id, one.version): _fields(one) for one in revisions}
    saves = []
    for one in revisions:
        if one.version == 1 and one.subject != "way_risk":
            continue
        before = fields.get((one.subject_id, one.version - 1), {})
        changes = _readable(map(_of_one_line, changes_between(before, fields[one.subject_id, one.version], FIELDS)))
        lines = tuple((sentence_of(one.person.first_name, FIELDS[each.field], each), each) for each in changes)
        day = clock.london(one.saved_at).date()
        saves.append(Save(one.id, one.person.first_name, day, kinds.get(one.subject_id), lines))
    return saves


def page_of(saves: Sequence[Save], page: int) -> SavePage:
    """One page of them."""
    pages = max(1, -(-len(saves) // PAGE))
    at = min(max(page, 1), pages)
    return SavePage(tuple(saves[(at - 1) * PAGE : at * PAGE]), at, pages)


def versions_of(revisions: Iterable[Revision], subject_id: uuid.UUID) -> list[Version]:
    """The versions of one row that may be compared, the newest first."""
    return [
        Version(one.version, one.person.first_name, clock.london(one.saved_at).date(), _fields(one))
        for one in revisions
        if one.subject_id == subject_id
    ]


def compared(versions: Sequence[Version], one: int, other: int) -> Compared | None:
    """Two versions of one row, the older first; None when one of them is not there."""
    known = {each.number: each for each in versions}
    first, second = known.get(min(one, other)), known.get(max(one, other))
    if first is None or second is None or first is second:
        return None
    changes = _readable(changes_between(first.fields, second.fields, FIELDS))
    return Compared(first, second, tuple((str(FIELDS[each.field]), each) for each in changes))


def _of_one_line(change: Change) -> Change:
    """Of the people who help, only those lines that differ: one who comes in the place of another is one sentence."""
    if change.field != "people":
        return change
    before, after = change.before.split("\n"), change.after.split("\n")
    gone, new = [one for one in before if one not in after], [one for one in after if one not in before]
    return Change(change.field, "\n".join(gone), "\n".join(new))


def _readable(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(
        Change(each.field, readable(each.field, each.before), readable(each.field, each.after)) for each in changes
    )


def _fields(revision: Revision) -> dict[str, str]:
    fields: dict[str, str] = json.loads(revision.fields) if revision.fields else {}
    return fields
