""" "We can't come": a tap and a reason, to whoever answers now, once; and they can come after all."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import CantCome, Concern, Contribution, OutboxItem, Place, TimetableSession, WhyNot
from tests import cast
from tests.factories.marks import TODAY, session_of
from tests.factories.messages import works
from tests.factories.reaching import away, hears
from tests.factories.timetable import change, keep
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime

SAID, LETTERS = sa.select(CantCome), sa.select(OutboxItem).order_by(OutboxItem.created_at)
COMING = {"starts": "11:00", "ends": "12:00"}


def page_of(of: TimetableSession, on: date = TODAY) -> str:
    return f"/cant-come/session/{of.id}/{on.isoformat()}"


def says(browser: Browser, of: TimetableSession, why: WhyNot = WhyNot.ILL) -> str:
    """A tap on a picture; the address of what follows."""
    answer = browser.sends(page_of(of), why=why.value)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def told(look: Look) -> list[tuple[str, uuid.UUID]]:
    return [(item.letter, item.person_id) for item in look(LETTERS)]


def words(signed_in_as: SignedInAs, who: str, path: str = "/") -> str:
    return signed_in_as(who).reads(path).one("main").text


@pytest.mark.parametrize("why", list(WhyNot))
def test_one_tap_from_today_and_a_picture_reach_the_key_worker_at_once(
    signed_in_as: SignedInAs, look: Look, why: WhyNot
) -> None:
    lesson, leila = session_of(**COMING), signed_in_as("leila")
    (link,) = [a for a in leila.reads("/").all("a") if a.attrs.get("href", "").startswith("/cant-come/")]
    assert link.text.startswith("We can't come")
    assert leila.sends(link.attrs["href"], why=why.value).status_code == 302
    [row] = look(SAID)
    assert (row.why, row.session_id, row.on, row.person_id) == (why, lesson.id, TODAY, cast.person("leila"))
    assert told(look) == [("to_do", cast.person("okoro"))]
    today = words(signed_in_as, "okoro")
    assert "Cannot come Maya Tuesday 24 November, 11:00" in today
    assert "Leila said it." in today


def test_too_hard_is_met_with_help_and_never_with_blame(signed_in_as: SignedInAs) -> None:
    lesson = session_of(**COMING)
    for who in ("leila", "maya"):
        browser = signed_in_as(who)
        page = browser.reads(says(browser, lesson, WhyNot.TOO_HARD))
        links = {a.attrs.get("href", "").split("?")[0] for a in page.one("main").all("a")}
        ask = f"/asks/new/{cast.pupil('maya')}/would_like/session/{lesson.id}"
        assert {f"/calls/ask/{cast.pupil('maya')}", "/help", ask} <= links
        for each in (ask, f"/calls/ask/{cast.pupil('maya')}"):
            assert browser.get(each).status_code == 200
        for blame in ("should", "must", "again", "missed", "absent"):
            assert blame not in page.one("main").text


def test_a_young_person_says_it_in_their_own_words(signed_in_as: SignedInAs, look: Look) -> None:
    lesson, zofia = session_of("zofia", **COMING), signed_in_as("zofia")
    (link,) = [a for a in zofia.reads("/").all("a") if a.attrs.get("href", "").startswith("/cant-come/")]
    assert link.text.startswith("I can't come")
    assert "I am ill" in zofia.reads(page_of(lesson)).text
    says(zofia, lesson)
    assert look(SAID)[0].person_id == cast.person("zofia")
    assert "Zofia said it." in words(signed_in_as, "okoro")


def test_a_tap_that_is_sent_often_and_at_once_is_one(signed_in_as: SignedInAs, look: Look) -> None:
    lesson, leila = session_of(**COMING), signed_in_as("leila")
    sent = {**leila.form(page_of(lesson)).hidden_values(), "why": "ill"}
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _n: leila.post(page_of(lesson), data=sent), range(6)))
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    says(leila, lesson)  # the page opened once more, and the same picture
    assert len(look(SAID)) == 1
    assert told(look) == [("to_do", cast.person("okoro"))]


def test_another_reason_takes_the_place_of_the_first(signed_in_as: SignedInAs, look: Look) -> None:
    lesson, leila = session_of(**COMING), signed_in_as("leila")
    says(leila, lesson, WhyNot.TRAVEL)
    says(leila, lesson, WhyNot.ILL)
    assert [row.why for row in look(SAID.where(CantCome.taken_back_at.is_(None)))] == [WhyNot.ILL]
    today = words(signed_in_as, "okoro")
    assert "Ill" in today
    assert "Getting there" not in today


def test_they_can_come_after_all_and_staff_are_told(signed_in_as: SignedInAs, look: Look) -> None:
    lesson, leila, okoro = session_of(**COMING), signed_in_as("leila"), signed_in_as("okoro")
    where = says(leila, lesson)
    okoro.sends("/", to="/seen")
    assert "Cannot come" not in okoro.reads("/").text
    assert "Sam has seen it." in leila.reads(where).text
    sent = leila.form(where, to="after-all").hidden_values()
    for _again in range(2):
        assert leila.post(f"{where}/after-all", data=sent).status_code == 302
    assert look(SAID)[0].taken_back_at
    assert "Comes after all" in okoro.reads("/").text
    assert "We can't come" in leila.reads("/").text
    assert [letter for letter, _who in told(look)] == ["to_do", "to_do"]


def test_words_are_heard_by_the_team_and_signs_are_looked_for(signed_in_as: SignedInAs, look: Look) -> None:
    lesson, leila = session_of(**COMING), signed_in_as("leila")
    where = says(leila, lesson, WhyNot.SOMETHING_ELSE)
    assert where.endswith("/words")
    assert "No other adult at home does." in leila.reads(where).text
    assert leila.sends(where, words="She says she wants to kill herself.").status_code == 302
    [said] = look(sa.select(Contribution).where(Contribution.place == Place.CANT_COME))
    assert said.about_id == look(SAID)[0].id
    assert len(look(sa.select(Concern))) == 1
    assert "She says she wants to kill herself." in words(signed_in_as, "okoro")


def test_while_the_key_worker_is_away_their_cover_hears_and_the_family_is_told_who(
    signed_in_as: SignedInAs, look: Look
) -> None:
    lesson, leila = session_of(**COMING), signed_in_as("leila")
    away("okoro", "lewis")
    assert "Sam is away. Hana will get it at once." in leila.reads(page_of(lesson)).text
    where = says(leila, lesson, WhyNot.SOMETHING_ELSE)
    assert "Hana reads it too." in leila.reads(where).text
    leila.sends(where, words="The bus did not come.")
    assert told(look) == [("to_do", cast.person("lewis"))]
    lewis = signed_in_as("lewis")
    today = lewis.reads("/").one("main").text
    assert "Cannot come Maya" in today
    assert "The bus did not come." in today
    assert lewis.sends("/", to="/seen").status_code == 302
    assert "Hana has seen it." in leila.reads(where.removesuffix("/words")).text


def test_without_a_cover_the_coordinator_hears(signed_in_as: SignedInAs, look: Look) -> None:
    lesson = session_of(**COMING)
    away("okoro")
    says(signed_in_as("leila"), lesson)
    assert told(look) == [("to_do", cast.person("patel"))]
    assert "Cannot come Maya" in words(signed_in_as, "patel")
    for who in ("byrne", "lewis"):
        assert "Cannot come" not in words(signed_in_as, who)


def test_another_carer_never_learns_that_it_was_said(signed_in_as: SignedInAs) -> None:
    lesson, priya = session_of("rohan", **COMING), signed_in_as("priya")
    where = says(priya, lesson, WhyNot.SOMETHING_ELSE)
    priya.sends(where, words="We overslept in Bath.")
    shown = where.removesuffix("/words")
    week = f"/week/{cast.pupil('rohan')}/this"
    for path in ("/", week, page_of(lesson)):
        page = words(signed_in_as, "arjun", path)
        for told in ("Not today", "They can't come", "Priya", "overslept"):
            assert told not in page
    for who in ("arjun", "rohan", "leila", "dan"):
        assert signed_in_as(who).get(shown).status_code == 404
        assert signed_in_as(who).get(f"{shown}/words").status_code == 404
    # The child reads that it is not today, and nothing of who said it or why.
    for path in ("/", week):
        page = words(signed_in_as, "rohan", path)
        assert "Not today" in page
        assert "Priya" not in page
        assert "Something else" not in page
    assert "Priya said it." in words(signed_in_as, "lewis", week)
    assert "Priya said it." in words(signed_in_as, "lewis", "/marks/today")


def test_sessions_of_others_and_of_no_day_are_not_there(signed_in_as: SignedInAs) -> None:
    lesson = session_of(**COMING)
    for who in ("dan", "tomasz", "zofia", "priya"):
        assert signed_in_as(who).get(page_of(lesson)).status_code == 404
    leila = signed_in_as("leila")
    wednesday = date(2026, 11, 25)
    for path in (page_of(lesson, wednesday), f"/cant-come/session/{lesson.id}/soon", page_of(session_of("rohan"))):
        assert leila.get(path).status_code == 404


def test_a_session_that_is_over_or_called_off_has_a_sentence(
    signed_in_as: SignedInAs, look: Look, the_time_is: SetTime
) -> None:
    lesson, off, leila = session_of(**COMING), session_of(starts="13:00", ends="14:00"), signed_in_as("leila")
    sent = {**leila.form(page_of(lesson)).hidden_values(), "why": "ill"}
    with db.work(SYSTEM, reason="a test") as session:
        keep(session, change(off, TODAY, is_cancelled=True))
    assert "This session is called off" in leila.reads(page_of(off)).text
    the_time_is("2026-11-24 12:30")
    leila = signed_in_as("leila")
    assert "This session is over" in leila.reads(page_of(lesson)).text
    sent["csrf_token"] = leila.form(page_of(lesson)).hidden_values()["csrf_token"]
    assert leila.post(page_of(lesson), data=sent).status_code == 302
    assert "This session is over, or it is called off." in leila.get("/").text
    assert look(SAID) == []


def test_no_picture_is_a_sentence_and_says_nothing(signed_in_as: SignedInAs, look: Look) -> None:
    lesson, leila = session_of(**COMING), signed_in_as("leila")
    answer = leila.sends(page_of(lesson), why="because")
    assert answer.status_code == 422
    assert "Tap one of the 5 pictures" in answer.text
    assert look(SAID) == []


def test_at_night_it_stands_at_once_and_the_page_says_when_it_is_read(
    signed_in_as: SignedInAs, look: Look, the_time_is: SetTime
) -> None:
    """Quiet hours of the key worker hold back the letter, not the line on Today; and nobody is told otherwise."""
    works("okoro", range(4))
    hears("okoro", quiet=(time(17), time(9)))
    lesson = session_of(weekday=2, **COMING)
    the_time_is("2026-11-24 22:10")
    leila = signed_in_as("leila")
    before = leila.reads(page_of(lesson, date(2026, 11, 25))).one("main").text
    assert "Sam is not at work now. Sam can read it tomorrow at 8:30. You can ring us." in before
    assert "at once" not in before
    answer = leila.sends(page_of(lesson, date(2026, 11, 25)), why="ill")
    after = leila.reads(answer.headers["Location"]).one("main").text
    assert "It is on the page of Sam now." in after
    assert "Sam can read it tomorrow at 8:30." in after
    assert "Cannot come Maya" in words(signed_in_as, "okoro")
    [letter] = look(LETTERS)
    assert f"{letter.due_at:%d %H:%M}" == "25 09:00"
