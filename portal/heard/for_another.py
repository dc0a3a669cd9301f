"""Words that a member of staff writes down for somebody else: who reads them is as if that person had written them."""

import uuid
from dataclasses import fields

from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.heard.audience import Audience, Reader, find_audience
from portal.models import Place, Voice


def find_audience_of(
    pupil_id: uuid.UUID, place: Place, *, person_id: uuid.UUID, role: Role, viewer: Viewer
) -> Audience:
    """Who reads what this person says, whoever writes it down for them.

    A carer on the telephone is offered no other carer, though the member of staff knows that there is one.
    """
    # Not `replace`: the viewer of a request is a stand-in for one.
    facts = {field.name: getattr(viewer, field.name) for field in fields(Viewer)}
    speaker = Viewer(**facts | {"person_id": person_id, "roles": frozenset({role})})
    return find_audience(pupil_id, place, viewer=speaker)


def readers_with_writer(audience: Audience, chosen: tuple[Reader, ...], *, by: Viewer) -> tuple[Reader, ...]:
    """Whom the speaker chose, and whoever writes it down: they have heard it."""
    known = {reader.person_id for reader in (*audience.always, *chosen)}
    return chosen if by.person_id in known else (*chosen, Reader(by.person_id, by.first_name, Voice.TEAM))
