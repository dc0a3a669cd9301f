"""Staff who are set up: a password and an app that shows codes, as a test knows them."""

from datetime import timedelta

import pyotp
import sqlalchemy as sa
from werkzeug.test import TestResponse

from portal import clock, seals
from portal.blueprints.account.services import recovery
from portal.blueprints.account.services.passwords import hashed
from portal.database import SYSTEM, db
from portal.models import Person, SignIn, StaffSecret
from tests.cast import person
from tests.support.client import Browser

PASSWORD = "violin gravel teapot seventeen"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
EMAIL = "okoro@example.org"


def set_up(slug: str = "okoro", *, is_ready: bool = True) -> list[str]:
    """Give somebody a password and a code generator. Returns their ten codes on paper."""
    with db.work(SYSTEM, reason="a test sets staff up") as session:
        who = session.get_one(Person, person(slug))
        session.add(
            StaffSecret(
                setting_id=who.setting_id,
                person_id=who.id,
                password_hash=hashed(PASSWORD),
                totp_seed=seals.seal(SEED),
                is_ready=is_ready,
            )
        )
        return recovery.issue_codes(session, who.id, who.setting_id)


def code_now(seed: str = SEED, *, seconds: int = 0) -> str:
    """What the app shows, on a phone whose clock is off by some seconds."""
    return pyotp.TOTP(seed).generate_otp((int(clock.now().timestamp()) + seconds) // 30)


def give_password(browser: Browser, *, email: str = EMAIL, password: str = PASSWORD) -> TestResponse:
    """The first half."""
    return browser.sends("/sign-in/staff", to="/sign-in/staff", email=email, password=password)


def age_proofs(hours: int = 1) -> None:
    """Everybody proved who they are some time ago."""
    with db.work(SYSTEM, reason="a test lets time pass") as session:
        session.execute(sa.update(SignIn).values(proved_at=clock.now() - timedelta(hours=hours)))
