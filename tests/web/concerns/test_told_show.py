"""Right after: who knows, to whom it has gone, who reads it and when. Nothing is said that is not so."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import clock
from portal.database import SYSTEM, db
from portal.models import AuditEntry, Cause, Concern, ConcernAbout, HelpNumber, Level, Person, Pupil, Setting, SignIn
from tests import cast
from tests.factories.demo_day import Sessions
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime
from tests.web.concerns.scene import everything_has_gone, press_help, somebody_watches

IN_HOURS, AT_NIGHT = "2026-11-24 10:00", "2026-11-24 22:00"


def moves(**columns: object) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        for concern in session.scalars(sa.select(Concern)):
            for name, value in columns.items():
                setattr(concern, name, value)


def test_one_press_tells_those_who_keep_children_safe_by_both_ways(signed_in_as: SignedInAs, look: Look) -> None:
    press_help(signed_in_as("maya"))
    [concern] = look(sa.select(Concern))
    assert (concern.level, concern.cause, concern.pupil_id) == (Level.NOW, Cause.HELP_BUTTON, cast.pupil("maya"))


def test_the_button_names_whom_it_tells(signed_in_as: SignedInAs) -> None:
    assert "Tell Ruth and Amir now" in signed_in_as("maya").form("/help", to="/help/now").text


@pytest.mark.parametrize("who", ["leila", "okoro", "amara"])
def test_the_button_is_for_young_people(signed_in_as: SignedInAs, who: str) -> None:
    assert "/help/now" not in signed_in_as(who).get("/help").text


def test_pressed_twice_by_an_impatient_thumb_it_is_one(signed_in_as: SignedInAs, look: Look) -> None:
    browser = signed_in_as("maya")
    form = browser.form("/help", to="/help/now").hidden_values()
    first, second = (browser.post("/help/now", data=form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert len(look(sa.select(Concern))) == 1


def test_before_it_has_gone_nothing_says_that_it_has(signed_in_as: SignedInAs) -> None:
    browser = signed_in_as("maya")
    words = browser.reads(press_help(browser)).one("main").text
    assert "We are sending it to" in words
    assert "Sent to" not in words
    assert "knows." not in words
    assert "Told at" not in words


def test_when_it_has_gone_it_says_that_nobody_has_read_it(signed_in_as: SignedInAs) -> None:
    browser = signed_in_as("maya")
    address = press_help(browser)
    everything_has_gone()
    words = browser.reads(address).one("main").text
    assert "Sent to" in words
    assert "They have not read it yet." in words
    assert "Told at" not in words


@pytest.mark.parametrize("how", ["opened", "taken"])
def test_told_is_said_when_a_named_person_has_opened_it_or_has_it(signed_in_as: SignedInAs, how: str) -> None:
    browser = signed_in_as("maya")
    address = press_help(browser)
    moves(**{f"{how}_at": clock.now(), f"{how}_by_id": cast.person("byrne")})
    words = browser.reads(address).one("main").text
    assert "Ruth knows." in words
    assert "Told at" in words
    assert "Sent to" not in words


def test_whom_it_is_about_is_not_named_as_knowing(signed_in_as: SignedInAs) -> None:
    browser = signed_in_as("maya")
    address = press_help(browser)
    moves(opened_at=clock.now(), opened_by_id=cast.person("byrne"))
    with db.work(SYSTEM, reason="a test") as session:
        concern = session.scalars(sa.select(Concern)).one()
        about = {"setting_id": cast.setting(), "pupil_id": concern.pupil_id, "concern_id": concern.id}
        session.add(ConcernAbout(person_id=cast.person("byrne"), **about))
    assert "Ruth" not in browser.reads(address).one("main").text


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ("2026-11-23 10:00", "They will come and talk to you today."),  # our place
        ("2026-11-24 13:30", "One of us will ring you or come to you."),  # online
        ("2026-11-25 10:00", "One of us will ring you or come to you."),  # out and about
        ("2026-11-26 13:00", "You can tell an adult at your school too."),
        ("2026-11-24 15:30", "One of us will ring you or come to you."),  # no session
    ],
)
def test_what_happens_now_is_true_to_where_they_are(
    signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime, at: str, says: str
) -> None:
    somebody_watches()
    the_time_is(at)
    browser = signed_in_as("maya")
    assert says in browser.reads(press_help(browser)).one("main").text


def test_at_night_it_says_plainly_when_somebody_reads_it(
    signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime
) -> None:
    somebody_watches()
    the_time_is(AT_NIGHT)
    browser = signed_in_as("maya")
    words = browser.reads(press_help(browser)).one("main").text
    assert "We are closed now." in words
    assert "No one here reads this until Wednesday 25 November at 8:30." in words
    assert "today" not in words


def test_at_night_the_duty_arrangement_stands_there_where_there_is_one(
    signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime
) -> None:
    somebody_watches()
    with db.work(SYSTEM, reason="a test") as session:
        setting = session.get_one(Setting, cast.setting())
        setting.duty_words, setting.duty_phone = "Ruth has the phone at night.", "01632 960 111"
    the_time_is(AT_NIGHT)
    browser = signed_in_as("maya")
    page = browser.reads(press_help(browser))
    assert "Ruth has the phone at night." in page.text
    # At three in the night she may not: when somebody reads stands there all the same.
    assert "No one here reads this until Wednesday 25 November at 8:30." in page.text
    assert page.all("a", where=lambda link: link.attrs.get("href") == "tel:01632960111")


def test_without_hours_no_time_is_promised(signed_in_as: SignedInAs) -> None:
    browser = signed_in_as("maya")
    words = browser.reads(press_help(browser)).one("main").text
    assert "When they have read it, one of us will talk to you." in words
    assert "today" not in words


def test_numbers_can_be_pressed_and_the_own_council_is_among_them(signed_in_as: SignedInAs) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        for council, number in (("Eastvale", "01632 960 201"), ("Westmoor", "01632 960 202")):
            session.add(
                HelpNumber(
                    setting_id=cast.setting(), council=council, service="Children", number=number, checked_on=cast.SINCE
                )
            )
        session.get_one(Pupil, cast.pupil("maya")).home_council = "eastvale"
    browser = signed_in_as("maya")
    links = {link.attrs["href"] for link in browser.reads(press_help(browser)).all("a")}
    assert {"tel:999", "tel:08001111", "sms:85258?body=SHOUT", "tel:01632960201"} <= links
    assert "tel:01632960202" not in links


def test_it_opens_only_in_the_sign_in_that_raised_it(signed_in_as: SignedInAs) -> None:
    address = press_help(signed_in_as("maya"))
    assert signed_in_as("maya").get(address).status_code == 404
    assert signed_in_as("zofia").get(address).status_code == 404
    assert {signed_in_as(who).get(address).status_code for who in ("leila", "okoro", "byrne")} == {403}


@pytest.mark.parametrize(("hours", "status"), [(1.9, 200), (2.1, 404)])
def test_it_opens_for_two_hours(
    signed_in_as: SignedInAs, monkeypatch: pytest.MonkeyPatch, hours: float, status: int
) -> None:
    browser = signed_in_as("maya")
    address = press_help(browser)
    raised_at = clock.now() - timedelta(hours=hours)
    with db.work(SYSTEM, reason="a test") as session:
        for table in (Concern.__table__,):
            session.connection().execute(sa.update(table).values(raised_at=raised_at))
    assert browser.get(address).status_code == status


def test_no_other_page_leads_to_it(signed_in_as: SignedInAs) -> None:
    browser = signed_in_as("maya")
    address = press_help(browser)
    for page in ("/", "/help", f"/week/{cast.pupil('maya')}/this", "/plan/", "/asks/"):
        assert address not in browser.get(page, follow_redirects=True).text


def test_it_asks_again_by_itself_and_is_answered_only_by_news(signed_in_as: SignedInAs, look: Look) -> None:
    browser = signed_in_as("maya")
    address = press_help(browser)
    link = browser.reads(address).by_id("again")
    assert link is not None
    again = link.attrs["data-hx-get"]
    background = {"HX-Request": "true", "HX-Target": "told", "Portal-Background": "1"}
    shown = sa.select(AuditEntry).where(AuditEntry.event == "concerns.told.shown")
    before = len(look(shown))
    assert browser.get(again, headers=background).status_code == 204
    assert len(look(shown)) == before
    everything_has_gone()
    news = browser.get(again, headers=background)
    assert "Sent to" in news.text
    assert "<html" not in news.text


def test_asking_again_keeps_nobody_signed_in(signed_in_as: SignedInAs, look: Look) -> None:
    browser = signed_in_as("maya")
    address = press_help(browser)
    last = look(sa.select(SignIn.last_seen_at))
    browser.get(address, headers={"Portal-Background": "1"})
    assert look(sa.select(SignIn.last_seen_at)) == last


def test_it_is_recorded_before_it_is_seen(signed_in_as: SignedInAs, look: Look) -> None:
    browser = signed_in_as("maya")
    browser.get(press_help(browser))
    assert len(look(sa.select(AuditEntry).where(AuditEntry.event == "concerns.told.shown"))) == 1


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_it_is_there_in_each_language(app: Flask, signed_in_as: SignedInAs, language: str) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, cast.person("maya")).language = language
    browser = signed_in_as("maya")
    assert browser.get(press_help(browser)).status_code == 200
