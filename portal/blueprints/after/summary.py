"""What home may know of the year after a return: which question waits, and what somebody was told."""

import uuid
from dataclasses import dataclass

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.after.presenters import Told, told
from portal.blueprints.after.queries import list_own_warnings, list_to_note, list_waiting
from portal.models import FollowUp, WayBack
from portal.pupils import Child


@dataclass(frozen=True)
class After:
    """The questions that wait for this person, and what was noticed and nobody has done yet. Each with its child."""

    waiting: tuple[tuple[FollowUp, Child], ...] = ()
    warnings: tuple[Told, ...] = ()
    # Returns of which nobody has noted yet how they stand after so many weeks.
    to_note: tuple[tuple[WayBack, Child, int], ...] = ()

    @property
    def pupil_ids(self) -> set[uuid.UUID]:
        """Whose rows it was made of."""
        noted = {child.pupil_id for _way, child, _weeks in self.to_note}
        waiting = {child.pupil_id for _row, child in self.waiting}
        return waiting | noted | {one.child.pupil_id for one in self.warnings}


def summarise(*, viewer: Viewer) -> After:
    """One statement for a family, three for staff; one more where something was noticed, for whose answers it was."""
    waiting = tuple(list_waiting(viewer=viewer)) if Permission.AFTER_SAY in viewer.permissions else ()
    if Permission.AFTER_KEEP not in viewer.permissions:
        return After(waiting)
    noticed = told(list_own_warnings(viewer=viewer), viewer=viewer)
    return After(waiting, tuple(noticed), tuple(list_to_note(viewer=viewer)))
