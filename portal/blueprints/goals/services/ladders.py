"""Moving a ladder: the young person their own, staff the adults'."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit, clock
from portal.access.policy import Permission, Role
from portal.access.viewer import Viewer
from portal.blueprints.goals.queries.goals import find_sent_move
from portal.database import db
from portal.models import Goal, HowSaid, LadderMove, Rung, Voice


@dataclass(frozen=True)
class NewMove:
    """Where to, and whether a member of staff writes down what the young person says."""

    rung: Rung
    client_id: uuid.UUID
    for_young: bool = False


def move_ladder(goal: Goal, move: NewMove, *, by: Viewer) -> LadderMove:
    """Move the ladder that is theirs to move. The same tap twice, or at once, is one move.

    NoResultFound (shown as 404) for somebody who has none to move.
    """
    sent = find_sent_move(move.client_id, viewer=by)
    if sent is not None:
        return sent
    voice, how_said = _whose(move, by)
    row = LadderMove(
        setting_id=goal.setting_id,
        pupil_id=goal.pupil_id,
        goal_id=goal.id,
        person_id=by.person_id,
        voice=voice,
        rung=move.rung,
        how_said=how_said,
        client_id=move.client_id,
        moved_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        # The same tap, sent at the same moment, was quicker.
        sent = find_sent_move(move.client_id, viewer=by)
        if sent is None:
            raise NoResultFound from None
        return sent
    facts: dict[str, Any] = {"goal": goal.id, "rung": move.rung, "voice": voice}
    audit.record(audit.Event.GOALS_LADDER_MOVED, by=by, pupils=[goal.pupil_id], **facts)
    return row


def say_who_helped(move: LadderMove, how_said: HowSaid, *, by: Viewer) -> None:
    """Who helped with a move that was made already."""
    move.how_said = how_said
    facts: dict[str, Any] = {"goal": move.goal_id, "rung": move.rung, "voice": move.voice}
    audit.record(audit.Event.GOALS_LADDER_MOVED, by=by, pupils=[move.pupil_id], **facts)


def _whose(move: NewMove, by: Viewer) -> tuple[Voice, HowSaid]:
    """A pupil moves only their own ladder, staff the adults', or the pupil's as the pupil says it beside them."""
    if Role.PUPIL in by.roles:
        return Voice.YOUNG, HowSaid.BY_MYSELF
    if Permission.GOALS_WRITE not in by.permissions:
        raise NoResultFound
    return (Voice.YOUNG, HowSaid.WRITTEN_FOR_ME) if move.for_young else (Voice.TEAM, HowSaid.BY_MYSELF)
