"""The small plan of a suspension begins by itself on its sixth school day, once; the button says the same."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa

from portal.cli.telling import Teller
from portal.database import db
from portal.models import PlanReview, ReviewWhy, WayBack, WayKind
from tests import cast
from tests.factories.plans import change_placement
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime

MAYAS = f"/way/{cast.pupil('maya')}"
AWAY = {"away_on-day": "18", "away_on-month": "11", "away_on-year": "2026"}
SIXTH = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def suspended(in_english: None) -> None:
    """Maya's roster says that her first day away was Wednesday 18 November; the tests' day is the fifth."""
    change_placement("maya", suspended_on=date(2026, 11, 18))


def begun(look: Look) -> list[date]:
    return look(sa.select(WayBack.begun_on).where(WayBack.kind == WayKind.SHORT_BREAK))


def test_the_worker_begins_it_on_the_sixth_day_and_once(look: Look, the_time_is: SetTime, tmp_path: Path) -> None:
    assert (Teller(tmp_path).tell_once(), begun(look)) == (0, [])
    the_time_is("2026-11-25 00:10")
    told = [Teller(tmp_path).tell_once() for _restart in range(3)]
    assert (told, begun(look)) == ([1, 0, 0], [SIXTH])


def test_everybody_looks_at_the_plan_within_five_school_days(look: Look, the_time_is: SetTime, tmp_path: Path) -> None:
    the_time_is("2026-11-25 00:10")
    Teller(tmp_path).tell_once()
    (review,) = look(sa.select(PlanReview).where(PlanReview.why == ReviewWhy.SETBACK))
    assert (review.pupil_id, review.arranged_by_id) == (cast.pupil("maya"), cast.person("okoro"))
    assert SIXTH < review.on <= date(2026, 12, 3)  # Friday 27 is a training day


def test_two_workers_at_the_same_moment_begin_one(look: Look, the_time_is: SetTime, tmp_path: Path) -> None:
    the_time_is("2026-11-25 00:10")
    ready = Barrier(4)

    def tell(number: int) -> int:
        folder = tmp_path / str(number)
        folder.mkdir()
        ready.wait(timeout=30)
        try:
            return Teller(folder).tell_once()
        finally:
            db.close()

    with ThreadPoolExecutor(4) as many:
        assert sorted(many.map(tell, range(4))) == [0, 0, 0, 1]
    assert begun(look) == [SIXTH]


def test_a_day_that_was_missed_is_made_up_for(look: Look, the_time_is: SetTime, tmp_path: Path) -> None:
    the_time_is("2026-12-03 09:00")
    Teller(tmp_path).tell_once()
    assert begun(look) == [SIXTH]


def test_the_family_finds_it_beside_the_plan_that_goes_on(
    signed_in_as: SignedInAs, the_time_is: SetTime, tmp_path: Path
) -> None:
    the_time_is("2026-11-25 00:10")
    Teller(tmp_path).tell_once()
    page = signed_in_as("leila").reads(MAYAS)
    assert "A short break for Maya" in page.text
    assert "The way back for Maya" in page.one("h1").text
    assert signed_in_as("arjun").get(MAYAS).status_code == 404


def test_the_button_knows_the_day_and_says_the_same(
    signed_in_as: SignedInAs, look: Look, the_time_is: SetTime, tmp_path: Path
) -> None:
    page = signed_in_as("okoro").reads(f"{MAYAS}/break")
    words = "The first day we know is 18 November 2026. Its small plan begins by itself on 25 November 2026."
    assert words in page.one("main").text
    boxes = {field.attrs["name"]: field.attrs.get("value") for field in page.all("input") if "name" in field.attrs}
    assert AWAY.items() <= boxes.items()
    assert signed_in_as("okoro").sends(f"{MAYAS}/break", **AWAY).status_code == 302
    the_time_is("2026-11-25 00:10")
    assert Teller(tmp_path).tell_once() == 0
    assert begun(look) == [SIXTH]


def test_the_button_begins_no_second_one(
    signed_in_as: SignedInAs, look: Look, the_time_is: SetTime, tmp_path: Path
) -> None:
    the_time_is("2026-11-25 00:10")
    Teller(tmp_path).tell_once()
    assert signed_in_as("okoro").sends(f"{MAYAS}/break", **AWAY).status_code == 302
    assert begun(look) == [SIXTH]


def test_what_the_roster_does_not_know_the_button_does(signed_in_as: SignedInAs, look: Look) -> None:
    change_placement("maya", suspended_on=None)
    page = signed_in_as("okoro").reads(f"{MAYAS}/break")
    assert "The first day we know" not in page.text
    signed_in_as("okoro").sends(f"{MAYAS}/break", **AWAY)
    assert begun(look) == [SIXTH]
