"""Taking a step out of the way before it begins: when it may be, and which step closes the gap."""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum

from portal.models import StepAnswer, StepState, WayStep
from portal.returning.steps import DAY, Stretch, neighbours, newest_of, state_on


class Closes(StrEnum):
    """Which step takes the days of the one that goes."""

    BEFORE = "before"
    AFTER = "after"


class Stays(StrEnum):
    """Why a step is not taken out."""

    BEGUN = "begun"
    UNANSWERED = "unanswered"


def why_it_stays(step: WayStep, steps: Iterable[WayStep], answers: Iterable[StepAnswer], today: date) -> Stays | None:
    """Why this step is not taken out; None when it may be.

    What has begun stays on the way as it was. What the young person said about it is answered by a person first.
    """
    if state_on(step, steps, today) is not StepState.COMING:
        return Stays.BEGUN
    newest = newest_of(answers)
    return Stays.UNANSWERED if newest is not None and newest.decided_at is None else None


def closing(
    gone: Stretch, others: Iterable[Stretch], movable: frozenset[uuid.UUID], closes: Closes = Closes.BEFORE
) -> Stretch | None:
    """The step beside it with the days that close the gap; None where it leaves none, as the first or the last one.

    The other of the two closes it when the one that was chosen may not be moved any more.
    """
    before, after = neighbours(gone, others)
    if before is None or after is None:
        return None
    longer = replace(before, ends_on=after.starts_on - DAY)
    earlier = replace(after, starts_on=min(gone.starts_on, after.starts_on))
    both = (longer, earlier) if closes is Closes.BEFORE else (earlier, longer)
    return next((one for one in both if one.step_id in movable), None)
