"""Who is asked of the cast, whoever looks: the young person, and the adults whose agreement counts."""

import pytest
from flask import Flask

from portal import clock
from portal.database import SYSTEM, db
from portal.models import AgreeAnswer, Contact, Relationship
from portal.returning.needed import Standing, Why, standing_of, who_must_agree
from tests import cast
from tests.factories.ways import answered, way_of
from tests.support.narrowed import As

ASKED = {
    "maya": {"maya": Why.YOUNG_PERSON, "leila": Why.RESPONSIBILITY},
    "jakub": {"jakub": Why.YOUNG_PERSON, "tomasz": Why.RESPONSIBILITY},
    "rohan": {"rohan": Why.YOUNG_PERSON, "priya": Why.RESPONSIBILITY, "arjun": Why.RESPONSIBILITY},
    "tyler": {"tyler": Why.YOUNG_PERSON, "amara": Why.COUNCIL},
}


@pytest.mark.parametrize("child", ASKED)
def test_dan_is_never_asked_and_amara_is_for_the_council(app: Flask, child: str) -> None:
    with db.work(SYSTEM, reason="a test"):
        asked = {one.person_id: one.why for one in who_must_agree(cast.pupil(child), clock.today())}
    assert asked == {cast.person(slug): why for slug, why in ASKED[child].items()}


def test_who_is_asked_does_not_depend_on_who_looks(seen_by: As) -> None:
    for slug in ("priya", "arjun", "lewis", "rohan"):
        with seen_by(slug):
            assert len(who_must_agree(cast.pupil("rohan"), clock.today())) == 3


def test_how_it_stands_is_the_same_for_everybody(seen_by: As) -> None:
    plan = way_of("rohan")

    def stands() -> set[Standing]:
        found = set()
        for slug in ("priya", "arjun", "lewis", "rohan"):
            with seen_by(slug):
                found.add(standing_of(plan))
        return found

    assert stands() == {Standing.WAITING}
    for slug in ("priya", "arjun"):
        answered(slug, "rohan")
    assert stands() == {Standing.WAITING}
    answered("rohan", "rohan")
    assert stands() == {Standing.ALL}


def test_one_who_does_not_agree_is_said_without_waiting_for_the_rest(seen_by: As) -> None:
    plan = way_of("rohan")
    answered("arjun", "rohan", AgreeAnswer.NO)
    with seen_by("priya"):
        assert standing_of(plan) is Standing.NOT_ALL


def test_whose_contact_has_ended_is_not_asked_and_their_answer_counts_no_more(seen_by: As) -> None:
    plan = way_of("rohan")
    answered("arjun", "rohan", AgreeAnswer.NO)
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, cast.relationship("arjun", "rohan")).contact = Contact.NONE
    with seen_by("priya"):
        assert standing_of(plan) is Standing.WAITING
