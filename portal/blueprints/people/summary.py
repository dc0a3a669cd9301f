"""What Today may know of people: which changes of contact wait for this viewer."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from portal import clock
from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.people.queries.changes import list_changes_answered, list_changes_waiting_for
from portal.models import ContactChange

# How long Today says that the answer was no; the page of changes keeps it longer.
TOLD_FOR = timedelta(days=3)


@dataclass(frozen=True)
class WaitingChange:
    """One change: whose page, about whom, and whether it counts already."""

    id: uuid.UUID
    adult: str
    pupil: str
    is_in_force: bool
    pupil_id: uuid.UUID


@dataclass(frozen=True)
class Waiting:
    """Changes of contact that wait for this person's answer, and those of their own that were refused lately."""

    changes: tuple[WaitingChange, ...]
    refused: tuple[WaitingChange, ...]

    @property
    def number(self) -> int:
        """How many wait."""
        return len(self.changes)


def summarise(*, viewer: Viewer) -> Waiting:
    """Two statements for staff who may confirm, one for other staff, none for anybody else."""
    if Permission.PEOPLE_CONTACT_ASK not in viewer.permissions:
        return Waiting((), ())
    refused = [one for one in list_changes_answered(viewer=viewer) if _is_news(one, viewer)]
    return Waiting(
        tuple(_shown(change) for change in list_changes_waiting_for(viewer=viewer)),
        tuple(_shown(change) for change in refused),
    )


def _is_news(change: ContactChange, viewer: Viewer) -> bool:
    said_no = change.is_confirmed is False and change.asked_by_id == viewer.person_id
    return said_no and change.answered_at is not None and change.answered_at > clock.now() - TOLD_FOR


def _shown(change: ContactChange) -> WaitingChange:
    tie = change.about
    return WaitingChange(
        change.id,
        tie.person.full_name,
        tie.pupil.person.full_name,
        change.answered_at is None and change.counts_at_once,
        tie.pupil_id,
    )
