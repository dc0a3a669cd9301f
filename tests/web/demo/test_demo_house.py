"""The demo's pages of the house and what its setting asks: there, in plain words, once however often it is filled."""

import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.demo import policies, proposals
from portal.models import Contribution, Person, Policy, PolicyTopic, Proposal
from portal.papers import paper_from
from tests import cast
from tests.support.portal import Look, SignedInAs


def filled(app: Flask) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        for slug in ("leila", "tomasz"):
            session.get_one(Person, cast.person(slug)).language = "en"
        for room in (policies, proposals):
            room.fill(session, cast.setting())


def test_every_topic_has_its_page_and_a_real_document(app: Flask, look: Look, signed_in_as: SignedInAs) -> None:
    filled(app)
    rows = look(sa.select(Policy).options(sa.orm.undefer(Policy.document)))
    assert {row.topic for row in rows} == set(PolicyTopic)
    assert all(paper_from(row.document, most_bytes=100_000) for row in rows)
    maya = signed_in_as("maya")
    assert [maya.get(f"/house/{topic}").status_code for topic in PolicyTopic] == [200] * len(PolicyTopic)


def test_filled_twice_nothing_stands_there_twice(app: Flask, look: Look) -> None:
    filled(app)
    before = [len(look(sa.select(kind))) for kind in (Policy, Proposal, Contribution)]
    filled(app)
    assert [len(look(sa.select(kind))) for kind in (Policy, Proposal, Contribution)] == before


def test_each_of_the_family_finds_what_waits_for_them(app: Flask, signed_in_as: SignedInAs) -> None:
    filled(app)
    assert "Sam asks you something" in signed_in_as("leila").reads("/").text
    assert "Sam tells you something" in signed_in_as("tomasz").reads("/").text
    assert "Hana asks you something" in signed_in_as("rohan").reads("/").text
    assert "something" not in signed_in_as("priya").reads("/").text


def test_what_came_of_the_review_is_told_to_everyone_who_was_asked(
    app: Flask, look: Look, signed_in_as: SignedInAs
) -> None:
    filled(app)
    [ended] = look(sa.select(Proposal.id).where(Proposal.ended_at.is_not(None)))
    for who in ("tyler", "amara", "lewis"):
        assert "We chose: At home with Grace" in signed_in_as(who).reads(f"/choices/{ended}").text
