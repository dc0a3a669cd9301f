"""What people said beside a section: to each reader only what is theirs to read. Which that is, the net says."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload, undefer

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Contribution, ContributionPhoto, ContributionSound, Person, Place, Pupil, WaySection


def list_said(section_id: uuid.UUID, *, viewer: Viewer) -> list[Contribution]:
    """What is said beside a section now, the oldest first, with who said it and what came with it."""
    rows = (
        sa.select(Contribution)
        .options(joinedload(Contribution.person), selectinload(Contribution.photo), selectinload(Contribution.sound))
        .where(*_beside(section_id, viewer))
        .order_by(Contribution.said_at, Contribution.id)
    )
    return list(db.session.scalars(rows))


def list_said_in(section_ids: list[uuid.UUID], *, viewer: Viewer) -> list[Contribution]:
    """The same for several sections at once, for one sheet of paper."""
    rows = (
        sa.select(Contribution)
        .options(joinedload(Contribution.person))
        .where(
            Contribution.place == Place.WAY,
            Contribution.about_id.in_(section_ids),
            Contribution.setting_id == viewer.setting_id,
            Contribution.replaced_at.is_(None),
        )
        .order_by(Contribution.said_at, Contribution.id)
    )
    return list(db.session.scalars(rows))


def find_own_words(section_id: uuid.UUID, topic: str, *, viewer: Viewer) -> str:
    """What this person has said here themself; empty when nothing."""
    rows = sa.select(Contribution.words).where(
        *_beside(section_id, viewer), Contribution.person_id == viewer.person_id, Contribution.topic == topic
    )
    return db.session.scalar(rows.order_by(Contribution.said_at.desc(), Contribution.id).limit(1)) or ""


def list_own_topics(section_id: uuid.UUID, *, viewer: Viewer) -> frozenset[str]:
    """The cards to which this person has said something already."""
    rows = sa.select(Contribution.topic).where(*_beside(section_id, viewer), Contribution.person_id == viewer.person_id)
    return frozenset(db.session.scalars(rows))


def get_photo(contribution_id: uuid.UUID, *, viewer: Viewer) -> ContributionPhoto:
    """The picture that came with words, for whoever reads the words. NoResultFound (shown as 404) for anybody else."""
    rows = (
        sa.select(ContributionPhoto)
        .join(Contribution, Contribution.id == ContributionPhoto.contribution_id)
        .join(WaySection, WaySection.id == Contribution.about_id)
        .options(undefer(ContributionPhoto.content))
        .where(*_is(contribution_id, viewer))
    )
    return db.session.scalars(rows).one()


def get_sound(contribution_id: uuid.UUID, *, viewer: Viewer) -> ContributionSound:
    """The voice note, in the same way."""
    rows = (
        sa.select(ContributionSound)
        .join(Contribution, Contribution.id == ContributionSound.contribution_id)
        .join(WaySection, WaySection.id == Contribution.about_id)
        .options(undefer(ContributionSound.content))
        .where(*_is(contribution_id, viewer))
    )
    return db.session.scalars(rows).one()


def get_young_person(pupil_id: uuid.UUID, *, viewer: Viewer) -> Person:
    """The person a plan is about. The caller has found the pupil as one of theirs."""
    rows = sa.select(Person).join(Pupil, Pupil.person_id == Person.id)
    return db.session.scalars(rows.where(Pupil.id == pupil_id, Pupil.setting_id == viewer.setting_id)).one()


def _beside(section_id: uuid.UUID, viewer: Viewer) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Contribution.place == Place.WAY,
        Contribution.about_id == section_id,
        Contribution.setting_id == viewer.setting_id,
        Contribution.replaced_at.is_(None),
    )


def _is(contribution_id: uuid.UUID, viewer: Viewer) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Contribution.id == contribution_id,
        Contribution.place == Place.WAY,
        Contribution.setting_id == viewer.setting_id,
    )
