"""A step that has not begun can be taken out, with the reason that the family reads; the ladder keeps no hole."""

import json
import uuid
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Agreement, Readiness, Revision, SectionKind, StepAnswer, TimetableSession, WayStep
from portal.returning.agreed import agreed_words, hashes_of
from tests import cast
from tests.factories.steps import MONDAY_NEXT, a_step, begun, said
from tests.factories.ways import agreed, answered, way_of
from tests.support.client import Browser
from tests.support.html import parse
from tests.support.portal import Look, SignedInAs
from tests.web.steps.sending import filled
from tests.web.steps.test_step_write import WORDS

MAYAS = f"/steps/{cast.pupil('maya')}"
SECOND, THIRD = date(2026, 12, 7), date(2026, 12, 14)


def one(step: uuid.UUID, page: str = "/out") -> str:
    return f"/steps/one/{step}{page}"


def take_out(browser: Browser, step: uuid.UUID, **words: Any) -> Any:
    return browser.sends(one(step), **{"reason": "Maya knows the gate already.", **words})


def days(look: Look) -> list[tuple[str, date, date]]:
    rows = look(sa.select(WayStep).where(WayStep.stands()).order_by(WayStep.starts_on))
    return [(row.title, row.starts_on, row.ends_on) for row in rows]


def three() -> tuple[uuid.UUID, uuid.UUID, uuid.UUID]:
    return a_step("maya", "One"), a_step("maya", "Two", starts_on=SECOND), a_step("maya", "Three", starts_on=THIRD)


def test_sam_takes_a_step_out_and_the_family_reads_that_and_why(signed_in_as: SignedInAs) -> None:
    _first, second, _third = three()
    assert take_out(signed_in_as("okoro"), second).status_code == 302
    for who in ("maya", "leila", "okoro"):
        browser = signed_in_as(who)
        words = browser.reads(MAYAS).one("main").text
        assert "Sam took out “Two”." in words
        assert "Maya knows the gate already." in words
        assert browser.get(one(second, "")).headers["Location"].endswith("/history")
        history = browser.reads(one(second, "/history")).one("main").text
        assert "Sam took this step out: Maya knows the gate already." in history


def test_the_step_before_goes_on_until_the_next_one(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    first = okoro.sends(f"{MAYAS}/new", **WORDS).headers["Location"]
    second = a_step("maya", "Two", starts_on=SECOND)
    a_step("maya", "Three", starts_on=THIRD)
    take_out(okoro, second)
    assert [each[1:] for each in days(look)] == [(MONDAY_NEXT, date(2026, 12, 13)), (THIRD, date(2026, 12, 20))]
    words = signed_in_as("leila").reads(f"{first}/history").one("main").text
    assert "Sam changed “The last day” from Sunday 6 December to Sunday 13 December." in words


def test_or_the_next_one_begins_earlier(signed_in_as: SignedInAs, look: Look) -> None:
    _first, second, _third = three()
    take_out(signed_in_as("okoro"), second, closes="after")
    assert days(look) == [("One", MONDAY_NEXT, date(2026, 12, 6)), ("Three", SECOND, date(2026, 12, 20))]


@pytest.mark.parametrize("which", [0, 2])
def test_the_first_and_the_last_step_leave_no_hole(which: int, signed_in_as: SignedInAs, look: Look) -> None:
    steps = three()
    before = days(look)
    take_out(signed_in_as("okoro"), steps[which])
    assert days(look) == [one for number, one in enumerate(before) if number != which]


def test_whoever_agreed_to_the_steps_is_asked_again_and_nobody_else(signed_in_as: SignedInAs, look: Look) -> None:
    _first, second, _third = three()
    agreed("maya", SectionKind.GOAL, "Back at school.")
    way_id = way_of("maya")
    with db.work(SYSTEM, reason="a test"):
        words = agreed_words(way_id)
    goal = {kind: text for kind, text in hashes_of(words).items() if kind == SectionKind.GOAL}
    answered("leila", "maya", hashes=json.dumps(hashes_of(words)))
    answered("maya", "maya", hashes=json.dumps(goal))
    take_out(signed_in_as("okoro"), second)
    assert sorted(look(sa.select(Agreement.lifted))) == ["", "steps"]
    assert "Two" not in signed_in_as("leila").reads(f"/agreeing/{cast.pupil('maya')}").one("main").text


def test_a_step_that_has_begun_stays_and_the_words_stay_in_the_box(signed_in_as: SignedInAs, look: Look) -> None:
    step = begun("maya")
    answer = take_out(signed_in_as("okoro"), step)
    assert answer.status_code == 409
    main = parse(answer.text).one("main").text
    assert "This step has begun. It stays on the way as it was." in main
    assert "Maya knows the gate already." in answer.text
    assert "Take the step out" not in signed_in_as("okoro").reads(one(step, "")).one("main").text
    assert len(days(look)) == 1


def test_what_maya_said_about_it_is_answered_first(signed_in_as: SignedInAs, look: Look) -> None:
    step = a_step("maya")
    said("maya", step)
    answer = take_out(signed_in_as("okoro"), step)
    assert answer.status_code == 409
    assert "Answer it first. Then you can take it out." in parse(answer.text).one("main").text
    assert len(days(look)) == 1
    assert look(sa.select(StepAnswer.decided_at)) == [None]


def test_a_step_is_not_taken_out_without_a_word_or_with_another_childs_name(
    signed_in_as: SignedInAs, look: Look
) -> None:
    step, okoro = a_step("maya"), signed_in_as("okoro")
    empty = take_out(okoro, step, reason=" ")
    assert "Write why. Everybody who reads the steps reads it" in parse(empty.text).text
    named = take_out(okoro, step, reason="Zofia goes there.")
    assert "That is the name of another child here." in named.text
    assert len(days(look)) == 1


def test_a_step_that_somebody_changed_meanwhile_is_read_again_first(signed_in_as: SignedInAs, look: Look) -> None:
    okoro, patel = signed_in_as("okoro"), signed_in_as("patel")
    step = a_step("maya")
    old = {**filled(patel.form(one(step))), "reason": "Too far."}
    okoro.post(one(step, "/edit"), data={**filled(okoro.form(one(step, "/edit"))), "title": "Wave at the gate"})
    answer = patel.post(one(step), data=old)
    assert answer.status_code == 409
    assert "Somebody has changed this step." in parse(answer.text).one("main").text
    again = filled(parse(answer.text).one("main").one("form"))
    assert again["reason"] == "Too far."
    assert patel.post(one(step), data=again).status_code == 302
    assert days(look) == []


def test_pressed_twice_it_is_once(signed_in_as: SignedInAs, look: Look) -> None:
    okoro, step = signed_in_as("okoro"), a_step("maya")
    sent = {**filled(okoro.form(one(step))), "reason": "Too far."}
    for _ in range(2):
        assert okoro.post(one(step), data=sent).status_code == 302
    assert len(look(sa.select(Revision.version).where(Revision.subject_id == step))) == 1


def test_sessions_that_the_week_has_of_it_already_never_take_place(signed_in_as: SignedInAs, look: Look) -> None:
    step, okoro = a_step("maya"), signed_in_as("okoro")
    yes = {"decision": Readiness.GO_ON, "reason": "Off we go.", "decided_by_id": cast.person("okoro")}
    said("maya", step, Readiness.GO_ON, **yes, decided_at=sa.func.now())
    assert okoro.sends(one(step, ""), to="/start").status_code == 302
    assert take_out(okoro, step).status_code == 302
    assert all(row.until_on < row.from_on for row in look(sa.select(TimetableSession)))
    assert "English" not in signed_in_as("maya").reads(f"/week/{cast.pupil('maya')}/next").one("main").text


@pytest.mark.parametrize("who", ["leila", "maya", "dan", "hughes", "lewis", "quinn"])
def test_nobody_else_takes_a_step_out(who: str, signed_in_as: SignedInAs) -> None:
    assert signed_in_as(who).get(one(a_step("maya"))).status_code in (403, 404)


def test_of_a_step_that_was_taken_out_nothing_can_be_done_any_more(signed_in_as: SignedInAs) -> None:
    step, okoro = a_step("maya"), signed_in_as("okoro")
    take_out(okoro, step)
    for page in ("/edit", "/ready/enter", "/print"):
        assert okoro.get(one(step, page)).status_code == 404
    assert signed_in_as("maya").get(one(step, "/ready")).status_code == 404
