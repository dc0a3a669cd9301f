"""What the pages of the steps are made of, gathered with the same few statements however many steps there are."""

import uuid
from dataclasses import dataclass

from portal import clock
from portal.access.viewer import Viewer
from portal.blueprints.steps.history import Save, TakenOut, saves_of
from portal.blueprints.steps.presenters import May, StepCard, cards_of
from portal.blueprints.steps.queries.answers import find_order, list_answers, list_choices
from portal.blueprints.steps.queries.steps import (
    find_placement,
    get_way,
    list_offers,
    list_staff,
    list_steps,
    list_taken_out,
)
from portal.models import StepState, WayBack, WayStep
from portal.pupils import Child
from portal.returning.steps import over_promised, sorted_by
from portal.revisions import list_revisions


@dataclass(frozen=True)
class WholeWay:
    """The way of a pupil: its steps in their order, and how the young person sorted those that are to come."""

    way: WayBack
    child: Child
    cards: list[StepCard]
    # The steps to come, the easiest first, once the young person has sorted them; else none.
    ladder: list[StepCard]

    @property
    def now(self) -> StepCard | None:
        """The step that goes on."""
        return next((card for card in self.cards if card.state is StepState.NOW), None)

    @property
    def next(self) -> StepCard | None:
        """The step that comes next."""
        return next((card for card in self.cards if card.state is StepState.COMING), None)

    @property
    def to_sort(self) -> list[StepCard]:
        """What there is to sort: the steps that are to come, sorted as they were last, when there are two or more."""
        coming = [card for card in self.cards if card.state is StepState.COMING]
        return (self.ladder or coming) if len(coming) > 1 else []

    def card(self, step_id: uuid.UUID) -> StepCard:
        """One of its steps."""
        return next(card for card in self.cards if card.step.id == step_id)


@dataclass(frozen=True)
class OverHours:
    """A step with more minutes a week than are promised."""

    step: WayStep
    minutes: int
    promised: int


def whole_way(pupil_id: uuid.UUID, *, viewer: Viewer) -> WholeWay:
    """The way of a pupil. NoResultFound (shown as 404) where its steps are not theirs to see."""
    way, child = get_way(pupil_id, viewer=viewer)
    return _whole(way, child, viewer)


def way_of_step(step: WayStep, *, viewer: Viewer) -> WholeWay:
    """The way on which a step is that was found as theirs."""
    return whole_way(step.pupil_id, viewer=viewer)


def taken_out_of(way: WayBack, *, viewer: Viewer) -> list[TakenOut]:
    """What was taken out of a way, the newest first."""
    return [TakenOut.of(step, save) for step, save in list_taken_out(way.id, viewer=viewer)]


def over_hours_in(shown: WholeWay, *, viewer: Viewer) -> list[OverHours]:
    """For those who write steps: the open ones with more hours a week than are promised now; for others none.

    None is saved like this; a roster may lower what is promised afterwards.
    """
    placement = find_placement(shown.child.pupil_id, viewer=viewer) if May.of(viewer).write else None
    promised = placement.weekly_minutes if placement else 0
    found = [(card, over_promised(card.offered_week, promised)) for card in shown.cards if card.is_open]
    return [OverHours(card.step, minutes, promised) for card, minutes in found if minutes]


def history_of(step: WayStep, child: Child, *, viewer: Viewer) -> list[Save]:
    """What happened to a step, the newest first."""
    return saves_of(list_revisions(step, viewer=viewer), child.first_name, list_staff(viewer=viewer))


def _whole(way: WayBack, child: Child, viewer: Viewer) -> WholeWay:
    steps = list_steps(way.id, viewer=viewer)
    ids = [one.id for one in steps]
    rows = (list_answers(ids, viewer=viewer), list_offers(ids, viewer=viewer), list_choices(ids, viewer=viewer))
    cards = cards_of(steps, *rows, clock.today())
    order = find_order(way.id, viewer=viewer)
    coming = {card.step.id: card for card in cards if card.state is StepState.COMING}
    ladder = [coming[one] for one in sorted_by(coming, order.steps)] if order else []
    return WholeWay(way, child, cards, ladder)
