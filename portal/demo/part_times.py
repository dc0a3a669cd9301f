"""The part-time timetable of the demo: written, agreed to and started by the people whose it is to do so."""

import json
import uuid
from collections.abc import Mapping
from typing import Any

import yaml
from sqlalchemy.orm import Session

from portal import clock
from portal.blueprints.part_time.services.saying import Said, say_to_part_time
from portal.blueprints.part_time.services.writing import begin_part_time, start_part_time
from portal.database import db
from portal.demo.speaking import Cast, day
from portal.models import USUAL_REVIEW_GAP, AgreeAnswer, Agreement, HowSaid, PartTime, Place, Voice
from portal.returning.agreed import hashes_of, part_time_words
from portal.roster.demo import FOLDER

# The same words get the same number each time: filled a second time, nothing stands there twice.
NUMBERS = uuid.UUID("7a0c3c0e-4b1d-4c0a-9a4e-2f5d8f0b6b31")
_DAYS = ("starts_on", "ends_on", "next_review_on", "council_told_on", "social_worker_told_on", "ehcp_team_told_on")
_TEXTS = ("reason", "reason_words", "week", "work_for_home", "check_at_home", "step_up", "full_time_offer")

Written = Mapping[str, Any]


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put it into the demo. What is there already stays."""
    cast = Cast(session, setting_id)
    for one in yaml.safe_load((FOLDER / "part_times.yml").read_text(encoding="utf-8")):
        number = uuid.uuid5(NUMBERS, f"{setting_id} {one['name']}")
        if session.get(PartTime, number) is None:
            _fill(cast, one, number)


def _fill(cast: Cast, one: Written, number: uuid.UUID) -> None:
    pupil_id, by = cast.pupils[one["about"]], cast.viewer(one["by"])
    words = {name: one[name] for name in _TEXTS} | {"review_gap_days": str(USUAL_REVIEW_GAP)}
    words |= {name: day(one[name]).isoformat() if name in one else "" for name in _DAYS}
    row = begin_part_time(pupil_id, number, words, by=by)
    young, readers = cast.viewer(one["about"]), one["young"]["readers"]
    said = Said(
        words=one["young"]["words"],
        readers=cast.readers(one["about"], pupil_id, Place.PART_TIME, readers),
        how_said=HowSaid.BY_MYSELF,
        number=uuid.uuid5(number, "young"),
    )
    say_to_part_time(row, said, by=young)
    _agree(cast, row, one["agreed_by"])
    start_part_time(row, by=cast.viewer(one["started_by"]))


def _agree(cast: Cast, row: PartTime, slug: str) -> None:
    of = {"setting_id": row.setting_id, "pupil_id": row.pupil_id, "way_id": row.way_id, "part_time_id": row.id}
    db.session.add(
        Agreement(
            person_id=cast.people[slug].id,
            voice=Voice.SCHOOL,
            answer=AgreeAnswer.AGREE,
            hashes=json.dumps(hashes_of(part_time_words(row.id))),
            client_id=uuid.uuid5(row.id, f"answer of {slug}"),
            given_at=clock.now(),
            **of,
        )
    )
    db.session.flush()
