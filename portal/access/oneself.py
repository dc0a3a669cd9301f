"""Nobody decides about themself: not who they are to a child, what they are given, or how they come in (§4.5)."""

import uuid

from sqlalchemy.exc import NoResultFound

from portal.access.viewer import Viewer


class AboutThemselfError(NoResultFound):
    """Somebody was about to decide what they themself may see. Shown as 'not there'."""


def is_about_themself(person_id: uuid.UUID, *, by: Viewer | None) -> bool:
    """Would `by` decide about themself? False where nobody is signed in: a command, an import."""
    return by is not None and person_id == by.person_id


def refuse_oneself(person_id: uuid.UUID, *, by: Viewer | None) -> None:
    """AboutThemselfError when it is their own access that somebody is about to decide about."""
    if is_about_themself(person_id, by=by):
        raise AboutThemselfError
