"""New words: what a child, a carer or the school said, and the key worker has not opened since."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.access.viewer import Viewer
from portal.audit import Event
from portal.database import db
from portal.models import AuditEntry, AuditPupil, Contribution, Person, Place, Pupil, Voice
from portal.visibility.asker import asker_of
from portal.visibility.conditions import looked_after_today

# On which page the words of a place stand, and the fact that names the row there.
_SHOWN: dict[Place, tuple[Event, str]] = {
    Place.ABOUT_ME: (Event.PLANS_ABOUT_SHOWN, ""),
    Place.GOAL_NOTE: (Event.GOALS_GOAL_SHOWN, "goal"),
    Place.PART_TIME: (Event.PART_TIME_SHOWN, "part_time"),
    Place.REVIEW: (Event.PLANS_REVIEW_SHOWN, "review"),
    Place.WAY: (Event.WAY_SECTION_SHOWN, "section"),
}
# There a drawing or a voice note may say it without words.
_WITHOUT_WORDS = (Place.GOAL_NOTE, Place.WAY)


def _bare(words: Any) -> sa.ColumnElement[str]:
    """Without the dashes that one database writes in an id and the other leaves out."""
    return sa.func.replace(words, "-", "")


_child = aliased(Person)
_NEWEST = (
    sa.select(
        Contribution.pupil_id,
        _child.first_name.label("child_name"),
        # The school is nobody whom a key worker meets on another page: it is named as the school.
        sa.func.coalesce(Person.first_name, "").label("first_name"),
        Contribution.place,
        Contribution.about_id,
        (Contribution.voice == Voice.YOUNG).label("is_young"),
        sa.func.max(Contribution.said_at).label("said_at"),
    )
    .outerjoin(Person, Person.id == Contribution.person_id)
    .join(Pupil, Pupil.id == Contribution.pupil_id)
    .join(_child, _child.id == Pupil.person_id)
    .where(
        Contribution.place.in_(_SHOWN),
        Contribution.voice.in_((Voice.YOUNG, Voice.HOME, Voice.SCHOOL)),
        Contribution.replaced_at.is_(None),
        sa.or_(Contribution.place.in_(_WITHOUT_WORDS), Contribution.words != ""),
    )
    .group_by(
        Contribution.pupil_id,
        _child.id,
        _child.first_name,
        Person.id,
        Person.first_name,
        Contribution.voice,
        Contribution.place,
        Contribution.about_id,
    )
)
_LOOKS = (
    sa.select(
        AuditPupil.about_id.label("pupil_id"),
        AuditEntry.event,
        _bare(AuditEntry.facts).label("facts"),
        sa.func.max(AuditEntry.at).label("at"),
    )
    .join(AuditEntry, AuditEntry.id == AuditPupil.entry_id)
    .where(AuditEntry.event.in_([event.label for event, _fact in _SHOWN.values()]))
    .group_by(AuditPupil.about_id, AuditEntry.event, AuditEntry.facts)
)


@dataclass(frozen=True)
class NewWords:
    """That somebody said something on one page, and when they last did."""

    pupil_id: uuid.UUID
    child_name: str
    first_name: str
    place: Place
    about_id: uuid.UUID | None
    is_young: bool
    said_at: datetime


def list_new_words(*, viewer: Viewer) -> list[NewWords]:
    """The longest waiting first, for the key worker of today: one statement, however much was said."""
    theirs = Contribution.pupil_id.in_(looked_after_today(asker_of(viewer)))
    not_by_them = sa.or_(Contribution.entered_by_id.is_(None), Contribution.entered_by_id != viewer.person_id)
    newest = _NEWEST.where(theirs, not_by_them).subquery()
    looks = _LOOKS.where(AuditEntry.by_id == viewer.person_id).subquery()
    row = newest.c
    opened = sa.and_(
        looks.c.pupil_id == row.pupil_id,
        looks.c.event == _on_its_page(row.place, lambda event, _fact: event.label),
        looks.c.facts == _on_its_page(row.place, lambda _event, fact: _facts_of(fact, row.about_id)),
    )
    rows = sa.select(newest).outerjoin(looks, opened).where(sa.or_(looks.c.at.is_(None), looks.c.at < row.said_at))
    return [NewWords(*found) for found in db.session.execute(rows.order_by(row.said_at, row.first_name))]


def _on_its_page(place: sa.ColumnElement[Place], value: Callable[[Event, str], Any]) -> sa.ColumnElement[str]:
    return sa.case(*((place == where, value(*shown)) for where, shown in _SHOWN.items()))


def _facts_of(fact: str, about_id: sa.ColumnElement[uuid.UUID]) -> Any:
    """The facts of a look at this row, as the record keeps them."""
    return sa.literal(f'{{"{fact}": "') + _bare(sa.cast(about_id, sa.String)) + '"}' if fact else sa.literal("{}")
