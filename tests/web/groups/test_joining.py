"""Asking to join a group: a name that tells nothing, one answer for everybody, in and out, and what others learn."""

import uuid

import pytest
import sqlalchemy as sa

from portal.access.ending import end_access
from portal.database import SYSTEM, db
from portal.models import GroupBarrier, GroupComing, GroupMember, LeaderKind
from tests import cast
from tests.factories.groups import a_group, belongs, kept_apart, runs
from tests.factories.joining import asks, lets_in, member_row, state
from tests.support.portal import Look, SignedInAs


def test_leila_reads_joins_is_let_in_reads_how_we_are_and_leaves_in_one_tap(
    signed_in_as: SignedInAs, look: Look
) -> None:
    tea, leila, joanna = a_group(), signed_in_as("leila"), signed_in_as("joanna")
    runs("grace", tea, LeaderKind.PEER)
    assert "No one writes down whether you came." in leila.reads("/groups/").text
    page = leila.reads(f"/groups/{tea}")
    assert "Come and sit." in page.text
    assert "runs the group" in page.text
    assert asks(leila, tea, "Noor").status_code == 302
    assert "We will tell you about a place." in leila.reads(f"/groups/{tea}").text
    assert asks(leila, tea, "Noor").status_code == 302  # twice is once
    assert state("leila", tea) == "asked"
    assert leila.get(f"/groups/{tea}/rules").status_code == 404
    row = member_row("leila", tea)
    # A parent who helps to run it answers no ask, and meets nobody's real name.
    grace = signed_in_as("grace")
    assert "Leila" not in grace.reads("/groups/asks").text
    assert lets_in(grace, row) == 404
    assert "Leila" in joanna.reads("/groups/asks").text
    assert lets_in(joanna, row) == lets_in(joanna, row) == 302
    assert state("leila", tea) == "in"
    assert "You are in this group" in leila.reads(f"/groups/{tea}").text
    assert leila.sends(f"/groups/{tea}/rules", to="/rules").status_code == 302
    assert look(sa.select(GroupMember.rules_read_at).where(GroupMember.id == row)) != [None]
    assert leila.sends(f"/groups/{tea}", to=f"/{tea}/leave").status_code == 302
    assert state("leila", tea) == "left"
    assert asks(leila, tea, "Noor").status_code == 302
    assert state("leila", tea) == "asked"


@pytest.mark.parametrize(
    "name", ["Haddad", "Maya", "mayas mum", "M a y a", "07700 900123", "@leila", "Orchard Row", ""]
)
def test_a_name_that_tells_who_she_is_is_not_taken_and_another_is_offered(
    signed_in_as: SignedInAs, look: Look, name: str
) -> None:
    tea, leila = a_group(), signed_in_as("leila")
    answer = asks(leila, tea, name)
    assert answer.status_code == 422
    assert look(sa.select(GroupMember)) == []
    if name:
        assert "that does not tell who you are" in answer.text
        assert "How about Robin?" in answer.text
        assert 'value="listens" checked' in answer.text, "what she chose stays"


def test_a_name_in_use_is_refused_in_the_same_words_and_her_first_name_may_stand(signed_in_as: SignedInAs) -> None:
    tea = a_group()
    belongs("priya", tea, name="Sunny")
    leila = signed_in_as("leila")
    refused = asks(leila, tea, "sünny")
    assert refused.status_code == 422
    assert "that does not tell who you are" in refused.text
    assert "Priya" not in refused.text
    assert asks(leila, tea, "Leila").status_code == 302
    # Dan's name is no name for the other parent of his child.
    assert asks(signed_in_as("tomasz"), tea, "Dan").status_code == 302


def test_who_asks_reads_the_same_whether_they_are_kept_apart_or_free(signed_in_as: SignedInAs) -> None:
    tea, dads = a_group(), a_group(name="Dads on Tuesdays")
    for group in (tea, dads):
        belongs("priya", group, name="Sunny")
    kept_apart("leila", "priya")
    kept_apart("tomasz", "grace")
    pages = []
    for slug in ("leila", "tomasz"):
        browser = signed_in_as(slug)
        answer = asks(browser, tea, "Friend of tea")
        if slug == "leila":
            with db.work(SYSTEM, reason="a test") as session:
                session.execute(
                    sa.update(GroupMember).values(chosen_name="Was taken").where(GroupMember.held_at.is_not(None))
                )
            shown = browser.get(f"/groups/{tea}").text.replace("Was taken", "Friend of tea")
        else:
            shown = browser.get(f"/groups/{tea}").text
        pages.append((answer.status_code, answer.headers["Location"], answer.text, _without_tokens(shown)))
    assert state("leila", tea) == "held"
    assert state("tomasz", tea) == "asked"
    assert pages[0] == pages[1]
    joanna = signed_in_as("joanna")
    listed = joanna.reads("/groups/asks").text
    assert "Tomasz" in listed
    assert "Leila" not in listed
    assert lets_in(joanna, member_row("leila", tea)) == 404


def _without_tokens(text: str) -> str:
    import re

    return re.sub(r'value="[^"]{40,}"', "", text)


def test_id_like_to_but_is_a_count_and_has_a_name_only_if_she_wishes(signed_in_as: SignedInAs, look: Look) -> None:
    tea, leila = a_group(), signed_in_as("leila")
    path, number = f"/groups/{tea}/but", str(uuid.uuid4())
    for _again in range(2):
        assert leila.sends(path, to="/but", why="travel", client_id=number).status_code == 302
    assert leila.sends(path, to="/but", why="work", is_named="y").status_code == 302
    rows = {(one.why, one.person_id) for one in look(sa.select(GroupBarrier))}
    assert rows == {("travel", None), ("work", cast.person("leila"))}
    assert len(look(sa.select(GroupBarrier))) == 2


def test_ended_access_ends_it_and_the_pages_are_not_there_any_more(signed_in_as: SignedInAs, look: Look) -> None:
    tea = a_group()
    belongs("leila", tea, name="Noor")
    byrne = signed_in_as("byrne")
    path = f"/people/relationships/{cast.relationship('leila', 'maya')}/contact"
    assert byrne.sends(path, contact="none", reason="court_order", order_type="non_molestation").status_code == 302
    assert state("leila", tea) == "left"
    for slug in ("leila", "dan"):
        browser = signed_in_as(slug)
        assert browser.get(f"/groups/{tea}").status_code == 404
        assert browser.get(f"/groups/{tea}/join").status_code == 404
        assert "Tea and talk" not in browser.reads("/groups/").text
        data = {**browser.form("/notices/").hidden_values(), "chosen_name": "Noor", "takes": "listens"}
        for what in ("join", "leave", "but", "rules", "put-away"):
            assert browser.post(f"/groups/{tea}/{what}", data=data).status_code == 404, what
    assert state("dan", tea) == "nothing"
    assert look(sa.select(GroupComing).where(GroupComing.cancelled_at.is_(None))) == []
    for slug in ("maya", "zofia", "hughes", "amara"):
        assert signed_in_as(slug).get("/groups/").status_code == 403
    assert signed_in_as("quinn").get(f"/groups/{tea}").status_code == 404


def test_nobody_else_learns_who_belongs_to_a_group(signed_in_as: SignedInAs) -> None:
    """Every page of groups of everybody, for a member's chosen name, their row, and (for other carers) their name."""
    tea = a_group()
    row = belongs("leila", tea, name="Quiet Comet")
    asked = belongs("tomasz", tea, name="Blue Kettle", has_joined=False)
    belongs("priya", tea, name="Sunny")
    paths = ["/groups/", f"/groups/{tea}", f"/groups/{tea}/join", f"/groups/{tea}/but", f"/groups/{tea}/rules",
             "/groups/asks", f"/groups/{tea}/invite", f"/groups/{tea}/card/en", "/groups/apart", "/groups/apart/add",
             "/groups/set-up", f"/groups/set-up/{tea}", f"/groups/set-up/{tea}/runs"]  # fmt: skip
    for slug in ("priya", "arjun", "grace", "dan", "okoro", "lewis", "byrne", "khan", "rees", "patel", "maya", "quinn"):
        browser = signed_in_as(slug)
        for path in paths:
            answer = browser.get(path)
            if answer.status_code != 200:
                continue
            for secret in ("Quiet Comet", "Blue Kettle", str(row), str(asked)):
                assert secret not in answer.text, (slug, path)
            if path != f"/groups/{tea}/invite":
                assert "Haddad" not in answer.text, (slug, path)
    with db.work(SYSTEM, reason="a test"):
        pass


def test_what_is_ended_by_hand_ends_the_membership(signed_in_as: SignedInAs) -> None:
    tea = a_group()
    belongs("tomasz", tea)
    with db.work(cast.setting(), reason="a test"):
        end_access(cast.person("tomasz"), why="test")
    assert state("tomasz", tea) == "left"
