"""A setback makes a review within five school days, once; a late one, or one far away, is not enough."""

from datetime import date, time

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import DayKind, MeetingWay, PlanReview, ReviewWhy, Revision, TermDate
from portal.returning.reviews import make_review
from tests import cast
from tests.factories.check_ins import viewer
from tests.factories.plans import change_placement, put_review
from tests.support.portal import Look

TODAY = date(2026, 11, 24)
FIFTH = date(2026, 12, 1)


def called_for(slug: str = "okoro", why: ReviewWhy = ReviewWhy.SETBACK, today: date = TODAY) -> PlanReview:
    by = viewer(slug)
    with db.work(cast.setting(), reason="a test"):
        make_review(cast.pupil("maya"), why, by, today)
    with db.work(cast.setting(), reason="a test") as session:
        made = session.scalars(sa.select(PlanReview).order_by(PlanReview.on).where(PlanReview.on >= today)).first()
        assert made is not None
        session.expunge(made)
    return made


def test_a_setback_makes_a_review_on_the_fifth_school_day(app: Flask, look: Look) -> None:
    made = called_for()
    assert (made.on, made.starts, made.way, made.why) == (FIFTH, time(10), MeetingWay.PHONE, ReviewWhy.SETBACK)
    assert look(sa.select(Revision.version).where(Revision.subject_id == made.id)) == [1]


def test_holidays_and_closed_days_do_not_count(app: Flask) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        closed = {"kind": DayKind.CLOSED, "from_on": date(2026, 11, 26), "until_on": date(2026, 11, 27), "reason": ""}
        session.add(TermDate(setting_id=cast.setting(), external_id="closed", **closed))
    assert called_for().on == date(2026, 12, 3)


def test_before_long_holidays_the_days_go_on_behind_them(app: Flask) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.delete(TermDate))
        for number, days in enumerate(((date(2026, 9, 1), date(2026, 11, 26)), (date(2027, 1, 4), date(2027, 2, 12)))):
            term = {"kind": DayKind.TERM, "from_on": days[0], "until_on": days[1], "reason": ""}
            session.add(TermDate(setting_id=cast.setting(), external_id=f"term {number}", **term))
    assert called_for().on == date(2027, 1, 6)


def test_where_the_next_term_is_not_entered_yet_the_review_is_soon_all_the_same(app: Flask) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.delete(TermDate))
        term = {"kind": DayKind.TERM, "from_on": date(2026, 9, 1), "until_on": date(2026, 11, 26), "reason": ""}
        session.add(TermDate(setting_id=cast.setting(), external_id="term", **term))
    assert called_for().on == FIFTH


def test_two_setbacks_in_a_row_make_one_review(app: Flask, look: Look) -> None:
    assert called_for().id == called_for().id == called_for("byrne", today=date(2026, 11, 25)).id
    assert len(look(sa.select(PlanReview))) == 1


@pytest.mark.parametrize("on", [date(2026, 11, 20), date(2026, 12, 9)])
def test_a_review_that_is_late_or_far_away_is_not_enough(app: Flask, look: Look, on: date) -> None:
    put_review("maya", on, why=ReviewWhy.SETBACK)
    assert called_for().on == FIFTH
    assert len(look(sa.select(PlanReview))) == 2


def test_a_review_that_is_near_is_enough_whatever_it_is_for(app: Flask, look: Look) -> None:
    near = put_review("maya", date(2026, 11, 30))
    assert called_for().id == near
    assert len(look(sa.select(PlanReview))) == 1


def test_without_a_placement_there_is_no_plan_to_look_at(app: Flask, look: Look) -> None:
    change_placement("maya", ended_on=date(2026, 11, 20))
    with db.work(cast.setting(), reason="a test"):
        assert make_review(cast.pupil("maya"), ReviewWhy.SETBACK, viewer("okoro"), TODAY) is None
    assert look(sa.select(PlanReview)) == []


def test_when_maya_calls_for_it_it_stands_under_the_name_of_her_key_worker(app: Flask) -> None:
    assert called_for("maya").arranged_by_id == cast.person("okoro")
