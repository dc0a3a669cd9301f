"""What other rooms may know of plans: what was released to a link teacher, and how a section is told on paper."""

import uuid
from dataclasses import dataclass

from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.blueprints.way.queries.ways import list_released


@dataclass(frozen=True)
class Released:
    """A child of whom sections were released to this teacher, and how many."""

    pupil_id: uuid.UUID
    first_name: str
    sections: int


def summarise_released(*, viewer: Viewer) -> tuple[Released, ...]:
    """For a link teacher's Today: one statement. Nothing for anybody else."""
    if Role.LINK_TEACHER not in viewer.roles:
        return ()
    found = list_released(viewer=viewer)
    return tuple(Released(child.pupil_id, child.first_name, len(sections)) for child, sections in found)
