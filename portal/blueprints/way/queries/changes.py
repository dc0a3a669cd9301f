"""The saves of a plan and its sections, with who saved them, the newest first."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Revision, SectionKind, WayBack, WayRisk, WaySection


def list_way_saves(way: WayBack, *, viewer: Viewer) -> list[Revision]:
    """Every save of a plan, of its sections and of its lines about keeping safe, as far as this person reads them."""
    sections = sa.select(WaySection.id).where(WaySection.way_id == way.id)
    risks = sa.select(WayRisk.id).where(WayRisk.way_id == way.id)
    about = sa.or_(Revision.subject_id == way.id, Revision.subject_id.in_(sections), Revision.subject_id.in_(risks))
    return _saves(about, viewer)


def list_section_saves(section: WaySection, *, viewer: Viewer) -> list[Revision]:
    """Every save of one section; beside the parts about keeping safe, of their lines, too."""
    about: sa.ColumnElement[bool] = Revision.subject_id == section.id
    if section.kind in (SectionKind.RISK, SectionKind.RISK_STAFF):
        is_staff_only = section.kind is SectionKind.RISK_STAFF
        risks = sa.select(WayRisk.id).where(WayRisk.way_id == section.way_id, WayRisk.is_staff_only == is_staff_only)
        about = sa.or_(about, Revision.subject_id.in_(risks))
    return _saves(about, viewer)


def list_section_kinds(way_id: uuid.UUID, *, viewer: Viewer) -> dict[uuid.UUID, SectionKind]:
    """Which section each id is, for the sentences of a history."""
    rows = sa.select(WaySection.id, WaySection.kind).where(
        WaySection.way_id == way_id, WaySection.setting_id == viewer.setting_id
    )
    return {row.id: row.kind for row in db.session.execute(rows)}


def _saves(about: sa.ColumnElement[bool], viewer: Viewer) -> list[Revision]:
    rows = sa.select(Revision).options(joinedload(Revision.person))
    rows = rows.where(about, Revision.setting_id == viewer.setting_id)
    return list(db.session.scalars(rows.order_by(Revision.saved_at.desc(), Revision.version.desc())))
