"""Writing steps: what does not fit is a sentence, two at once lose nothing, a save asks again who agreed."""

import json
import uuid
from datetime import date, time
from typing import Any

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Agreement, Revision, SectionKind, StepSession, WayStep
from portal.returning.agreed import agreed_words, hashes_of
from tests import cast
from tests.factories.steps import a_step
from tests.factories.ways import agreed, answered, way_of
from tests.support.html import parse
from tests.support.portal import Look, SignedInAs
from tests.web.steps.sending import filled, send

NEW = f"/steps/{cast.pupil('maya')}/new"
WEEK = {"week-0-day": "0", "week-0-from": "9:00", "week-0-to": "10:30", "week-0-what": "English"}


def dates(first: date, last: date) -> dict[str, str]:
    parts = [("starts_on", first), ("ends_on", last)]
    return {f"{name}-{part}": str(getattr(on, part)) for name, on in parts for part in ("day", "month", "year")}


DAYS = dates(date(2026, 11, 30), date(2026, 12, 6))
WORDS: dict[str, Any] = {
    "title": "Say hello at the gate",
    "way": "school",
    "room": "The front gate",
    "meets_name": "Mr Hughes",
    "way_out": "The library",
    "ready_when": "I have seen the gate.",
    **DAYS,
    **WEEK,
}


def steps(look: Look) -> list[WayStep]:
    return look(sa.select(WayStep).order_by(WayStep.starts_on, WayStep.id))


def edit(step: uuid.UUID) -> str:
    return f"/steps/one/{step}/edit"


def test_sam_writes_a_step_and_leila_reads_when_where_and_who(signed_in_as: SignedInAs, look: Look) -> None:
    answer = signed_in_as("okoro").sends(NEW, **WORDS)
    assert answer.status_code == 302
    main = signed_in_as("leila").reads(answer.headers["Location"]).one("main").text
    for words in (
        "Say hello at the gate",
        "Monday 30 November",
        "Mr Hughes",
        "The front gate",
        "The library",
        "English",
    ):
        assert words in main
    assert [one.subject for one in look(sa.select(StepSession))] == ["English"]


def test_the_same_form_sent_three_times_is_one_step(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    sent = {**okoro.form(NEW).hidden_values(), **WORDS}
    assert len({okoro.post(NEW, data=sent).headers["Location"] for _ in range(3)}) == 1
    assert len(steps(look)) == 1


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"title": " "}, "Give the step a name that the child knows"),
        ({"way": "rocket"}, "Choose how it happens"),
        (dates(date(2026, 12, 7), date(2026, 12, 4)), "The last day is before the first day. Choose a later last day."),
        ({"starts_on-day": "31"}, "Type a real date, like 27 3 2026"),
        ({"starts_on-day": "", "starts_on-month": "", "starts_on-year": ""}, "Say which day is the first"),
        ({"week-0-from": "soon"}, "needs a weekday and two times"),
        ({"week-0-to": "8:00"}, "A session ends before it starts: Monday 9:00–8:00, English"),
        ({"week-1-day": "0", "week-1-from": "10:00", "week-1-to": "11:00"}, "Two sessions are at the same time"),
        (
            {"week-1-day": "1", "week-1-from": "0:00", "week-1-to": "23:00"},
            "Take some out, or change the promised hours",
        ),
        ({"times": "11:00"}, "11:00 is not in the first session of each day"),
        ({"times": "early"}, "Write one time on each line"),
        ({"pause_if": "x" * 2001}, "Use fewer words here"),
        ({"meets_id": str(cast.person("leila"))}, "Choose somebody who works here"),
    ],
)
def test_what_is_not_taken_is_explained_and_every_word_stays(
    signed_in_as: SignedInAs, look: Look, changed: dict[str, str], says: str
) -> None:
    answer = signed_in_as("okoro").sends(NEW, **{**WORDS, **changed})
    assert answer.status_code == 422
    assert says in parse(answer.text).one("main").text
    kept = parse(answer.text).one("main").all("input")
    values = {field.attrs.get("value") for field in kept}
    assert {"The front gate", "Mr Hughes", "The library", "English"} <= values
    assert steps(look) == []


def test_steps_that_overlap_or_leave_a_hole_are_sentences_that_say_what_to_do(
    signed_in_as: SignedInAs, look: Look
) -> None:
    a_step("maya", "Look at the gate", starts_on=date(2026, 11, 30))
    okoro = signed_in_as("okoro")
    over = okoro.sends(NEW, **{**WORDS, **dates(date(2026, 12, 4), date(2026, 12, 11))})
    assert "These days overlap with “Look at the gate”" in parse(over.text).one("main").text
    hole = okoro.sends(NEW, **{**WORDS, **dates(date(2026, 12, 9), date(2026, 12, 11))})
    text = parse(hole.text).one("main").text
    assert "there are school days with no step, Monday 7 December to Tuesday 8 December" in text
    assert "tick that the steps beside it move along" in text
    assert len(steps(look)) == 1
    assert okoro.sends(NEW, **{**WORDS, **dates(date(2026, 12, 7), date(2026, 12, 11))}).status_code == 302


def test_the_steps_beside_it_move_along_when_that_is_ticked(signed_in_as: SignedInAs, look: Look) -> None:
    first, second = a_step("maya", "One"), a_step("maya", "Two", starts_on=date(2026, 12, 7))
    okoro = signed_in_as("okoro")
    longer = {"ends_on-day": "8", "ends_on-month": "12", "ends_on-year": "2026"}
    assert send(okoro, edit(first), **longer).status_code == 422
    assert send(okoro, edit(first), **longer, moves_neighbours="y").status_code == 302
    assert [(one.id, one.starts_on.day, one.ends_on.day) for one in steps(look)] == [(first, 30, 8), (second, 9, 13)]
    saves = sa.select(Revision.version).where(Revision.subject_id == second)
    assert look(saves) == [2]


def test_the_address_of_a_home_is_never_kept(signed_in_as: SignedInAs, look: Look) -> None:
    signed_in_as("okoro").sends(NEW, **{**WORDS, "way": "home_visit", "room": "12 Mill Lane"})
    assert [one.room for one in steps(look)] == [""]


def test_the_name_of_another_child_is_asked_about_first(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    answer = okoro.sends(NEW, **{**WORDS, "title": "Walk in with Zofia"})
    assert answer.status_code == 422
    assert "That is the name of another child here." in answer.text
    assert steps(look) == []


def test_hana_changes_rohans_start_and_the_history_says_it_in_one_sentence(signed_in_as: SignedInAs) -> None:
    hana = signed_in_as("lewis")
    new = f"/steps/{cast.pupil('rohan')}/new"
    step = hana.sends(new, **WORDS).headers["Location"]
    assert send(hana, f"{step}/edit", **{"week-0-from": "10:00"}).status_code == 302
    for who in ("lewis", "priya", "arjun", "rohan"):
        text = signed_in_as(who).reads(f"{step}/history").one("main").text
        assert "Hana changed Rohan's start on Monday from 9:00 to 10:00." in text
        assert "Hana wrote the step “Say hello at the gate” for Rohan." in text


def test_two_at_once_lose_nothing_and_see_three_texts(signed_in_as: SignedInAs, look: Look) -> None:
    okoro, patel = signed_in_as("okoro"), signed_in_as("patel")
    step = okoro.sends(NEW, **WORDS).headers["Location"]
    hers = {**filled(patel.form(f"{step}/edit")), "title": "Wave at the gate", "way_out": "The office"}
    send(okoro, f"{step}/edit", title="Say good morning", room="The side gate")
    clash = patel.post(f"{step}/edit", data=hers)
    assert clash.status_code == 409
    text = parse(clash.text).one("main").text
    for words in ("Say hello at the gate", "Say good morning", "Wave at the gate"):
        assert words in text
    again = {**filled(parse(clash.text).one("main").one("form"))}
    assert (again["room"], again["way_out"], again["title"]) == ("The side gate", "The office", "Wave at the gate")
    assert patel.post(f"{step}/edit", data=again).status_code == 302
    assert [(one.title, one.room, one.way_out, one.version) for one in steps(look)] == [
        ("Wave at the gate", "The side gate", "The office", 3)
    ]


def test_a_save_asks_again_whoever_agreed_to_the_steps_and_nobody_else(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    step = okoro.sends(NEW, **WORDS).headers["Location"]
    agreed("maya", SectionKind.GOAL, "Back at school.")
    way_id = way_of("maya")
    with db.work(SYSTEM, reason="a test"):
        hashes = json.dumps(hashes_of(agreed_words(way_id)))
    answered("leila", "maya", hashes=hashes)
    send(okoro, f"{step}/edit", title=WORDS["title"])
    assert look(sa.select(Agreement.lifted)) == [""]
    assert send(okoro, f"{step}/edit", **{"week-0-to": "11:00"}).status_code == 302
    assert look(sa.select(Agreement.lifted)) == ["steps"]


def test_an_old_page_of_a_step_that_is_over_is_not_there(signed_in_as: SignedInAs) -> None:
    step = a_step("maya", state="done")
    assert signed_in_as("okoro").get(edit(step)).status_code == 404


def test_every_time_in_a_week_is_as_it_was_typed(signed_in_as: SignedInAs, look: Look) -> None:
    signed_in_as("okoro").sends(NEW, **{**WORDS, "week-0-from": "9.05", "week-0-to": "13:40"})
    assert [(one.weekday, one.starts, one.ends) for one in look(sa.select(StepSession))] == [
        (0, time(9, 5), time(13, 40))
    ]
