"""Who would read it is said before it is sent: never another carer, never somebody whose access has ended."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.heard import Audience, find_audience
from portal.heard.audience import FOR_SCHOOL
from portal.models import BETWEEN_TWO, Contact, Contribution, Place, Placement, Relationship
from tests import cast
from tests.factories.asks import WORDS, asked
from tests.support.narrowed import As


def audience(
    seen_by: As, slug: str, about: str, place: Place = Place.GOAL_NOTE, *, is_for_school: bool = False
) -> Audience:
    with seen_by(slug) as session:
        viewer = session.info["viewer"]
        return find_audience(cast.pupil(about), place, viewer=viewer, is_for_school=is_for_school)


def names(readers: object) -> list[str]:
    return [reader.first_name for reader in readers]  # type: ignore[attr-defined]


def test_leila_is_shown_sam_and_those_who_keep_children_safe(seen_by: As) -> None:
    found = audience(seen_by, "leila", "maya")
    assert names(found.always) == ["Sam", "Ruth", "Amir"]
    assert found.key_worker
    assert found.key_worker.first_name == "Sam"


def test_leila_may_add_maya_and_never_dan(seen_by: As) -> None:
    assert names(audience(seen_by, "leila", "maya").may_add) == ["Maya"]


def test_the_school_is_offered_beside_what_was_released_to_it_and_nowhere_else(seen_by: As) -> None:
    assert names(audience(seen_by, "leila", "maya", is_for_school=True).may_add) == ["Maya", "Owen"]
    assert "Owen" not in names(audience(seen_by, "leila", "maya", Place.WAY).may_add)
    for place in set(Place) - set(FOR_SCHOOL):
        assert "Owen" not in names(audience(seen_by, "okoro", "maya", place, is_for_school=True).may_add)


@pytest.mark.parametrize("who", ["grace", "tyler", "lewis"])
def test_the_social_worker_is_offered_only_where_she_has_a_page(seen_by: As, who: str) -> None:
    offered = {place for place in Place if "Amara" in names(audience(seen_by, who, "tyler", place).may_add)}
    assert offered == set(Place) - set(BETWEEN_TWO)


def test_neither_of_two_separated_parents_is_offered_the_other(seen_by: As) -> None:
    assert "Arjun" not in names(audience(seen_by, "priya", "rohan").may_add)
    assert "Priya" not in names(audience(seen_by, "arjun", "rohan").may_add)


def test_a_young_person_may_choose_each_of_their_own_adults(seen_by: As) -> None:
    assert {"Priya", "Arjun"} <= set(names(audience(seen_by, "rohan", "rohan").may_add))


def test_dan_is_offered_to_nobody_not_even_to_staff(seen_by: As) -> None:
    for slug in ("maya", "okoro", "byrne"):
        assert "Dan" not in names(audience(seen_by, slug, "maya").may_add)


def test_a_carer_whose_contact_ended_is_not_offered_from_that_moment(seen_by: As) -> None:
    assert "Arjun" in names(audience(seen_by, "rohan", "rohan").may_add)
    with db.work(SYSTEM, reason="a test") as session:
        row = session.scalars(sa.select(Relationship).where(Relationship.person_id == cast.person("arjun"))).one()
        row.contact = Contact.NONE
    assert "Arjun" not in names(audience(seen_by, "rohan", "rohan").may_add)


def test_the_social_worker_is_somebody_graces_words_may_go_to(seen_by: As) -> None:
    assert "Amara" in names(audience(seen_by, "grace", "tyler").may_add)


def test_whoever_writes_is_not_named_as_their_own_reader(seen_by: As) -> None:
    found = audience(seen_by, "okoro", "maya")
    assert "Sam" not in names(found.always)
    assert "Sam" not in names(found.may_add)


def test_only_people_who_were_offered_can_be_chosen(seen_by: As) -> None:
    found = audience(seen_by, "leila", "maya")
    assert found.chosen(frozenset({cast.person("dan"), cast.person("tomasz")})) == ()


@pytest.fixture
def lewis_comes_next(app: Flask) -> None:
    """Maya's placement with Sam runs; one with Mrs Lewis, and with no link teacher, is to begin in January."""
    with db.work(SYSTEM, reason="a test") as session:
        runs = session.scalars(sa.select(Placement).where(Placement.pupil_id == cast.pupil("maya"))).one()
        same = ("setting_id", "pupil_id", "site_id", "tier", "weekly_minutes")
        for month, key_worker in ((1, "lewis"), (3, "okoro")):
            facts = {name: getattr(runs, name) for name in same}
            session.add(Placement(**facts, key_worker_id=cast.person(key_worker), starts_on=date(2027, month, 4)))


@pytest.mark.usefixtures("lewis_comes_next")
def test_words_go_to_who_is_key_worker_today_not_to_the_next_one(seen_by: As) -> None:
    found = audience(seen_by, "leila", "maya", is_for_school=True)
    assert names(found.always) == ["Sam", "Ruth", "Amir"]
    assert names(found.may_add) == ["Maya", "Owen"]
    asked("leila", "maya")
    for who, words in (("okoro", [WORDS]), ("lewis", [])):
        with seen_by(who) as session:
            assert [one.words for one in session.scalars(sa.select(Contribution))] == words


@pytest.mark.usefixtures("lewis_comes_next")
def test_between_two_placements_they_go_to_the_next_one_to_begin(seen_by: As) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        running = sa.update(Placement).where(Placement.starts_on == cast.SINCE)
        session.execute(running.values(ended_on=date(2026, 11, 20)))
    asked("leila", "maya")
    found = audience(seen_by, "leila", "maya", is_for_school=True)
    assert found.key_worker
    assert found.key_worker.first_name == cast.PEOPLE["lewis"][0]
    assert "Owen" not in names(found.may_add)
    with seen_by("lewis") as session:
        assert [one.words for one in session.scalars(sa.select(Contribution))] == [WORDS]
