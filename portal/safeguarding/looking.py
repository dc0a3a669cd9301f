"""Looking whether a rung of any ladder is empty, before a child needs it (reliability.md check 55)."""

import uuid
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.models import Level, Placement, Setting, Site
from portal.safeguarding import finding
from portal.safeguarding.ladder import is_empty, rungs_of


@dataclass(frozen=True)
class EmptyRung:
    """A rung on which nobody of its own could be told today: for one pupil at least, who is not named."""

    setting_id: uuid.UUID
    level: Level
    after_minutes: int


def find_empty_rungs(session: Session) -> list[EmptyRung]:
    """Every empty rung of every setting that has pupils. `session` looks across settings."""
    return [
        rung
        for setting_id in session.scalars(sa.select(Setting.id).order_by(Setting.id)).all()
        for rung in _of_setting(session, setting_id)
    ]


def _of_setting(session: Session, setting_id: uuid.UUID) -> list[EmptyRung]:
    nobody_in_particular = finding.find_staff(session, setting_id, None)
    staffs = [
        replace(nobody_in_particular, key_workers=(key_worker,), site_leads=(lead,) if lead else ())
        for key_worker, lead in _whose(session, setting_id)
    ]
    found = []
    for level in Level:
        steps = finding.find_steps(session, setting_id, level)
        for rung, minutes in enumerate(rungs_of(steps)):
            if any(is_empty(rung, steps, staff) for staff in staffs):
                found.append(EmptyRung(setting_id, level, minutes))
    return found


def _whose(session: Session, setting_id: uuid.UUID) -> list[tuple[uuid.UUID, uuid.UUID | None]]:
    """Each pair of a key worker and who leads a site that a pupil of today has."""
    today = clock.today()
    rows = (
        sa.select(Placement.key_worker_id, Site.lead_id)
        .join(Site, Site.id == Placement.site_id)
        .where(Placement.setting_id == setting_id, Placement.starts_on <= today)
        .where(sa.or_(Placement.ended_on.is_(None), Placement.ended_on >= today))
        .distinct()
    )
    return [(key_worker, lead) for key_worker, lead in session.execute(rows)]
