"""Who has looked at a pupil: role and day, never when a parent or the pupil looked."""

import uuid
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from portal import clock
from portal.access.policy import PROFESSIONALS, Role
from portal.access.viewer import Viewer
from portal.audit import Event
from portal.database import db
from portal.models import AuditEntry, AuditPupil, Pupil
from portal.visibility import pupils_visible_to

# Looks at a concern are in the record and not here: whoever it is about would learn from them that there is one.
LOOKS = [event.label for event in Event if event.label.endswith(".shown") and not event.label.startswith("concerns.")]
# How many lines are read, and how many days of them are shown.
LINES, SHOWN = 400, 20


@dataclass(frozen=True)
class Look:
    """On this day somebody in these roles looked."""

    on: date
    roles: tuple[Role, ...]


def list_looks(pupil_id: uuid.UUID, *, viewer: Viewer) -> list[Look]:
    """The newest first, one for each day and role."""
    lines = (
        sa.select(AuditEntry.at, AuditEntry.roles)
        .join(AuditPupil, AuditPupil.entry_id == AuditEntry.id)
        .join(Pupil, Pupil.id == AuditPupil.about_id)
        .where(Pupil.id == pupil_id, pupils_visible_to(viewer), AuditEntry.event.in_(LOOKS))
        .order_by(AuditEntry.number.desc())
        .limit(LINES)
    )
    looks = [Look(clock.london(row.at).date(), _roles(row.roles)) for row in db.session.execute(lines)]
    return list(dict.fromkeys(look for look in looks if look.roles))[:SHOWN]


def _roles(roles: str) -> tuple[Role, ...]:
    """The roles of a professional; none for a family, whose reading is nobody's business."""
    return tuple(Role(role) for role in roles.split(",") if role and Role(role) in PROFESSIONALS)
