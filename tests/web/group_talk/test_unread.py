"""The wall under the talk, and the signs in it: what a member's own session finds, and who is told."""

import uuid

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.blueprints.group_talk.queries import list_topics
from portal.database import SYSTEM, db
from portal.grouping import posting, reporting
from portal.models import ConcernNotice, GroupPost, PostKind, ReadAs
from tests.factories.concerns import SLUG_OF
from tests.factories.group_posts import a_post
from tests.factories.groups import a_group, belongs
from tests.support.narrowed import narrowed_to

pytestmark = pytest.mark.usefixtures("app")


def finds(slug: str) -> set[str]:
    """The words of the posts that somebody's own session finds."""
    with narrowed_to(slug) as session:
        return set(session.scalars(sa.select(GroupPost.words)))


def test_a_member_finds_what_was_read_and_nothing_they_reported_or_of_whom_they_muted(app: Flask) -> None:
    group = a_group()
    for slug in ("leila", "priya", "tomasz"):
        belongs(slug, group)
    a_post(group, "leila", "unread", is_read=False)
    a_post(group, "leila", "went back", read_as=ReadAs.SENT_BACK, why_sent_back="other")
    a_post(group, "leila", "for the leader", kind=PostKind.TO_LEADER)
    reported, of_muted = a_post(group, "leila", "reported"), a_post(group, "tomasz", "muted")
    a_post(group, "leila", "kept")
    assert finds("priya") == {"reported", "muted", "kept"}
    with narrowed_to("priya") as session:
        reporting.report(reported, by=session.info["viewer"])
        reporting.mute(of_muted, by=session.info["viewer"])
        db.keep()
    assert finds("priya") == {"kept"}
    assert finds("grace") == finds("okoro") == finds("byrne") == finds("maya") == set()


def test_the_page_of_the_talk_holds_nothing_unread_for_whoever_runs_it_either(app: Flask) -> None:
    group = a_group()
    belongs("leila", group)
    a_post(group, "leila", "unread", is_read=False)
    with narrowed_to("joanna") as session:
        assert list_topics(group, 1, viewer=session.info["viewer"]).posts == ()


def test_signs_in_a_post_are_heard_before_anybody_has_read_it(app: Flask) -> None:
    group = a_group()
    belongs("leila", group)
    words = posting.Written(PostKind.TOPIC, uuid.uuid4(), "He hit me and I am scared to go home tonight.", "Help")
    with narrowed_to("leila") as session:
        posting.post(group, words, by=session.info["viewer"])
        db.keep()
    with db.work(SYSTEM, reason="a test") as session:
        told = {SLUG_OF[one] for one in session.scalars(sa.select(ConcernNotice.person_id))}
    assert told
    assert told <= {"byrne", "khan", "rees"}
