"""One page a person: who they are to whom, how they come in, who has looked."""

import json
import uuid
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from portal import clock
from portal.database import SYSTEM, db
from portal.models import AuditEntry, Card, OrderType, Person, Relationship
from tests.cast import PEOPLE, person, pupil, relationship, setting
from tests.support.examples import drawn_once
from tests.support.portal import Look, SignedInAs


def _text(signed_in_as: SignedInAs, who: str, whom: str) -> str:
    return signed_in_as(who).reads(f"/people/{person(whom)}").one("main").text


def test_mayas_page_says_who_is_who_to_her(signed_in_as: SignedInAs) -> None:
    text = _text(signed_in_as, "okoro", "maya")
    assert "Dan Foster No contact Father of Maya Haddad" in text
    assert "Leila Haddad Has access Mother of Maya Haddad" in text
    assert "Non-molestation order" in text
    assert "Nothing now. Kept for later: Sees the timetable" in text


@drawn_once
def test_from_mayas_page_it_is_one_press_to_her_week(signed_in_as: SignedInAs) -> None:
    page = signed_in_as("okoro").reads(f"/people/{person('maya')}")
    (link,) = page.all("a", where=lambda node: node.text == "See the week")
    assert link.attrs["href"] == f"/week/{pupil('maya')}/this"
    assert "Year 9" in page.one("main").text


def test_graces_page_says_that_the_council_has_responsibility_and_she_has_care(signed_in_as: SignedInAs) -> None:
    assert "Foster carer of Tyler Marsh Has access" in _text(signed_in_as, "lewis", "grace")
    assert "Has care day to day" in _text(signed_in_as, "lewis", "grace")
    assert "The council has it" in _text(signed_in_as, "lewis", "amara")


def test_a_parents_page_holds_only_their_own_row(signed_in_as: SignedInAs) -> None:
    assert "Arjun" not in _text(signed_in_as, "lewis", "priya")
    assert "Priya" not in _text(signed_in_as, "lewis", "arjun")
    assert "Leila" not in _text(signed_in_as, "byrne", "dan")


@pytest.mark.parametrize("whom", ["rohan", "priya", "tyler", "grace", "lewis", "byrne", "anna", "quinn", "nobody"])
def test_outside_the_caseload_is_the_same_as_nowhere(signed_in_as: SignedInAs, whom: str) -> None:
    okoro = signed_in_as("okoro")
    answer, nowhere = okoro.get(f"/people/{person(whom)}"), okoro.get(f"/people/{uuid.uuid4()}")
    assert (answer.status_code, nowhere.status_code) == (404, 404)
    assert _same(answer.text) == _same(nowhere.text)


@pytest.mark.parametrize("whom", [slug for slug in PEOPLE if slug != "quinn"])
def test_another_settings_coordinator_opens_nobody_of_this_one(signed_in_as: SignedInAs, whom: str) -> None:
    quinn = signed_in_as("quinn")
    for path in (f"/people/{person(whom)}", f"/people/{person(whom)}/end-access", f"/people/{person(whom)}/card"):
        assert quinn.get(path).status_code == 404
    for path in ("contact", "responsibility"):
        assert quinn.get(f"/people/relationships/{relationship('dan', 'maya')}/{path}").status_code == 404


def test_a_page_is_closed_to_a_relationship_outside_the_caseload(signed_in_as: SignedInAs) -> None:
    lewis = signed_in_as("lewis")
    for path in ("contact", "responsibility"):
        assert lewis.get(f"/people/relationships/{relationship('leila', 'maya')}/{path}").status_code == 404


def test_an_order_that_has_ended_lifts_nothing_and_says_so(signed_in_as: SignedInAs) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        row = session.get_one(Relationship, relationship("dan", "maya"))
        row.order_type, row.order_expires_on = OrderType.NON_MOLESTATION, date(2026, 11, 1)
        row.order_seen_by_id, row.order_seen_on = person("okoro"), date(2026, 9, 3)
    text = _text(signed_in_as, "okoro", "dan")
    assert "Seen by Sam Okoro on 3 September 2026" in text
    assert "The order ended on 1 November 2026. Contact stays as it is until two people change it." in text
    assert "No contact" in text
    assert "Maya" not in signed_in_as("dan").get("/week/", follow_redirects=True).text


def test_how_somebody_comes_in_is_numbers_and_no_device(signed_in_as: SignedInAs) -> None:
    signed_in_as("leila")
    text = _text(signed_in_as, "okoro", "leila")
    assert "1 open page right now" in text
    assert "passkey" not in text
    assert "Nothing is open right now." in _text(signed_in_as, "okoro", "dan")


def test_a_locked_card_can_be_unlocked_from_the_page(signed_in_as: SignedInAs) -> None:
    card = uuid.uuid4()
    with db.work(SYSTEM, reason="a test") as session:
        secrets = {"secret_hash": "a", "code_hash": "b", "pin_hash": "c"}
        ends = clock.now() + timedelta(days=9)
        owner = {"setting_id": setting(), "person_id": person("maya")}
        session.add(Card(id=card, number=1, wrong_tries=5, ends_on=ends, **owner, **secrets))
    okoro = signed_in_as("okoro")
    assert "Locked after wrong tries" in okoro.reads(f"/people/{person('maya')}").text
    assert okoro.sends(f"/people/cards/{card}/unlock").status_code == 302
    assert "Works" in okoro.reads(f"/people/{person('maya')}").text
    assert signed_in_as("lewis").get(f"/people/cards/{card}/unlock").status_code == 404


def test_who_has_looked_is_role_and_day_and_never_a_family(signed_in_as: SignedInAs) -> None:
    signed_in_as("leila").get("/week/", follow_redirects=True)
    signed_in_as("lewis").get("/people/")
    signed_in_as("byrne").get(f"/people/{person('maya')}")
    looks = signed_in_as("okoro").reads(f"/people/{person('maya')}").one("section", where=_is_looks).text
    assert "Safeguarding lead Tuesday 24 November" in looks
    assert "Carer" not in looks
    assert "Leila" not in looks


def test_a_page_leaves_one_line_with_the_right_pupils(signed_in_as: SignedInAs, look: Look) -> None:
    signed_in_as("okoro").get(f"/people/{person('tomasz')}")
    (line,) = look(sa.select(AuditEntry).where(AuditEntry.event == "people.person.shown"))
    assert set(json.loads(line.pupils)) == {str(pupil("zofia")), str(pupil("jakub"))}
    assert json.loads(line.facts) == {"person": str(person("tomasz"))}


def test_a_carers_contact_details_stand_on_no_page_a_family_can_open(signed_in_as: SignedInAs) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, person("dan")).phone = "01632 960 777"
    assert "01632 960 777" in _text(signed_in_as, "okoro", "dan")
    for slug in ("leila", "maya", "tomasz"):
        browser = signed_in_as(slug)
        for path in ("/week/", "/help", f"/people/{person('dan')}"):
            assert "01632 960 777" not in browser.get(path, follow_redirects=True).text


def _is_looks(node: object) -> bool:
    return getattr(node, "attrs", {}).get("aria-labelledby") == "looks"


def _same(text: str) -> str:
    """Without the number of the request and the token, which differ each time."""
    import re

    return re.sub(r'number: [0-9a-f]{8}|value="[^"]{40,}"|data-ends-in="\d+"', "", text)
