"""Who keeps the children of the demo safe, and one concern that went all its way (demo_setting/concerns.yml)."""

import uuid
from collections.abc import Mapping
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from portal.demo.speaking import Cast, day, moment
from portal.models import (
    AlertStep,
    Cause,
    Concern,
    ConcernNotice,
    ConcernStep,
    Level,
    MonitoredTime,
    Setting,
    Site,
    Whereabouts,
)
from portal.safeguarding.ladder import USUAL

FILE = Path(__file__).parent.parent / "demo_setting" / "concerns.yml"
SCHOOL_DAYS = range(5)
# Which moment of a concern each step is.
MOMENTS = {
    "open": "opened_at",
    "take": "taken_at",
    "see_child": "child_seen_at",
    "act": "action_at",
    "conclude": "outcome_at",
    "tell_child": "child_told_at",
}

Written = Mapping[str, Any]


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put it into the demo's setting, in the transaction of `db.work`. What is there already stays."""
    written = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    cast = Cast(session, setting_id)
    if session.scalar(sa.select(MonitoredTime.id).where(MonitoredTime.setting_id == setting_id).limit(1)) is None:
        _enter(cast, written)
    for one in written["done"]:
        _concern(cast, one)


def _enter(cast: Cast, written: Written) -> None:
    session, here = cast.session, cast.setting_id
    starts, ends = (time.fromisoformat(written["watched"][name]) for name in ("starts", "ends"))
    session.add_all(MonitoredTime(setting_id=here, weekday=one, starts=starts, ends=ends) for one in SCHOOL_DAYS)
    session.add_all(
        AlertStep(setting_id=here, level=level, after_minutes=step.after_minutes, who=step.who)
        for level, steps in USUAL.items()
        for step in steps
    )
    setting = session.get_one(Setting, here)
    setting.duty_words, setting.duty_phone = written["duty"]["words"], written["duty"]["phone"]
    setting.above_head_id = cast.people[written["above_head"]].id
    for site in session.scalars(sa.select(Site).where(Site.external_id.in_(written["site_leads"]))):
        site.lead_id = cast.people[written["site_leads"][site.external_id]].id


def _concern(cast: Cast, one: Written) -> None:
    session, ids = cast.session, {"setting_id": cast.setting_id, "pupil_id": cast.pupils[one["child"]]}
    concern_id = uuid.uuid5(cast.setting_id, f"the demo's concern {one['key']}")
    if session.get(Concern, concern_id) is not None:
        return
    raised_at = moment(day(one["day"]), time.fromisoformat(one["at"]))
    at = {step["what"]: raised_at + timedelta(minutes=step["after"]) for step in one["steps"]}
    who = {step["what"]: cast.people[step["who"]].id for step in one["steps"]}
    session.add(
        Concern(
            id=concern_id,
            person_id=cast.people[one["child"]].id,
            level=Level(one["level"]),
            cause=Cause(one["cause"]),
            whereabouts=Whereabouts(one["whereabouts"]),
            client_id=concern_id,
            raised_at=raised_at,
            opened_by_id=who["open"],
            taken_by_id=who["take"],
            **{MOMENTS[what]: reached for what, reached in at.items()},
            **ids,
        )
    )
    session.flush()
    part = {"concern_id": concern_id, **ids}
    session.add_all(
        ConcernStep(
            what=step["what"],
            words=step.get("words", ""),
            person_id=who[step["what"]],
            made_at=at[step["what"]],
            **part,
        )
        for step in one["steps"]
    )
    key = f"concern {concern_id} 0 0"
    session.add_all(
        ConcernNotice(person_id=cast.people[slug].id, rung=0, event_key=key, noticed_at=raised_at, **part)
        for slug in one["told"]
    )
