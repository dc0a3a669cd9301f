"""What home may know: what waits for somebody's answer, what came of it; for staff, what waits to be ended."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from portal import clock
from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.proposals.queries import list_choices_of, list_late_proposals
from portal.models import Proposal

MOST = 10
# How long it is said that there is an answer: nothing is kept of who has opened one.
TOLD_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Choices:
    """Choices and news that wait for this person, what came of others; for staff, those past their day."""

    waiting: tuple[Proposal, ...] = ()
    ended: tuple[Proposal, ...] = ()
    late: tuple[Proposal, ...] = ()

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """The pupils they are about."""
        return {proposal.pupil_id for proposal in (*self.waiting, *self.ended, *self.late)}


def summarise(*, viewer: Viewer) -> Choices:
    """What waits for this person, and what came of it."""
    may, since = viewer.permissions, clock.now() - TOLD_FOR
    mine = list_choices_of(MOST, since, viewer=viewer) if Permission.PROPOSALS_ANSWER in may else []
    late = list_late_proposals(MOST, viewer=viewer) if Permission.PROPOSALS_ASK in may else []
    waiting, ended = (tuple(one for one in mine if bool(one.ended_at) is is_ended) for is_ended in (False, True))
    return Choices(waiting, ended, tuple(late))
