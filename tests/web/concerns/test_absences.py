"""Somebody is away: they enter it themselves, and no rung is empty on any day of it."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal import clock
from portal.models import Absence, AuditEntry, Level, WhoIsTold
from tests import cast
from tests.factories.concerns import is_away, stands_on
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs

FIRST = date(2026, 12, 7)
MAY = ("okoro", "lewis", "byrne", "khan", "rees")


def away(browser: Browser, slug: str, first: date = FIRST, days: int = 3, cover: str = "") -> Any:
    """Enter days on the page."""
    last = first + timedelta(days=days - 1)
    parts = {
        f"{name}-{part}": str(getattr(day, part))
        for name, day in (("from_on", first), ("until_on", last))
        for part in ("day", "month", "year")
    }
    return browser.sends(
        "/concerns/absences", to="/concerns/absences", person=str(cast.person(slug)), cover=cover, **parts
    )


@pytest.fixture
def rungs_of_two(app: object) -> None:
    """Nobody stands alone on a rung but the head, and the two of the last one."""
    for slug in ("byrne", "khan"):
        stands_on(Level.NOW, 0, WhoIsTold.PERSON, slug)
        stands_on(Level.TODAY, 0, WhoIsTold.PERSON, slug)
    stands_on(Level.NOW, 5, WhoIsTold.HEAD)


@pytest.mark.parametrize("slug", sorted(cast.SLUGS))
def test_who_answers_for_concerns_enters_their_own(signed_in_as: SignedInAs, slug: str) -> None:
    assert signed_in_as(slug).get("/concerns/absences").status_code == (200 if slug in MAY else 403)


@pytest.mark.usefixtures("rungs_of_two")
def test_own_days_stand_there_once_however_often_they_are_sent(signed_in_as: SignedInAs, look: Look) -> None:
    browser = signed_in_as("okoro")
    assert [away(browser, "okoro").status_code for _twice in range(2)] == [303, 303]
    [row] = look(sa.select(Absence))
    assert (row.person_id, row.from_on, row.until_on) == (cast.person("okoro"), FIRST, date(2026, 12, 9))
    assert "Take it back" in browser.reads("/concerns/absences").one("main").text
    lines = look(sa.select(AuditEntry).where(AuditEntry.event == "concerns.ladder.changed"))
    assert {line.by_id for line in lines} == {cast.person("okoro")}


@pytest.mark.usefixtures("rungs_of_two")
def test_a_key_worker_enters_nobody_elses_days_and_who_leads_everybodys(signed_in_as: SignedInAs, look: Look) -> None:
    assert away(signed_in_as("okoro"), "lewis").status_code == 422
    assert look(sa.select(Absence)) == []
    assert away(signed_in_as("byrne"), "lewis").status_code == 303
    # He may be named as cover; that she is away he does not see.
    assert "Away from today on" not in signed_in_as("okoro").reads("/concerns/absences").one("main").text
    assert "Away from today on" in signed_in_as("rees").reads("/concerns/absences").one("main").text


def test_whoever_stands_alone_on_a_rung_is_not_away(signed_in_as: SignedInAs, look: Look) -> None:
    answer = away(signed_in_as("rees"), "rees")
    assert answer.status_code == 422
    assert "Now: then it would go to nobody after 5 minutes. Put somebody else there first." in answer.text
    assert look(sa.select(Absence)) == []


@pytest.mark.usefixtures("rungs_of_two")
@pytest.mark.parametrize(("other", "status"), [("2026-12-06", 303), ("2026-12-07", 422), ("2026-12-09", 422)])
def test_every_day_of_it_is_looked_at(signed_in_as: SignedInAs, look: Look, other: str, status: int) -> None:
    """Two stand on the rung; the other one is away on one day, before it, at its beginning or at its end."""
    is_away("khan", other)
    assert away(signed_in_as("byrne"), "byrne").status_code == status
    assert len(look(sa.select(Absence))) == (2 if status == 303 else 1)


@pytest.mark.usefixtures("rungs_of_two")
def test_what_was_empty_before_stops_nobody(signed_in_as: SignedInAs, look: Look) -> None:
    for slug in ("byrne", "khan"):
        is_away(slug, FIRST.isoformat())
    assert away(signed_in_as("byrne"), "byrne", days=1).status_code == 303
    assert away(signed_in_as("okoro"), "okoro").status_code == 303
    assert len(look(sa.select(Absence))) == 3


@pytest.mark.usefixtures("rungs_of_two")
def test_days_that_come_can_be_taken_back_and_those_that_began_stay(signed_in_as: SignedInAs, look: Look) -> None:
    browser = signed_in_as("okoro")
    away(browser, "okoro")
    [row] = look(sa.select(Absence))
    back = f"/concerns/absences/{row.id}/back"
    token = browser.form("/concerns/absences", to=back).hidden_values()
    other = signed_in_as("lewis")
    theirs = other.form("/concerns/absences", to="/concerns/absences").hidden_values()
    assert other.post(back, data=theirs).status_code == 404
    assert len(look(sa.select(Absence))) == 1
    assert browser.post(back, data=token).status_code == 303
    assert look(sa.select(Absence)) == []
    away(browser, "okoro", clock.today(), 2)
    [row] = look(sa.select(Absence))
    assert browser.post(f"/concerns/absences/{row.id}/back", data=token).status_code == 404
    assert len(look(sa.select(Absence))) == 1


@pytest.mark.parametrize(("first", "days"), [(FIRST, 0), (date(2026, 11, 1), 2), (FIRST, 4000)])
def test_days_that_cannot_be_are_refused(signed_in_as: SignedInAs, look: Look, first: date, days: int) -> None:
    assert away(signed_in_as("byrne"), "byrne", first, days).status_code == 422
    assert look(sa.select(Absence)) == []


def test_sam_names_who_answers_his_families_while_he_is_away(signed_in_as: SignedInAs, look: Look) -> None:
    """On the usual ladder, too, no key worker stands alone: whoever is ill is away, and is answered for."""
    assert away(signed_in_as("okoro"), "okoro", cover=str(cast.person("okoro"))).status_code == 422
    assert away(signed_in_as("okoro"), "okoro", cover=str(cast.person("lewis"))).status_code == 303
    assert look(sa.select(Absence.cover_id)) == [cast.person("lewis")]
    assert "Hana answers messages." in signed_in_as("okoro").reads("/concerns/absences").text
