"""Whose answers somebody may read at all: their own, and staff those of their pupils. Nobody acts on another's."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound

from portal.blueprints.agreeing.queries import get_own_answer, list_answers
from portal.models import Agreement, AgreementDecision
from tests import cast
from tests.factories.ways import answered, way_of
from tests.support.narrowed import As


def test_priya_finds_no_answer_of_arjuns_whatever_a_page_forgets(seen_by: As) -> None:
    arjuns, plan = answered("arjun", "rohan"), way_of("rohan")
    with seen_by("priya") as session:
        assert session.scalars(sa.select(Agreement)).all() == []
        assert list_answers(plan, None, viewer=session.info["viewer"]) == {}
        with pytest.raises(NoResultFound):
            get_own_answer(arjuns, viewer=session.info["viewer"])
    with seen_by("arjun") as session:
        assert [one.person_id for one in session.scalars(sa.select(Agreement))] == [cast.person("arjun")]


def test_staff_who_may_read_it_take_back_nothing_as_if_it_were_theirs(seen_by: As) -> None:
    arjuns = answered("arjun", "rohan")
    with seen_by("lewis") as session:
        assert session.get_one(Agreement, arjuns).person_id == cast.person("arjun")
        with pytest.raises(NoResultFound):
            get_own_answer(arjuns, viewer=session.info["viewer"])


@pytest.mark.parametrize("slug", ["dan", "hughes", "joanna", "quinn", "okoro", "leila"])
def test_of_rohans_plan_others_see_no_answer_and_no_decision(seen_by: As, slug: str) -> None:
    answered("arjun", "rohan")
    with seen_by(slug) as session:
        assert session.scalars(sa.select(Agreement)).all() == []
        assert session.scalars(sa.select(AgreementDecision)).all() == []
