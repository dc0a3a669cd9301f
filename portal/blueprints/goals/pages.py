"""What a page of goals is made of, gathered with the same few statements however much there is."""

from dataclasses import dataclass
from typing import Any

from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.blueprints.goals.history import HistoryPage, moves_of, page_of, saves_of, steps_of
from portal.blueprints.goals.presenters import GoalCard, NotePage, cards_of, notes_of
from portal.blueprints.goals.queries.goals import (
    get_child_of,
    get_whole_goal,
    list_goals,
    list_moves,
    list_released_goals,
    list_staff,
    list_steps,
)
from portal.blueprints.goals.queries.notes import PAGE, count_notes, list_notes
from portal.heard import Reader, find_link_teacher, find_writers
from portal.models import Goal
from portal.planning.goals import list_newest_moves
from portal.pupils import Child, list_children
from portal.revisions import list_revisions


@dataclass(frozen=True)
class WholeGoal:
    """Everything about a goal that this reader may see."""

    child: Child
    card: GoalCard
    notes: NotePage
    # Who reads it for the school, where it was released.
    school: Reader | None
    # True where they read it because it was released, and nothing else of the plan: its steps and both ladders.
    is_for_school_only: bool

    @property
    def goal(self) -> Goal:
        """The goal itself."""
        return self.card.goal

    @property
    def has_help(self) -> bool:
        """True when who helps, and what does, is there and theirs to read. It was not released to a school."""
        helps = bool(self.goal.helpers or self.goal.helps_here or self.goal.helps_home)
        return helps and not self.is_for_school_only


def whole_goal(goal: Goal, page: int, *, viewer: Viewer) -> WholeGoal:
    """A goal with its steps, helpers, ladders and a page of its notes."""
    whole = get_whole_goal(goal.id, viewer=viewer)
    (card,) = cards_of([whole], list_newest_moves([goal.id], viewer=viewer))
    school = find_link_teacher(goal.pupil_id, viewer=viewer) if goal.is_for_school else None
    child = get_child_of(goal, viewer=viewer)
    return WholeGoal(child, card, _notes(goal, page, viewer), school, _is_for_school_only(goal, viewer))


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


def history_page(goal: Goal, page: int, *, viewer: Viewer) -> HistoryPage:
    """What happened to a goal: saves, moves of its ladders and steps that were done, the newest first."""
    saves = saves_of(list_revisions(goal, viewer=viewer), list_staff(viewer=viewer), viewer.audience)
    moves = moves_of(list_moves(goal.id, viewer=viewer))
    return page_of([*saves, *moves, *steps_of(list_steps(goal.id, viewer=viewer))], page)


def _notes(goal: Goal, page: int, viewer: Viewer) -> NotePage:
    pages = max(1, -(-count_notes(goal.id, viewer=viewer) // PAGE))
    at = min(max(page, 1), pages)
    said = list_notes(goal.id, at, viewer=viewer)
    writers = find_writers(said, viewer=viewer)
    return NotePage(notes_of(said, writers, viewer.person_id), at, pages)


def _is_for_school_only(goal: Goal, viewer: Viewer) -> bool:
    if Role.LINK_TEACHER not in viewer.roles:
        return False
    return goal.pupil_id not in {child.pupil_id for child in list_children(viewer=viewer, given="sees_plan")}
