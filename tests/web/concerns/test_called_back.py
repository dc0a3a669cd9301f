"""Whom a concern is about: what waits to be sent to them because of it is not sent."""

import sqlalchemy as sa

from portal import clock
from portal.database import SYSTEM, db
from portal.models import Level, OutboxItem
from tests import cast
from tests.support.portal import Look, SignedInAs
from tests.web.concerns.scene import Raise
from tests.web.concerns.test_answering import opened, press


def test_what_waits_to_be_sent_to_whom_it_is_about_is_called_back(
    signed_in_as: SignedInAs, raised: Raise, look: Look
) -> None:
    gone, other, mine = (raised("maya", level=Level.TODAY) for _ in range(3))
    key = f"concern {gone} "
    with db.work(SYSTEM, reason="a test") as session:
        for item in session.query(OutboxItem).filter(OutboxItem.event_key.startswith(key)):
            item.sent_at = clock.now()
    byrne = signed_in_as("byrne")
    for each in (gone, mine):
        press(byrne, f"/concerns/{each}/about", person=str(cast.person("okoro")))
    letters = {
        (item.event_key.split()[1], item.person_id, bool(item.cancelled_at)) for item in look(sa.select(OutboxItem))
    }
    okoro = {(event, cancelled) for event, person, cancelled in letters if person == cast.person("okoro")}
    assert okoro == {(str(gone), False), (str(other), False), (str(mine), True)}
    assert (str(mine), cast.person("byrne"), False) in letters
    assert "Mail: called back" in byrne.get(opened(byrne, mine)).text
