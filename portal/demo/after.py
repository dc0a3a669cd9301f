"""The year after a return in the demo, from portal/demo_setting/after.yml: who said what, and what waits now."""

import uuid
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from portal import clock
from portal.demo.asks import Filling
from portal.demo.speaking import Cast, day, moment
from portal.heard.audience import voice_of
from portal.models import Destination, FollowUp, HowItGoes, Place, WayBack, WayKind
from portal.returning.following import ask_after_returns

FILE = Path(__file__).parent.parent / "demo_setting" / "after.yml"
IN_THE_EVENING = time(17, 30)
SINCE = "Since the return"

Written = Mapping[str, Any]


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put it into the demo's setting, in the transaction of `db.work`. What is there already stays as it is."""
    cast = Cast(session, setting_id)
    written: dict[str, Written] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for slug, one in written.items():
        way = session.scalars(
            sa.select(WayBack).where(WayBack.pupil_id == cast.pupils[slug], WayBack.kind != WayKind.SHORT_BREAK)
        ).first()
        if way is None or way.returned_on is not None:
            continue
        way.returned_on, way.destination = day(one["returned"]), Destination(one["destination"])
        session.flush()
        for answer in one["answers"]:
            _answer(cast, way, answer)
    ask_after_returns(setting_id, clock.today())


def _answer(cast: Cast, way: WayBack, written: Written) -> None:
    by, on = cast.viewer(written["who"]), day(written["day"])
    row = FollowUp(
        id=uuid.uuid5(way.id, f"{written['who']} {on}"),
        setting_id=way.setting_id,
        pupil_id=way.pupil_id,
        way_id=way.id,
        person_id=by.person_id,
        voice=voice_of(by),
        due_on=on,
        going=HowItGoes(written["going"]),
        days_missed=written.get("days"),
        answered_at=moment(on, IN_THE_EVENING),
    )
    cast.session.add(row)
    cast.session.flush()
    if "words" not in written:
        return
    # Their words are somebody's to answer, as on the pages (blueprints/after/services.py).
    facts = {"key": f"after-{written['who']}-{on}", "kind": "said", "about": "way", "line": SINCE, "about_id": row.id}
    said = Filling(cast, {**written, **facts, "place": Place.AFTER_RETURN}).fill(way.pupil_id)
    assert said is not None
    row.contribution_id = said.contribution_id
