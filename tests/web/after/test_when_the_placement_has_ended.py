"""The school and the key worker answer for a year, also when the placement has ended; and nothing else opens again."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import (
    Base,
    FollowUp,
    HowItGoes,
    OfPupil,
    Person,
    Placement,
    Pupil,
    ReturnOutcome,
    SectionKind,
    TermDate,
    Voice,
    WayBack,
    WayKind,
    YesNoUnknown,
)
from portal.returning.after import dates_to_ask
from portal.returning.beginning import begin
from portal.visibility.rules import RULES
from tests import cast
from tests.factories.plans import change_placement
from tests.factories.returns import TODAY, asked_today, placement_ended, question_of, returned, said
from tests.factories.ways import agreed
from tests.support.narrowed import As
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime

MAYA = cast.pupil("maya")


@pytest.fixture(autouse=True)
def over(app: object) -> None:
    """Maya is back for four weeks, her placement has ended, everybody is asked today; her mother has said something."""
    agreed("maya", SectionKind.GOAL, "Back in class.", is_for_school=True)
    returned("maya", TODAY - timedelta(weeks=4))
    placement_ended("maya", TODAY - timedelta(days=1))
    said("leila", "maya", 1, HowItGoes.GOOD, Voice.HOME)
    asked_today()


def of_maya(seen_by: As, slug: str) -> dict[str, list[Any]]:
    """Every row about Maya that somebody sees, by table."""
    found = {}
    with seen_by(slug) as session:
        models: list[type[Base]] = [model for model in RULES if issubclass(model, OfPupil)]
        for model in models:
            rows = session.scalars(sa.select(model).where(model.pupil_id == MAYA)).unique().all()  # type: ignore[attr-defined]
            if rows:
                found[model.__name__] = [getattr(row, "person_id", None) for row in rows]
    return found


@pytest.mark.parametrize("slug", ["hughes", "okoro"])
def test_they_answer_and_see_their_own_question_and_no_other_row_of_maya(
    signed_in_as: SignedInAs, seen_by: As, slug: str
) -> None:
    row, browser = question_of(slug, "maya"), signed_in_as(slug)
    assert "How is it going for Maya?" in browser.reads("/after/").text
    assert browser.sends(f"/after/{row}", going="good").headers["Location"] == f"/after/{row}/more"
    assert browser.sends(f"/after/{row}/more", words="She smiles.", days="").status_code == 302
    assert of_maya(seen_by, slug) == {"FollowUp": [cast.person(slug)]}
    with seen_by(slug) as session:
        assert session.scalars(sa.select(Pupil.id).where(Pupil.id == MAYA)).all() == [MAYA]
        around = [cast.person("maya"), cast.person("leila"), cast.person("dan")]
        people = session.scalars(sa.select(Person.id).where(Person.id.in_(around))).all()
        assert people == [cast.person("maya")]


@pytest.mark.parametrize("slug", ["hughes", "okoro"])
def test_no_other_page_of_maya_opens_again(signed_in_as: SignedInAs, slug: str) -> None:
    browser = signed_in_as(slug)
    for path in (f"/after/of/{MAYA}", f"/plan/{MAYA}", f"/plan/{MAYA}/reviews", f"/goals/of/{MAYA}", f"/week/{MAYA}"):
        assert browser.get(path).status_code in (403, 404), path


@pytest.mark.parametrize("slug", ["hughes", "okoro"])
def test_when_the_question_is_over_for_six_weeks_maya_is_nobody_to_them(seen_by: As, slug: str) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        for row in session.scalars(sa.select(FollowUp).where(FollowUp.person_id == cast.person(slug))):
            row.due_on = TODAY - timedelta(days=43)
    assert of_maya(seen_by, slug) == {}
    with seen_by(slug) as session:
        assert session.scalars(sa.select(Pupil.id).where(Pupil.id == MAYA)).all() == []


def test_who_is_no_longer_the_key_worker_of_that_placement_sees_nothing(seen_by: As) -> None:
    change_placement("maya", key_worker_id=cast.person("lewis"))
    assert of_maya(seen_by, "okoro") == {}


def test_the_family_goes_on_as_before(signed_in_as: SignedInAs) -> None:
    row = question_of("leila", "maya")
    assert signed_in_as("leila").sends(f"/after/{row}", going="good").status_code == 302
    assert "Good" in signed_in_as("leila").reads(f"/after/of/{MAYA}").text


def test_for_the_whole_year_each_is_asked_as_often_as_with_a_placement(look: Look, the_time_is: SetTime) -> None:
    """Weekly, monthly, then once in each half term: the young person, home, the school and the team alike."""
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.delete(FollowUp))
    first = TODAY - timedelta(weeks=4)
    for days in range(1, 7 * 56, 2):
        day = first + timedelta(days=days)
        the_time_is(f"{day} 09:00")
        asked_today(day)
    terms = look(sa.select(TermDate).where(TermDate.setting_id == cast.setting()))
    planned = len(dates_to_ask(first, terms))
    for slug in ("maya", "leila", "hughes", "okoro"):
        asked = look(sa.select(FollowUp.due_on).where(FollowUp.person_id == cast.person(slug)))
        assert len(asked) == planned, slug
    assert planned >= 12
    assert look(sa.select(FollowUp).where(FollowUp.person_id == cast.person("dan"))) == []


@pytest.mark.parametrize("slug", ["maya", "leila"])
def test_at_the_end_of_the_year_family_and_young_person_still_answer(
    signed_in_as: SignedInAs, the_time_is: SetTime, slug: str
) -> None:
    day = TODAY + timedelta(weeks=48)
    the_time_is(f"{day} 09:00")
    asked_today(day)
    row, browser = question_of(slug, "maya"), signed_in_as(slug)
    assert f"/after/{row}" in [link.attrs["href"] for link in browser.reads("/").one("main").all("a")]
    assert browser.sends(f"/after/{row}", going="good").status_code == 302
    assert browser.sends(f"/after/{row}/more", words="A good year.", days="").status_code == 302
    assert "A good year." in browser.reads(f"/after/of/{MAYA}").text


def twelve_weeks() -> None:
    """It is twelve weeks since the return, and everybody is asked today."""
    returned("maya", TODAY - timedelta(weeks=12))
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.delete(FollowUp))
    asked_today()


def test_the_key_worker_who_was_asked_notes_how_it_stands(signed_in_as: SignedInAs, seen_by: As, look: Look) -> None:
    twelve_weeks()
    path, okoro = f"/after/of/{MAYA}/weeks/12", signed_in_as("okoro")
    assert path in [link.attrs["href"] for link in okoro.reads("/").one("main").all("a")]
    assert path in [link.attrs["href"] for link in okoro.reads("/after/").one("main").all("a")]
    known = {"on_roll": "yes", "not_excluded": "yes", "possible": "60", "attended": "51"}
    assert okoro.sends(path, **known).headers["Location"] == "/after/"
    [row] = look(sa.select(ReturnOutcome))
    assert (row.on_roll, row.noted_by_id) == (YesNoUnknown.YES, cast.person("okoro"))
    assert okoro.sends(path, **{**known, "attended": "52"}).headers["Location"] == "/after/"
    assert [one.sessions_attended for one in look(sa.select(ReturnOutcome))] == [52]
    assert path not in [link.attrs["href"] for link in okoro.reads("/after/").one("main").all("a")]
    assert of_maya(seen_by, "okoro").keys() == {"FollowUp", "ReturnOutcome"}
    assert okoro.get(f"/after/of/{MAYA}").status_code == 404


def test_the_coordinator_notes_it_too_and_nobody_else(signed_in_as: SignedInAs) -> None:
    twelve_weeks()
    path = f"/after/of/{MAYA}/weeks/12"
    assert path in [link.attrs["href"] for link in signed_in_as("patel").reads("/after/").one("main").all("a")]
    for slug, answer in (("hughes", 403), ("leila", 403), ("lewis", 404), ("quinn", 404), ("patel", 200)):
        assert signed_in_as(slug).get(path).status_code == answer, slug


def test_a_key_worker_who_was_asked_too_long_ago_notes_nothing(signed_in_as: SignedInAs) -> None:
    twelve_weeks()
    with db.work(SYSTEM, reason="a test") as session:
        for row in session.scalars(sa.select(FollowUp)):
            row.due_on = TODAY - timedelta(days=43)
    assert signed_in_as("okoro").get(f"/after/of/{MAYA}/weeks/12").status_code == 404


def comes_again(on: date) -> uuid.UUID:
    """Maya has a new placement from a day on, with Hana; and its plan. Returns the id of the plan."""
    with db.work(SYSTEM, reason="a test") as session:
        old = session.scalars(sa.select(Placement).where(Placement.pupil_id == MAYA)).one()
        facts = {"setting_id": old.setting_id, "pupil_id": MAYA, "site_id": old.site_id, "tier": 2}
        new = Placement(id=uuid.uuid4(), starts_on=on, key_worker_id=cast.person("lewis"), weekly_minutes=600, **facts)
        session.add(new)
        session.flush()
        of = {"setting_id": old.setting_id, "pupil_id": MAYA, "placement_id": new.id}
        rows = [model(**values) for model, values in begin(WayKind.WAY_BACK, begun_on=on, **of)]
        session.add_all(rows)
        return next(row.id for row in rows if isinstance(row, WayBack))


def test_a_new_placement_stops_the_questions_of_the_old_year(signed_in_as: SignedInAs, look: Look) -> None:
    assert "How is it going for Maya?" in signed_in_as("leila").reads("/").text
    asked = len(look(sa.select(FollowUp.id)))
    comes_again(TODAY)
    for slug in ("leila", "maya", "hughes", "okoro"):
        assert "Nothing waits for you here." in signed_in_as(slug).reads("/after/").text, slug
    asked_today(TODAY + timedelta(weeks=4))
    assert len(look(sa.select(FollowUp.id))) == asked


def test_after_the_next_return_everybody_is_asked_about_that_one_alone(signed_in_as: SignedInAs, look: Look) -> None:
    new = comes_again(TODAY - timedelta(days=20))
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.delete(FollowUp))
        session.get_one(WayBack, new).returned_on = TODAY - timedelta(weeks=1)
    asked_today()
    assert set(look(sa.select(FollowUp.way_id))) == {new}
    per_person = look(sa.select(sa.func.count()).group_by(FollowUp.person_id).select_from(FollowUp))
    assert set(per_person) == {1}


def test_a_placement_that_is_still_to_come_stops_nothing(look: Look) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.delete(FollowUp))
    comes_again(TODAY + timedelta(days=7))
    assert asked_today() > 0
