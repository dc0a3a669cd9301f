"""What home may know: what waits for somebody's answer; for staff, what waits to be ended."""

import uuid
from dataclasses import dataclass

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.proposals.queries import list_late_proposals, list_waiting_proposals
from portal.models import Proposal

MOST = 10


@dataclass(frozen=True)
class Choices:
    """Choices and news that wait for this person, and, for staff, those past their day."""

    waiting: tuple[Proposal, ...] = ()
    late: tuple[Proposal, ...] = ()

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """The pupils they are about."""
        return {proposal.pupil_id for proposal in (*self.waiting, *self.late)}


def summarise(*, viewer: Viewer) -> Choices:
    """What waits for this person."""
    may = viewer.permissions
    waiting = list_waiting_proposals(MOST, viewer=viewer) if Permission.PROPOSALS_ANSWER in may else []
    late = list_late_proposals(MOST, viewer=viewer) if Permission.PROPOSALS_ASK in may else []
    return Choices(tuple(waiting), tuple(late))
