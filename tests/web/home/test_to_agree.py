"""Today says to each that a plan, or a part-time timetable, waits for their own answer; and nothing of anybody else."""

from datetime import date

import pytest
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import AgreeAnswer, Contact, PartTime, Relationship, SectionKind, Voice
from portal.returning.agreed import lift_changed, lift_changed_part_time
from tests import cast
from tests.factories.part_times import answer_to, written
from tests.factories.plans import speaks_english
from tests.factories.ways import agreed, answered, way_of
from tests.support.portal import SignedInAs
from tests.web.home.test_statements import statements

WAITS = {
    "leila": ("maya", "The plan for Maya: do you agree?"),
    "maya": ("maya", "Is your plan OK for you?"),
    "priya": ("rohan", "The plan for Rohan: do you agree?"),
    "arjun": ("rohan", "The plan for Rohan: do you agree?"),
    "rohan": ("rohan", "Is your plan OK for you?"),
    "amara": ("tyler", "The plan for Tyler: do you agree?"),
}
OTHERS = ("dan", "grace", "okoro", "patel", "byrne", "hughes", "quinn")
ASKS = ("do you agree?", "OK for you?")


@pytest.fixture(autouse=True)
def in_english(app: Flask) -> None:
    speaks_english("leila", "tomasz")


def with_words(words: str = "Back for art on Thursdays.") -> None:
    for child in ("maya", "rohan", "tyler"):
        agreed(child, SectionKind.GOAL, words)


def edited(child: str, words: str) -> None:
    """A member of staff has saved other agreed words."""
    plan = way_of(child)
    agreed(child, SectionKind.GOAL, words)
    with db.work(SYSTEM, reason="a test"):
        lift_changed(plan)


def today(signed_in_as: SignedInAs, who: str) -> str:
    return signed_in_as(who).reads("/").one("main").text


def asks(signed_in_as: SignedInAs, who: str) -> bool:
    words = today(signed_in_as, who)
    return any(each in words for each in ASKS)


@pytest.mark.parametrize("slug", WAITS)
def test_a_plan_that_waits_is_said_with_the_way_to_answer_and_gone_when_it_is_answered(
    signed_in_as: SignedInAs, slug: str
) -> None:
    child, sentence = WAITS[slug]
    assert not asks(signed_in_as, slug)
    with_words()
    browser = signed_in_as(slug)
    links = browser.reads("/").one("main").all("a", where=lambda a: a.attrs["href"].startswith("/agreeing/"))
    assert [sentence in link.text for link in links] == [True]
    assert "You can say no." in links[0].text
    browser.reads(links[0].attrs["href"])
    answered(slug, child, voice=Voice.YOUNG if slug == child else Voice.HOME)
    assert not asks(signed_in_as, slug)


def test_it_says_nothing_to_whoever_is_not_asked(signed_in_as: SignedInAs) -> None:
    with_words()
    written("tyler", "lewis")
    for who in OTHERS:
        assert not asks(signed_in_as, who), who


def test_what_another_adult_has_answered_or_not_changes_nothing_of_it(signed_in_as: SignedInAs) -> None:
    with_words()
    waits = today(signed_in_as, "arjun")
    for answer in (AgreeAnswer.AGREE, AgreeAnswer.NO):
        answered("priya", "rohan", answer)
        assert today(signed_in_as, "arjun") == waits
    assert not asks(signed_in_as, "priya")
    edited("rohan", "Back for art on Mondays.")
    assert "This has changed since you answered" not in today(signed_in_as, "arjun")
    assert "Priya" not in waits


def test_the_waiting_answer_of_another_is_on_nobodys_page(signed_in_as: SignedInAs) -> None:
    """Arjun has answered: that Priya has not must not bring the question back to him."""
    with_words()
    answered("arjun", "rohan")
    assert not asks(signed_in_as, "arjun")
    answered("priya", "rohan")
    assert not asks(signed_in_as, "arjun")


@pytest.mark.parametrize("slug", ["leila", "maya"])
def test_an_edit_brings_it_back_and_says_what_changed(signed_in_as: SignedInAs, slug: str) -> None:
    with_words()
    browser = signed_in_as(slug)
    link = browser.reads("/").one("main").one("a", where=lambda a: a.attrs["href"].startswith("/agreeing/"))
    assert browser.sends(link.attrs["href"], answer="agree").status_code == 302
    assert not asks(signed_in_as, slug)
    edited("maya", "Back for art on Mondays.")
    words = today(signed_in_as, slug)
    assert any(
        sentence in words
        for sentence in (
            "This has changed since you answered: Where it leads.",
            "This is new since you answered: Where I want to be.",
        )
    )
    assert WAITS[slug][1] in words


def test_a_part_time_timetable_waits_for_each_of_them_and_an_edit_brings_it_back(signed_in_as: SignedInAs) -> None:
    number = written("rohan", "lewis")
    sentence = "The part-time plan for Rohan: do you agree?"
    for who in ("priya", "arjun"):
        assert sentence in today(signed_in_as, who)
    assert "Are the short days OK for you?" in today(signed_in_as, "rohan")
    answer_to(number, "priya", "rohan")
    assert sentence not in today(signed_in_as, "priya")
    assert sentence in today(signed_in_as, "arjun")
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(PartTime, number).ends_on = date(2026, 12, 18)
        lift_changed_part_time(number)
    assert "This has changed since you answered: When it starts and ends." in today(signed_in_as, "priya")
    assert "This has changed since you answered" not in today(signed_in_as, "arjun")


def test_a_part_time_timetable_that_is_over_waits_for_nobody(signed_in_as: SignedInAs) -> None:
    written("maya", starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 20))
    for who in ("leila", "maya"):
        assert not asks(signed_in_as, who)


def test_whose_contact_has_ended_is_asked_nothing(signed_in_as: SignedInAs) -> None:
    with_words()
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, cast.relationship("arjun", "rohan")).contact = Contact.NONE
    assert not asks(signed_in_as, "arjun")
    assert asks(signed_in_as, "priya")


def test_who_sees_the_plan_and_was_not_given_the_say_is_asked_nothing(signed_in_as: SignedInAs) -> None:
    with_words()
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, cast.relationship("arjun", "rohan")).may_agree = False
    assert not asks(signed_in_as, "arjun")
    assert asks(signed_in_as, "priya")


def test_it_costs_no_statement_more_however_much_waits(signed_in_as: SignedInAs) -> None:
    browsers = {who: signed_in_as(who) for who in WAITS}
    for browser in browsers.values():
        browser.get("/")
    before = {who: statements(browser, "/") for who, browser in browsers.items()}
    with_words()
    for child, by in (("maya", "okoro"), ("rohan", "lewis"), ("tyler", "lewis")):
        written(child, by)
    assert {who: statements(browser, "/") for who, browser in browsers.items()} == before
    assert max(before[who] for who in WAITS if who != "amara") <= 26
    assert before["amara"] <= 31
