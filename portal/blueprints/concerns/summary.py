"""What home may know: the concerns that are open, by their clock."""

import uuid
from dataclasses import dataclass

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.concerns.queries.answering import Row, list_concerns

# Today shows so many; the others stand in the list.
MOST = 5


@dataclass(frozen=True)
class Concerns:
    """The first open ones, how many there are in all, and whether this person answers for any."""

    rows: tuple[Row, ...]
    count: int
    answers: bool

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """Whose they are."""
        return {row.concern.pupil_id for row in self.rows}


def summarise(*, viewer: Viewer) -> Concerns:
    """The open concerns of this person; none for somebody who answers for none."""
    if Permission.CONCERNS_ANSWER not in viewer.permissions:
        return Concerns((), 0, answers=False)
    rows = list_concerns(viewer=viewer)
    return Concerns(tuple(rows[:MOST]), len(rows), answers=True)
