"""Looking whether a rung of any ladder is empty, before a child needs it (reliability.md check 55)."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.models import Level, Setting
from portal.safeguarding.keeping import find_ladders


@dataclass(frozen=True)
class EmptyRung:
    """A rung on which nobody of its own could be told today: for one pupil at least, who is not named."""

    setting_id: uuid.UUID
    level: Level
    after_minutes: int


def find_empty_rungs(session: Session) -> list[EmptyRung]:
    """Every empty rung of every setting that has pupils. `session` looks across settings."""
    return [
        EmptyRung(setting_id, level, minutes)
        for setting_id in session.scalars(sa.select(Setting.id).order_by(Setting.id)).all()
        for level, minutes in sorted({rung for rung, _ in find_ladders(session, setting_id).empty_on(clock.today())})
    ]
