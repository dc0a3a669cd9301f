"""Whose address a roster changes or takes out: the old mailbox hears of it, and opens nothing any more (check 24)."""

import threading
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from portal.access.policy import Role
from portal.access.sign_ins import start_sign_in
from portal.blueprints.account.services.link_asking import ask
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import DeliveryTrouble, Device, LinkRequest, OutboxItem, Passkey, Person, SignIn
from portal.outbox.worker import Worker
from tests.factories.roster import Roster, small_roster
from tests.support.mail import MailServer
from tests.support.portal import MakeSettings
from tests.web.roster.conftest import Import, Look

OLD, NEW = "cy@family.example", "cy.new@family.example"
LETTERS = sa.select(OutboxItem.letter).order_by(OutboxItem.created_at)
Change = Callable[..., None]


def _with(address: str, **cells: str) -> Roster:
    roster = small_roster()
    roster["carers"][1] |= {"email": address} | cells
    return roster


def _asks_for_a_link() -> None:
    with db.work(SYSTEM, reason="somebody asks at the door"):
        ask(OLD, device=Device.OWN, browser_hash="b", network="n")


@pytest.fixture
def settings(make_settings: MakeSettings, db_url: str, mail_server: MailServer) -> Settings:
    """Mails go to the mail server of the test."""
    return make_settings(db_url, mail=mail_server.url)


@pytest.mark.parametrize("becomes", [NEW, ""])
def test_the_old_mailbox_hears_of_it_and_the_new_one_gets_nothing(
    becomes: str, reads_in: Import, settings: Settings, mail_server: MailServer
) -> None:
    reads_in(_with(OLD))
    assert reads_in(_with(becomes)).is_applied
    Worker(settings).sweep(threading.Event())
    (mail,) = mail_server.mails
    assert (mail["To"], mail["Subject"]) == (OLD, "Your email has changed")
    assert "01632 960 300" in str(mail)
    assert not any(name in str(mail) for name in ("Cy", "Oak", "Ada", "Elm"))
    reads_in(_with(becomes))
    Worker(settings).sweep(threading.Event())
    assert len(mail_server.mails) == 1


def test_an_old_mailbox_that_is_gone_asks_nobody_for_another(
    reads_in: Import, settings: Settings, mail_server: MailServer, look: Look
) -> None:
    reads_in(_with(OLD))
    reads_in(_with(NEW))
    mail_server.mood = "550 No such user"
    Worker(settings).sweep(threading.Event())
    assert look(sa.select(DeliveryTrouble)) == []
    assert look(sa.select(OutboxItem.failed_at.is_not(None), OutboxItem.sealed == "")) == [True]


def test_what_was_begun_by_the_old_mailbox_ends(reads_in: Import, look: Look) -> None:
    reads_in(_with(OLD))
    _asks_for_a_link()
    for way in ("link", "printed_code"):
        with db.work(SYSTEM, reason="a test signs somebody in") as session:
            cy = session.scalars(sa.select(Person).where(Person.external_id == "cy")).one()
            start_sign_in(session, cy, frozenset({Role.CARER}), device=Device.OWN, way_in=way)
    reads_in(_with(NEW, phone="07700 900 302"))
    assert look(sa.select(LinkRequest.id).where(LinkRequest.ended_at.is_(None))) == []
    assert look(sa.select(SignIn.way_in).where(SignIn.ended_at.is_(None))) == ["printed_code"]
    waits = sa.select(OutboxItem.letter).where(OutboxItem.cancelled_at.is_(None))
    assert look(waits) == ["address_changed"]
    assert look(sa.select(OutboxItem.sealed).where(OutboxItem.letter == "sign_in")) == [""]


@pytest.mark.parametrize(
    "cells", [{"contact": "none"}, {"parental_responsibility": ""}, {"until_on": "2026-11-01"}], ids=str
)
def test_whoever_cannot_come_in_hears_nothing(cells: dict[str, str], reads_in: Import, look: Look) -> None:
    first, now = _with(OLD), _with(NEW)
    for roster in (first, now):
        roster["relationships"][1] |= cells
    reads_in(first)
    assert reads_in(now).is_applied
    assert look(LETTERS) == []


def test_whoever_loses_contact_in_the_same_import_hears_nothing(reads_in: Import, look: Look) -> None:
    reads_in(_with(OLD))
    now = _with(NEW)
    now["relationships"][1]["contact"] = "none"
    assert reads_in(now).is_applied
    assert look(sa.select(OutboxItem.id).where(OutboxItem.cancelled_at.is_(None))) == []


@pytest.mark.parametrize("has_a_key", [True, False])
def test_of_the_staff_whoever_has_set_up_their_way_in(has_a_key: bool, reads_in: Import, look: Look) -> None:
    reads_in(small_roster())
    if has_a_key:
        with db.work(SYSTEM, reason="a test gives a passkey") as session:
            kay = session.scalars(sa.select(Person).where(Person.external_id == "kay")).one()
            session.add(
                Passkey(setting_id=kay.setting_id, person_id=kay.id, credential_id=b"k", public_key=b"p", sign_count=0)
            )
    now = small_roster()
    now["staff"][0]["email"] = "kay.new@elm.example"
    reads_in(now)
    assert look(LETTERS) == (["address_changed"] if has_a_key else [])


def test_a_dry_run_tells_nobody_and_ends_nothing(reads_in: Import, look: Look) -> None:
    reads_in(_with(OLD))
    _asks_for_a_link()
    reads_in(_with(NEW), apply=False)
    assert look(LETTERS) == ["sign_in"]
    assert look(sa.select(LinkRequest.ended_at)) == [None]


def test_a_new_number_or_the_same_address_in_capitals_is_no_new_address(reads_in: Import, look: Look) -> None:
    reads_in(_with(OLD))
    reads_in(_with(OLD.upper(), phone="07700 900 399"))
    assert look(LETTERS) == []
