"""How the demo's young people said they are: read from portal/demo_setting/check_ins.yml, always about these weeks."""

import uuid
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from portal.blueprints.checkins.questions import presentation_for
from portal.demo.asks import Filling
from portal.demo.speaking import Cast, day, moment
from portal.models import CheckIn, CheckInReader, HelperFrom, HowSaid, Place, Pupil, Sharing

FILE = Path(__file__).parent.parent / "demo_setting" / "check_ins.yml"
IN_THE_MORNING = time(9, 20)


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put the check-ins into the demo's setting, in the transaction of `db.work`. What is there already stays."""
    cast = Cast(session, setting_id)
    for number, one in enumerate(yaml.safe_load(FILE.read_text(encoding="utf-8"))):
        client_id = uuid.uuid5(setting_id, f"check-in {number}")
        known = session.scalar(sa.select(CheckIn.id).where(CheckIn.client_id == client_id))
        if known is None:
            _fill(cast, one, client_id)


def _fill(cast: Cast, one: Mapping[str, Any], client_id: uuid.UUID) -> None:
    pupil = cast.session.get_one(Pupil, cast.pupils[one["child"]])
    at = moment(day(one["day"]), IN_THE_MORNING)
    about = {"setting_id": cast.setting_id, "pupil_id": pupil.id}
    row = CheckIn(
        id=uuid.uuid4(),
        person_id=pupil.person_id,
        presentation=presentation_for(None, pupil.year_group),
        how_said=HowSaid(one.get("how_said", HowSaid.BY_MYSELF)),
        helper_from=HelperFrom(one["helper"]) if "helper" in one else None,
        sharing=Sharing(one["sharing"]),
        client_id=client_id,
        begun_at=at,
        finished_at=at,
        **{question: one[question] for question in ("how", "feelings", "body", "energy")},
        **about,
    )
    cast.session.add(row)
    cast.session.flush()
    readers = cast.readers(one["child"], pupil.id, Place.CHECK_IN, one.get("home", ()))
    cast.session.add_all(
        CheckInReader(check_in_id=row.id, person_id=each.person_id, shown_as=each.first_name, **about)
        for each in readers
    )
    for said in one.get("said", ()):
        is_talk = said["kind"] == "talk"
        facts = {
            "who": one["child"],
            "day": one["day"],
            "about": "check_in",
            "about_id": row.id,
            "place": Place.ASK if is_talk else Place.CHECK_IN,
            "to": () if is_talk else one.get("home", ()),
        }
        Filling(cast, {**facts, **said}).fill(pupil.id)
