"""Whose check-ins somebody reads, where a query names it beside what the net says."""

import sqlalchemy as sa

from portal.access.policy import SAFEGUARDING
from portal.access.viewer import Viewer
from portal.models import CheckIn, CheckInReader, Pupil
from portal.visibility import pupils_visible_to
from portal.visibility.asker import asker_of
from portal.visibility.conditions import caseload


def heard_by(*, viewer: Viewer) -> sa.ColumnElement[bool]:
    """On `Pupil`: whose check-ins this member of staff reads. Leading alone is no reason to."""
    if viewer.roles & SAFEGUARDING:
        return pupils_visible_to(viewer)
    return Pupil.id.in_(caseload(asker_of(viewer)))


def shared_with(*, viewer: Viewer) -> tuple[sa.ColumnElement[bool], ...]:
    """Chosen for this adult, and not held back; also where they read it for another reason as well."""
    chosen = sa.select(CheckInReader.check_in_id).where(CheckInReader.person_id == viewer.person_id)
    return (
        CheckIn.setting_id == viewer.setting_id,
        CheckIn.finished_at.is_not(None),
        CheckIn.held_at.is_(None),
        CheckIn.id.in_(chosen),
    )
