"""Marking the sessions of a day: one tap, the newer one counts, nothing is written over, nothing before it begins."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import Mark, PlanReview, ReviewWhy, SessionMark, TimetableSession
from tests import cast
from tests.factories.marks import TODAY, marked, session_of
from tests.factories.plans import change_placement, put_review
from tests.factories.timetable import MONDAY, change, keep
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime

PAGE = "/marks/today"


def tap(browser: Browser, of: TimetableSession, mark: Mark, **facts: str) -> str:
    """One tap on the page as it stands; the words of the page after it."""
    answer = browser.sends(PAGE, to=f"/marks/session/{of.id}", mark=mark.value, **facts)
    assert answer.status_code == 302, answer.text
    return browser.get(answer.headers["Location"]).text


def token_of(browser: Browser) -> dict[str, str]:
    """The token of their browser, from a page where nothing is to be marked."""
    return {"csrf_token": browser.form(PAGE, to="/sign-out").hidden_values()["csrf_token"]}


def counting(look: Look) -> list[SessionMark]:
    return look(sa.select(SessionMark).where(SessionMark.replaced_at.is_(None)))


@pytest.mark.parametrize("mark", list(Mark))
def test_one_tap_marks_a_session(signed_in_as: SignedInAs, look: Look, mark: Mark) -> None:
    lesson = session_of()
    assert "It is marked." in tap(signed_in_as("okoro"), lesson, mark)
    [row] = counting(look)
    assert (row.mark, row.pupil_id, row.person_id, row.is_morning) == (
        mark,
        lesson.pupil_id,
        cast.person("okoro"),
        True,
    )
    assert 0 <= row.attended_minutes <= row.offered_minutes <= 60


def test_we_did_not_come_offers_no_hours(signed_in_as: SignedInAs, look: Look) -> None:
    tap(signed_in_as("okoro"), session_of(), Mark.WE_DID_NOT_COME)
    assert [(row.offered_minutes, row.attended_minutes) for row in counting(look)] == [(0, 0)]


def test_a_newer_mark_counts_and_the_older_one_is_kept(signed_in_as: SignedInAs, look: Look) -> None:
    lesson, okoro = session_of(), signed_in_as("okoro")
    for mark in (Mark.DID_NOT_COME, Mark.CAME, Mark.CAME):
        tap(okoro, lesson, mark)
    assert [row.mark for row in counting(look)] == [Mark.CAME]
    assert len(look(sa.select(SessionMark))) == 3


def test_a_tap_that_is_sent_twice_is_one(signed_in_as: SignedInAs, look: Look) -> None:
    lesson, okoro = session_of(), signed_in_as("okoro")
    sent = {**okoro.form(PAGE).hidden_values(), "mark": "came"}
    for _again in range(3):
        assert okoro.post(f"/marks/session/{lesson.id}", data=sent).status_code == 302
    assert len(look(sa.select(SessionMark))) == 1


def test_another_button_of_the_same_form_is_another_mark(signed_in_as: SignedInAs, look: Look) -> None:
    lesson, okoro = session_of(), signed_in_as("okoro")
    sent = okoro.form(PAGE).hidden_values()
    for mark in ("came", "did_not_come"):
        okoro.post(f"/marks/session/{lesson.id}", data={**sent, "mark": mark})
    assert [row.mark for row in counting(look)] == [Mark.DID_NOT_COME]
    # The first tap once more, late from a phone without signal: it takes nobody's place, and says so.
    okoro.post(f"/marks/session/{lesson.id}", data={**sent, "mark": "came"})
    assert "Somebody else has just marked this session." in okoro.get(PAGE).text
    assert [row.mark for row in counting(look)] == [Mark.DID_NOT_COME]


def test_whoever_replaces_a_mark_they_had_not_seen_is_told(signed_in_as: SignedInAs, look: Look) -> None:
    lesson, okoro, byrne = session_of(), signed_in_as("okoro"), signed_in_as("byrne")
    sent = {**byrne.form(PAGE).hidden_values(), "mark": "came"}
    tap(okoro, lesson, Mark.DID_NOT_COME)
    byrne.post(f"/marks/session/{lesson.id}", data=sent)
    assert "Somebody else had marked it first." in byrne.get(PAGE).text
    assert [row.mark for row in counting(look)] == [Mark.CAME]
    assert len(look(sa.select(SessionMark))) == 2


def test_of_many_at_once_one_counts_and_each_is_answered(app: Flask, signed_in_as: SignedInAs, look: Look) -> None:
    lesson = session_of()
    browsers = [signed_in_as(slug) for slug in ("okoro", "byrne", "khan", "rees")]
    forms = [{**browser.form(PAGE).hidden_values(), "mark": "came"} for browser in browsers]
    with ThreadPoolExecutor(len(browsers)) as pool:
        answers = list(
            pool.map(
                lambda one: one[0].post(f"/marks/session/{lesson.id}", data=one[1]), zip(browsers, forms, strict=True)
            )
        )
    assert {answer.status_code for answer in answers} == {302}
    assert len(counting(look)) == 1


def test_a_session_that_has_not_begun_is_not_marked(signed_in_as: SignedInAs, look: Look) -> None:
    later, okoro = session_of(starts="10:30", ends="11:00"), signed_in_as("okoro")
    assert "It can be marked once it has begun." in okoro.reads(PAGE).text
    early = {**token_of(okoro), "mark": "came", "on": str(TODAY), "client_id": str(uuid.uuid4())}
    okoro.post(f"/marks/session/{later.id}", data=early)
    assert "This session cannot be marked now." in okoro.get(PAGE).text
    assert okoro.post(f"/marks/session/{later.id}", data={**early, "on": "2026-12-01"}).status_code == 302
    assert look(sa.select(SessionMark)) == []


@pytest.mark.parametrize(
    ("on", "status"), [("2026-11-23", 404), ("2026-10-20", 302), ("2026-11-17", 302), ("soon", 302)]
)
def test_only_a_day_on_which_the_session_was(signed_in_as: SignedInAs, look: Look, on: str, status: int) -> None:
    lesson, okoro = session_of(), signed_in_as("okoro")
    sent = {**okoro.form(PAGE).hidden_values(), "mark": "came", "on": on}
    assert okoro.post(f"/marks/session/{lesson.id}", data=sent).status_code == status
    marks = [row.on for row in look(sa.select(SessionMark))]
    assert marks == {"2026-11-17": [date(2026, 11, 17)], "soon": [TODAY]}.get(on, [])


def test_a_session_that_was_called_off_is_not_marked(signed_in_as: SignedInAs, look: Look) -> None:
    lesson, okoro = session_of(), signed_in_as("okoro")
    with db.work(SYSTEM, reason="a test") as session:
        keep(session, change(lesson, TODAY, is_cancelled=True))
    assert "Not this time" in okoro.reads(PAGE).text
    sent = {**token_of(okoro), "mark": "did_not_come", "on": str(TODAY)}
    okoro.post(f"/marks/session/{lesson.id}", data=sent)
    assert look(sa.select(SessionMark)) == []


def test_no_other_word_is_a_mark(signed_in_as: SignedInAs, look: Look) -> None:
    lesson, okoro = session_of(), signed_in_as("okoro")
    okoro.sends(PAGE, to=f"/marks/session/{lesson.id}", mark="naughty")
    assert "Tap one of the five buttons" in okoro.get(PAGE).text
    assert look(sa.select(SessionMark)) == []


def test_nobody_marks_a_pupil_who_is_not_theirs(signed_in_as: SignedInAs, look: Look) -> None:
    lesson = session_of("rohan", staff_id=cast.person("lewis"))
    okoro, lewis = signed_in_as("okoro"), signed_in_as("lewis")
    assert "Rohan" not in okoro.reads(PAGE).text
    assert "Rohan" in lewis.reads(PAGE).text
    sent = {**token_of(okoro), "mark": "came", "on": str(TODAY)}
    assert okoro.post(f"/marks/session/{lesson.id}", data=sent).status_code == 404
    for slug in ("leila", "maya", "tomasz", "hughes", "amara"):
        assert signed_in_as(slug).get(PAGE).status_code == 403
    assert look(sa.select(SessionMark)) == []


def test_late_and_part_ask_for_minutes_which_may_be_left(signed_in_as: SignedInAs, look: Look) -> None:
    lesson, okoro = session_of(), signed_in_as("okoro")
    page = tap(okoro, lesson, Mark.PART)
    assert "It is marked “Part of it”." in page
    assert [row.attended_minutes for row in counting(look)] == [30]
    [row] = counting(look)
    answer = okoro.sends(f"/marks/minutes/{row.id}", minutes="20")
    assert answer.status_code == 302
    assert [(one.mark, one.attended_minutes) for one in counting(look)] == [(Mark.PART, 20)]
    assert len(look(sa.select(SessionMark))) == 2


@pytest.mark.parametrize("minutes", ["", "-1", "61", "1.5", "ten", "١٠", "9" * 50])
def test_minutes_that_cannot_be_are_explained(signed_in_as: SignedInAs, look: Look, minutes: str) -> None:
    mark_id = marked(session_of(), Mark.CAME_LATE)
    answer = signed_in_as("okoro").sends(f"/marks/minutes/{mark_id}", minutes=minutes)
    assert answer.status_code == 422
    assert "Type a number of minutes that is not longer than the session" in answer.text
    assert len(look(sa.select(SessionMark))) == 1


def test_minutes_of_another_key_workers_pupil_are_not_there(signed_in_as: SignedInAs) -> None:
    mark_id = marked(session_of("rohan"), Mark.PART, by="lewis")
    assert signed_in_as("okoro").get(f"/marks/minutes/{mark_id}").status_code == 404


def test_a_child_who_did_not_come_twice_in_a_week_has_a_review_within_five_school_days(
    signed_in_as: SignedInAs, look: Look
) -> None:
    marked(session_of(weekday=MONDAY), Mark.DID_NOT_COME, date(2026, 11, 23))
    lesson, okoro = session_of(), signed_in_as("okoro")
    assert "there is a review by phone" in tap(okoro, lesson, Mark.DID_NOT_COME)
    [review] = look(sa.select(PlanReview))
    assert (review.why, review.on, review.pupil_id) == (ReviewWhy.SETBACK, date(2026, 12, 1), cast.pupil("maya"))
    assert "1 December 2026" in signed_in_as("leila").reads(f"/plan/reviews/{review.id}").text
    # Once, however often it is marked, and for a third time in the same week.
    for mark in (Mark.CAME, Mark.DID_NOT_COME):
        tap(okoro, lesson, mark)
    assert len(look(sa.select(PlanReview))) == 1


def test_that_we_did_not_come_is_no_setback(signed_in_as: SignedInAs, look: Look) -> None:
    marked(session_of(weekday=MONDAY), Mark.WE_DID_NOT_COME, date(2026, 11, 23))
    marked(session_of(starts="8:00", ends="8:30"), Mark.DID_NOT_COME, date(2026, 11, 17))
    lesson, okoro = session_of(), signed_in_as("okoro")
    for mark in (Mark.WE_DID_NOT_COME, Mark.DID_NOT_COME):
        tap(okoro, lesson, mark)
    assert look(sa.select(PlanReview)) == []


@pytest.mark.parametrize("soon", [True, False])
def test_a_review_that_is_near_is_enough(signed_in_as: SignedInAs, look: Look, soon: bool) -> None:
    put_review("maya", date(2026, 11, 30) if soon else date(2026, 12, 10))
    marked(session_of(weekday=MONDAY), Mark.DID_NOT_COME, date(2026, 11, 23))
    tap(signed_in_as("okoro"), session_of(), Mark.DID_NOT_COME)
    assert len(look(sa.select(PlanReview))) == (1 if soon else 2)


def test_after_a_placement_has_ended_no_review_is_made(signed_in_as: SignedInAs, look: Look) -> None:
    marked(session_of(weekday=MONDAY), Mark.DID_NOT_COME, date(2026, 11, 23))
    lesson = session_of()
    change_placement("maya", ended_on=date(2026, 11, 23))
    assert "It is marked." in tap(signed_in_as("byrne"), lesson, Mark.DID_NOT_COME)
    assert look(sa.select(PlanReview)) == []


def test_a_day_that_was_forgotten_can_be_marked(signed_in_as: SignedInAs, look: Look, the_time_is: SetTime) -> None:
    lesson = session_of()
    the_time_is("2026-11-25 10:00")
    okoro = signed_in_as("okoro")
    page = f"{PAGE}?on=2026-11-24"
    okoro.sends(page, to=f"/marks/session/{lesson.id}", mark="came")
    assert [row.on for row in counting(look)] == [TODAY]
    # A day to come is shown as today.
    assert "Wednesday 25 November" in okoro.reads(f"{PAGE}?on=2026-12-24").text
