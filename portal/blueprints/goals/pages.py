"""What a page of goals is made of, gathered with the same few statements however much there is."""

from dataclasses import dataclass
from typing import Any

from portal.access.viewer import Viewer
from portal.blueprints.goals.presenters import GoalCard, NotePage, cards_of, notes_of
from portal.blueprints.goals.queries.goals import (
    get_child_of,
    get_whole_goal,
    list_goals,
    list_released_goals,
)
from portal.blueprints.goals.queries.notes import PAGE, count_notes, find_link_teacher, list_notes
from portal.heard import Reader, find_writers
from portal.models import Goal
from portal.planning.goals import list_newest_moves
from portal.pupils import Child


@dataclass(frozen=True)
class WholeGoal:
    """Everything about a goal that this reader may see."""

    child: Child
    card: GoalCard
    notes: NotePage
    # Who reads it for the school, where it was released.
    school: Reader | None

    @property
    def goal(self) -> Goal:
        """The goal itself."""
        return self.card.goal


def whole_goal(goal: Goal, page: int, *, viewer: Viewer) -> WholeGoal:
    """A goal with its steps, helpers, ladders and a page of its notes."""
    whole = get_whole_goal(goal.id, viewer=viewer)
    (card,) = cards_of([whole], list_newest_moves([goal.id], viewer=viewer))
    school = find_link_teacher(goal.pupil_id, viewer=viewer) if goal.is_for_school else None
    return WholeGoal(get_child_of(goal, viewer=viewer), card, _notes(goal, page, viewer), school)


def goal_cards(child: Child, *, viewer: Viewer) -> dict[str, Any]:
    """The goals of a pupil: those that are worked on, and those that have ended."""
    goals = list_goals(child.pupil_id, viewer=viewer)
    cards = cards_of(goals, list_newest_moves([goal.id for goal in goals], viewer=viewer))
    return {
        "active": [card for card in cards if not card.goal.ended_on],
        "ended": [card for card in cards if card.goal.ended_on],
    }


def released_cards(*, viewer: Viewer) -> list[tuple[Child, GoalCard]]:
    """The goals that were released to a link teacher, each with its child."""
    found = list_released_goals(viewer=viewer)
    cards = cards_of([goal for goal, _ in found], list_newest_moves([goal.id for goal, _ in found], viewer=viewer))
    return [(child, card) for (_, child), card in zip(found, cards, strict=True)]


def _notes(goal: Goal, page: int, viewer: Viewer) -> NotePage:
    pages = max(1, -(-count_notes(goal.id, viewer=viewer) // PAGE))
    at = min(max(page, 1), pages)
    said = list_notes(goal.id, at, viewer=viewer)
    writers = find_writers(said, viewer=viewer)
    return NotePage(notes_of(said, writers, viewer.person_id), at, pages)
