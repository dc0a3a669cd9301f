"""An import in which somebody leaves a rung of a concern empty is refused whole; a fresh setting is not."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal import clock
from portal.models import Person, Site
from tests.factories.roster import small_roster
from tests.web.roster.conftest import Import, Look

LOU = {"id": "lou", "first_name": "Lou", "roles": "key_worker", "email": "lou@elm.example"}


@pytest.mark.parametrize("days", [0, 30])
def test_the_last_one_of_a_rung_does_not_leave(reads_in: Import, look: Look, days: int) -> None:
    reads_in(small_roster())
    now = small_roster()
    now["sites"][0]["name"] = "The New Mill"
    now["staff"][0]["left_on"] = (clock.today() + timedelta(days=days)).isoformat()
    outcome = reads_in(now)
    assert not outcome.is_applied
    [problem] = outcome.problems
    assert problem.sentence.startswith(
        (
            "Then a concern (today) would go to nobody at once",
            "Then a concern (now) would go to nobody after 10 minutes",
        )
    )
    assert "put somebody else there first" in problem.sentence
    assert look(sa.select(Person.left_on).where(Person.external_id == "kay")) == [None]
    assert "The New Mill" not in look(sa.select(Site.name))


def test_a_dry_run_says_so_in_the_same_words_and_writes_nothing(reads_in: Import, look: Look) -> None:
    reads_in(small_roster())
    now = small_roster()
    now["sites"][0]["name"] = "The New Mill"
    now["staff"][0]["left_on"] = clock.today().isoformat()
    dry = reads_in(now, apply=False)
    assert (look(sa.select(Person.left_on).where(Person.external_id == "kay")), dry.is_applied) == ([None], False)
    assert "The New Mill" not in look(sa.select(Site.name))
    assert [one.sentence for one in dry.problems] == [one.sentence for one in reads_in(now).problems]
    assert len(dry.problems) == 1


def test_a_dry_run_of_what_is_allowed_has_nothing_to_say(reads_in: Import, look: Look) -> None:
    reads_in(small_roster())
    now = small_roster()
    now["staff"][0]["left_on"] = clock.today().isoformat()
    now["staff"].append(LOU)
    now["placements"][0]["key_worker"] = "lou"
    assert reads_in(now, apply=False).problems == []
    assert look(sa.select(Person.id).where(Person.external_id == "lou")) == []


def test_the_last_address_of_a_rung_does_not_go(reads_in: Import, look: Look) -> None:
    reads_in(small_roster())
    now = small_roster()
    now["staff"][0]["email"] = ""
    assert not reads_in(now).is_applied
    assert look(sa.select(Person.email).where(Person.external_id == "kay")) == ["kay@elm.example"]


def test_somebody_leaves_when_another_comes_in_the_same_import(reads_in: Import, look: Look) -> None:
    reads_in(small_roster())
    now = small_roster()
    now["staff"][0]["left_on"] = clock.today().isoformat()
    now["staff"].append(LOU)
    now["placements"][0]["key_worker"] = "lou"
    assert reads_in(now).is_applied
    assert look(sa.select(Person.left_on).where(Person.external_id == "kay")) == [clock.today()]


def test_a_rung_that_was_empty_before_stops_nothing(reads_in: Import) -> None:
    """Elm Street is fresh: it has no head, and its key worker no address."""
    first = small_roster()
    first["staff"][0]["email"] = ""
    assert reads_in(first).is_applied
    first["staff"][0]["left_on"] = clock.today().isoformat()
    assert reads_in(first).is_applied
