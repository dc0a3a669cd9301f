"""Asking to be rung: who it is about, when it suits, and nothing promised that is not kept."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.asking import ringing
from portal.database import SYSTEM, db
from portal.models import AuditEntry, CallRequest, GoodTime, Person, Placement, Setting
from tests import cast
from tests.factories.plans import change_placement
from tests.factories.ways import without_placements
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs

MAYA = f"/calls/ask/{cast.pupil('maya')}"


@pytest.fixture(autouse=True)
def in_english_with_a_number(app: Flask) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Setting, cast.setting()).open_hours = "Monday to Friday, 8:30 to 4:00"
        for slug in ("leila", "tomasz"):
            session.get_one(Person, cast.person(slug)).language = "en"
            session.get_one(Person, cast.person(slug)).phone = "07700 900 123"


def calls(look: Look) -> list[CallRequest]:
    return look(sa.select(CallRequest).order_by(CallRequest.asked_at))


def test_with_one_child_there_is_nothing_to_choose(signed_in_as: SignedInAs) -> None:
    answer = signed_in_as("leila").get("/calls/ask?page=timetable.week")
    assert answer.headers["Location"] == f"{MAYA}?page=timetable.week"


def test_with_several_children_tomasz_says_who_it_is_about(signed_in_as: SignedInAs) -> None:
    page = signed_in_as("tomasz").reads("/calls/ask?page=home.today")
    names = [link.text for link in page.one("main").all("a", where=lambda node: "/calls/ask/" in node.attrs["href"])]
    assert names == ["Jakub", "Zofia"]


def test_leila_asks_and_is_told_what_is_true(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    answer = leila.sends(f"{MAYA}?page=timetable.week", good_time="morning")
    [call] = calls(look)
    assert (call.person_id, call.pupil_id, call.for_id) == (
        cast.person("leila"),
        cast.pupil("maya"),
        cast.person("okoro"),
    )
    assert (call.good_time, call.page, call.done_at) == (GoodTime.MORNING, "timetable.week", None)
    page = leila.reads(answer.headers["Location"])
    assert page.one("h1").text == "Sam will ring you"
    words = page.one("main").text
    assert "You picked: In the morning." in words
    assert "We do not know the day yet." in words
    assert "Monday to Friday, 8:30 to 4:00" in words
    assert page.all("a", where=lambda node: node.attrs["href"] == "tel:01632960100")


def test_a_young_person_can_ask_too(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    answer = maya.sends(MAYA, good_time="any")
    assert maya.reads(answer.headers["Location"]).one("h1").text == "Sam will talk to you"
    assert calls(look)[0].person_id == cast.person("maya")


def test_somebody_whose_number_we_do_not_have_is_told_so(signed_in_as: SignedInAs) -> None:
    grace = signed_in_as("grace")
    answer = grace.sends(f"/calls/ask/{cast.pupil('tyler')}", good_time="any")
    assert "We do not have your phone number." in grace.reads(answer.headers["Location"]).text


def test_a_form_sent_twice_is_one_call(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    sent = {**leila.form(MAYA).hidden_values(), "good_time": "morning"}
    places = {leila.post(MAYA, data=sent).headers["Location"] for _ in range(5)}
    assert len(places) == 1
    assert len(calls(look)) == 1


def test_a_form_sent_again_after_sam_rang_is_still_that_call(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    sent = {**leila.form(MAYA).hidden_values(), "good_time": "morning"}
    first = leila.post(MAYA, data=sent).headers["Location"]
    okoro = signed_in_as("okoro")
    token = okoro.form("/language", to="/language").hidden_values()["csrf_token"]
    okoro.post(f"{first}/done", data={"csrf_token": token})
    assert leila.post(MAYA, data={**sent, "good_time": "any"}).headers["Location"] == first
    [call] = calls(look)
    assert (call.good_time, call.done_at is None) == (GoodTime.MORNING, False)
    assert "This is done." in leila.reads(first).text


def test_asking_again_while_one_waits_changes_when_it_suits(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    leila.sends(MAYA, good_time="morning")
    assert "You have asked already." in leila.reads(MAYA).text
    leila.sends(MAYA, good_time="afternoon")
    assert [call.good_time for call in calls(look)] == [GoodTime.AFTERNOON]


def test_asking_again_from_another_page_says_the_newer_page(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    for page in ("goals.goal_show", "plans.review_say"):
        leila.sends(f"{MAYA}?page={page}", good_time="any")
    assert "It was from the page for words to a review." in signed_in_as("okoro").reads("/").text
    leila.sends(MAYA, good_time="any")
    assert [call.page for call in calls(look)] == ["plans.review_say"]


def test_the_page_is_said_for_a_young_person_too(signed_in_as: SignedInAs) -> None:
    signed_in_as("maya").sends(f"{MAYA}?page=goals.ladder_move", good_time="any")
    words = signed_in_as("okoro").reads("/").text
    assert "From their own page. Asked today" in words
    assert "It was from the page for a step on a ladder." in words


def test_the_same_form_at_the_same_moment_is_one_call(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    sent = {**leila.form(MAYA).hidden_values(), "good_time": "any"}
    cookies = "; ".join(f"{cookie.key}={cookie.value}" for cookie in leila._cookies.values())

    def send(_number: int) -> str:
        again = leila.application.test_client(use_cookies=False)
        return again.post(MAYA, data=sent, headers={"Cookie": cookies}).headers["Location"]

    with ThreadPoolExecutor(8) as many:
        places = set(many.map(send, range(16)))
    assert len(places) == 1
    assert len(calls(look)) == 1


def test_the_slower_of_two_equal_forms_finds_the_faster_one(
    signed_in_as: SignedInAs, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    leila = signed_in_as("leila")
    sent = {**leila.form(MAYA).hidden_values(), "good_time": "any"}
    first = leila.post(MAYA, data=sent).headers["Location"]
    # As if neither form had seen the other one before it wrote.
    answers = iter([None])
    real = ringing.find_sent_call
    monkeypatch.setattr(ringing, "find_sent_call", lambda *args, **named: next(answers, real(*args, **named)))
    monkeypatch.setattr(ringing, "find_waiting_call", lambda *_args, **_named: None)
    assert leila.post(MAYA, data=sent).headers["Location"] == first
    assert len(calls(look)) == 1


@pytest.mark.parametrize("said", ["", "midnight", "x" * 10_000, "\x00", "\u202emorning"])
def test_a_time_that_is_no_picture_is_asked_for_again(signed_in_as: SignedInAs, look: Look, said: str) -> None:
    leila = signed_in_as("leila")
    answer = leila.sends(MAYA, good_time=said)
    assert answer.status_code == 422
    assert "Tap the time that suits you." in answer.text
    assert calls(look) == []


@pytest.mark.parametrize("client_id", ["", "x", str(uuid.UUID(int=1)), "\x00"])
def test_any_number_of_the_form_is_survived(signed_in_as: SignedInAs, look: Look, client_id: str) -> None:
    assert signed_in_as("leila").sends(MAYA, good_time="any", client_id=client_id).status_code == 302
    assert len(calls(look)) == 1


def test_a_page_that_is_none_is_not_kept(signed_in_as: SignedInAs, look: Look) -> None:
    signed_in_as("leila").sends(f"{MAYA}?page=<b>Maya</b>", good_time="any")
    assert calls(look)[0].page == ""


def test_nobody_asks_about_a_child_that_is_not_theirs(signed_in_as: SignedInAs, look: Look) -> None:
    others = ("dan", "tomasz", "priya", "zofia")
    assert {signed_in_as(who).get(MAYA).status_code for who in others} == {404}
    assert signed_in_as("okoro").get(MAYA).status_code == 403
    assert calls(look) == []


def test_dan_is_given_the_settings_own_number(signed_in_as: SignedInAs) -> None:
    assert signed_in_as("dan").get("/calls/ask").headers["Location"] == "/ring"


def test_with_nobody_to_ring_back_the_settings_number_is_given(signed_in_as: SignedInAs) -> None:
    without_placements()
    assert signed_in_as("leila").get(MAYA).headers["Location"] == "/ring"


def _next_placement(starts_on: date, key_worker: str) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        now = session.scalars(sa.select(Placement).where(Placement.pupil_id == cast.pupil("maya")).limit(1)).one()
        facts = {column.key: getattr(now, column.key) for column in Placement.__table__.columns if column.key != "id"}
        changed = {"starts_on": starts_on, "key_worker_id": cast.person(key_worker), "external_id": f"{starts_on}"}
        session.add(Placement(**facts | changed))


def test_before_the_first_day_the_key_worker_to_come_rings(signed_in_as: SignedInAs, look: Look) -> None:
    change_placement("maya", starts_on=date(2026, 12, 7))
    _next_placement(date(2027, 3, 1), "lewis")
    leila = signed_in_as("leila")
    answer = leila.sends(f"{MAYA}?page=plans.welcome_show", good_time="any")
    assert leila.reads(answer.headers["Location"]).one("h1").text == "Sam will ring you"
    assert [call.for_id for call in calls(look)] == [cast.person("okoro")]
    assert "It was from the page of the first day." in signed_in_as("okoro").reads("/").text


def test_while_a_placement_runs_its_key_worker_rings_and_not_the_next_one(signed_in_as: SignedInAs, look: Look) -> None:
    _next_placement(date(2027, 1, 11), "lewis")
    signed_in_as("leila").sends(MAYA, good_time="any")
    assert [call.for_id for call in calls(look)] == [cast.person("okoro")]


def test_when_every_placement_has_ended_nobody_is_promised(signed_in_as: SignedInAs) -> None:
    change_placement("maya", ended_on=date(2026, 10, 1))
    assert signed_in_as("leila").get(MAYA).headers["Location"] == "/ring"


def test_nobody_else_reads_what_leila_asked(signed_in_as: SignedInAs) -> None:
    address = signed_in_as("leila").sends(MAYA, good_time="any").headers["Location"]
    answers = {who: signed_in_as(who).get(address).status_code for who in ("dan", "maya", "tomasz", "priya")}
    assert set(answers.values()) == {404}


def test_the_record_says_that_leila_asked(signed_in_as: SignedInAs, look: Look) -> None:
    signed_in_as("leila").sends(MAYA, good_time="any")
    [call] = calls(look)
    lines = look(sa.select(AuditEntry).where(AuditEntry.event == "calls.call.asked"))
    assert [str(call.id) in line.facts for line in lines] == [True]


def test_the_wish_is_kept_in_every_language(signed_in_as: SignedInAs, visitor: Browser) -> None:
    for slug, language in (("leila", "ar"), ("tomasz", "pl")):
        with db.work(SYSTEM, reason="a test") as session:
            session.get_one(Person, cast.person(slug)).language = language
        assert signed_in_as(slug).get("/calls/ask", follow_redirects=True).status_code == 200
