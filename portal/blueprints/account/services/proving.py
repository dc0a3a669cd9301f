"""Proving once more who one is, before a grave act. The sign-in goes on under a new key (reliability.md check 14)."""

import secrets

import sqlalchemy as sa

from portal import audit, clock
from portal.access.holding import hold_if_still_in
from portal.access.sign_ins import hash_of
from portal.access.viewer import Viewer
from portal.blueprints.account.services import totp, tries
from portal.blueprints.account.services.staff_door import CODES
from portal.database import db
from portal.models import SignIn


def prove_with_code(typed: str, *, by: Viewer) -> str | None:
    """The code of their phone. Returns the new key of their sign-in; None when the code is not theirs or was used."""
    bucket = CODES.of(f"code:{by.person_id}")
    tries.count(bucket)
    db.keep()
    if not hold_if_still_in(db.session, by) or not totp.use_code(db.session, by.person_id, typed):
        audit.record(audit.Event.ACCOUNT_TRY_FAILED, by=by, way="code")
        return None
    tries.give_back(bucket)
    return proven(by=by, way="code")


def proven(*, by: Viewer, way: str) -> str:
    """They have proven it: five minutes for grave acts begin. Returns the new key of their sign-in."""
    key = secrets.token_urlsafe(32)
    mine = sa.update(SignIn).where(SignIn.id == by.sign_in_id, SignIn.ended_at.is_(None))
    db.session.execute(
        mine.values(key_hash=hash_of(key), proved_at=clock.now()).execution_options(synchronize_session=False)
    )
    audit.record(audit.Event.ACCOUNT_PROVED_AGAIN, by=by, way=way)
    return key
