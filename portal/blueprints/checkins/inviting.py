"""On Today of a young person: that they can say how they are, and what waits for them."""

from dataclasses import dataclass

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.checkins.queries.own import find_waiting


@dataclass(frozen=True)
class CheckIns:
    """For a young person: they can check in; one of today is begun; one question waits until they are alone."""

    can_say: bool = False
    is_begun: bool = False
    asks_alone: bool = False


def summarise(*, viewer: Viewer) -> CheckIns:
    """One statement for a young person, none for anybody else."""
    if Permission.CHECKINS_SAY not in viewer.permissions:
        return CheckIns()
    unfinished, left_open = find_waiting(viewer=viewer)
    return CheckIns(can_say=True, is_begun=unfinished is not None, asks_alone=left_open is not None)
