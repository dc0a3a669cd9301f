"""A portal with the demo's people in it, and as many more pupils as somebody wants to measure with."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.access.sign_ins import start_sign_in
from portal.database import SYSTEM, db
from portal.models import Device, Person, Placement, Pupil, RoleHolding, Setting, Site, TimetableSession, Way
from tools.running import ROOT, RunningPortal

DEMO = ROOT / "portal" / "demo_setting"
MEASURED = ("leila", "maya", "okoro")
# Every how manieth of the crowd is looked after by the key worker whose page is measured.
IN_HIS_CASELOAD = 20


def furnish(running: RunningPortal) -> None:
    """Bring the database to the newest shape, put the demo's roster into it, and begin on a school morning."""
    running.command("migrate")
    running.command("import", str(DEMO), "--apply")
    running.the_time_is(f"{school_morning()} 10:00")


def school_morning() -> date:
    """Today, or the Monday after a weekend."""
    today = datetime.now(clock.LONDON).date()
    return today + timedelta(days=max(0, 7 - today.weekday()) if today.weekday() > 4 else 0)


def sign_in(running: RunningPortal, *slugs: str) -> dict[str, str]:
    """The key of a fresh sign-in for each of them; a browser that holds it is theirs."""
    clock.follow(running.folder / "clock")
    db.start(running.database_url)
    keys = {}
    with db.work(SYSTEM, reason="somebody is measured") as session:
        for slug in slugs:
            who = session.scalars(sa.select(Person).where(Person.external_id == slug)).one()
            roles = frozenset(session.scalars(sa.select(RoleHolding.role).where(RoleHolding.person_id == who.id)))
            keys[slug] = start_sign_in(session, who, roles, device=Device.OWN, way_in="measured")
    db.stop()
    clock.follow(None)
    return keys


def join(running: RunningPortal, pupils: int) -> None:
    """Fill Orchard Row up to so many pupils, each with a session on every school day."""
    db.start(running.database_url)
    with db.work(SYSTEM, reason="a crowd joins") as session:
        here = session.scalars(sa.select(Setting).where(Setting.external_id == "orchard-row")).one()
        missing = pupils - (session.scalar(sa.select(sa.func.count()).select_from(Pupil)) or 0)
        for number in range(missing):
            _one_more(session, here, number)
    db.stop()


def _one_more(session: Session, here: Setting, number: int) -> None:
    okoro, lewis = (_person(session, slug) for slug in ("okoro", "lewis"))
    site = session.scalars(sa.select(Site).where(Site.setting_id == here.id).order_by(Site.name)).first()
    assert site
    key_worker = okoro if number % IN_HIS_CASELOAD == 0 else lewis
    person = Person(setting_id=here.id, first_name=f"Pupil{number}", last_name="Crowd", external_id=f"crowd-{number}")
    session.add(person)
    session.flush()
    session.add(RoleHolding(setting_id=here.id, person_id=person.id, role="pupil"))
    pupil = Pupil(setting_id=here.id, person_id=person.id, year_group=8, external_id=f"crowd-{number}")
    session.add(pupil)
    session.flush()
    since = school_morning() - timedelta(weeks=4)
    session.add(
        Placement(
            setting_id=here.id,
            pupil_id=pupil.id,
            key_worker_id=key_worker.id,
            site_id=site.id,
            tier=2,
            weekly_minutes=600,
            starts_on=since,
        )
    )
    session.add_all(
        TimetableSession(
            setting_id=here.id,
            pupil_id=pupil.id,
            weekday=weekday,
            starts=time(10),
            ends=time(11),
            from_on=since,
            subject="English",
            way=Way.OUR_PLACE,
            staff_id=lewis.id,
            site_id=site.id,
        )
        for weekday in range(5)
    )


def _person(session: Session, slug: str) -> Person:
    return session.scalars(sa.select(Person).where(Person.external_id == slug)).one()


def arrive_with(
    running: RunningPortal, *, pupils: int, slugs: tuple[str, ...] = ("leila", "maya", "okoro")
) -> dict[str, str]:
    """Furnish a portal, let the crowd join, and sign in the people who are measured. Returns their keys."""
    furnish(running)
    join(running, pupils)
    return sign_in(running, *slugs)


__all__ = ["arrive_with", "furnish", "join", "school_morning", "sign_in"]
