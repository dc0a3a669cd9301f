"""A passkey opens nothing once its phone was forgotten or lost, or once its owner has other work here than before."""

import sqlalchemy as sa

from portal.access.policy import Role
from portal.database import SYSTEM, db
from portal.models import Device, RoleHolding, SignIn, StaffSecret
from tests.cast import person, setting
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs
from tests.web.account.authenticator import Authenticator
from tests.web.account.test_passkey import add, asked, come_in


def test_a_phone_that_leila_forgets_opens_with_its_lock_no_more(visitor: Browser, signed_in_as: SignedInAs) -> None:
    leila, key = signed_in_as("leila", device=Device.OWN), Authenticator()
    add(leila, key)
    leila.sends("/account", to="/forget")
    assert come_in(visitor, key).headers["Location"] == "/sign-in/staff"


def test_a_lost_phone_opens_nothing_once_its_owner_signed_out_everywhere_and_nobody_is_locked_out(
    visitor: Browser, signed_in_as: SignedInAs
) -> None:
    key = Authenticator()
    add(signed_in_as("okoro"), key)
    secret = {"password_hash": "x", "totp_seed": "x", "setting_id": setting(), "person_id": person("okoro")}
    signed_in_as("okoro").sends("/account", to="/account/everywhere")
    assert come_in(visitor, key).headers["Location"] == "/", "It was the only way he had."
    with db.work(SYSTEM, reason="a test") as session:
        session.add(StaffSecret(**secret, is_ready=True))
    signed_in_as("okoro").sends("/account", to="/account/everywhere")
    other: Browser = visitor.application.test_client()  # type: ignore[assignment]
    assert come_in(other, key).headers["Location"] == "/sign-in/staff"


def test_a_passkey_from_before_the_job_opens_no_caseload(
    visitor: Browser, signed_in_as: SignedInAs, look: Look
) -> None:
    leila, key = signed_in_as("leila", device=Device.OWN), Authenticator()
    add(leila, key)
    options, token = asked(leila, "/sign-in/staff", "/sign-in/passkey")
    leila.post("/sign-in/passkey", data={**token, "credential": key.get(options)})
    assert leila.get("/account").status_code == 200
    with db.work(SYSTEM, reason="a test") as session:
        session.add(RoleHolding(setting_id=setting(), person_id=person("leila"), role=Role.COORDINATOR))
    assert leila.get("/account").location == "/sign-in"
    before = len(look(sa.select(SignIn)))
    assert come_in(visitor, key).headers["Location"] == "/sign-in/staff"
    assert len(look(sa.select(SignIn))) == before
