"""A portal with the demo's people in it, and as many more pupils as somebody wants to measure with."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from portal import (
    clock,
    visibility,  # noqa: F401 - no database opens without the nets
)
from portal.access.policy import Role
from portal.access.sign_ins import start_sign_in
from portal.audit import chain
from portal.database import SYSTEM, db
from portal.demo.furnishing import furnish as furnish_demo
from portal.models import Base, Device, Person, Placement, Pupil, RoleHolding, Setting, Site, TimetableSession, Way
from portal.roster.demo import build_demo
from tools.running import RunningPortal

MEASURED = ("leila", "maya", "okoro")
# Every how manieth of the crowd is looked after by the key worker whose page is measured.
IN_HIS_CASELOAD = 20


def furnish(running: RunningPortal) -> None:
    """Bring the database to the newest shape, put the demo into it, and begin on a school morning."""
    running.command("migrate")
    chain.use_key(running.env["PORTAL_AUDIT_KEY"])
    build_demo(running.database_url, school_morning())
    running.the_time_is(f"{school_morning()} 10:00")
    clock.follow(running.folder / "clock")
    furnish_demo()
    clock.follow(None)
    db.stop()


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
        here = session.scalars(sa.select(Setting.id).where(Setting.external_id == "orchard-row")).one()
        site = session.scalars(sa.select(Site.id).where(Site.setting_id == here).order_by(Site.name)).first()
        staff = dict(session.execute(sa.select(Person.external_id, Person.id).where(Person.is_staff)).tuples().all())
        missing = pupils - (session.scalar(sa.select(sa.func.count()).select_from(Pupil)) or 0)
        rows = [_one_more(here, site, staff, number) for number in range(missing)]
        for model in (Person, RoleHolding, Pupil, Placement, TimetableSession):
            session.execute(sa.insert(model), [each for row in rows for each in row[model]])
    db.stop()


Rows = dict[type[Base], list[dict[str, Any]]]


def _one_more(here: uuid.UUID, site: uuid.UUID | None, staff: dict[str | None, uuid.UUID], number: int) -> Rows:
    person, pupil, since = uuid.uuid4(), uuid.uuid4(), school_morning() - timedelta(weeks=4)
    key_worker = staff["okoro" if number % IN_HIS_CASELOAD == 0 else "lewis"]
    ours: dict[str, Any] = {"setting_id": here, "pupil_id": pupil, "site_id": site}
    session = {
        **ours,
        "starts": time(10),
        "ends": time(11),
        "from_on": since,
        "subject": "English",
        "way": Way.OUR_PLACE,
        "staff_id": staff["lewis"],
    }
    name = {"first_name": f"Pupil{number}", "last_name": "Crowd", "external_id": f"crowd-{number}"}
    placed = {"key_worker_id": key_worker, "tier": 2, "weekly_minutes": 600, "starts_on": since}
    return {
        Person: [{"id": person, "setting_id": here, **name}],
        RoleHolding: [{"setting_id": here, "person_id": person, "role": Role.PUPIL}],
        Pupil: [
            {"id": pupil, "setting_id": here, "person_id": person, "year_group": 8, "external_id": f"crowd-{number}"}
        ],
        Placement: [{**ours, **placed}],
        TimetableSession: [{**session, "weekday": weekday} for weekday in range(5)],
    }


def arrive_with(
    running: RunningPortal, *, pupils: int, slugs: tuple[str, ...] = ("leila", "maya", "okoro")
) -> dict[str, str]:
    """Furnish a portal, let the crowd join, and sign in the people who are measured. Returns their keys."""
    furnish(running)
    join(running, pupils)
    return sign_in(running, *slugs)


__all__ = ["arrive_with", "furnish", "join", "school_morning", "sign_in"]
