"""What the tests of the doors share: asking, and reading the letters that wait."""

import json
import uuid

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal import seals
from portal.access.policy import Role
from portal.database import SYSTEM, db
from portal.models import (
    Contact,
    OutboxItem,
    ParentalResponsibility,
    Person,
    Pupil,
    Relationship,
    RelationshipKind,
    RoleHolding,
)
from tests.cast import SINCE, setting
from tests.support.client import Browser


def asks(browser: Browser, email: str, *, phone: str = "shared") -> TestResponse:
    """Type an address at the door and press the button."""
    return browser.sends("/sign-in?way=email", to="/sign-in", email=email, phone=phone)


def letters(letter: str = "sign_in") -> list[dict[str, str]]:
    """What stands in the letters that wait, oldest first."""
    with Session(db.engine, info={"scope": SYSTEM}) as session:
        rows = session.scalars(
            sa.select(OutboxItem).where(OutboxItem.letter == letter).order_by(OutboxItem.created_at, OutboxItem.id)
        )
        return [json.loads(seals.unseal(row.sealed)) if row.sealed else {} for row in rows]


def cookies_of(browser: Browser) -> dict[str, str]:
    """The cookies this browser holds."""
    return {cookie.key: cookie.value for cookie in browser._cookies.values()}


def with_cookies(app: Flask, held: dict[str, str]) -> Browser:
    """A browser that holds the same cookies: another tab, or a thief's copy."""
    browser: Browser = app.test_client()  # type: ignore[assignment]
    for name, value in held.items():
        browser.set_cookie(name, value, domain="localhost", secure=True)
    return browser


def second_setting_for(email: str) -> uuid.UUID:
    """The same address belongs to a carer of another setting as well."""
    where, carer, child, pupil_id = setting("millbrook"), uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    with db.work(SYSTEM, reason="a test") as session:
        session.add(Person(id=carer, setting_id=where, first_name="Leila", last_name="H", email=email))
        session.add(Person(id=child, setting_id=where, first_name="Noor", last_name="H"))
        session.flush()
        session.add(RoleHolding(setting_id=where, person_id=carer, role=Role.CARER))
        session.add(Pupil(id=pupil_id, setting_id=where, person_id=child, year_group=5))
        session.flush()
        session.add(
            Relationship(
                setting_id=where,
                pupil_id=pupil_id,
                person_id=carer,
                kind=RelationshipKind.MOTHER,
                parental_responsibility=ParentalResponsibility.YES,
                contact=Contact.OPEN,
                sees_timetable=True,
                from_on=SINCE,
            )
        )
    return carer
