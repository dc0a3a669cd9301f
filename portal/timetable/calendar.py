"""The calendar of a setting, asked once however many parts of a page need it."""

import uuid

import sqlalchemy as sa

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import TermDate

_KEPT = "term_dates"


def list_term_dates(*, viewer: Viewer) -> list[TermDate]:
    """The calendar of the person's setting; kept for as long as the request's session lasts."""
    return term_dates_of(viewer.setting_id)


def term_dates_of(setting_id: uuid.UUID) -> list[TermDate]:
    """The same for a piece of work in which nobody is signed in."""
    kept: dict[object, list[TermDate]] = db.session.info.setdefault(_KEPT, {})
    if setting_id not in kept:
        rows = sa.select(TermDate).where(TermDate.setting_id == setting_id)
        kept[setting_id] = list(db.session.scalars(rows.order_by(TermDate.from_on, TermDate.id)))
    return kept[setting_id]
