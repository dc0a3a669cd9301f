"""The pupils somebody may see, as pages name them: a first name and the picture they chose."""

import uuid
from dataclasses import dataclass
from typing import Self

import sqlalchemy as sa

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Pupil
from portal.visibility import pupils_visible_to


@dataclass(frozen=True)
class Child:
    """A pupil as their own pages name them."""

    pupil_id: uuid.UUID
    first_name: str
    picture: str

    @classmethod
    def of(cls, pupil: Pupil) -> Self:
        """What pages know of a pupil."""
        return cls(pupil.id, pupil.person.first_name, pupil.picture)


def list_children(*, viewer: Viewer, given: str = "sees_timetable") -> list[Child]:
    """The pupils of whom this person is given a class of data, by first name. For families: staff ask for a page."""
    pupils = db.session.scalars(sa.select(Pupil).where(pupils_visible_to(viewer, given=given)))
    return sorted((Child.of(pupil) for pupil in pupils), key=lambda child: (child.first_name, str(child.pupil_id)))


def is_given(pupil_id: uuid.UUID, given: str, *, viewer: Viewer) -> bool:
    """True when this class of data of a pupil is this person's to see."""
    rows = sa.select(Pupil.id).where(Pupil.id == pupil_id, pupils_visible_to(viewer, given=given))
    return db.session.scalar(rows) is not None


def get_child(pupil_id: uuid.UUID, *, viewer: Viewer, given: str = "sees_timetable") -> Child:
    """One pupil. NoResultFound (shown as 404) for a pupil of whom this class of data is not theirs."""
    pupils = sa.select(Pupil).where(Pupil.id == pupil_id, pupils_visible_to(viewer, given=given))
    return Child.of(db.session.scalars(pupils).one())
