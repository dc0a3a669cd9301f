"""What staff do about a concern. Each finds it through the net first: what is not theirs is not there.

The write itself is made past the net: whoever was told may have nothing else to do with the child.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from portal.access.viewer import Viewer
from portal.blueprints.concerns.queries.answering import get_concern
from portal.database import db
from portal.models import Concern, Person
from portal.safeguarding import Move, moving

_MOVES: dict[Move, Callable[..., None]] = {
    Move.SEE_CHILD: moving.see_child,
    Move.ACT: moving.act,
    Move.CONCLUDE: moving.conclude,
    Move.TELL_CHILD: moving.tell_child,
    Move.ADD: moving.add,
}


@contextmanager
def _held(concern_id: uuid.UUID, by: Viewer) -> Iterator[Concern]:
    get_concern(concern_id, viewer=by)
    with db.elevated("a concern they answer for") as session:
        yield session.get_one(Concern, concern_id, with_for_update=True)


def open_concern(concern_id: uuid.UUID, *, by: Viewer) -> None:
    """They have it before their eyes: from now on the child reads that they know."""
    with _held(concern_id, by) as concern:
        moving.open_it(concern, by=by)


def take_concern(concern_id: uuid.UUID, *, by: Viewer) -> None:
    """ "I have this", or taking it over."""
    with _held(concern_id, by) as concern:
        moving.take(concern, by=by)


def write_down(concern_id: uuid.UUID, move: Move, words: str, *, number: uuid.UUID, by: Viewer) -> None:
    """One step, in words; the same form sent twice is one. NotNowError when it is not open to it any more."""
    with _held(concern_id, by) as concern:
        _MOVES[move](concern, words, by=by, number=number)


def name_person(concern_id: uuid.UUID, person_id: uuid.UUID, *, by: Viewer) -> None:
    """It is about this member of staff. NoResultFound for anybody else."""
    with _held(concern_id, by) as concern:
        staff = sa.select(Person.id).where(Person.setting_id == by.setting_id, Person.is_staff, Person.id == person_id)
        moving.name_about(concern, db.session.scalars(staff).one(), by=by)


def unname_person(concern_id: uuid.UUID, person_id: uuid.UUID, *, by: Viewer) -> None:
    """It is not about them after all."""
    with _held(concern_id, by) as concern:
        moving.is_not_about(concern, person_id, by=by)
