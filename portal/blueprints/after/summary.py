"""What home may know of the year after a return: which question waits, and what somebody was told."""

import uuid
from dataclasses import dataclass

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.after.queries import list_own_warnings, list_waiting
from portal.models import FollowUp, ReturnWarning
from portal.pupils import Child


@dataclass(frozen=True)
class After:
    """The questions that wait for this person, and what was noticed and nobody has done yet. Each with its child."""

    waiting: tuple[tuple[FollowUp, Child], ...] = ()
    warnings: tuple[tuple[ReturnWarning, Child], ...] = ()

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """Whose rows it was made of."""
        return {child.pupil_id for _row, child in (*self.waiting, *self.warnings)}


def summarise(*, viewer: Viewer) -> After:
    """One statement for a family, two for staff."""
    waiting = tuple(list_waiting(viewer=viewer)) if Permission.AFTER_SAY in viewer.permissions else ()
    told = tuple(list_own_warnings(viewer=viewer)) if Permission.AFTER_KEEP in viewer.permissions else ()
    return After(waiting, told)
