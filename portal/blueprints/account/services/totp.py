"""Codes from an app on a member of staff's phone: six digits, new each half minute, each good once."""

import hmac
import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
import sqlalchemy as sa
from cryptography.fernet import InvalidToken
from sqlalchemy.orm import Session

from portal import clock, seals
from portal.keys import codes
from portal.models import StaffSecret

# Seconds a code is shown for; one step before and after is taken too, for clocks that differ a little.
STEP = 30
OFFER_LASTS = timedelta(hours=1)


@dataclass(frozen=True)
class Account:
    """Whose code generator it is, and how the app is to call it."""

    person_id: uuid.UUID
    email: str
    place: str


def draw_seed() -> str:
    """A fresh seed of 160 bits, as an app wants it typed."""
    return pyotp.random_base32()


def in_groups(seed: str) -> str:
    """A seed as somebody types it into an app: four letters and a blank."""
    return " ".join(seed[start : start + 4] for start in range(0, len(seed), 4))


def address_of(seed: str, account: Account) -> str:
    """What the QR code for the app holds."""
    return pyotp.TOTP(seed).provisioning_uri(name=account.email, issuer_name=account.place)


def matching_step(seed: str, typed: str) -> int | None:
    """Which half minute this is the code of, if it is now's, the one before or the next; None for anything else."""
    code, now = codes.digits(typed), int(clock.now().timestamp()) // STEP
    generator = pyotp.TOTP(seed)
    steps = [step for step in (now - 1, now, now + 1) if hmac.compare_digest(generator.generate_otp(step), code)]
    return steps[-1] if steps else None


def use_code(session: Session, person_id: uuid.UUID, typed: str) -> bool:
    """Is this their code? Each is good once, and none from before the last one. For the `elevated` scope."""
    ready = (StaffSecret.person_id == person_id, StaffSecret.is_ready, StaffSecret.ended_at.is_(None))
    seed = session.scalars(sa.select(StaffSecret.totp_seed).where(*ready)).one_or_none()
    step = matching_step(seals.unseal(seed), typed) if seed else None
    if step is None:
        return False
    once = (
        sa.update(StaffSecret)
        .where(*ready, StaffSecret.totp_last_step < step)
        .values(totp_last_step=step)
        .execution_options(synchronize_session=False)
    )
    return bool(session.execute(once).rowcount)  # type: ignore[attr-defined]


def keep_seed(secret: StaffSecret, seed: str, step: int) -> None:
    """A generator takes the place of the one before; the code that proved it is used."""
    secret.totp_seed, secret.totp_last_step = seals.seal(seed), step


def offer(person_id: uuid.UUID, seed: str) -> str:
    """A seed that a page shows and its form brings back: sealed, so that it is ours, theirs, and of this hour."""
    return seals.seal(json.dumps({"person": str(person_id), "seed": seed, "at": clock.now().isoformat()}))


def offered(person_id: uuid.UUID, sealed: str) -> str | None:
    """The seed that was offered to this person within the hour, or None."""
    try:
        facts = json.loads(seals.unseal(sealed))
    except (InvalidToken, ValueError):
        return None
    is_theirs = facts.get("person") == str(person_id)
    return facts["seed"] if is_theirs and clock.now() - datetime.fromisoformat(facts["at"]) < OFFER_LASTS else None
