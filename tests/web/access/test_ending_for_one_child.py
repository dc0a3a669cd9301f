"""Access ends about one child: at once for that child, and whoever comes for another one still comes in.

Amara is Tyler's social worker, and here Rohan's as well. Mr Okoro works here and is Tyler's father besides.
"""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.access.ending import end_access
from portal.database import SYSTEM, db
from portal.models import (
    Contact,
    OwnDevice,
    ParentalResponsibility,
    Passkey,
    RecoveryCode,
    Relationship,
    RelationshipKind,
    RoleHolding,
    StaffSecret,
)
from tests.cast import SINCE, person, pupil, relationship, setting
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs
from tests.web.account.authenticator import Authenticator
from tests.web.account.staff_at_the_door import code_now, give_password, set_up
from tests.web.account.test_passkey import add, come_in

TYLER, ROHAN = f"/week/{pupil('tyler')}/this", f"/week/{pupil('rohan')}/this"
NO_CONTACT = {"contact": "none", "reason": "court_order", "order_type": "non_molestation", "note": ""}
NOT_THEIRS = {"answer": "no", "proof": "nothing"}
# How it ends: a page about the row, and what is pressed on it.
WAYS = {"contact": NO_CONTACT, "responsibility": NOT_THEIRS}


def is_around(slug: str, child: str, kind: RelationshipKind) -> None:
    """One more row for somebody."""
    with db.work(SYSTEM, reason="a test") as session:
        session.add(
            Relationship(
                id=relationship(slug, child),
                setting_id=setting(),
                pupil_id=pupil(child),
                person_id=person(slug),
                kind=kind,
                parental_responsibility=ParentalResponsibility.COUNCIL,
                contact=Contact.OPEN,
                sees_timetable=True,
                from_on=SINCE,
            )
        )


def presses(browser: Browser, slug: str, child: str, way: str) -> None:
    """Staff end it on the page of the row."""
    assert browser.sends(f"/people/relationships/{relationship(slug, child)}/{way}", **WAYS[way]).status_code == 302


def gives_both(browser: Browser, slug: str) -> bool:
    """Password and code; is this browser in then?"""
    if give_password(browser, email=f"{slug}@example.org").status_code != 303:
        return False
    return browser.sends("/sign-in/staff/code", code=code_now()).location == "/"


@pytest.fixture
def amara(app: Flask, signed_in_as: SignedInAs) -> Callable[[], Browser]:
    """Amara with two children, a password, an app and ten codes."""
    is_around("amara", "rohan", RelationshipKind.SOCIAL_WORKER)
    set_up("amara")
    return lambda: signed_in_as("amara")


@pytest.mark.parametrize("way", WAYS)
def test_it_ends_at_once_for_that_child(amara: Callable[[], Browser], signed_in_as: SignedInAs, way: str) -> None:
    open_page = amara()
    assert open_page.get(ROHAN).status_code == 200
    presses(signed_in_as("lewis"), "amara", "rohan", way)
    assert open_page.get(TYLER).location == "/sign-in", "every page she had open is closed"
    again = amara()
    assert again.get(ROHAN).status_code == 404
    assert "Rohan" not in again.get("/", follow_redirects=True).text


@pytest.mark.parametrize("way", WAYS)
def test_she_comes_in_again_for_the_other_child(
    amara: Callable[[], Browser], signed_in_as: SignedInAs, visitor: Browser, way: str
) -> None:
    presses(signed_in_as("lewis"), "amara", "rohan", way)
    assert gives_both(visitor, "amara")
    assert visitor.get(TYLER).status_code == 200
    assert visitor.get(ROHAN).status_code == 404


def test_her_passkey_and_her_codes_on_paper_still_work(
    amara: Callable[[], Browser], signed_in_as: SignedInAs, visitor: Browser, look: Look
) -> None:
    key = Authenticator()
    add(amara(), key)
    presses(signed_in_as("lewis"), "amara", "rohan", "contact")
    assert come_in(visitor, key).location == "/"
    assert visitor.get(ROHAN).status_code == 404
    assert len(look(sa.select(RecoveryCode.id).where(RecoveryCode.ended_at.is_(None)))) == 10


@pytest.mark.parametrize("way", WAYS)
def test_when_no_child_is_left_all_of_it_ends(
    amara: Callable[[], Browser], signed_in_as: SignedInAs, visitor: Browser, look: Look, way: str
) -> None:
    add(amara(), Authenticator())
    for child in ("rohan", "tyler"):
        presses(signed_in_as("lewis"), "amara", child, way)
    assert not gives_both(visitor, "amara")
    for model in (Passkey, RecoveryCode, StaffSecret):
        assert look(sa.select(model.id).where(model.ended_at.is_(None))) == []


def test_a_row_that_is_over_is_no_other_child(amara: Callable[[], Browser], visitor: Browser) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, relationship("amara", "tyler")).until_on = SINCE
    with db.work(setting(), reason="a test"):
        end_access(person("amara"), pupil_id=pupil("rohan"), why="the roster")
    assert not gives_both(visitor, "amara")


def test_whoever_works_here_keeps_the_way_to_their_work(app: Flask, signed_in_as: SignedInAs, visitor: Browser) -> None:
    is_around("okoro", "tyler", RelationshipKind.FATHER)
    with db.work(SYSTEM, reason="a test") as session:
        session.add(RoleHolding(setting_id=setting(), person_id=person("okoro"), role="carer"))
    set_up("okoro")
    at_work = signed_in_as("okoro")
    assert at_work.get(TYLER).status_code == 200
    presses(signed_in_as("lewis"), "okoro", "tyler", "contact")
    assert at_work.get("/people/").location == "/sign-in"
    assert gives_both(visitor, "okoro")
    assert visitor.get("/people/").status_code == 200
    assert visitor.get(TYLER).status_code == 404


def test_everything_revoked_is_everything(amara: Callable[[], Browser], visitor: Browser) -> None:
    with db.work(setting(), reason="a test"):
        end_access(person("amara"), why="revoked")
    assert not gives_both(visitor, "amara")


def test_a_carer_with_another_child_is_asked_again_on_every_phone(
    app: Flask, signed_in_as: SignedInAs, look: Look
) -> None:
    """They have no password: a letter or a code lets them in again, and no phone that they kept does."""
    add(signed_in_as("tomasz"), Authenticator())
    with db.work(setting(), reason="a test"):
        end_access(person("tomasz"), pupil_id=pupil("zofia"), why="contact")
    for model in (Passkey, OwnDevice):
        assert look(sa.select(model.id).where(model.ended_at.is_(None))) == []
