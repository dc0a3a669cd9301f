"""What there is to read, open or listen to: by topic, for whoever finds groups, joined or not."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import GroupResource, GroupResourceFile, GroupTopic

PER_PAGE = 20


@dataclass(frozen=True)
class OneResource:
    """One thing on the shelf, `of` how many of its topic."""

    resource: GroupResource
    of: int = 1


def _resources(viewer: Viewer) -> sa.Select[GroupResource]:
    rows = sa.select(GroupResource).where(GroupResource.setting_id == viewer.setting_id)
    if Permission.GROUPS_RESOURCES_KEEP not in viewer.permissions:
        rows = rows.where(GroupResource.withdrawn_at.is_(None))
    return rows.options(selectinload(GroupResource.words), joinedload(GroupResource.file))


def list_resources(topic: GroupTopic | None, at: int, *, viewer: Viewer) -> list[OneResource]:
    """A page of one topic, or of all; what was taken away comes last, and only for those who keep the shelf."""
    taken_away = sa.case((GroupResource.withdrawn_at.is_(None), 0), else_=1)
    rows = _resources(viewer).add_columns(sa.func.count().over())
    if topic is not None:
        rows = rows.where(GroupResource.topic == topic)
    rows = rows.order_by(taken_away, GroupResource.made_at.desc(), GroupResource.id)
    found = db.session.execute(rows.limit(PER_PAGE).offset((at - 1) * PER_PAGE))
    return [OneResource(row[0], row[1]) for row in found]


def get_resource(resource_id: uuid.UUID, *, viewer: Viewer) -> GroupResource:
    """One thing on the shelf. NoResultFound (shown as 404) for what is not there for this person."""
    rows = _resources(viewer).options(joinedload(GroupResource.by))
    return db.session.scalars(rows.where(GroupResource.id == resource_id)).one()


def get_file(resource_id: uuid.UUID, *, viewer: Viewer) -> GroupResourceFile:
    """Its paper or recording. NoResultFound (shown as 404) where there is none for this person."""
    shown = _resources(viewer).with_only_columns(GroupResource.id).where(GroupResource.id == resource_id)
    return db.session.scalars(sa.select(GroupResourceFile).where(GroupResourceFile.resource_id.in_(shown))).one()


def find_added_before(number: uuid.UUID, *, viewer: Viewer) -> GroupResource | None:
    """What this form made when it was sent before."""
    rows = sa.select(GroupResource).where(GroupResource.client_id == number, GroupResource.by_id == viewer.person_id)
    return db.session.scalars(rows).one_or_none()
