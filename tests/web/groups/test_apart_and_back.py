"""Kept apart, after somebody's access has ended and come back: nobody meets by what was there before."""

import pytest
import sqlalchemy as sa

from portal.access.ending import end_access
from portal.cli.telling import Teller
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import Contact, Relationship
from tests import cast
from tests.factories.groups import a_group, belongs, kept_apart
from tests.factories.joining import asks, is_together, lets_in, member_row, state
from tests.support.portal import SignedInAs


def test_who_comes_back_asks_anew_and_waits_for_whoever_came_meanwhile(
    signed_in_as: SignedInAs, settings: Settings
) -> None:
    tea = a_group()
    okoro, joanna = signed_in_as("okoro"), signed_in_as("joanna")
    assert okoro.sends(f"/groups/{tea}/invite", person=str(cast.person("leila"))).status_code == 302
    belongs("leila", tea, name="Noor")
    kept_apart("leila", "priya")
    with db.work(SYSTEM, reason="a test") as session:
        end_access(cast.person("leila"), why="test")
        of_hers = sa.update(Relationship).where(Relationship.person_id == cast.person("leila"))
        session.execute(of_hers.values(contact=Contact.NONE))
    assert asks(signed_in_as("priya"), tea, "Sunny").status_code == 302
    assert lets_in(joanna, member_row("priya", tea)) == 302
    assert state("priya", tea) == "in"
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(of_hers.values(contact=Contact.OPEN))
    Teller(settings.data_folder).tell_once()
    leila = signed_in_as("leila")
    assert state("leila", tea) == "left"
    assert "thought of you" not in leila.reads("/groups/").text, "the invitation from before waits, too"
    assert leila.get(f"/groups/talk/{tea}").status_code == 404
    assert asks(leila, tea, "Noor").status_code == 302
    assert "We will tell you about a place." in leila.reads(f"/groups/{tea}").text
    assert state("leila", tea) == "held"
    assert lets_in(joanna, member_row("leila", tea)) == 404
    assert not is_together("leila", "priya", tea)


@pytest.mark.usefixtures("app")
def test_whoever_ends_access_does_not_learn_that_there_was_a_part_in_a_group() -> None:
    tea = a_group()
    belongs("leila", tea, name="Noor")
    with db.work(SYSTEM, reason="a test"):
        told = end_access(cast.person("leila"), why="test")
    assert "groups" not in told
    assert "threads" in told, "what else ended is told"
    assert state("leila", tea) == "left"
