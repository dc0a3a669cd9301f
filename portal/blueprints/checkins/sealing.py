"""What was said without signal: a ticket goes to the phone, and what the phone sealed comes back and is opened here.

Nobody needs to be signed in for that: the ticket says whose it is. It is sealed itself, so that a phone that somebody
finds tells nothing. What was sealed holds the ticket it was sealed under: it never becomes somebody else's.
"""

import base64
import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from cryptography.fernet import InvalidToken
from sqlalchemy.orm import Session

from portal import clock, seals
from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import Person, RoleHolding, Setting
from portal.safeguarding import RAISED

WHAT = "check-in"
LASTS = timedelta(days=7)
# A clock that is no more wrong than this is right.
CLOCKS_DIFFER = timedelta(minutes=5)
# No sign-in: nobody was there when it came.
NO_SIGN_IN = uuid.UUID(int=0)


class NotTakenError(Exception):
    """It is not taken, with the status of the answer. The phone keeps it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True)
class Opened:
    """What a phone sealed: whose it is, its number, what was said, and when by the phone's own clock.

    `since`: it was said later than this, when the ticket it was sealed under was made.
    """

    client_id: uuid.UUID
    person_id: uuid.UUID
    said: dict[str, Any]
    body_hash: str
    at: datetime | None
    since: datetime

    @property
    def said_at(self) -> datetime | None:
        """When it was said; None when the phone's clock cannot have been right."""
        is_right = self.at and self.since - CLOCKS_DIFFER <= self.at <= clock.now() + CLOCKS_DIFFER
        return self.at if is_right else None


def make_ticket(viewer: Viewer) -> str:
    """A ticket for this young person's phone, for a week; opaque to everybody but us."""
    facts = {"what": WHAT, "for": str(viewer.person_id), "at": clock.now().isoformat()}
    return seals.seal(json.dumps(facts)).rstrip("=")


def open_sealed(envelope: object) -> Opened:
    """What came from a phone, opened. NotTakenError: 400, 403 for a ticket that is not ours or another child's,

    409 for one that is too old (sign in, then it comes with a fresh one), 422 for what does not open.
    """
    match envelope:
        case {"client_id": str(number), "ticket": str(ticket), "sealed": str(sealed)}:
            client_id = _uuid(number, 400)
        case _:
            raise NotTakenError(400)
    person_id, issued_at = _read(ticket)
    try:
        body = seals.open_from_phone(base64.b64decode(sealed, validate=True), number.encode())
        said = json.loads(body)
    except (InvalidToken, ValueError, RecursionError):
        raise NotTakenError(422) from None
    whose_id, since = _read(str(said.get("ticket")) if isinstance(said, dict) else "")
    if whose_id != person_id:
        raise NotTakenError(403)
    if not timedelta() <= clock.now() - issued_at <= LASTS:
        raise NotTakenError(409)
    body_hash = seals.quick_hash(body.decode(errors="replace"))
    return Opened(client_id, person_id, said, body_hash, _moment(said.get("at")), since)


def speak_as_child(person_id: uuid.UUID) -> Viewer:
    """From here on the request is this young person's, whoever is signed in. NotTakenError (403) when they left."""
    with db.elevated("whose is what a phone sealed?") as session:
        child = _find_child(session, person_id)
    if child is None or Permission.CHECKINS_SAY not in child.permissions:
        raise NotTakenError(403)
    db.narrow_to(child)
    return child


def _find_child(session: Session, person_id: uuid.UUID) -> Viewer | None:
    """Whose ticket it is, as if they had signed in; None for somebody who has left. In the `elevated` scope."""
    today = clock.today()
    rows = session.execute(
        sa.select(Person, Setting.name, RoleHolding.role)
        .join(Setting, Setting.id == Person.setting_id)
        .join(RoleHolding, RoleHolding.person_id == Person.id)
        .where(
            Person.id == person_id,
            sa.or_(Person.left_on.is_(None), Person.left_on > today),
            sa.or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= today),
        )
    ).all()
    if not rows:
        return None
    person: Person = rows[0][0]
    return Viewer(
        person_id=person.id,
        setting_id=person.setting_id,
        setting_name=rows[0][1],
        first_name=person.first_name,
        last_name=person.last_name,
        roles=frozenset(row[2] for row in rows),
        language=person.language,
        sign_in_id=NO_SIGN_IN,
        device="",
        proved_at=clock.now(),
        ends_at=clock.now(),
    )


def forget_raised() -> None:
    """What was raised just now is shown to nobody: this request has no page."""
    db.session.info.pop(RAISED, None)


def _read(ticket: str) -> tuple[uuid.UUID, datetime]:
    try:
        facts = json.loads(seals.unseal(ticket + "=" * (-len(ticket) % 4)))
        if facts["what"] == WHAT:
            return uuid.UUID(facts["for"]), datetime.fromisoformat(facts["at"])
    except (InvalidToken, ValueError, KeyError, TypeError):
        pass
    raise NotTakenError(403)


def _uuid(value: str, status: int) -> uuid.UUID:
    try:
        return uuid.UUID(value)
    except ValueError:
        raise NotTakenError(status) from None


def _moment(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
