"""Who is asking: what a request knows about the person who is signed in."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from portal.access.policy import PROFESSIONALS, Permission, Role, permissions_of


@dataclass(frozen=True)
class Viewer:
    """The person behind a request, read from the database on each one. Holds no row, so no session keeps it alive."""

    person_id: uuid.UUID
    setting_id: uuid.UUID
    setting_name: str
    first_name: str
    last_name: str
    roles: frozenset[Role]
    language: str
    sign_in_id: uuid.UUID
    device: str
    proved_at: datetime
    # When this sign-in ends if nothing more is done.
    ends_at: datetime
    # They were here a moment ago, and it stands there: the photos of a page need not write it again, each for itself.
    is_just_seen: bool = False

    # What flask-login asks of a user.
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """The id flask-login wants; the sign-in row, not this, keeps somebody signed in."""
        return str(self.person_id)

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything this person may do."""
        return permissions_of(self.roles)

    @property
    def is_professional(self) -> bool:
        """True for staff and for adults who come with a job: link teacher, social worker, facilitator."""
        return bool(self.roles & PROFESSIONALS)

    @property
    def audience(self) -> str:
        """Which pages are theirs: 'young', 'family' or 'staff'."""
        if Role.PUPIL in self.roles:
            return "young"
        return "staff" if self.is_professional else "family"
