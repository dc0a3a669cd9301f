"""Going: one sign-in, or all of them and every phone; and why a sign-in that is over is over."""

from enum import Enum

import sqlalchemy as sa

from portal import audit, clock
from portal.access.ending import REGISTRY, Ending
from portal.access.sign_ins import hash_of
from portal.access.viewer import Viewer
from portal.blueprints.account.services.arriving import end_sign_in_of
from portal.database import db
from portal.models import SignIn, StaffSecret

# What a person's own "sign out everywhere" ends always; a password and its codes stay, or nobody could come back.
EVERYWHERE = ("sign-ins", "own devices", "links", "printed codes")


class Ended(Enum):
    """Why a sign-in ended by itself."""

    IDLE = "idle"
    TIME_UP = "time_up"


def leave(key: str, *, how: str) -> None:
    """End the sign-in that belongs to this key. Nothing is asked: leaving never fails."""
    if not key:
        return
    with db.elevated("somebody leaves") as session:
        sign_in = session.scalars(
            sa.select(SignIn).where(SignIn.key_hash == hash_of(key), SignIn.ended_at.is_(None))
        ).one_or_none()
        if sign_in is None:
            return
        end_sign_in_of(key, why=how)
        audit.record(
            audit.Event.ACCOUNT_SIGNED_OUT,
            by=None,
            setting_id=sign_in.setting_id,
            person_id=sign_in.person_id,
            how=how,
        )


def leave_late(key: str) -> None:
    """The same in front of any request, for somebody who pressed where there was no signal."""
    db.open_for("write")
    leave(key, how="hidden")
    db.keep()


def leave_everywhere(*, by: Viewer) -> None:
    """End every sign-in and every kept phone of this person, this one too, and what lived on phones: their passkeys.

    Whoever works here and has no password keeps them: nobody could let them in again before Monday.
    """
    ending = Ending(by.person_id, None, clock.now(), "signed out everywhere")
    for name in (*EVERYWHERE, "passkeys") if _has_another_way(by) else EVERYWHERE:
        REGISTRY[name](ending)
    audit.record(audit.Event.ACCOUNT_SIGNED_OUT, by=by, how="everywhere")


def _has_another_way(viewer: Viewer) -> bool:
    secret = sa.select(StaffSecret.id).where(
        StaffSecret.person_id == viewer.person_id, StaffSecret.is_ready, StaffSecret.ended_at.is_(None)
    )
    return not viewer.is_professional or db.session.scalars(secret).first() is not None


def why_it_ended(key: str) -> tuple[Ended, int] | None:
    """Why the sign-in of this key ended by itself, and after how many minutes; None when it did not."""
    if not key:
        return None
    with db.elevated("is a sign-in over?") as session:
        row = session.execute(
            sa.select(SignIn.created_at, SignIn.last_seen_at, SignIn.idle_seconds, SignIn.ends_at).where(
                SignIn.key_hash == hash_of(key), SignIn.ended_at.is_(None)
            )
        ).one_or_none()
    moment = clock.now()
    if row is None:
        return None
    if (moment - row.last_seen_at).total_seconds() >= row.idle_seconds:
        return Ended.IDLE, row.idle_seconds // 60
    return (Ended.TIME_UP, int((row.ends_at - row.created_at).total_seconds()) // 60) if row.ends_at <= moment else None
