"""Up, ready, and if not, which part: without a word about anybody."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import create_app
from portal.audit import nights
from portal.blueprints.health import checks
from portal.cli.climbing import Climber
from portal.config import Settings
from portal.database import db
from portal.outbox import heartbeat
from tests.factories.concerns import is_away, raised
from tests.support.client import Browser
from tests.support.portal import MakeSettings
from tests.support.tampering import as_the_owner
from tests.support.time import SetTime


@pytest.fixture
def a_worker_was_here(app: Flask, settings: Settings) -> None:
    for whose in heartbeat.EVERYBODY:
        heartbeat.beat(settings.data_folder, whose)
    nights.note(settings.data_folder, [])


@pytest.mark.usefixtures("a_worker_was_here")
def test_everything_is_ready(visitor: Browser) -> None:
    answer = visitor.get("/ready")
    assert (answer.status_code, answer.text) == (
        200,
        "database: ready\nshape: ready\ndisk: ready\nworker: ready\nladders: ready\n"
        "telling: ready\nrecord: ready\nrole: ready\n",
    )


def test_a_worker_that_was_never_seen_is_said(visitor: Browser) -> None:
    answer = visitor.get("/ready")
    assert answer.status_code == 503
    assert "database: ready\nshape: ready\ndisk: ready\nworker: no worker was seen" in answer.text


@pytest.mark.parametrize("whose", heartbeat.EVERYBODY)
@pytest.mark.parametrize(("seconds", "status"), [(110, 200), (130, 503)])
@pytest.mark.usefixtures("a_worker_was_here")
def test_a_worker_that_is_gone_or_climbs_no_more_is_said_after_two_minutes(
    visitor: Browser, settings: Settings, whose: str, seconds: int, status: int
) -> None:
    seen = datetime.now(UTC) - timedelta(seconds=seconds)
    (settings.data_folder / f"{whose}-seen").write_text(f"{seen.isoformat()}\n")
    assert visitor.get("/ready").status_code == status


@pytest.mark.parametrize("off", checks.FORCES)
def test_a_server_that_may_lose_what_it_kept_is_said(off: str) -> None:
    assert checks.trouble_of_the_disk(dict.fromkeys(checks.FORCES, "on")) == ""
    assert f"{off} must be on" in checks.trouble_of_the_disk(dict.fromkeys(checks.FORCES, "on") | {off: "off"})


def test_a_disk_that_is_nearly_full_is_said_before_anything_is_refused(
    visitor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert checks.trouble_of_room(200_000_000) == ""
    monkeypatch.setattr(checks, "ROOM_MEGABYTES", 10**9)
    answer = visitor.get("/ready")
    assert answer.status_code == 503
    assert "disk: less than" in answer.text


@pytest.mark.usefixtures("a_worker_was_here")
def test_an_empty_rung_is_said_and_names_nobody(visitor: Browser, settings: Settings) -> None:
    assert Climber(settings.data_folder).climb_once() == 0
    assert visitor.get("/ready").status_code == 200
    is_away("rees", "2026-11-24")
    Climber(settings.data_folder).climb_once()
    answer = visitor.get("/ready")
    # Somebody has to see to it; a portal that is taken away for it would help no child.
    assert answer.status_code == 200
    assert "ladders: nobody could be told on a rung of a ladder\n" in answer.text
    assert not [word for word in ("rees", "Rees", "Orchard") if word in answer.text]


@pytest.mark.usefixtures("a_worker_was_here")
def test_an_empty_rung_is_looked_for_every_hour(
    visitor: Browser, settings: Settings, the_time_is: SetTime, caplog: pytest.LogCaptureFixture
) -> None:
    climber = Climber(settings.data_folder)
    climber.climb_once()
    is_away("rees", "2026-11-24")
    the_time_is("2026-11-24 10:59")
    climber.climb_once()
    assert "ladders: ready" in visitor.get("/ready").text
    the_time_is("2026-11-24 11:01")
    climber.climb_once()
    assert "ladders: nobody" in visitor.get("/ready").text
    assert "empty rung" in caplog.text
    assert "Rees" not in caplog.text


@pytest.mark.usefixtures("a_worker_was_here")
def test_a_concern_that_cannot_climb_is_said(
    visitor: Browser, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised()
    monkeypatch.setattr("portal.safeguarding.climbing._climb", lambda *_: 1 / 0)
    Climber(settings.data_folder).climb_once()
    answer = visitor.get("/ready")
    assert answer.status_code == 503
    assert "ladders: a concern could not climb\n" in answer.text


@pytest.mark.usefixtures("a_worker_was_here")
def test_moving_the_demos_clock_loses_no_worker(visitor: Browser, settings: Settings) -> None:
    (settings.data_folder / "clock").write_text("86400")
    assert visitor.get("/ready").status_code == 200


@pytest.mark.parametrize("change", ["UPDATE alembic_version SET version_num = '000'", "DROP TABLE alembic_version"])
@pytest.mark.usefixtures("a_worker_was_here")
def test_a_database_of_another_shape_is_said(visitor: Browser, change: str) -> None:
    with as_the_owner() as connection:
        connection.execute(sa.text(change))
    answer = visitor.get("/ready")
    assert answer.status_code == 503
    assert "shape: the database has another shape" in answer.text


def test_a_database_that_is_away_is_said_and_the_process_is_still_up(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    away = create_app(make_settings(f"sqlite:///{tmp_path}/nowhere/portal.db")).test_client()
    assert away.get("/health", base_url="https://localhost").status_code == 200
    answer = away.get("/ready", base_url="https://localhost")
    assert answer.status_code == 503
    assert "database: it does not answer" in answer.text
    db.stop()
