"""An address or a number in the list of people: one that would be two headers is none; a new one ends the asking."""

import pytest
import sqlalchemy as sa

from portal.models import Channel, DeliveryTrouble, Person
from tests import cast
from tests.factories.reaching import trouble_at, trouble_of
from tests.factories.roster import small_roster
from tests.web.roster.conftest import Import, Look


@pytest.mark.parametrize(
    "address", ["cy@elm.example\nBcc: b@elm.example", "cy@elm.example\r\nBcc:b", "cy@elm\n.example"]
)
def test_an_address_with_a_line_break_is_refused_with_a_sentence(reads_in: Import, look: Look, address: str) -> None:
    wanted = small_roster()
    wanted["carers"][1]["email"] = address
    outcome = reads_in(wanted)
    assert not outcome.is_applied
    assert "This is not one e-mail address." in str(outcome.problems)
    assert look(sa.select(Person).where(Person.external_id == "cy")) == []


def test_a_new_number_ends_the_asking_for_it_and_nothing_else(reads_in: Import, look: Look) -> None:
    wanted = small_roster()
    reads_in(wanted)
    [carer] = look(sa.select(Person).where(Person.external_id == "cy"))
    for channel in Channel:
        trouble_at(carer, channel)
    trouble_of("leila")
    wanted["carers"][1]["phone"] = "07700 900 399"
    reads_in(wanted)
    waits = look(sa.select(DeliveryTrouble).where(DeliveryTrouble.done_at.is_(None)))
    assert {(row.person_id, row.channel) for row in waits} == {
        (carer.id, Channel.EMAIL),
        (cast.person("leila"), Channel.SMS),
    }
