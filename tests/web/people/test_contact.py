"""No contact, and back: stricter at once, looser with two, and nobody else learns of it."""

import threading
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import AuditEntry, Contact, ContactChange, OrderType, Relationship, SignIn
from tests.cast import person, pupil, relationship
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime

WHY = {"reason": "court_order", "order_type": "non_molestation", "note": "Seen at the meeting"}
ANSWER = "/people/contact-changes"


def _ask(browser: Browser, adult: str, child: str, contact: str, **answers: Any) -> Any:
    path = f"/people/relationships/{relationship(adult, child)}/contact"
    return browser.sends(path, contact=contact, **{**WHY, **answers})


def _row(look: Look, adult: str, child: str) -> Relationship:
    (row,) = look(sa.select(Relationship).where(Relationship.id == relationship(adult, child)))
    return row  # type: ignore[no-any-return]


def _change(look: Look) -> ContactChange:
    return look(sa.select(ContactChange).order_by(ContactChange.asked_at.desc()))[0]  # type: ignore[no-any-return]


def _say(browser: Browser, look: Look, answer: str) -> Any:
    return browser.sends(f"{ANSWER}/{_change(look).id}", answer=answer)


def test_mr_okoro_asks_for_no_contact_and_it_counts_at_once(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    assert leila.get("/week/").status_code == 200
    assert _ask(signed_in_as("okoro"), "leila", "maya", "none").status_code == 302
    assert leila.get("/week/").location == "/sign-in"  # a mother with no child left would be sent elsewhere
    row = _row(look, "leila", "maya")
    assert (row.contact, row.order_type, row.contact_decided_here) == (Contact.NONE, OrderType.NON_MOLESTATION, True)
    assert row.order_seen_by_id == person("okoro")
    assert _change(look).answered_at is None


def test_a_mother_without_contact_sees_nothing_of_her_child_when_she_signs_in_again(
    signed_in_as: SignedInAs, look: Look
) -> None:
    _ask(signed_in_as("okoro"), "leila", "maya", "none")
    leila = signed_in_as("leila")
    assert "Maya" not in leila.get("/week/").text
    assert leila.get(f"/week/{pupil('maya')}/this").status_code == 404


def test_the_second_person_says_yes_and_it_stays(signed_in_as: SignedInAs, look: Look) -> None:
    _ask(signed_in_as("okoro"), "leila", "maya", "none")
    assert _say(signed_in_as("byrne"), look, "yes").status_code == 302
    change = _change(look)
    assert (change.is_confirmed, change.answered_by_id) == (True, person("byrne"))
    assert _row(look, "leila", "maya").contact == Contact.NONE


def test_the_second_person_says_no_and_everything_is_as_it_was(signed_in_as: SignedInAs, look: Look) -> None:
    before = _row(look, "leila", "maya")
    _ask(signed_in_as("okoro"), "leila", "maya", "none")
    _say(signed_in_as("byrne"), look, "no")
    after = _row(look, "leila", "maya")
    for column in (
        "contact",
        "order_type",
        "order_seen_by_id",
        "order_seen_on",
        "order_expires_on",
        "contact_decided_here",
    ):
        assert getattr(after, column) == getattr(before, column), column
    for slug in ("okoro", "byrne"):
        assert "said no" in signed_in_as(slug).reads(ANSWER).one("main").text
    assert "Maya" in signed_in_as("leila").get("/week/", follow_redirects=True).text


def test_more_contact_changes_nothing_until_a_second_person_says_yes(signed_in_as: SignedInAs, look: Look) -> None:
    _ask(signed_in_as("okoro"), "dan", "maya", "open", order_type="", reason="order_ended")
    assert _row(look, "dan", "maya").contact == Contact.NONE
    assert "Maya" not in signed_in_as("dan").get("/week/", follow_redirects=True).text
    _say(signed_in_as("khan"), look, "yes")
    row = _row(look, "dan", "maya")
    assert (row.contact, row.order_type) == (Contact.OPEN, None)
    assert "Maya" in signed_in_as("dan").get("/week/", follow_redirects=True).text


def test_more_contact_that_is_refused_changes_nothing(signed_in_as: SignedInAs, look: Look) -> None:
    _ask(signed_in_as("okoro"), "dan", "maya", "limited", reason="family")
    _say(signed_in_as("rees"), look, "no")
    row = _row(look, "dan", "maya")
    assert (row.contact, row.order_type) == (Contact.NONE, OrderType.NON_MOLESTATION)


def test_nobody_confirms_what_they_asked_for_themself(signed_in_as: SignedInAs, look: Look) -> None:
    byrne = signed_in_as("byrne")
    _ask(byrne, "dan", "maya", "open", order_type="")
    path = f"{ANSWER}/{_change(look).id}"
    page = byrne.reads(path).one("main")
    assert "Somebody else has to answer it" in page.text
    assert not page.all("form")
    answer = byrne.post(path, data={**byrne.form("/people/").hidden_values(), "answer": "yes"})
    assert answer.status_code == 409
    assert "Somebody else has to answer it" in answer.text
    assert _change(look).answered_at is None
    assert f"{ANSWER}/{_change(look).id}" not in byrne.get(ANSWER).text


def test_a_key_worker_confirms_nothing(signed_in_as: SignedInAs, look: Look) -> None:
    _ask(signed_in_as("byrne"), "dan", "maya", "open", order_type="")
    okoro = signed_in_as("okoro")
    assert okoro.get(f"{ANSWER}/{_change(look).id}").status_code == 403
    assert "When somebody asks to change contact" in okoro.reads(ANSWER).text


def test_the_one_who_is_second_reads_that_it_was_answered(signed_in_as: SignedInAs, look: Look) -> None:
    _ask(signed_in_as("okoro"), "dan", "maya", "open", order_type="")
    khan, path = signed_in_as("khan"), f"{ANSWER}/{_change(look).id}"
    form = khan.form(path).hidden_values()
    _say(signed_in_as("byrne"), look, "no")
    answer = khan.post(path, data={**form, "answer": "yes"})
    assert answer.status_code == 409
    assert "Somebody else has answered this already" in answer.text
    assert "said no. Contact is as it was before" in answer.text
    assert not khan.reads(path).one("main").all("form")
    assert _row(look, "dan", "maya").contact == Contact.NONE


def test_of_two_who_answer_at_the_same_moment_one_wins(app: Flask, signed_in_as: SignedInAs, look: Look) -> None:
    _ask(signed_in_as("okoro"), "dan", "maya", "open", order_type="")
    path = f"{ANSWER}/{_change(look).id}"
    browsers = [(signed_in_as(slug), answer) for slug, answer in (("byrne", "yes"), ("khan", "no"), ("rees", "yes"))]
    forms = [(browser, {**browser.form(path).hidden_values(), "answer": answer}) for browser, answer in browsers]
    gate, codes = threading.Barrier(len(forms)), []

    def press(browser: Browser, data: dict[str, str]) -> None:
        gate.wait()
        codes.append(browser.post(path, data=data).status_code)

    threads = [threading.Thread(target=press, args=form) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [302, 409, 409]
    change = _change(look)
    expected = Contact.OPEN if change.is_confirmed else Contact.NONE
    assert _row(look, "dan", "maya").contact == expected
    assert len(look(sa.select(AuditEntry).where(AuditEntry.event == "people.contact.answered"))) == 1


def test_a_stricter_change_takes_the_place_of_one_that_waits(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    _ask(okoro, "leila", "maya", "limited", order_type="")
    first, byrne = f"{ANSWER}/{_change(look).id}", signed_in_as("byrne")
    form = byrne.form(first).hidden_values()
    _ask(okoro, "leila", "maya", "none")
    assert byrne.post(first, data={**form, "answer": "yes"}).status_code == 409
    assert "A stricter change has taken its place" in byrne.reads(first).one("main").text
    _say(byrne, look, "no")
    assert _row(look, "leila", "maya").contact == Contact.OPEN


def test_a_looser_change_waits_its_turn(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    _ask(okoro, "leila", "maya", "none")
    answer = _ask(okoro, "leila", "maya", "open", order_type="")
    assert answer.status_code == 422
    assert "waits for its second person" in answer.text
    assert _row(look, "leila", "maya").contact == Contact.NONE


def test_what_an_import_tightened_meanwhile_is_not_opened_by_an_older_question(
    signed_in_as: SignedInAs, look: Look
) -> None:
    _ask(signed_in_as("okoro"), "leila", "maya", "limited", order_type="")
    _say(signed_in_as("byrne"), look, "yes")
    _ask(signed_in_as("okoro"), "leila", "maya", "open", order_type="")
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, relationship("leila", "maya")).contact = Contact.NONE
    byrne = signed_in_as("byrne")
    assert _say(byrne, look, "yes").status_code == 409
    assert _row(look, "leila", "maya").contact == Contact.NONE
    assert _say(byrne, look, "no").status_code == 302


def test_a_page_that_is_old_overwrites_nothing(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    path = f"/people/relationships/{relationship('leila', 'maya')}/contact"
    old = okoro.form(path).hidden_values()
    _ask(signed_in_as("byrne"), "leila", "maya", "none")
    answer = okoro.post(path, data={**old, **WHY, "contact": "limited"})
    assert answer.status_code == 422
    assert "Somebody else has just changed this" in answer.text
    assert _row(look, "leila", "maya").contact == Contact.NONE


@pytest.mark.parametrize("missing", ["contact", "reason"])
def test_who_says_no_reason_is_asked_for_one(signed_in_as: SignedInAs, look: Look, missing: str) -> None:
    answers = {"contact": "none", **WHY, missing: ""}
    path = f"/people/relationships/{relationship('leila', 'maya')}/contact"
    answer = signed_in_as("okoro").sends(path, **answers)
    assert answer.status_code == 422
    assert "Choose" in answer.text
    assert "Seen at the meeting" in answer.text
    assert _row(look, "leila", "maya").contact == Contact.OPEN


def test_what_is_so_already_changes_nothing(signed_in_as: SignedInAs, look: Look) -> None:
    answer = _ask(signed_in_as("okoro"), "dan", "maya", "none")
    assert answer.status_code == 422
    assert "It is so already" in answer.text
    assert look(sa.select(ContactChange)) == []


def test_an_order_on_the_same_rule_ends_no_access(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    _ask(signed_in_as("okoro"), "leila", "maya", "open", order_type="child_arrangements")
    assert leila.get("/week/").status_code == 200
    assert _row(look, "leila", "maya").order_type == OrderType.CHILD_ARRANGEMENTS


def test_the_words_stand_in_the_change_and_never_in_the_record(signed_in_as: SignedInAs, look: Look) -> None:
    _ask(signed_in_as("okoro"), "leila", "maya", "none", note="Zebra street 12")
    assert _change(look).words == "Zebra street 12"
    assert all("Zebra" not in line.facts for line in look(sa.select(AuditEntry)))


def test_a_proof_that_is_old_is_asked_for_again(signed_in_as: SignedInAs, look: Look, the_time_is: SetTime) -> None:
    okoro, byrne = signed_in_as("okoro"), signed_in_as("byrne")
    _ask(okoro, "dan", "maya", "open", order_type="")
    the_time_is("2026-11-24 10:06")
    for browser, path in (
        (okoro, f"/people/relationships/{relationship('leila', 'maya')}/contact"),
        (okoro, f"/people/{person('leila')}/end-access"),
        (okoro, f"/people/{person('maya')}/card"),
        (okoro, f"/people/{person('leila')}/code"),
        (byrne, f"{ANSWER}/{_change(look).id}"),
    ):
        for answer in (browser.get(path), browser.post(path, data={"contact": "none"})):
            assert answer.status_code in (302, 303, 400), path
            assert answer.status_code == 400 or path in answer.headers["Location"].replace("%2F", "/")
    assert _row(look, "leila", "maya").contact == Contact.OPEN


def test_the_other_parent_is_told_nothing(signed_in_as: SignedInAs, look: Look) -> None:
    before = _masked(signed_in_as("arjun"))
    _ask(signed_in_as("lewis"), "priya", "rohan", "none")
    _say(signed_in_as("byrne"), look, "yes")
    assert _masked(signed_in_as("arjun")) == before
    assert len(look(sa.select(SignIn).where(SignIn.person_id == person("arjun"), SignIn.ended_at.is_not(None)))) == 0


def _masked(browser: Browser) -> list[str]:
    """What somebody sees on their pages, without the tokens that differ each time."""
    return [browser.reads(f"/week/{pupil('rohan')}/{which}").one("main").text for which in ("this", "next")]
