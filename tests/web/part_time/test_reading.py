"""Everybody reads when it ends and where the child goes on the day after; nobody else learns that there is one."""

import uuid

import pytest
import sqlalchemy as sa

from portal.models import Contribution, PartTime, Voice
from tests import cast
from tests.factories.part_times import started, written
from tests.support.crowd import counted
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime

MAYA = f"/part-time/of/{cast.pupil('maya')}"


def page_of(number: uuid.UUID) -> str:
    return f"/part-time/{number}"


def test_leila_reads_that_it_ends_and_what_she_can_do(signed_in_as: SignedInAs) -> None:
    words = signed_in_as("leila").reads(page_of(started())).one("main").text
    assert "Your child is on a part-time plan. It ends on 11 December. By then we want your child in all day." in words
    assert "You can ask us to look at the plan at any time. You can say no to the plan. Then it stops." in words
    assert "On Monday 14 December Maya is in all day." in words
    assert "All day at our place." in words


def test_maya_reads_it_in_her_words(signed_in_as: SignedInAs) -> None:
    words = signed_in_as("maya").reads(page_of(started())).one("main").text
    assert "You come for part of the week now. That ends on 11 December. Then you come all day." in words
    assert "On Monday 14 December you come all day." in words
    assert "Sam meets you." in words


@pytest.mark.parametrize("slug", ["leila", "maya", "okoro", "patel"])
def test_on_the_day_after_everybody_sees_where_maya_goes(
    slug: str, signed_in_as: SignedInAs, the_time_is: SetTime, look: Look
) -> None:
    """Also while no worker has seen to it: the page reads the calendar."""
    number = started()
    the_time_is("2026-12-12 09:00")
    words = signed_in_as(slug).reads(page_of(number)).one("main").text
    assert "Monday 14 December" in words
    assert "All day at our place." in words
    assert look(sa.select(PartTime.ended_at)) == [None]
    assert "over" in signed_in_as(slug).reads(MAYA).one("main").text


def test_near_the_end_the_family_reads_how_many_school_days_are_left(
    signed_in_as: SignedInAs, the_time_is: SetTime
) -> None:
    number, words = started(), "left until the part-time plan ends."
    assert words not in signed_in_as("leila").reads(page_of(number)).text
    the_time_is("2026-12-04 09:00")
    assert f"5 school days are {words}" in signed_in_as("leila").reads(page_of(number)).text


def test_a_late_review_is_said_to_the_family(signed_in_as: SignedInAs, the_time_is: SetTime) -> None:
    number = started()
    the_time_is("2026-12-08 09:00")
    assert "The review of this plan is late." in signed_in_as("leila").reads(page_of(number)).text


@pytest.mark.parametrize("slug", ["dan", "tomasz", "priya", "grace", "hughes", "lewis", "quinn", "joanna"])
def test_for_anybody_else_there_is_none(slug: str, signed_in_as: SignedInAs) -> None:
    browser, number = signed_in_as(slug), started()
    for path in (page_of(number), f"{page_of(number)}/say", MAYA):
        assert browser.get(path).status_code in (403, 404)


def test_maya_says_what_she_thinks_and_her_words_are_hers(signed_in_as: SignedInAs, look: Look) -> None:
    number, maya = written(), signed_in_as("maya")
    assert maya.sends(f"{page_of(number)}/say", words="I like the mornings.").status_code == 302
    (said,) = look(sa.select(Contribution))
    assert (said.voice, said.about_id, said.words) == (Voice.YOUNG, number, "I like the mornings.")
    assert "I like the mornings." in signed_in_as("okoro").reads(page_of(number)).text
    assert "I like the mornings." not in signed_in_as("leila").reads(page_of(number)).text


def test_sam_writes_down_what_maya_says(signed_in_as: SignedInAs, look: Look) -> None:
    number = written()
    signed_in_as("okoro").sends(f"{page_of(number)}/say", words="It is too long.", whose="young")
    (said,) = look(sa.select(Contribution))
    assert (said.voice, said.entered_by_id) == (Voice.YOUNG, cast.person("okoro"))


def test_a_carer_cannot_say_that_maya_does_not_want_to(signed_in_as: SignedInAs, look: Look) -> None:
    number, leila = written(), signed_in_as("leila")
    token = leila.form(f"{page_of(number)}/say").hidden_values()["csrf_token"]
    assert leila.post(f"{page_of(number)}/not-say", data={"csrf_token": token}).status_code == 404
    assert look(sa.select(PartTime.chose_not_to_say_at)) == [None]


def test_leila_asks_about_it(signed_in_as: SignedInAs) -> None:
    leila, number = signed_in_as("leila"), started()
    address = f"/asks/new?pupil_id={cast.pupil('maya')}&kind=would_like&about=part_time&about_id={number}"
    links = [link.attrs["href"] for link in leila.reads(page_of(number)).all("a")]
    (wish,) = {link for link in links if "would_like" in link and str(number) in link}
    assert "11 December" in leila.reads(wish).text, address


@pytest.mark.parametrize("slug", ["leila", "okoro"])
def test_the_list_asks_as_often_for_many_as_for_one(slug: str, signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(slug)
    written()
    browser.reads(MAYA)
    with counted() as few:
        browser.reads(MAYA)
    for _ in range(12):
        written()
    with counted() as many:
        browser.reads(MAYA)
    assert len(many) == len(few)
