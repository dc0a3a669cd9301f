"""What pages know of the steps: where we are on the way, what was said before each, what can be done now."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.models import ChoiceKind, Person, Readiness, StepAnswer, StepChoice, StepOffer, StepState, WayStep
from portal.returning.steps import Slot, as_chosen, newest_of, state_on


@dataclass(frozen=True)
class StepCard:
    """One step of the way, as a page shows it."""

    step: WayStep
    number: int
    state: StepState
    # The next step to come, or the one that goes on: the young person may say whether they are ready for it.
    is_asked: bool
    answers: tuple[StepAnswer, ...] = ()
    offers: tuple[StepOffer, ...] = ()
    choices: tuple[StepChoice, ...] = ()

    @property
    def answer(self) -> StepAnswer | None:
        """What was said last."""
        return newest_of(self.answers)

    @property
    def waits(self) -> bool:
        """True while what was said last has no answer."""
        return self.answer is not None and self.answer.decided_at is None

    @property
    def meets(self) -> Person | None:
        """Who of the staff meets the child: the one who was chosen, else the one who was written down."""
        chosen = self.chosen.get(ChoiceKind.WHO_MEETS)
        found = [one.person for one in self.offers if one.value == chosen and one.person]
        return found[0] if found else self.step.meets

    @property
    def meets_name(self) -> str:
        """Their name; empty where nobody stands there."""
        return self.meets.first_name if self.meets else self.step.meets_name

    @property
    def chosen(self) -> dict[ChoiceKind, str]:
        """What was chosen last of each kind."""
        return {one.kind: one.value for one in self.choices}

    @property
    def kinds(self) -> list[ChoiceKind]:
        """What may be chosen, where there is anything to choose from."""
        offered = {one.kind for one in self.offers}
        return [kind for kind in ChoiceKind if kind in offered] if self.can_choose else []

    @property
    def can_choose(self) -> bool:
        """True before its timetable is made."""
        return self.state is StepState.COMING and self.step.started_at is None

    @property
    def is_set(self) -> bool:
        """True when its timetable is made and its first day is still to come."""
        return self.state is StepState.COMING and self.step.started_at is not None

    @property
    def is_open(self) -> bool:
        """True for a step that is to come or goes on."""
        return self.state in (StepState.COMING, StepState.NOW)

    @property
    def week(self) -> tuple[Slot, ...]:
        """Its sessions, as they were chosen."""
        start, lesson = (self.chosen.get(kind, "") for kind in (ChoiceKind.START_TIME, ChoiceKind.FIRST_LESSON))
        return as_chosen(self.offered_week, start, lesson)

    @property
    def offered_week(self) -> tuple[Slot, ...]:
        """Its sessions, as they were written."""
        return tuple(Slot(one.weekday, one.starts, one.ends, one.subject) for one in self.step.sessions)

    @property
    def css(self) -> str:
        """How the path draws it; its state is said beside it in words."""
        return {StepState.DONE: "is-done", StepState.NOW: "is-now"}.get(self.state, "")


@dataclass(frozen=True)
class May:
    """What this person may do with steps."""

    write: bool
    answer: bool
    enter: bool
    decide: bool

    @classmethod
    def of(cls, viewer: Viewer) -> "May":
        """By their permissions."""
        names = (Permission.STEPS_WRITE, Permission.STEPS_ANSWER, Permission.STEPS_ENTER, Permission.STEPS_DECIDE)
        return cls(*(name in viewer.permissions for name in names))


def cards_of(
    steps: Sequence[WayStep],
    answers: Iterable[StepAnswer],
    offers: Iterable[StepOffer],
    choices: Iterable[StepChoice],
    today: date,
) -> list[StepCard]:
    """The steps in their order, each with what belongs to it."""
    states = {one.id: state_on(one, steps, today) for one in steps}
    coming = [one.id for one in steps if states[one.id] is StepState.COMING]
    asked = {*coming[:1], *(one.id for one in steps if states[one.id] is StepState.NOW)}
    by_step = [_by_step(rows) for rows in (answers, offers, choices)]
    return [
        StepCard(one, number, states[one.id], one.id in asked, *(tuple(rows.get(one.id, ())) for rows in by_step))
        for number, one in enumerate(steps, start=1)
    ]


def answers_to_tap() -> list[Readiness]:
    """The three, in the order in which they are drawn."""
    return [Readiness.GO_ON, Readiness.STAY, Readiness.STEP_BACK]


def _by_step(rows: Iterable[Any]) -> dict[uuid.UUID, list[Any]]:
    found: dict[uuid.UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.step_id, []).append(row)
    return found
