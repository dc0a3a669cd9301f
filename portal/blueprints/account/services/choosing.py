"""The language somebody chose, for as long as they are signed in."""

import sqlalchemy as sa

from portal import audit
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import SignIn


def choose_language(language: str, *, by: Viewer) -> None:
    """Remember it with the sign-in, so that letters and pages agree."""
    db.session.execute(
        sa.update(SignIn)
        .where(SignIn.id == by.sign_in_id)
        .values(language=language)
        .execution_options(synchronize_session=False)
    )
    audit.record(audit.Event.ACCOUNT_LANGUAGE_CHOSEN, by=by, language=language)
