"""The number to ring, for somebody who is not signed in: nobody knows yet which setting is theirs."""

from dataclasses import dataclass

import sqlalchemy as sa

from portal.database import db
from portal.models import Setting

# A long list would help nobody and tell everybody who works here; then the page says to look on the paper.
MOST = 3


@dataclass(frozen=True)
class PhoneNumber:
    """A setting's name and number."""

    name: str
    number: str


def list_phone_numbers() -> list[PhoneNumber]:
    """The settings' numbers by name, or none where there are many settings."""
    with db.elevated("a number to ring") as session:
        rows = session.execute(sa.select(Setting.name, Setting.phone).order_by(Setting.name).limit(MOST + 1)).all()
    return [PhoneNumber(*row) for row in rows] if len(rows) <= MOST else []
