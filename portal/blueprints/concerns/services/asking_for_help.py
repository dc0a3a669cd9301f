"""The button on the page of help: somebody who keeps children safe is told at once."""

import uuid

from sqlalchemy.exc import NoResultFound

from portal.access.viewer import Viewer
from portal.models import Cause, Level
from portal.safeguarding import Alarm, own_pupil_id, raise_concern


def ask_for_help(*, client_id: uuid.UUID, by: Viewer) -> uuid.UUID:
    """Raise it, once for each press. Returns the id of the concern. NoResultFound for who is no pupil here."""
    pupil_id = own_pupil_id(by=by)
    if pupil_id is None:
        raise NoResultFound
    return raise_concern(Alarm(pupil_id, Level.NOW, Cause.HELP_BUTTON, client_id), by=by)
