"""The worker puts the questions: each is asked alone, once, and nobody whose contact ended."""

from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from portal.models import FollowUp
from tests import cast
from tests.factories.returns import TODAY, asked_today, contact_ended, returned
from tests.support.portal import Look, SignedInAs

WEEK = timedelta(weeks=1)
ASKED = {"rohan", "priya", "arjun", "lewis"}


def test_each_is_asked_alone_and_once_however_often_the_worker_looks(app: Flask, look: Look) -> None:
    returned("rohan", TODAY - WEEK)
    assert [asked_today() for _ in range(3)] == [4, 0, 0]
    assert set(look(sa.select(FollowUp.person_id))) == {cast.person(slug) for slug in ASKED}


def test_nobody_is_asked_before_a_week_is_over_or_when_the_year_is(app: Flask) -> None:
    for on in (TODAY, TODAY - timedelta(days=6), TODAY - timedelta(weeks=60)):
        returned("rohan", on)
        assert asked_today() == 0


def test_dan_and_the_social_worker_are_never_asked_and_the_school_is(app: Flask, look: Look) -> None:
    returned("maya", TODAY - WEEK)
    returned("tyler", TODAY - WEEK)
    asked_today()
    people = set(look(sa.select(FollowUp.person_id)))
    assert cast.person("hughes") in people
    assert not people & {cast.person("dan"), cast.person("amara"), cast.person("grace")}


def test_a_carer_whose_contact_ended_is_asked_no_more(app: Flask, look: Look) -> None:
    contact_ended("arjun", "rohan")
    returned("rohan", TODAY - WEEK)
    asked_today()
    assert cast.person("arjun") not in look(sa.select(FollowUp.person_id))


def test_one_who_is_asked_about_nobody_has_an_empty_page(signed_in_as: SignedInAs) -> None:
    for slug in ("leila", "maya", "hughes", "okoro", "patel"):
        assert "Nothing waits for you here." in signed_in_as(slug).reads("/after/").text
