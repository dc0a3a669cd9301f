"""One row, held while it is being changed, and what follows when it stops giving access."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal import audit, clock
from portal.access.ending import end_access
from portal.access.holding import hold as hold_person
from portal.access.oneself import refuse_oneself
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Person, Pupil, Relationship
from portal.visibility import relationships_visible_to


class ChangedMeanwhileError(Exception):
    """Somebody else changed the row after this person opened the page."""


def hold(relationship_id: uuid.UUID, *, by: Viewer) -> Relationship:
    """The row, locked until the transaction ends: two people who press at the same moment come one after the other.

    The adult comes before it, as wherever their access may end (access/holding.py). AboutThemselfError when it is
    their own: somebody else decides.
    """
    adult = sa.select(Relationship.person_id).where(Relationship.id == relationship_id)
    hold_person(db.session, Person.id.in_(adult))
    tie = sa.select(Relationship).where(Relationship.id == relationship_id, relationships_visible_to(by))
    loaded = (joinedload(Relationship.person), joinedload(Relationship.pupil).joinedload(Pupil.person))
    # Read anew: what this request has read of it before may be old by the time the lock is ours.
    held = tie.options(*loaded).with_for_update(of=Relationship).execution_options(populate_existing=True)
    row = db.session.scalars(held).one()
    refuse_oneself(row.person_id, by=by)
    return row


def end_what_was_given(tie: Relationship, *, why: str, by: Viewer) -> None:
    """End everything the adult was given, because of this pupil. Nobody is told."""
    counts = end_access(tie.person_id, pupil_id=tie.pupil_id, why=why)
    audit.record(
        audit.Event.ACCESS_ENDED, by=by, pupils=[tie.pupil_id], person=str(tie.person_id), why=why, counts=counts
    )


@contextmanager
def ends_when_closed(tie: Relationship, *, why: str, by: Viewer) -> Iterator[None]:
    """Around a change of the row: if it gave access before and gives none after, everything given ends with it."""
    before = tie.is_open_on(clock.today())
    yield
    if before and not tie.is_open_on(clock.today()):
        end_what_was_given(tie, why=why, by=by)
