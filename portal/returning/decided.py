"""What a named person decided where somebody does not agree: for every page that shows the plan."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import AgreementDecision


def list_decisions(way_id: uuid.UUID, *, viewer: Viewer) -> list[AgreementDecision]:
    """The decisions about answers to a plan, the newest first, each with who decided.

    Whose answer it was about stands on no page but that of the staff.
    """
    rows = (
        sa.select(AgreementDecision)
        .options(joinedload(AgreementDecision.person))
        .where(AgreementDecision.way_id == way_id, AgreementDecision.setting_id == viewer.setting_id)
    )
    return list(db.session.scalars(rows.order_by(AgreementDecision.decided_at.desc(), AgreementDecision.id)))
