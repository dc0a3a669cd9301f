"""The demo has a part-time timetable that runs: Tyler's, for his health, agreed by the council's social worker."""

import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.demo.part_times import fill
from portal.models import Concern, Contribution, PartTime, PartTimeSession
from tests import cast
from tests.support.portal import Look, SignedInAs


def filled() -> None:
    with db.work(SYSTEM, reason="the demo's part-time timetable") as session:
        fill(session, cast.setting())


def test_tylers_runs_and_filling_again_adds_nothing(look: Look, app: object) -> None:
    filled()
    counts = [len(look(sa.select(kind))) for kind in (PartTime, PartTimeSession, Contribution)]
    assert counts == [1, 5, 1]
    assert look(sa.select(PartTime.started_at)) != [None]
    filled()
    assert [len(look(sa.select(kind))) for kind in (PartTime, PartTimeSession, Contribution)] == counts
    assert look(sa.select(Concern)) == []


def test_tyler_amara_and_hana_read_it_and_grace_does_not(signed_in_as: SignedInAs, look: Look) -> None:
    filled()
    (number,) = look(sa.select(PartTime.id))
    for slug in ("tyler", "amara", "lewis", "byrne"):
        words = signed_in_as(slug).reads(f"/part-time/{number}").one("main").text
        assert "Lessons at Canal House" in words
    assert signed_in_as("grace").get(f"/part-time/{number}").status_code == 404
    assert signed_in_as("okoro").get(f"/part-time/{number}").status_code == 404
