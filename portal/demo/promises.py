"""What adults promised in the demo setting: read from portal/demo_setting/promises.yml, with days about this week."""

import uuid
from datetime import time
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.orm import Session

from portal.demo.speaking import Cast, day, moment
from portal.models import Promise
from portal.revisions import first_revision

FILE = Path(__file__).parent.parent / "demo_setting" / "promises.yml"
IN_THE_MORNING = time(10)
# Ids follow from the place in the file, so that filling a second time adds nothing.
NAMESPACE = uuid.UUID("8d0b6f5e-5b4e-4a0f-9a57-2b8f4c1e7d33")


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put the promises of the file into this setting; for a pupil who is not there, nothing."""
    cast = Cast(session, setting_id)
    for slug, promises in yaml.safe_load(FILE.read_text(encoding="utf-8")).items():
        for number, written in enumerate(promises if slug in cast.pupils else ()):
            _fill(cast, cast.pupils[slug], uuid.uuid5(NAMESPACE, f"{setting_id} {slug} {number}"), written)


def _fill(cast: Cast, pupil_id: uuid.UUID, number: uuid.UUID, written: dict[str, Any]) -> None:
    if cast.session.get(Promise, number) is not None:
        return
    by = written.get("who") or written["by"]
    done = day(written["done"]) if "done" in written else None
    row = Promise(
        id=number,
        setting_id=cast.setting_id,
        pupil_id=pupil_id,
        what=written["what"],
        owner_id=cast.people[by].id if "who" in written else None,
        owner_name=written.get("name", ""),
        due_on=day(written["due"]),
        made_by_id=cast.people[by].id,
        made_at=moment(day(written["made"]), IN_THE_MORNING),
        done_on=done,
        done_by_id=cast.people[by].id if done else None,
        client_id=number,
        version=1,
    )
    cast.session.add(row)
    cast.session.flush()
    first_revision(row, {"what": row.what, "due_on": str(row.due_on), "reason": ""}, by=cast.viewer(by))
