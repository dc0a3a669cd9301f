"""The signal goes in the middle of a check-in: what was tapped is not lost, and a "no" shows at once who to ring."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from portal.database import SYSTEM, db
from portal.models import CheckIn, Concern, Person
from tests.support.phone import Phone, delivered
from tests.support.visitor import Arrives, Visitor
from tools.running import RunningPortal


class WithoutSignal(list[str]):
    """What a console says; that there is no signal is no fault."""

    def append(self, line: str) -> None:
        """One line more."""
        if "ERR_INTERNET_DISCONNECTED" not in line:
            super().append(line)


@pytest.fixture
def rohan(arrives: Arrives) -> Iterator[Visitor]:
    visitor = arrives("rohan", service_workers="allow")
    visitor.console = WithoutSignal()
    visitor.goes_to("/")
    Phone(visitor.page, visitor.base_url).ready()
    yield visitor
    visitor.context.set_offline(False)


def phone_of(visitor: Visitor) -> Phone:
    return Phone(visitor.page, visitor.base_url)


def causes(portal: RunningPortal) -> list[str]:
    """Why somebody was told about Rohan."""
    db.start(portal.database_url)
    try:
        with db.work(SYSTEM, reason="a test looks") as session:
            rows = sa.select(Concern.cause).join(Person, Person.id == Concern.person_id)
            return list(session.scalars(rows.where(Person.first_name == "Rohan")))
    finally:
        db.stop()


def begins(rohan: Visitor, *answers: str, helped: str = "") -> None:
    """With signal: a check-in, and these answers."""
    rohan.goes_to("/check-in/helped" if helped else "/check-in/")
    rohan.presses(helped or "OK, start")
    for answer in answers:
        rohan.presses(answer)


def test_a_no_that_could_not_go_is_sealed_and_shows_who_to_ring(rohan: Visitor, portal: RunningPortal) -> None:
    before = len(causes(portal))
    begins(rohan, "good", "happy", "fine", "low")
    rohan.sees_page("Do you feel safe?")
    rohan.context.set_offline(True)
    rohan.presses("No")
    phone = phone_of(rohan)
    phone.at("Thank you for telling us")
    phone.shows("This is on your phone. No one has read it yet.")
    expect(rohan.page.locator("section:visible a[href='tel:999']")).to_be_visible()
    rohan.can_use_this_page()
    assert len(phone.waiting()) == 1
    phone.taps("Go on")
    phone.at("Where don't you feel safe?")
    phone.taps("online")
    phone.at("Would you like to talk to someone?")
    rohan.context.set_offline(False)
    phone.until_sent()
    assert causes(portal)[before:] == ["said_no"]


def test_the_button_of_help_that_could_not_go_is_sealed(rohan: Visitor, portal: RunningPortal) -> None:
    before = len(causes(portal))
    rohan.goes_to("/help")
    rohan.context.set_offline(True)
    rohan.page.locator("form[action$='/help/now'] button").click()
    phone = phone_of(rohan)
    phone.at("Thank you for telling us")
    phone.shows("This is on your phone. No one has read it yet.")
    rohan.context.set_offline(False)
    phone.until_sent()
    assert causes(portal)[before:] == ["help_button"]


def test_it_goes_on_with_the_next_question(rohan: Visitor, portal: RunningPortal) -> None:
    begins(rohan, "not so good")
    rohan.sees_page("What feelings are there?")
    rohan.context.set_offline(True)
    rohan.presses("lonely")
    phone = phone_of(rohan)
    phone.at("How is your body?")
    for answer in ("tired", "low", "Yes", "not today"):
        phone.taps(answer)
    phone.taps("Go on")
    phone.taps("My key worker")
    phone.shows("Saved on this phone, not sent yet")
    numbers = phone.waiting()
    rohan.context.set_offline(False)
    phone.until_sent()
    came = [row for row in delivered(portal) if row.split()[0] in numbers]
    assert [row.split()[1] for row in came] == ["Rohan"]


def test_beside_an_adult_of_the_home_it_still_asks_nobody_whether_they_are_safe(
    rohan: Visitor, portal: RunningPortal
) -> None:
    begins(rohan, "OK", "sad", "tired", helped="An adult at home reads it to me")
    rohan.sees_page("How much energy do you have?")
    rohan.context.set_offline(True)
    rohan.presses("low")
    phone = phone_of(rohan)
    phone.at("Would you like to talk to someone?")
    phone.taps("not today")
    phone.taps("Go on")
    phone.taps("My key worker")
    [number] = phone.waiting()
    rohan.context.set_offline(False)
    phone.until_sent()
    db.start(portal.database_url)
    try:
        with db.work(SYSTEM, reason="a test looks") as session:
            [row] = [one for one in session.scalars(sa.select(CheckIn)) if str(one.client_id) == number]
            assert (row.helper_from, row.safety_is_open, row.energy) == ("home", True, "low")
    finally:
        db.stop()


def test_words_that_could_not_go_stand_there_and_go_later(rohan: Visitor, portal: RunningPortal) -> None:
    begins(rohan)
    at = rohan.page.url.removeprefix(rohan.base_url).rpartition("/")[0]
    rohan.goes_to(f"{at}/more/words")
    rohan.fills("Your words", "The bus was loud today")
    rohan.context.set_offline(True)
    rohan.presses("Send it")
    expect(rohan.page.get_by_label("Your words")).to_have_value("The bus was loud today")
    phone = phone_of(rohan)
    phone.taps("Go on")
    phone.taps("My key worker")
    phone.shows("Saved on this phone, not sent yet")
    rohan.context.set_offline(False)
    phone.until_sent()
