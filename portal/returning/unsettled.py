"""Which sections not everybody agrees to yet. Never who: nobody reads another's answer here."""

import uuid

import sqlalchemy as sa

from portal.access.viewer import Viewer
from portal.database import db
from portal.models import AgreeAnswer, Agreement, SectionKind

_NOT_YET = (AgreeAnswer.PART, AgreeAnswer.NO, AgreeAnswer.NOT_CLEAR)


def list_unsettled(way_id: uuid.UUID, *, viewer: Viewer) -> frozenset[SectionKind]:
    """The kinds of the sections of a plan that somebody does not agree to, or not to all of, as it stands now.

    Read beside the viewer's own transaction and inside their setting; the caller has found the plan as one of theirs.
    What comes back names nobody and counts nobody.
    """
    rows = sa.select(Agreement.about).where(
        Agreement.way_id == way_id,
        Agreement.part_time_id.is_(None),
        Agreement.answer.in_(_NOT_YET),
        Agreement.about != "",
        Agreement.replaced_at.is_(None),
        Agreement.withdrawn_at.is_(None),
        Agreement.ended_at.is_(None),
    )
    with db.own_look(viewer.setting_id) as session:
        named = {kind for about in session.scalars(rows) for kind in about.split()}
    return frozenset(kind for kind in SectionKind if kind in named)
