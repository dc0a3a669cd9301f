"""Check-ins to read: one's own, and what a young person chose to share with one adult at home."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload, undefer

from portal.access.viewer import Viewer
from portal.blueprints.checkins.whose import shared_with
from portal.database import db
from portal.models import (
    Ask,
    AskKind,
    CheckIn,
    CheckInWay,
    Contribution,
    ContributionPhoto,
    ContributionSound,
    Place,
    Pupil,
)
from portal.pupils import Child

# Check-ins on one page of a list.
PAGE = 10


@dataclass(frozen=True)
class Words:
    """What was said in a check-in, and the question that it is answered on; none where the reader does not see it."""

    said: Contribution
    ask: Ask | None


def get_me(*, viewer: Viewer) -> Child:
    """The young person who is signed in, as a pupil."""
    mine = sa.select(Pupil).where(Pupil.person_id == viewer.person_id, Pupil.setting_id == viewer.setting_id)
    return Child.of(db.session.scalars(mine).one())


def list_own_moments(*, viewer: Viewer) -> list[datetime]:
    """When this person checked in, the newest first."""
    rows = sa.select(CheckIn.finished_at).where(*_own(viewer)).order_by(CheckIn.finished_at.desc())
    return [moment for moment in db.session.scalars(rows) if moment]


def list_own(from_at: datetime, until_at: datetime, *, viewer: Viewer) -> list[CheckIn]:
    """This person's check-ins from one moment to another, the oldest first."""
    rows = sa.select(CheckIn).where(*_own(viewer), CheckIn.finished_at.between(from_at, until_at))
    return list(db.session.scalars(rows.order_by(CheckIn.finished_at, CheckIn.id)))


def get_own(check_in_id: uuid.UUID, *, viewer: Viewer) -> CheckIn:
    """One of this person's check-ins, with its readers. NoResultFound (shown as 404) for anybody else's."""
    rows = sa.select(CheckIn).where(*_own(viewer), CheckIn.id == check_in_id)
    return db.session.scalars(rows.options(selectinload(CheckIn.readers))).one()


def find_way(pupil_id: uuid.UUID, *, viewer: Viewer) -> CheckInWay | None:
    """How this young person checks in, where somebody has said so."""
    rows = sa.select(CheckInWay).where(CheckInWay.pupil_id == pupil_id, CheckInWay.setting_id == viewer.setting_id)
    return db.session.scalars(rows).one_or_none()


def list_words(check_in_ids: Iterable[uuid.UUID], *, viewer: Viewer) -> list[Words]:
    """What was said in these check-ins, as far as this person reads it; a wish to talk only to whom it is for."""
    rows = (
        sa.select(Contribution, Ask)
        .outerjoin(Ask, Ask.contribution_id == Contribution.id)
        .where(
            # A wish to talk stands beside it as any other question does.
            Contribution.place.in_((Place.CHECK_IN, Place.ASK)),
            Contribution.about_id.in_(list(check_in_ids)),
            Contribution.setting_id == viewer.setting_id,
            Contribution.replaced_at.is_(None),
        )
        .options(joinedload(Contribution.photo), joinedload(Contribution.sound), joinedload(Ask.seen_by))
        .order_by(Contribution.said_at, Contribution.id)
    )
    found = [Words(*row) for row in db.session.execute(rows)]
    if viewer.audience == "family":
        return [one for one in found if one.ask and one.ask.kind is AskKind.SAID]
    return found


def list_shared(pupil_id: uuid.UUID, page: int, *, viewer: Viewer) -> list[CheckIn]:
    """A page of what the young person chose to share with this very adult, the newest first."""
    rows = sa.select(CheckIn).where(*shared_with(viewer=viewer), CheckIn.pupil_id == pupil_id)
    rows = rows.order_by(CheckIn.finished_at.desc(), CheckIn.id).limit(PAGE).offset((page - 1) * PAGE)
    return list(db.session.scalars(rows))


def count_shared(pupil_id: uuid.UUID, *, viewer: Viewer) -> int:
    """How many of them there are for this adult."""
    rows = sa.select(sa.func.count(CheckIn.id)).where(*shared_with(viewer=viewer), CheckIn.pupil_id == pupil_id)
    return db.session.scalar(rows) or 0


def get_drawing(contribution_id: uuid.UUID, *, viewer: Viewer) -> ContributionPhoto:
    """The drawing that came with words of a check-in, for whoever reads the words. NoResultFound for anybody else."""
    rows = sa.select(ContributionPhoto).join(Contribution, Contribution.id == ContributionPhoto.contribution_id)
    rows = rows.options(undefer(ContributionPhoto.content)).where(*_said(contribution_id, viewer))
    return db.session.scalars(rows).one()


def get_sound(contribution_id: uuid.UUID, *, viewer: Viewer) -> ContributionSound:
    """The voice note, in the same way."""
    rows = sa.select(ContributionSound).join(Contribution, Contribution.id == ContributionSound.contribution_id)
    rows = rows.options(undefer(ContributionSound.content)).where(*_said(contribution_id, viewer))
    return db.session.scalars(rows).one()


def _own(viewer: Viewer) -> tuple[sa.ColumnElement[bool], ...]:
    mine = CheckIn.person_id == viewer.person_id
    return CheckIn.setting_id == viewer.setting_id, mine, CheckIn.finished_at.is_not(None)


def _said(contribution_id: uuid.UUID, viewer: Viewer) -> tuple[sa.ColumnElement[bool], ...]:
    is_it = Contribution.id == contribution_id
    return is_it, Contribution.place == Place.CHECK_IN, Contribution.setting_id == viewer.setting_id
