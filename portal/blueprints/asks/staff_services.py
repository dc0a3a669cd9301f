"""The acts of who answers. Each is refused when the question is not as it stood on the page."""

from collections.abc import Callable

from portal.access.viewer import Viewer
from portal.blueprints.asks.services import ChangedMeanwhileError
from portal.blueprints.asks.staff_forms import ActForm
from portal.models import Ask

Act = Callable[[Ask], None]


def act_on(row: Ask, form: ActForm, act: Act, *, by: Viewer) -> None:
    """Do what the form says. The same form sent twice is done once.

    ChangedMeanwhileError when somebody else was quicker; NotNowError when this is not open to it now.
    """
    assert row.person_id != by.person_id, "nobody answers their own question"
    if form.version.data != str(row.version):
        if form.stands_in(row):
            return
        raise ChangedMeanwhileError
    act(row)
