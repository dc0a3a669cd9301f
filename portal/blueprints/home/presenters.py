"""Which of the pages of today somebody gets, where a template would need to know about roles."""

from portal.access.policy import WHOLE_SETTING, Role
from portal.access.viewer import Viewer


def whose_day(viewer: Viewer) -> str:
    """Whose sessions the page of a member of staff shows: 'setting', 'caseload' or 'released' (to a social worker)."""
    if viewer.roles & WHOLE_SETTING:
        return "setting"
    return "caseload" if Role.KEY_WORKER in viewer.roles else "released"
