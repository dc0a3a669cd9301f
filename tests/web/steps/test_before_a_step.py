"""Before a step: the young person says go on, stay or step back; a person answers; only then it starts."""

import uuid
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from portal import clock
from portal.models import (
    AuditEntry,
    HowSaid,
    PartTime,
    PlanReview,
    Readiness,
    ReviewWhy,
    StepAnswer,
    StepState,
    TimetableSession,
    WayStep,
)
from tests import cast
from tests.factories.steps import MONDAY_NEXT, a_step, begun, said
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime

MAYAS = f"/steps/{cast.pupil('maya')}"


def one(step: uuid.UUID, page: str = "") -> str:
    return f"/steps/one/{step}{page}"


def answers(look: Look) -> list[StepAnswer]:
    return look(sa.select(StepAnswer).order_by(StepAnswer.said_at))


def days(look: Look) -> dict[str, tuple[date, date]]:
    found = look(sa.select(WayStep).order_by(WayStep.starts_on))
    return {f"{step.title} {step.state}": (step.starts_on, step.ends_on) for step in found}


def timetable(look: Look) -> list[TimetableSession]:
    return look(sa.select(TimetableSession).order_by(TimetableSession.from_on, TimetableSession.starts))


def reviews(look: Look) -> list[PlanReview]:
    return look(sa.select(PlanReview).order_by(PlanReview.on))


def test_maya_says_stay_and_reads_who_answers_and_why(signed_in_as: SignedInAs, look: Look) -> None:
    step, maya, okoro = a_step("maya"), signed_in_as("maya"), signed_in_as("okoro")
    answer = maya.sends(one(step, "/ready"), answer="stay", how_said="read_to_me")
    assert answer.status_code == 302
    assert "A grown-up will answer you." in maya.reads(one(step)).one("main").text
    [row] = answers(look)
    assert (row.answer, row.how_said, row.entered_by_id) == (Readiness.STAY, HowSaid.READ_TO_ME, None)
    decided = {"decision": "go_on", "reason": "Mr Hughes will stand by the door.", "weeks": "1"}
    assert okoro.sends(f"/steps/answers/{row.id}", **decided).status_code == 302
    text = maya.reads(one(step)).one("main").text
    for words in ("Sam", "We go on", "Mr Hughes will stand by the door."):
        assert words in text


@pytest.mark.parametrize("answer", list(Readiness))
def test_a_step_does_not_start_while_what_the_child_said_is_unanswered(
    signed_in_as: SignedInAs, look: Look, the_time_is: SetTime, answer: Readiness
) -> None:
    step = a_step("maya")
    said("maya", step, answer)
    okoro = signed_in_as("okoro")
    for when in ("2026-11-24 10:00", "2026-11-30 09:00"):
        the_time_is(when)
        okoro = signed_in_as("okoro")
        page = okoro.sends(one(step), to="/start", follow_redirects=True)
        assert "Answer it first. Then it can start." in page.text
    assert timetable(look) == []
    assert look(sa.select(WayStep.state)) == [StepState.COMING]


def test_before_its_day_maya_is_asked_first(signed_in_as: SignedInAs, look: Look) -> None:
    step = a_step("maya")
    page = signed_in_as("okoro").sends(one(step), to="/start", follow_redirects=True)
    assert "Ask the young person first if they are ready." in page.text
    assert timetable(look) == []


def test_a_decision_without_a_reason_is_none(signed_in_as: SignedInAs, look: Look) -> None:
    answer = said("maya", a_step("maya"))
    sent = signed_in_as("okoro").sends(f"/steps/answers/{answer}", decision="go_on", reason=" ", weeks="1")
    assert sent.status_code == 422
    assert "Write why, in words the young person knows" in sent.text
    assert [row.decided_at for row in answers(look)] == [None]


def test_stay_puts_the_step_off_and_the_one_before_goes_on(signed_in_as: SignedInAs, look: Look) -> None:
    begun("maya")
    step, last = a_step("maya"), a_step("maya", "Come in", starts_on=date(2026, 12, 7))
    answer = said("maya", step)
    decided = {"decision": "stay", "reason": "You said it is too soon. We wait.", "weeks": "1"}
    signed_in_as("okoro").sends(f"/steps/answers/{answer}", **decided)
    assert days(look) == {
        "Look at the door now": (date(2026, 11, 23), date(2026, 12, 6)),
        "Say hello at the gate coming": (date(2026, 12, 7), date(2026, 12, 13)),
        "Come in coming": (date(2026, 12, 14), date(2026, 12, 20)),
    }
    assert look(sa.select(WayStep.version).where(WayStep.id == last)) == [2]


def test_stay_twice_makes_one_review_within_five_school_days_and_no_longer_part_time(
    signed_in_as: SignedInAs, look: Look
) -> None:
    step, maya, okoro = a_step("maya"), signed_in_as("maya"), signed_in_as("okoro")
    for number in (1, 2):
        maya.sends(one(step, "/ready"), answer="stay")
        assert len(reviews(look)) == number - 1
        row = answers(look)[-1]
        okoro.sends(f"/steps/answers/{row.id}", decision="stay", reason="We wait.", weeks="1")
    [review] = reviews(look)
    assert (review.why, review.held_on) == (ReviewWhy.STAYED_TWICE, None)
    assert clock.today() < review.on <= clock.today() + timedelta(days=7)
    assert look(sa.select(PartTime)) == []
    assert "phone" in signed_in_as("leila").reads(f"/plan/reviews/{review.id}").one("main").text.lower()


def test_the_same_stay_tapped_again_before_anybody_answered_is_said_once(signed_in_as: SignedInAs, look: Look) -> None:
    step, maya = a_step("maya"), signed_in_as("maya")
    for _ in range(3):
        maya.sends(one(step, "/ready"), answer="stay")
    assert len(answers(look)) == 1
    assert reviews(look) == []


def test_a_step_back_is_drawn_as_part_of_the_way(signed_in_as: SignedInAs, look: Look) -> None:
    a_step("maya", "Look at the door", starts_on=date(2026, 11, 16), state=StepState.DONE, started_at=clock.now())
    now = begun("maya", "Walk to the gate")
    last = a_step("maya", "Come in")
    answer = said("maya", now, Readiness.STEP_BACK)
    decided = {"decision": "step_back", "reason": "The gate was loud. We go back to the door.", "weeks": "1"}
    assert signed_in_as("okoro").sends(f"/steps/answers/{answer}", **decided).status_code == 302
    assert days(look) == {
        "Look at the door done": (date(2026, 11, 16), date(2026, 11, 22)),
        "Walk to the gate stepped_back": (date(2026, 11, 23), date(2026, 11, 24)),
        "Look at the door coming": (date(2026, 11, 25), date(2026, 12, 1)),
        "Walk to the gate coming": (date(2026, 12, 2), date(2026, 12, 13)),
        "Come in coming": (date(2026, 12, 14), date(2026, 12, 20)),
    }
    for who in ("maya", "leila", "okoro"):
        path = signed_in_as(who).reads(MAYAS).one("main").text
        assert "We took a step back" in path
        assert "fail" not in path.lower()
    assert look(sa.select(WayStep.version).where(WayStep.id == last)) == [2]
    session = timetable(look)[-1]
    assert (session.from_on, session.until_on) == (date(2026, 11, 25), date(2026, 12, 1))
    assert [(one.why, one.on) for one in reviews(look)] == [(ReviewWhy.SETBACK, date(2026, 12, 1))]


def test_where_no_step_was_before_nobody_steps_back_into_nothing(signed_in_as: SignedInAs, look: Look) -> None:
    answer = said("maya", begun("maya"), Readiness.STEP_BACK)
    decided = {"decision": "step_back", "reason": "It was too much.", "weeks": "1"}
    page = signed_in_as("okoro").sends(f"/steps/answers/{answer}", **decided)
    assert page.status_code == 422
    assert "There is no step before this one to go back to." in page.text
    assert "It was too much." in page.text
    assert [row.decided_at for row in answers(look)] == [None]


def test_two_who_answer_at_once_do_not_overwrite_one_another(signed_in_as: SignedInAs, look: Look) -> None:
    answer = said("maya", a_step("maya"))
    path = f"/steps/answers/{answer}"
    okoro, patel = signed_in_as("okoro"), signed_in_as("patel")
    hers = {**patel.form(path).hidden_values(), "decision": "go_on", "reason": "Try it.", "weeks": "1"}
    okoro.sends(path, decision="stay", reason="We wait.", weeks="1")
    page = patel.post(path, data=hers, follow_redirects=True)
    assert "Somebody else has answered this already." in page.text
    assert [(row.decision, row.reason) for row in answers(look)] == [(Readiness.STAY, "We wait.")]


def test_sam_writes_down_what_maya_says_and_how(signed_in_as: SignedInAs, look: Look) -> None:
    step, okoro = a_step("maya"), signed_in_as("okoro")
    assert okoro.sends(one(step, "/ready/enter"), answer="go_on").status_code == 422
    okoro.sends(one(step, "/ready/enter"), answer="go_on", how_said="by_phone")
    [row] = answers(look)
    assert (row.person_id, row.entered_by_id, row.how_said) == (
        cast.person("maya"),
        cast.person("okoro"),
        HowSaid.BY_PHONE,
    )


def test_nobody_says_it_in_the_place_of_the_young_person(signed_in_as: SignedInAs) -> None:
    step = a_step("maya")
    for who in ("leila", "okoro", "hughes", "amara"):
        assert signed_in_as(who).get(one(step, "/ready")).status_code == 403
    for who in ("leila", "maya", "hughes"):
        assert signed_in_as(who).get(one(step, "/ready/enter")).status_code == 403
    assert signed_in_as("zofia").get(one(step, "/ready")).status_code == 404
    assert signed_in_as("lewis").get(one(step, "/ready/enter")).status_code == 404


def test_only_the_next_step_and_the_one_that_goes_on_are_asked_about(signed_in_as: SignedInAs) -> None:
    begun("maya")
    a_step("maya")
    later = a_step("maya", "Come in", starts_on=MONDAY_NEXT + timedelta(days=7))
    assert signed_in_as("maya").get(one(later, "/ready")).status_code == 404


def test_every_move_is_in_the_record(signed_in_as: SignedInAs, look: Look) -> None:
    step = a_step("maya")
    signed_in_as("maya").sends(one(step, "/ready"), answer="go_on")
    row = answers(look)[0]
    signed_in_as("okoro").sends(f"/steps/answers/{row.id}", decision="go_on", reason="You can do it.", weeks="1")
    signed_in_as("okoro").sends(one(step), to="/start")
    events = set(look(sa.select(AuditEntry.event)))
    assert {"steps.answer.said", "steps.answer.decided", "steps.step.started"} <= events


def test_today_asks_about_no_step_whose_page_does_not_ask_yet(signed_in_as: SignedInAs) -> None:
    """The next step waits for an answer, or its day has passed: Today leads to no page that is not there."""
    first = a_step("maya", starts_on=clock.today())
    a_step("maya", "Wave at the gate", starts_on=clock.today() + timedelta(days=7))
    maya = signed_in_as("maya")
    for _asked in range(2):
        asked = [link.attrs["href"] for link in maya.reads("/").all("a") if "/ready" in link.attrs.get("href", "")]
        assert all(maya.get(address).status_code == 200 for address in asked)
        said("maya", first)
    assert asked == []
