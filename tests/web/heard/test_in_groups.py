"""Words of a parent group that worry somebody reach those who keep children safe, and tell nobody who belongs to it."""

import uuid

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.heard.in_groups import listen, worry
from portal.models import Cause, Concern, ConcernNotice, Contribution, Level, WhoIsTold
from portal.models import Person as PersonRow
from tests import cast
from tests.factories.concerns import SLUG_OF, climbed, is_away, stands_on
from tests.support.narrowed import narrowed_to
from tests.support.time import SetTime

pytestmark = pytest.mark.usefixtures("app")

KEEPERS = {"byrne", "khan", "rees"}
SAID = "He hit me and I am scared to go home tonight."


def everybody_told() -> set[str]:
    with db.work(SYSTEM, reason="a test") as session:
        return {SLUG_OF[one] for one in session.scalars(sa.select(ConcernNotice.person_id))}


def who_reads(model: type[Concern | Contribution]) -> set[str]:
    found = set()
    for slug in cast.SLUGS:
        with narrowed_to(slug) as session:
            if session.scalar(sa.select(model.id)):
                found.add(slug)
    return found


def writes(slug: str, words: str, number: uuid.UUID) -> uuid.UUID | None:
    with narrowed_to(slug) as session:
        found = listen(words, number, by=session.info["viewer"])
        db.keep()
        return found


def test_signs_in_words_of_a_group_reach_those_who_keep_children_safe_and_nobody_else(
    app: Flask, the_time_is: SetTime
) -> None:
    number = uuid.uuid4()
    concern_id = writes("leila", SAID, number)
    assert concern_id is not None
    assert writes("leila", SAID, number) == concern_id
    assert everybody_told()
    assert everybody_told() <= KEEPERS
    assert who_reads(Contribution) == {"leila", "byrne", "khan"}
    assert who_reads(Concern) == {"byrne", "khan"}
    for at in ("10:05:20", "10:10:20", "10:20:20", "11:00:20", "13:00:20", "15:00:20"):
        the_time_is(f"2026-11-24 {at}")
        climbed()
    assert everybody_told() == KEEPERS
    assert who_reads(Concern) == KEEPERS


def test_words_without_a_sign_are_kept_nowhere(app: Flask) -> None:
    assert writes("leila", "We went to the park and it was a good day.", uuid.uuid4()) is None
    assert everybody_told() == set()
    assert who_reads(Contribution) == set()


def test_somebody_is_told_at_once_where_the_lead_is_away_or_the_ladder_names_others(app: Flask) -> None:
    stands_on(Level.NOW, 0, WhoIsTold.KEY_WORKER)
    stands_on(Level.NOW, 0, WhoIsTold.PERSON, "okoro")
    stands_on(Level.TODAY, 0, WhoIsTold.SITE_LEAD)
    is_away("byrne", "2026-11-24")
    assert writes("leila", SAID, uuid.uuid4())
    told = everybody_told()
    assert told
    assert told <= KEEPERS - {"byrne"}


def test_a_facilitator_who_is_worried_reaches_them_and_sees_no_child(app: Flask) -> None:
    number = uuid.uuid4()
    for _ in range(2):
        with narrowed_to("joanna") as session:
            viewer = session.info["viewer"]
            session.scalar(sa.select(PersonRow.id))
            assert worry("I cannot do this any more.", number, cast.person("leila"), by=viewer)
            assert session.info["viewer"] is viewer
            assert session.scalar(sa.select(Concern.id)) is None
            db.keep()
    assert everybody_told()
    assert everybody_told() <= KEEPERS
    assert who_reads(Contribution) == {"leila", "byrne", "khan"}
    with db.work(SYSTEM, reason="a test") as session:
        concern = session.scalars(sa.select(Concern)).one()
        assert (concern.cause, concern.person_id) == (Cause.STAFF, cast.person("leila"))


def test_words_of_staff_raise_nothing_in_a_group(app: Flask) -> None:
    assert writes("joanna", SAID, uuid.uuid4()) is None
    assert everybody_told() == set()
