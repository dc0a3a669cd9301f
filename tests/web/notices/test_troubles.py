"""A dead number is a task of the key worker, who names the way back in; staff read what became of what was sent."""

import threading

import sqlalchemy as sa
from flask import Flask

from portal import outbox
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import Channel, DeliveryTrouble, Person
from portal.outbox.worker import Worker
from tests import cast
from tests.factories.reaching import hears, reached_by, trouble_of
from tests.support.mail import MailServer
from tests.support.portal import Look, MakeSettings, SignedInAs
from tests.support.texts import TextServer

LIST, TROUBLES = "/notices/troubles", sa.select(DeliveryTrouble)


def test_the_key_worker_is_asked_to_ask_and_ends_it_with_a_word(signed_in_as: SignedInAs, look: Look) -> None:
    number, okoro = trouble_of("leila"), signed_in_as("okoro")
    assert "Ask Leila for the new number" in okoro.reads("/").text
    page = okoro.reads(LIST)
    assert "A one-time code on paper is the way back in." in page.text
    links = {a.attrs.get("href") for a in page.all("a")}
    assert f"/people/{cast.person('leila')}/code" in links
    assert okoro.sends(LIST, to="/done", how="perhaps").status_code == 302
    assert look(TROUBLES)[0].done_at is None
    sent = {**okoro.form(LIST, to="/done").hidden_values(), "how": "new"}
    for _again in range(2):
        assert okoro.post(f"/notices/troubles/{number}/done", data=sent).status_code == 302
    [row] = look(TROUBLES)
    assert row.done_by_id == cast.person("okoro")
    assert "Ask Leila" not in okoro.reads("/").text
    # When it happens again it is a new task.
    trouble_of("leila")
    assert len(look(TROUBLES)) == 2


def test_nobody_else_is_asked_and_nobody_elses_is_there(signed_in_as: SignedInAs) -> None:
    number = trouble_of("leila")
    for who in ("lewis", "byrne", "patel"):
        assert "Ask Leila" not in signed_in_as(who).reads("/").text
    assert "Ask Leila" in signed_in_as("patel").reads(LIST).text
    lewis = signed_in_as("lewis")
    assert "Ask Leila" not in lewis.reads(LIST).text
    token = lewis.form("/", to="/sign-out").hidden_values()
    assert lewis.post(f"/notices/troubles/{number}/done", data={**token, "how": "new"}).status_code == 404
    for who in ("leila", "maya", "amara"):
        assert signed_in_as(who).get(LIST).status_code == 403


def test_a_coordinator_asks_staff(signed_in_as: SignedInAs) -> None:
    trouble_of("lewis", Channel.EMAIL)
    assert "Ask Hana for the new address" in signed_in_as("patel").reads("/").text
    assert "Ask Hana" not in signed_in_as("okoro").reads("/").text


def test_staff_read_what_became_of_what_was_sent_and_never_what_stood_in_it(
    app: Flask,
    make_settings: MakeSettings,
    db_url: str,
    mail_server: MailServer,
    text_server: TextServer,
    signed_in_as: SignedInAs,
) -> None:
    settings: Settings = make_settings(db_url, mail=mail_server.url, sms=text_server.url)
    reached_by("leila", email="leila@example.org", phone="07700 900302")
    hears("leila", Channel.SMS)
    text_server.mood = "400"
    with db.work(SYSTEM, reason="a test") as session:
        leila = session.get_one(Person, cast.person("leila"))
        outbox.notify(leila, event_key="one", letter="to_do")
        outbox.post("sign_in", leila, event_key="link", secret={"code": "482913", "link": "https://localhost/x#canary"})
    Worker(settings).sweep(threading.Event())
    Worker(settings).sweep(threading.Event())
    page = signed_in_as("okoro").reads(f"/people/{cast.person('leila')}").one("main").text
    assert "Nothing arrives at the number that we have." in page
    assert "Something waits · Text" in page
    assert "Went the other way" in page
    assert "Something waits · E-mail" in page
    assert "A code to come in · E-mail" in page
    assert "Sent" in page
    for secret in ("482913", "canary"):
        assert secret not in page
