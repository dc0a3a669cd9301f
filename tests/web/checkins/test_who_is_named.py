"""The names before are the names after: a page says whom a "no", a "not sure" and a call for help tell now."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from portal import clock
from portal.database import SYSTEM, db
from portal.models import ConcernNotice, Level, Person, Site, WhoIsTold
from tests import cast
from tests.factories.checkins import START, begins, taps
from tests.factories.concerns import is_away, stands_on
from tests.support.portal import Look, SignedInAs


def as_usual() -> None:
    """Nobody has changed anything."""


def ruth_is_away() -> None:
    is_away("byrne", clock.today().isoformat())


def sam_is_in_charge_of_the_site() -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(Site).where(Site.setting_id == cast.setting()).values(lead_id=cast.person("okoro")))


def the_setting_entered_its_own() -> None:
    for level in Level:
        stands_on(level, 0, WhoIsTold.HEAD)


AS_IT_IS: dict[Callable[[], None], tuple[str, str]] = {
    as_usual: ("Ruth and Amir", "Sam and Ruth"),
    ruth_is_away: ("Amir", "Sam"),
    sam_is_in_charge_of_the_site: ("Sam, Ruth and Amir", "Sam and Ruth"),
    the_setting_entered_its_own: ("Carys", "Carys"),
}
each = pytest.mark.parametrize("as_it_is", AS_IT_IS, ids=lambda one: one.__name__)


@each
@pytest.mark.parametrize("answer", ["no", "not_sure"])
def test_whom_the_pages_before_name_and_nobody_else_is_told(
    signed_in_as: SignedInAs, look: Look, as_it_is: Callable[[], None], answer: str
) -> None:
    as_it_is()
    no, not_sure = AS_IT_IS[as_it_is]
    maya = signed_in_as("maya")
    first = maya.reads(START).one("main").text
    assert f"If you are not safe, we tell {no}. They keep children safe." in first
    assert (f"If you are not sure, we tell {not_sure}." in first) is (no != not_sure)
    at = begins(maya)
    asked = maya.reads(f"{at}safe").one("main").text
    if no == not_sure:
        assert f"If you tap No or Not sure, we tell {no}." in asked
    else:
        assert f"If you tap No, we tell {no}. If you tap Not sure, we tell {not_sure}." in asked
    after = maya.reads(taps(maya, at, safe=answer)).one("main").text
    told = sa.select(Person.first_name).join(ConcernNotice, ConcernNotice.person_id == Person.id)
    names = {"no": no, "not_sure": not_sure}[answer]
    assert set(look(told)) == set(names.replace(" and ", ", ").split(", "))
    assert all(name in after for name in look(told))


@each
def test_the_button_of_help_names_whom_it_tells(
    signed_in_as: SignedInAs, look: Look, as_it_is: Callable[[], None]
) -> None:
    as_it_is()
    no, _not_sure = AS_IT_IS[as_it_is]
    maya = signed_in_as("maya")
    assert f"Tell {no} now" in maya.form("/help", to="/help/now").text
    maya.sends("/help", to="/help/now")
    told = sa.select(Person.first_name).join(ConcernNotice, ConcernNotice.person_id == Person.id)
    assert set(look(told)) == set(no.replace(" and ", ", ").split(", "))
