"""The pages of the talk: how often they ask the database, and what a call that is asked for there tells."""

import uuid

from portal.models import PostKind
from tests.factories.group_posts import a_post
from tests.factories.groups import a_group, belongs
from tests.support.crowd import counted
from tests.support.portal import SignedInAs

TALK = "/groups/talk"


def tea() -> uuid.UUID:
    group = a_group()
    belongs("leila", group)
    belongs("priya", group)
    return group


def test_a_call_that_is_asked_for_there_names_no_page(signed_in_as: SignedInAs) -> None:
    group = tea()
    page = signed_in_as("leila").get(f"{TALK}/{group}").text
    assert 'href="/calls/ask"' in page
    assert "group_talk" not in page


def test_a_long_talk_asks_the_database_no_more_often(signed_in_as: SignedInAs) -> None:
    group = tea()
    topic = a_post(group, "leila", "We walk.")
    a_post(group, "priya", "Yes.", kind=PostKind.REPLY, topic_id=topic)
    a_post(group, "priya", "Please read.", is_read=False)
    paths = [("priya", f"{TALK}/{group}"), ("priya", f"{TALK}/topics/{topic}"), ("joanna", f"{TALK}/waiting")]

    def asked() -> list[int]:
        found = []
        for slug, path in paths:
            browser = signed_in_as(slug)
            with counted() as said:
                browser.reads(path)
            found.append(len(said))
        return found

    few = asked()
    for one in range(25):
        a_post(group, "leila", f"Talk {one}.")
        a_post(group, "leila", f"Answer {one}.", kind=PostKind.REPLY, topic_id=topic)
        a_post(group, "leila", f"Waits {one}.", is_read=False)
    assert asked() == few
