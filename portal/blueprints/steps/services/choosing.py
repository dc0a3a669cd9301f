"""What the young person sorts and chooses; staff may write it down as they say it."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.steps.queries.answers import find_sent, find_young_id
from portal.blueprints.steps.services.timetable import lay
from portal.database import db
from portal.models import ChoiceKind, HowSaid, StepChoice, StepOffer, StepOrder, WayBack, WayStep


@dataclass(frozen=True)
class How:
    """Who helped, and the number of the form."""

    how_said: HowSaid
    client_id: uuid.UUID


def sort_steps(way: WayBack, ids: list[uuid.UUID], how: How, *, by: Viewer) -> StepOrder:
    """Keep how the young person sorts the steps, the easiest first. Sent twice, it is once."""
    sent = find_sent(StepOrder, how.client_id, viewer=by)
    if sent is not None:
        return sent
    row = StepOrder(
        id=uuid.uuid4(),
        setting_id=way.setting_id,
        pupil_id=way.pupil_id,
        way_id=way.id,
        steps=json.dumps([str(one) for one in ids]),
        person_id=find_young_id(way.pupil_id, viewer=by),
        how_said=how.how_said,
        client_id=how.client_id,
        sorted_at=clock.now(),
    )
    _keep(row, by)
    audit.record(audit.Event.STEPS_ORDER_MADE, by=by, pupils=[way.pupil_id], way=way.id)
    return row


def choose(step: WayStep, kind: ChoiceKind, offer: StepOffer, how: How, *, by: Viewer) -> StepChoice:
    """Keep one thing that was chosen from what was offered. Sent twice, it is once; the timetable follows."""
    sent = find_sent(StepChoice, how.client_id, viewer=by)
    if sent is not None:
        return sent
    row = StepChoice(
        id=uuid.uuid4(),
        setting_id=step.setting_id,
        pupil_id=step.pupil_id,
        step_id=step.id,
        kind=kind,
        value=offer.value,
        person_id=find_young_id(step.pupil_id, viewer=by),
        how_said=how.how_said,
        client_id=how.client_id,
        chosen_at=clock.now(),
    )
    _keep(row, by)
    lay(step.way_id, by=by)
    facts: dict[str, Any] = {"step": step.id, "kind": kind}
    audit.record(audit.Event.STEPS_CHOICE_MADE, by=by, pupils=[step.pupil_id], **facts)
    return row


def _keep(row: Any, by: Viewer) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        if find_sent(type(row), row.client_id, viewer=by) is None:
            raise NoResultFound from None
