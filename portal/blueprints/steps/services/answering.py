"""What the young person says before a step, and what a person answers: go on, stay, step back."""

import uuid
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.steps.queries.answers import find_sent, find_young_id, list_answers
from portal.blueprints.steps.services.back import go_back
from portal.blueprints.steps.services.later import come_later
from portal.database import db
from portal.models import HowSaid, Readiness, ReviewWhy, StepAnswer, WayStep
from portal.returning.reviews import make_review
from portal.returning.steps import STAYS, newest_of, stays_of


@dataclass(frozen=True)
class Say:
    """What was said, who helped, and the number of its form."""

    answer: Readiness
    how_said: HowSaid
    client_id: uuid.UUID


@dataclass(frozen=True)
class Decided:
    """What a person answers: the decision, why as the young person reads it, and how many weeks later it comes."""

    decision: Readiness
    reason: str
    weeks: int = 1


class AnsweredError(Exception):
    """Somebody else has answered it meanwhile."""


def say_ready(step: WayStep, said: Say, *, by: Viewer) -> StepAnswer:
    """Keep what a young person says before a step, by themself or written down by staff. Sent twice, it is once.

    "Stay" for the second time makes a review.
    """
    sent = find_sent(StepAnswer, said.client_id, viewer=by) or _waits_already(step, said, by)
    if sent is not None:
        return sent
    young_id = find_young_id(step.pupil_id, viewer=by)
    row = StepAnswer(
        id=uuid.uuid4(),
        setting_id=step.setting_id,
        pupil_id=step.pupil_id,
        step_id=step.id,
        person_id=young_id,
        answer=said.answer,
        how_said=said.how_said,
        entered_by_id=None if by.person_id == young_id else by.person_id,
        client_id=said.client_id,
        said_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        # The same tap, sent at the same moment, was quicker.
        sent = find_sent(StepAnswer, said.client_id, viewer=by)
        if sent is None:
            raise NoResultFound from None
        return sent
    audit.record(audit.Event.STEPS_ANSWER_SAID, by=by, pupils=[step.pupil_id], step=step.id, answer=said.answer)
    _review_when_stayed(step, by)
    return row


def decide(answer: StepAnswer, step: WayStep, decided: Decided, *, by: Viewer) -> None:
    """Answer what a young person said, with a reason. "Stay" and "step back" change the days, never a part-time plan.

    A step back makes a review within five school days.

    AnsweredError when somebody has answered it already; NothingBeforeError when there is no step to go back to.
    """
    if answer.decided_at is not None:
        raise AnsweredError
    # A page that was not taken leaves nothing behind.
    with db.session.begin_nested():
        answer.decision, answer.reason = decided.decision, decided.reason
        answer.decided_by_id, answer.decided_at = by.person_id, clock.now()
        db.session.flush()
        if decided.decision is Readiness.STAY:
            come_later(step, decided.weeks, by=by)
        elif decided.decision is Readiness.STEP_BACK:
            go_back(step, decided.weeks, by=by)
            # No failure: everybody looks soon at what would make it easier (domain.md §4.6).
            make_review(step.pupil_id, ReviewWhy.SETBACK, by, clock.today())
    facts = {"step": step.id, "decision": decided.decision}
    audit.record(audit.Event.STEPS_ANSWER_DECIDED, by=by, pupils=[answer.pupil_id], **facts)  # type: ignore[arg-type]
    _review_when_stayed(step, by)


def _waits_already(step: WayStep, said: Say, by: Viewer) -> StepAnswer | None:
    """The same thing said again while nobody has answered it is said once."""
    newest = newest_of(list_answers([step.id], viewer=by))
    waits = newest is not None and newest.decided_at is None and newest.answer is said.answer
    return newest if waits else None


def _review_when_stayed(step: WayStep, by: Viewer) -> None:
    """Two "stay" in a row about one step: everybody looks at the plan, once, within five school days."""
    if stays_of(list_answers([step.id], viewer=by)) >= STAYS:
        make_review(step.pupil_id, ReviewWhy.STAYED_TWICE, by, clock.today())
