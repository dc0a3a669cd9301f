"""Staff write a part-time timetable; it starts only with everything it needs, and never grows by itself."""

import uuid
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from portal.blueprints.part_time.services.writing import change_part_time
from portal.database import db
from portal.demo.speaking import Cast
from portal.models import AgreeAnswer, PartTime, PartTimeSession
from tests import cast
from tests.factories.part_times import LAST, answer_to, started, written
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime

MAYA = f"/part-time/of/{cast.pupil('maya')}"
WHOLE: dict[str, Any] = {
    "reason": "health",
    "reason_words": "Mornings are still hard after the operation.",
    **{f"starts_on-{part}": value for part, value in (("day", "23"), ("month", "11"), ("year", "2026"))},
    **{f"ends_on-{part}": value for part, value in (("day", "11"), ("month", "12"), ("year", "2026"))},
    **{f"next_review_on-{part}": value for part, value in (("day", "7"), ("month", "12"), ("year", "2026"))},
    "week-0-weekday": "0",
    "week-0-starts": "10:00",
    "week-0-ends": "12:00",
    "week-0-way": "our_place",
    "review_gap_days": "14",
    "work_for_home": "A folder for each day.",
    "check_at_home": "Sam rings at 2.",
    "full_time_offer": "All day at our place.",
}


def page_of(part_time_id: uuid.UUID) -> str:
    return f"/part-time/{part_time_id}"


def press(browser: Browser, number: uuid.UUID, what: str) -> int:
    """Press a button of its page, or send what the button would send where there is none any more."""
    form = browser.form(f"{page_of(number)}/say")
    token = form.hidden_values()["csrf_token"]
    return browser.post(f"{page_of(number)}/{what}", data={"csrf_token": token}).status_code


def write(browser: Browser, **changes: Any) -> str:
    answer = browser.sends(f"{MAYA}/new", **{**WHOLE, **changes})
    assert answer.status_code == 302, answer.text
    return str(answer.headers["Location"])


def refused(browser: Browser, look: Look, **changes: Any) -> str:
    answer = browser.sends(f"{MAYA}/new", **{**WHOLE, **changes})
    assert answer.status_code == 422
    assert look(sa.select(PartTime)) == []
    return answer.text


def test_sam_writes_one_and_the_family_reads_it_before_it_starts(signed_in_as: SignedInAs, look: Look) -> None:
    address = write(signed_in_as("okoro"))
    words = signed_in_as("leila").reads(address).one("main").text
    for fact in ("has not started", "It would end on 11 December", "You can say no to the plan", "10:00 to 12:00"):
        assert fact in words
    (one,) = look(sa.select(PartTime))
    assert (one.started_at, one.full_time_on) == (None, date(2026, 12, 14))


def test_the_same_form_sent_twice_is_one(signed_in_as: SignedInAs, look: Look) -> None:
    okoro, number = signed_in_as("okoro"), str(uuid.uuid4())
    assert write(okoro, client_id=number) == write(okoro, client_id=number)
    assert len(look(sa.select(PartTime))) == len(look(sa.select(PartTimeSession))) == 1


def test_an_end_cannot_be_blank(signed_in_as: SignedInAs, look: Look) -> None:
    blank = {"ends_on-day": "", "ends_on-month": "", "ends_on-year": ""}
    said = refused(signed_in_as("okoro"), look, **blank)
    assert "A part-time timetable always has an end" in said
    assert "A folder for each day." in said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ends_on-day": "20", "ends_on-month": "11"}, "The last day is before the first day."),
        ({"reason": "behaviour"}, "Choose a reason from the list"),
        ({"reason_words": "He is naughty and fights."}, "must never be used because of behaviour"),
        ({"next_review_on-day": "23"}, "The next review is too late."),
        ({"review_gap_days": "45"}, "Type a number of days from 1 to 30"),
        ({"review_gap_days": "many"}, "Type a number of days from 1 to 30"),
        ({"week-0-ends": "9:00"}, "A session ends before it begins."),
        ({"week-0-ends": "nine"}, "Type a time in each row that you use"),
        ({"week-0-starts": "6:00"}, "outside the hours"),
        ({"week-1-starts": "11:00", "week-1-ends": "13:00"}, "Two sessions of one day are at the same time."),
        ({"full_time_offer": "Zofia goes there, too."}, "That is the name of another child here."),
        ({"council_told_on-day": "25", "council_told_on-month": "11", "council_told_on-year": "2026"}, "not come yet"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    changes: dict[str, str], said: str, signed_in_as: SignedInAs, look: Look
) -> None:
    assert said in refused(signed_in_as("okoro"), look, **changes)


def test_a_week_of_full_time_is_none(signed_in_as: SignedInAs, look: Look) -> None:
    week = {f"week-{day}-weekday": str(day) for day in range(5)}
    week |= {f"week-{day}-starts": "9:00" for day in range(5)} | {f"week-{day}-ends": "15:00" for day in range(5)}
    assert "These hours are full time (24 hours)" in refused(signed_in_as("okoro"), look, **week)


def starts(signed_in_as: SignedInAs, look: Look, number: uuid.UUID) -> bool:
    assert press(signed_in_as("patel"), number, "start") == 302
    return look(sa.select(PartTime.started_at).where(PartTime.id == number))[0] is not None


def test_with_everything_it_needs_it_starts_once(signed_in_as: SignedInAs, look: Look) -> None:
    number = written()
    answer_to(number, "leila", "maya")
    assert press(signed_in_as("maya"), number, "not-say") == 302
    assert starts(signed_in_as, look, number)
    at = look(sa.select(PartTime.started_at))
    assert starts(signed_in_as, look, number)
    assert look(sa.select(PartTime.started_at)) == at


def test_without_an_agreement_it_does_not_start_and_says_so(signed_in_as: SignedInAs, look: Look) -> None:
    number = written()
    press(signed_in_as("maya"), number, "not-say")
    assert not starts(signed_in_as, look, number)
    said = signed_in_as("patel").reads(page_of(number)).one("main").text
    assert "Nobody with parental responsibility has agreed to it" in said
    assert "Ask what the young person thinks" not in said


def test_without_the_young_persons_view_it_does_not_start(signed_in_as: SignedInAs, look: Look) -> None:
    number = written()
    answer_to(number, "leila", "maya")
    assert not starts(signed_in_as, look, number)
    signed_in_as("maya").sends(f"{page_of(number)}/say", words="I like mornings.")
    assert starts(signed_in_as, look, number)


def test_it_does_not_start_with_a_parents_no(signed_in_as: SignedInAs, look: Look) -> None:
    number = written("rohan", "lewis")
    answer_to(number, "priya", "rohan")
    answer_to(number, "arjun", "rohan", AgreeAnswer.NO)
    press(signed_in_as("rohan"), number, "not-say")
    assert not starts(signed_in_as, look, number)
    assert "An adult has said no." in signed_in_as("patel").reads(page_of(number)).text
    assert "An adult has said no" not in signed_in_as("priya").reads(page_of(number)).text
    answer_to(number, "arjun", "rohan", AgreeAnswer.AGREE)
    assert starts(signed_in_as, look, number)


def test_an_agreement_to_other_words_does_not_count(signed_in_as: SignedInAs, look: Look) -> None:
    number = written()
    answer_to(number, "leila", "maya")
    press(signed_in_as("maya"), number, "not-say")
    okoro = signed_in_as("okoro")
    longer = {**WHOLE, "ends_on-day": "18", "version": "1"}
    assert okoro.sends(f"{page_of(number)}/edit", **longer).status_code == 302
    assert not starts(signed_in_as, look, number)


def test_it_does_not_start_beside_another_or_with_the_reason_of_the_last(signed_in_as: SignedInAs, look: Look) -> None:
    started()
    number = written()
    answer_to(number, "leila", "maya")
    press(signed_in_as("maya"), number, "not-say")
    assert not starts(signed_in_as, look, number)
    said = signed_in_as("patel").reads(page_of(number)).text
    assert "Another part-time timetable runs in these days." in said
    assert "Write what is new about the reason" in said


def test_the_key_worker_writes_but_does_not_start(signed_in_as: SignedInAs, look: Look) -> None:
    number = written()
    okoro = signed_in_as("okoro")
    assert press(okoro, number, "start") == 403
    assert "Start it" not in okoro.reads(page_of(number)).text
    assert look(sa.select(PartTime.started_at)) == [None]


def test_the_end_of_one_that_runs_cannot_be_moved(signed_in_as: SignedInAs, look: Look) -> None:
    number = started()
    okoro = signed_in_as("okoro")
    changed = {**WHOLE, "ends_on-day": "18", "version": "1", "full_time_offer": "All day in Art."}
    assert okoro.sends(f"{page_of(number)}/edit", **changed).status_code == 302
    (one,) = look(sa.select(PartTime))
    assert (one.ends_on, one.full_time_offer) == (LAST, "All day in Art.")
    assert (
        okoro.sends(f"{page_of(number)}/edit", **{**changed, "version": "2", "full_time_offer": ""}).status_code == 422
    )


@pytest.mark.usefixtures("app")
def test_whatever_form_is_sent_the_end_of_one_that_runs_stays(look: Look) -> None:
    """A form that was opened before it started knows the end; what is saved of it does not move it."""
    number = started()
    with db.work(cast.setting(), reason="a test saves") as session:
        okoro = Cast(session, cast.setting()).viewer("okoro")
        one = session.get_one(PartTime, number)
        change_part_time(one, {"ends_on": "2026-12-18", "full_time_offer": "Art."}, opened=1, by=okoro)
    (kept,) = look(sa.select(PartTime))
    assert (kept.ends_on, kept.full_time_offer) == (LAST, "Art.")


def test_two_who_write_at_once_lose_nothing(signed_in_as: SignedInAs, look: Look) -> None:
    address = write(signed_in_as("okoro"))
    mine = {**WHOLE, "version": "1", "work_for_home": "Reading."}
    theirs = {**WHOLE, "version": "1", "work_for_home": "Maths.", "check_at_home": "Ruth rings at 3."}
    assert signed_in_as("patel").sends(f"{address}/edit", **theirs).status_code == 302
    clash = signed_in_as("okoro").sends(f"{address}/edit", **mine)
    assert clash.status_code == 409
    for text in ("A folder for each day.", "Maths.", "Reading."):
        assert text in clash.text
    assert look(sa.select(PartTime.work_for_home)) == ["Maths."]


def test_a_new_one_begins_empty(signed_in_as: SignedInAs, the_time_is: SetTime) -> None:
    started()
    the_time_is("2026-12-14 09:00")
    form = signed_in_as("okoro").reads(f"{MAYA}/new").text
    assert "A folder for each day." not in form
    assert "after the operation" not in form


def test_one_that_is_over_stays_as_it_is(signed_in_as: SignedInAs, look: Look, the_time_is: SetTime) -> None:
    number = started()
    the_time_is("2026-12-14 09:00")
    okoro = signed_in_as("okoro")
    token = okoro.form(f"{page_of(number)}/say").hidden_values()["csrf_token"]
    changed = {**WHOLE, "version": "1", "ends_on-day": "18", "csrf_token": token}
    assert okoro.post(f"{page_of(number)}/edit", data=changed).status_code == 302
    (one,) = look(sa.select(PartTime))
    assert (one.version, one.ends_on) == (1, LAST)


def test_full_time_sooner_ends_it_today(signed_in_as: SignedInAs, look: Look) -> None:
    number = started()
    assert press(signed_in_as("okoro"), number, "end") == 302
    (one,) = look(sa.select(PartTime))
    assert (one.ended_why, one.full_time_on) == ("full_time_sooner", date(2026, 11, 25))
    assert "25 November" in signed_in_as("leila").reads(page_of(number)).one("main").text
