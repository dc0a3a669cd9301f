"""The demo's database: built once, moved to today when its weeks have run out, and never anybody else's."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal import clock, create_app
from portal.config import Settings, UnsafeConfigurationError
from portal.database import SYSTEM, db
from portal.demo import building
from portal.migrating import alembic_config, newest
from portal.models import (
    OutboxItem,
    Person,
    Placement,
    Setting,
    SignIn,
    TimetableSession,
)
from portal.safeguarding import find_empty_rungs
from tests.cast import setting
from tests.support.client import Browser
from tests.support.examples import built_once
from tests.support.portal import MakeSettings
from tests.support.time import SetTime


@pytest.fixture
def settings(make_settings: MakeSettings, empty_db_url: str) -> Settings:
    return make_settings(empty_db_url)


def count(model: type[Person] | type[SignIn] | type[TimetableSession] | type[OutboxItem] | type[Setting]) -> int:
    with db.work(SYSTEM, reason="a test counts") as session:
        return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def start(settings: Settings) -> Browser:
    app = create_app(settings)
    app.test_client_class = Browser
    return app.test_client()  # type: ignore[return-value]


def test_it_is_built_once_and_what_people_do_is_kept(settings: Settings, the_time_is: SetTime) -> None:
    browser = start(settings)
    assert building.prepare(settings)
    people = count(Person)
    assert people > 20
    assert browser.post("/demo/leila").status_code == 302
    assert not building.prepare(settings)
    assert (count(Person), count(SignIn)) == (people, 1)
    assert not (settings.data_folder / "clock").exists()
    db.stop()


@built_once
def test_started_at_night_it_is_the_next_school_morning(settings: Settings, the_time_is: SetTime) -> None:
    the_time_is("2026-11-27 21:00")
    start(settings)
    building.prepare(settings)
    assert f"{clock.london(clock.now()):%A %H:%M}" == "Monday 09:40"
    assert (settings.data_folder / "built-for").read_text() == "2026-11-30"
    db.stop()


@built_once
def test_a_first_look_at_noon_is_the_next_morning_and_a_second_one_stays(
    settings: Settings, the_time_is: SetTime
) -> None:
    the_time_is("2026-11-27 12:00")
    browser = start(settings)
    building.prepare(settings)
    assert f"{clock.london(clock.now()):%A %H:%M}" == "Monday 09:40"
    assert "A change today" in browser.post("/demo/maya", follow_redirects=True).text
    clock.move(timedelta(hours=4))
    building.prepare(settings)
    assert f"{clock.london(clock.now()):%A %H:%M}" == "Monday 13:40"
    db.stop()


def test_a_child_who_begins_next_week_and_their_mother_each_find_their_welcome(settings: Settings) -> None:
    browser = start(settings)
    building.prepare(settings)
    for who in ("ines", "marta"):
        browser.post(f"/demo/{who}")
        main = browser.reads("/").one("main")
        [path] = {link.attrs["href"] for link in main.all("a") if link.attrs["href"].endswith("/welcome")}
        words = browser.reads(path).one("main").text
        assert "Kenji meets you at the gate at ten." in words
        assert "Who you will meet Listen Kenji" in words
    browser.post("/demo/quinn")
    assert browser.get("/").status_code == 200
    db.stop()


def test_nobody_stands_on_no_rung_in_any_setting_of_a_fresh_demo(settings: Settings) -> None:
    start(settings)
    building.prepare(settings)
    with db.own_look(SYSTEM) as session:
        assert find_empty_rungs(session) == []
        assert len(set(session.scalars(sa.select(Placement.setting_id)))) == 2
    db.stop()


@built_once
def test_a_training_day_is_passed_over(settings: Settings, the_time_is: SetTime) -> None:
    start(settings)
    building.prepare(settings)
    the_time_is("2026-12-03 18:00")
    building.prepare(settings)
    assert f"{clock.london(clock.now()):%Y-%m-%d %H:%M}" == "2026-12-07 09:40"
    db.stop()


@built_once
def test_a_clock_that_somebody_moved_is_left_alone(settings: Settings, the_time_is: SetTime) -> None:
    browser = start(settings)
    building.prepare(settings)
    browser.sends("/demo", to="/demo/clock", by="", day="2026-11-28", at="23:00")
    building.prepare(settings)
    assert f"{clock.london(clock.now()):%Y-%m-%d %H:%M}" == "2026-11-28 23:00"
    db.stop()


def test_weeks_that_ran_out_are_moved_to_today_and_nothing_else_is(settings: Settings, the_time_is: SetTime) -> None:
    browser = start(settings)
    building.prepare(settings)
    before = count(Person), count(TimetableSession)
    browser.post("/demo/leila")
    the_time_is("2027-01-12 10:00")
    assert not building.prepare(settings)
    assert (settings.data_folder / "built-for").read_text() == "2027-01-12"
    assert (count(Person), count(TimetableSession)) == before
    assert count(SignIn) == 1
    db.stop()


def test_somebody_elses_database_is_refused(db_url: str) -> None:
    db.start(db_url)
    building.refuse_real_data()
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Setting, setting("millbrook")).external_id = "riverbank"
    with pytest.raises(UnsafeConfigurationError, match="riverbank"):
        building.refuse_real_data()
    db.stop()


def test_an_empty_database_is_nobodys(empty_db_url: str) -> None:
    db.start(empty_db_url)
    building.refuse_real_data()
    assert not building.has_newest_shape()
    db.stop()


def test_the_newest_migration_is_what_alembic_says() -> None:
    from alembic.script import ScriptDirectory

    assert newest() == ScriptDirectory.from_config(alembic_config("")).get_current_head()
    assert timedelta(weeks=2) < building.LASTS
