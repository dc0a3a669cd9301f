"""What is printed: a card for a young person, a one-time code for an adult. Shown once, reachable by no address."""

import re

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import AuditEntry, Card, Person, PrintedCode
from tests.cast import person
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


def test_a_card_is_printed_with_its_square_its_code_and_four_pictures(signed_in_as: SignedInAs, look: Look) -> None:
    answer = signed_in_as("okoro").sends(f"/people/{person('maya')}/card")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(set(CODE.findall(answer.text))) == 1
    assert answer.text.count("img/things/") == 4
    assert "<path" in answer.text
    assert "Card 1" in answer.text
    assert "Haddad" not in answer.text
    assert len(look(sa.select(Card))) == 1


def test_a_card_speaks_the_language_of_the_young_person(signed_in_as: SignedInAs) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, person("maya")).language = "ar"
    answer = signed_in_as("okoro").sends(f"/people/{person('maya')}/card")
    assert '<html lang="ar" dir="rtl">' in answer.text
    assert '<html lang="en"' in signed_in_as("okoro").get("/people/").text


def test_what_was_printed_is_reached_by_no_address(signed_in_as: SignedInAs) -> None:
    okoro = signed_in_as("okoro")
    code = CODE.findall(okoro.sends(f"/people/{person('maya')}/card").text)[0]
    for path in (f"/people/{person('maya')}/card", f"/people/{person('maya')}", "/people/"):
        assert code not in okoro.get(path).text


def test_a_new_card_takes_the_place_of_the_old_one(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    okoro.sends(f"/people/{person('maya')}/card")
    assert "Card 2" in okoro.sends(f"/people/{person('maya')}/card").text
    cards = look(sa.select(Card).order_by(Card.number))
    assert [card.ended_at is None for card in cards] == [False, True]


def test_a_card_that_is_lost_ends_and_who_came_in_with_it_is_out(signed_in_as: SignedInAs, look: Look) -> None:
    okoro, maya = signed_in_as("okoro"), signed_in_as("maya")
    okoro.sends(f"/people/{person('maya')}/card")
    maya = signed_in_as("maya")
    (card,) = look(sa.select(Card))
    assert okoro.sends(f"/people/cards/{card.id}/end").status_code == 302
    assert maya.get("/week/").status_code == 302
    assert "Ended" in okoro.get(f"/people/{person('maya')}").text


def test_a_carer_without_email_gets_a_code_in_their_own_language(signed_in_as: SignedInAs, look: Look) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, person("leila")).email = None
    answer = signed_in_as("okoro").sends(f"/people/{person('leila')}/code")
    assert answer.status_code == 200
    assert '<html lang="ar" dir="rtl">' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert CODE.search(answer.text)
    assert len(look(sa.select(PrintedCode))) == 1
    assert '<html lang="en"' in signed_in_as("okoro").get("/people/").text


@pytest.mark.parametrize("whom", ["lewis", "hughes", "amara"])
def test_the_paper_of_somebody_with_a_job_leads_to_the_door_where_its_code_works(
    signed_in_as: SignedInAs, visitor: Browser, whom: str
) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, person(whom)).email = "somebody@work.example"
    paper = signed_in_as("patel").sends(f"/people/{person(whom)}/code").text
    door, (code,) = re.search(r"https://localhost(/[a-z/-]+)<", paper), CODE.findall(paper)
    assert door
    answer = visitor.sends(door.group(1), email="somebody@work.example", code=code)
    assert (answer.status_code // 100, answer.headers.get("Location")) == (3, "/sign-in/staff/first/password")


def test_the_paper_of_a_carer_leads_to_their_own_door(signed_in_as: SignedInAs) -> None:
    paper = signed_in_as("okoro").sends(f"/people/{person('tomasz')}/code").text
    assert "https://localhost/sign-in<" in paper


@pytest.mark.parametrize(("who", "whom"), [("lewis", "amara"), ("okoro", "okoro")])
def test_a_key_worker_prints_no_way_in_for_somebody_with_a_job(signed_in_as: SignedInAs, who: str, whom: str) -> None:
    browser = signed_in_as(who)
    assert browser.get(f"/people/{person(whom)}/code").status_code == 403
    assert f"/people/{person(whom)}/code" not in browser.get(f"/people/{person(whom)}").text


def test_nobody_gets_what_they_do_not_come_in_with(signed_in_as: SignedInAs) -> None:
    byrne = signed_in_as("byrne")
    assert byrne.get(f"/people/{person('leila')}/card").status_code == 403
    assert byrne.get(f"/people/{person('maya')}/code").status_code == 403
    assert byrne.get(f"/people/{person('anna')}/code").status_code == 403


def test_every_printing_leaves_a_line_without_a_secret(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    secrets = [
        CODE.findall(okoro.sends(path).text)[0]
        for path in (f"/people/{person('maya')}/card", f"/people/{person('leila')}/code")
    ]
    lines = look(sa.select(AuditEntry).order_by(AuditEntry.number))
    assert {"people.card.issued", "people.code.printed"} <= {line.event for line in lines}
    assert not any(secret in line.facts for secret in secrets for line in lines)


def test_looking_at_the_question_prints_nothing(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    okoro.get(f"/people/{person('maya')}/card")
    okoro.get(f"/people/{person('leila')}/code")
    assert look(sa.select(Card)) == look(sa.select(PrintedCode)) == []
