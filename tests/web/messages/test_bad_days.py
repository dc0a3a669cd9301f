"""Somebody who sends without end, a provider in every bad mood, an address that would be two headers.

Nothing is lost, and nothing goes twice that cannot be told apart.
"""

import threading
import uuid

import pytest
import sqlalchemy as sa

from portal import outbox
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.messaging.sending import MOST_A_MINUTE
from portal.models import Channel, Concern, Draft, OutboxItem, Person
from portal.outbox.worker import Worker
from tests import cast
from tests.factories.messages import messages, opens, writes
from tests.factories.reaching import hears, reached_by
from tests.support.mail import MailServer
from tests.support.portal import Look, MakeSettings, SignedInAs
from tests.support.rarely import as_many
from tests.support.texts import TextServer
from tests.support.time import SetTime

LETTERS = sa.select(OutboxItem).where(OutboxItem.letter == "message")


@pytest.fixture
def settings(make_settings: MakeSettings, db_url: str, mail_server: MailServer, text_server: TextServer) -> Settings:
    return make_settings(db_url, mail=mail_server.url, sms=text_server.url)


def test_of_many_messages_in_a_minute_twenty_go_and_a_sentence_keeps_the_words_of_the_others(
    signed_in_as: SignedInAs, look: Look, the_time_is: SetTime
) -> None:
    leila = signed_in_as("leila")
    path = opens(leila, "maya")
    form = leila.form(f"{path}/write").hidden_values()
    the_time_is("2026-11-24 10:00:00")
    last = as_many(in_a_run=30, in_a_drill=200) - 1
    for number in range(last + 1):
        data = {**form, "client_id": str(uuid.uuid4()), "words": f"Number {number}."}
        answer = leila.post(f"{path}/write", data=data)
        assert answer.status_code == (302 if number < MOST_A_MINUTE else 429), number
    assert "This one is not sent yet." in answer.text
    assert f"Number {last}." in answer.text
    assert len(messages()) == MOST_A_MINUTE
    assert [draft.words for draft in look(sa.select(Draft))] == [f"Number {last}."]
    # Words of danger are never too much.
    data = {**form, "client_id": str(uuid.uuid4()), "words": "She says she wants to die."}
    assert leila.post(f"{path}/write", data=data).status_code == 302
    assert len(look(sa.select(Concern))) == 1
    the_time_is("2026-11-24 10:01:01")
    assert leila.sends(f"{path}/write", words=f"Number {last}.").status_code == 302
    assert len(messages()) == MOST_A_MINUTE + 2


@pytest.mark.parametrize("channel", list(Channel), ids=str)
def test_whatever_the_provider_does_the_answer_is_there_and_the_notice_goes_under_one_number(
    signed_in_as: SignedInAs,
    look: Look,
    settings: Settings,
    mail_server: MailServer,
    text_server: TextServer,
    the_time_is: SetTime,
    channel: Channel,
) -> None:
    reached_by("leila", **({"email": "leila@example.org"} if channel is Channel.EMAIL else {"phone": "07700 900302"}))
    hears("leila", channel)
    path, okoro = writes(signed_in_as("leila"), "maya"), signed_in_as("okoro")
    assert okoro.sends(f"{path}/write", words="Yes, there is art.").status_code == 302
    server = mail_server if channel is Channel.EMAIL else text_server
    bad = ("554 no", "drops", "takes and drops") if channel is Channel.EMAIL else ("500", "drops", "takes and drops")
    for minute, mood in enumerate((*bad, "250 taken" if channel is Channel.EMAIL else "200")):
        the_time_is(f"2026-11-24 10:{minute * 11:02d}")
        server.mood = mood
        Worker(settings).sweep(threading.Event())
    [letter] = look(LETTERS)
    assert letter.sent_at
    numbers = mail_server.ids if channel is Channel.EMAIL else [text["reference"] for text in text_server.texts]
    assert len(numbers) == 2  # it was taken, and the line was cut before anybody said so
    assert len(set(numbers)) == 1
    assert "Yes, there is art." in signed_in_as("leila").reads(path).text


def test_an_address_with_a_line_break_is_no_second_header(
    signed_in_as: SignedInAs, look: Look, settings: Settings, mail_server: MailServer
) -> None:
    """The list of people refuses it with a sentence; and where one stands nevertheless, nothing is sent to it."""
    okoro = signed_in_as("okoro")
    path = writes(signed_in_as("leila"), "maya")
    for address in ("leila@example.org\nbcc: dan@example.org", "leila@example.org\r\nbcc: dan@example.org"):
        reached_by("leila", email=address)
        assert okoro.sends(f"{path}/write", words="Yes.").status_code == 302
        with db.work(SYSTEM, reason="a test") as session:
            leila = session.get_one(Person, cast.person("leila"))
            secret = {"code": "123456", "link": "https://localhost/in"}
            assert outbox.post("sign_in", leila, event_key=address, secret=secret) is False
    Worker(settings).sweep(threading.Event())
    assert look(sa.select(OutboxItem).where(OutboxItem.person_id == cast.person("leila"))) == []
    assert mail_server.mails == []
