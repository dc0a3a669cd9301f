"""Two who change the steps of a child at the same moment wait for one another: no two overlap, none leaves a hole."""

import uuid
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from datetime import date
from threading import Event
from typing import Any

import sqlalchemy as sa
from flask import Flask

from portal.access.viewer import Viewer
from portal.blueprints.steps.services.taking_out import TakeOut, take_out
from portal.blueprints.steps.services.texts import words_of
from portal.blueprints.steps.services.writing import DoesNotFitError, Sent, begin_step, change_step
from portal.database import db
from portal.models import Revision, WayBack, WayStep
from portal.returning.steps import DAY
from portal.revisions import ClashError
from tests import cast
from tests.factories.steps import MONDAY_NEXT, a_step
from tests.factories.ways import way_of
from tests.support.narrowed import narrowed_to
from tests.support.portal import Look, SignedInAs
from tests.web.steps.sending import filled
from tests.web.steps.test_step_write import NEW, WORDS

WEEK = 7 * DAY
# So long the first keeps the second waiting. Whoever does not wait is done long before.
KEPT_WAITING = 0.7
SECONDS = 30

Change = Callable[[Viewer], object]


def both_at_once(first: Change, second: Change) -> tuple[bool, str]:
    """Two transactions in one another: the first has changed and not yet kept when the second begins.

    Returns whether the second waited, and the name of what it was refused with (empty for nothing).
    """
    ready, first_is_in = Event(), Event()

    def go_second() -> str:
        with narrowed_to("patel") as session:
            viewer = session.info["viewer"]
            session.rollback()  # the transaction, and SQLite's lock with it, begins with the change itself
            ready.set()
            assert first_is_in.wait(SECONDS)
            try:
                second(viewer)
            except (ClashError, DoesNotFitError) as refused:
                return type(refused).__name__
            db.keep()
        return ""

    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(1))
        going: Future[str] = pool.submit(go_second)
        assert ready.wait(SECONDS)
        with narrowed_to("okoro") as session:
            first(session.info["viewer"])
            first_is_in.set()
            waited = not wait([going], timeout=KEPT_WAITING).done
            db.keep()
        return waited, going.result(timeout=SECONDS)


def writes(title: str) -> Change:
    """A new step of the same week."""
    monday = MONDAY_NEXT.isoformat(), (MONDAY_NEXT + 6 * DAY).isoformat()

    def change(by: Viewer) -> None:
        way = db.session.get_one(WayBack, way_of_maya)
        words = {
            "title": title, "way": "school", "starts_on": monday[0], "ends_on": monday[1], "week": "0 09:00 10:30 Art"
        }  # fmt: skip
        begin_step(way, uuid.uuid4(), Sent(words), by=by)

    way_of_maya = way_of("maya")
    return change


def takes_out(step_id: uuid.UUID) -> Change:
    """A step goes; the one before it takes its days."""
    return lambda by: take_out(_step(step_id), TakeOut("Not needed."), opened=1, by=by)


def renames(step_id: uuid.UUID, title: str, **more: str) -> Change:
    """Other words for a step, over its first version."""

    def change(by: Viewer) -> None:
        step = _step(step_id)
        words = {**words_of(step, by=by), "title": title, **more}
        change_step(db.session.get_one(WayBack, step.way_id), step, Sent(words), opened=1, by=by)

    return change


def _step(step_id: uuid.UUID) -> WayStep:
    return db.session.get_one(WayStep, step_id)


def standing(look: Look) -> list[tuple[str, date, date]]:
    rows = look(sa.select(WayStep).where(WayStep.stands()).order_by(WayStep.starts_on))
    return [(row.title, row.starts_on, row.ends_on) for row in rows]


def four() -> list[uuid.UUID]:
    """Four steps of a week each, one after the other."""
    titles = ("One", "Two", "Three", "Four")
    return [a_step("maya", title, starts_on=MONDAY_NEXT + number * WEEK) for number, title in enumerate(titles)]


def test_of_two_new_steps_of_one_week_the_second_is_told_that_it_does_not_fit(app: Flask, look: Look) -> None:
    assert both_at_once(writes("Sam's"), writes("Nisha's")) == (True, "DoesNotFitError")
    assert [title for title, *_days in standing(look)] == ["Sam's"]


def test_two_steps_side_by_side_that_grow_towards_each_other_do_not_overlap(app: Flask, look: Look) -> None:
    # A hole of a week between the two, which each would fill.
    first = a_step("maya", "One")
    second = a_step("maya", "Two", starts_on=MONDAY_NEXT + 2 * WEEK)
    longer = {"ends_on": (MONDAY_NEXT + WEEK + 6 * DAY).isoformat()}
    earlier = {"starts_on": (MONDAY_NEXT + WEEK).isoformat()}
    assert both_at_once(renames(first, "One", **longer), renames(second, "Two", **earlier)) == (True, "DoesNotFitError")
    (_one, _from, until), (_two, starts, _until) = standing(look)
    assert until + DAY == starts


def test_two_neighbours_taken_out_at_once_leave_no_hole(app: Flask, look: Look) -> None:
    _one, two, three, _four = four()
    assert both_at_once(takes_out(two), takes_out(three)) == (True, "")
    assert standing(look) == [
        ("One", MONDAY_NEXT, MONDAY_NEXT + 3 * WEEK - DAY),
        ("Four", MONDAY_NEXT + 3 * WEEK, MONDAY_NEXT + 4 * WEEK - DAY),
    ]


def test_a_step_that_two_take_out_at_once_goes_once(app: Flask, look: Look) -> None:
    _one, two, *_rest = four()
    assert both_at_once(takes_out(two), takes_out(two)) == (True, "")
    assert look(sa.select(Revision.version).where(Revision.subject_id == two)) == [2]
    assert [title for title, *_days in standing(look)] == ["One", "Three", "Four"]


def test_who_saves_a_step_that_is_just_taken_out_is_asked_and_it_stays_out(app: Flask, look: Look) -> None:
    _one, two, *_rest = four()
    assert both_at_once(takes_out(two), renames(two, "Two, longer")) == (True, "ClashError")
    assert [title for title, *_days in standing(look)] == ["One", "Three", "Four"]


def test_who_takes_out_a_step_that_is_just_saved_is_asked_and_it_stays(app: Flask, look: Look) -> None:
    _one, two, *_rest = four()
    assert both_at_once(renames(two, "Two, longer"), takes_out(two)) == (True, "ClashError")
    assert [title for title, *_days in standing(look)] == ["One", "Two, longer", "Three", "Four"]


def test_of_five_who_press_save_for_the_same_week_one_is_taken_and_four_keep_their_words(
    signed_in_as: SignedInAs, look: Look
) -> None:
    browsers = [signed_in_as(slug) for slug in ("okoro", "byrne", "khan", "rees", "patel")]
    sent: list[dict[str, Any]] = [
        {**filled(browser.form(NEW)), **WORDS, "title": f"Words {number}"} for number, browser in enumerate(browsers)
    ]
    with ThreadPoolExecutor(len(browsers)) as many:
        answers = list(many.map(lambda one: one[0].post(NEW, data=one[1]), zip(browsers, sent, strict=True)))
    assert sorted(answer.status_code for answer in answers) == [302, 422, 422, 422, 422]
    (kept,) = standing(look)
    for answer, data in zip(answers, sent, strict=True):
        assert answer.status_code == 302 or (data["title"] in answer.text and kept[0] in answer.text)
    assert look(sa.select(WayStep.pupil_id)) == [cast.pupil("maya")]


def test_who_sends_words_for_a_step_that_was_taken_out_meanwhile_keeps_them(
    signed_in_as: SignedInAs, look: Look
) -> None:
    _one, two, *_rest = four()
    path, patel = f"/steps/one/{two}/edit", signed_in_as("patel")
    sent = {**filled(patel.form(path)), "title": "Two, and a longer way home"}
    signed_in_as("okoro").sends(f"/steps/one/{two}/out", reason="Maya knows the gate already.")
    answer = patel.post(path, data=sent)
    assert answer.status_code == 422
    for words in ("This step was taken out, or it is over. Your words are still here.", "Two, and a longer way home"):
        assert words in answer.text
    assert [title for title, *_days in standing(look)] == ["One", "Three", "Four"]
    assert patel.get(path).status_code == 404
    lewis = signed_in_as("lewis")
    own = lewis.form(f"/steps/{cast.pupil('rohan')}/new").hidden_values()
    assert lewis.post(path, data={**sent, "csrf_token": own["csrf_token"]}).status_code == 404
