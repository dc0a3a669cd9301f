"""A step that starts makes the real timetable: the week shows it, the step before ends, no roster takes it away."""

import uuid
from datetime import date, time
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import ChoiceKind, Readiness, StepSession, StepState, TimetableSession, WayStep
from portal.roster import import_folder
from portal.roster.demo import FOLDER, write_roster
from tests import cast
from tests.factories.steps import NOON, TEN, a_step, begun, offered, said
from tests.factories.timetable import session as a_session
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime
from tests.web.steps.sending import send

WEEK = f"/week/{cast.pupil('maya')}/next"


def one(step: uuid.UUID, page: str = "") -> str:
    return f"/steps/one/{step}{page}"


@pytest.fixture
def ready() -> uuid.UUID:
    """A step of Maya's for next week, for which she said go on, and Sam said so too."""
    step = a_step("maya", slots=((0, TEN, NOON, "English"), (2, time(9), TEN, "Maths")))
    said(
        "maya",
        step,
        Readiness.GO_ON,
        decision=Readiness.GO_ON,
        reason="Off we go.",
        decided_by_id=cast.person("okoro"),
        decided_at=sa.func.now(),
    )
    return step


def timetable(look: Look) -> list[TimetableSession]:
    return look(sa.select(TimetableSession).order_by(TimetableSession.weekday, TimetableSession.from_on))


def test_the_week_shows_the_sessions_of_the_step_with_who_meets_maya(
    signed_in_as: SignedInAs, look: Look, ready: uuid.UUID
) -> None:
    page = signed_in_as("okoro").sends(one(ready), to="/start", follow_redirects=True)
    assert "The step has its sessions in the week now." in page.text
    english, maths = timetable(look)
    assert (english.subject, english.from_on, english.until_on) == ("English", date(2026, 11, 30), date(2026, 12, 6))
    assert (maths.weekday, maths.starts, maths.place, maths.external_id) == (2, time(9), "The front door", None)
    assert english.note == "Mr Hughes meets you. Way out: The library."
    assert look(sa.select(StepSession.made_id).order_by(StepSession.weekday)) == [english.id, maths.id]
    for who in ("maya", "leila"):
        text = signed_in_as(who).reads(WEEK).one("main").text
        for words in ("English", "Maths", "The front door"):
            assert words in text


def test_pressed_twice_it_is_once(signed_in_as: SignedInAs, look: Look, ready: uuid.UUID) -> None:
    okoro = signed_in_as("okoro")
    sent = okoro.form(one(ready), to="/start").hidden_values()
    for _ in range(2):
        assert okoro.post(one(ready, "/start"), data=sent).status_code == 302
    assert len(timetable(look)) == 2


def test_the_step_before_ends_its_sessions_the_day_before(
    signed_in_as: SignedInAs, look: Look, the_time_is: SetTime, ready: uuid.UUID
) -> None:
    before = begun("maya", ends_on=date(2026, 11, 29), slots=((3, TEN, NOON, "Walk"),))
    signed_in_as("okoro").sends(one(ready), to="/start")
    walk = next(each for each in timetable(look) if each.subject == "Walk")
    assert walk.until_on == date(2026, 11, 29)
    states = {step.id: step.state for step in look(sa.select(WayStep))}
    assert (states[before], states[ready]) == (StepState.NOW, StepState.COMING)
    the_time_is("2026-11-30 09:00")
    text = signed_in_as("leila").reads(f"/steps/{cast.pupil('maya')}").one("main").text
    assert text.index("Done") < text.index("We are here")


def test_what_maya_chose_is_what_the_week_shows(signed_in_as: SignedInAs, look: Look, ready: uuid.UUID) -> None:
    maya = signed_in_as("maya")
    offers = {
        "start_time": offered("maya", ready, ChoiceKind.START_TIME, "11:00"),
        "first_lesson": offered("maya", ready, ChoiceKind.FIRST_LESSON, "Art"),
        "who_meets": offered("maya", ready, ChoiceKind.WHO_MEETS, "Anna", "anna"),
    }
    for kind, offer in offers.items():
        assert maya.sends(one(ready, f"/choose/{kind}"), answer=str(offer)).status_code == 302
    assert maya.sends(one(ready, "/choose/who_meets"), answer=str(uuid.uuid4())).status_code == 422
    text = maya.reads(one(ready)).one("main").text
    assert "Anna meets you" in text
    signed_in_as("okoro").sends(one(ready), to="/start")
    english, _maths = timetable(look)
    assert (english.starts, english.ends, english.subject) == (time(11), NOON, "Art")
    assert english.note.startswith("Anna meets you.")
    assert maya.get(one(ready, "/choose/who_meets")).status_code == 404


def test_two_things_at_once_do_not_get_into_the_week(signed_in_as: SignedInAs, look: Look, ready: uuid.UUID) -> None:
    with db.work(SYSTEM, reason="a test") as work:
        work.add(a_session("maya", weekday=0, starts="11:00", ends="13:00"))
    page = signed_in_as("okoro").sends(one(ready), to="/start", follow_redirects=True)
    assert "The week has something else at one of these times." in page.text
    assert len(timetable(look)) == 1


def test_a_change_of_a_step_that_goes_on_is_in_the_week_from_tomorrow(
    signed_in_as: SignedInAs, look: Look, the_time_is: SetTime, ready: uuid.UUID
) -> None:
    signed_in_as("okoro").sends(one(ready), to="/start")
    the_time_is("2026-11-30 15:00")
    changed = {"week-0-to": "11:00", "room": "The side door"}
    assert send(signed_in_as("okoro"), one(ready, "/edit"), **changed).status_code == 302
    rows = [(each.weekday, each.ends, each.place, each.from_on, each.until_on) for each in timetable(look)]
    monday, tomorrow, last = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 6)
    assert rows == [
        (0, NOON, "The front door", monday, monday),
        (0, time(11), "The side door", tomorrow, last),
        (2, TEN, "The front door", monday, monday),
        (2, TEN, "The side door", tomorrow, last),
    ]


def test_a_roster_that_is_read_again_takes_no_session_of_a_step_away(
    signed_in_as: SignedInAs, look: Look, tmp_path: Path, ready: uuid.UUID
) -> None:
    signed_in_as("okoro").sends(one(ready), to="/start")
    write_roster(FOLDER, tmp_path, date(2026, 11, 24))
    outcome = import_folder(tmp_path, apply=True, today=date(2026, 11, 24))
    assert outcome.is_applied, outcome.problems
    assert look(sa.select(TimetableSession.id).where(TimetableSession.external_id.is_not(None)))
    kept = sa.select(TimetableSession).where(TimetableSession.external_id.is_(None))
    assert [(each.subject, each.until_on) for each in look(kept.order_by(TimetableSession.weekday))] == [
        ("English", date(2026, 12, 6)),
        ("Maths", date(2026, 12, 6)),
    ]
