"""What home may know: whose family heard only of problems."""

from portal.access.policy import Permission
from portal.access.viewer import Viewer
from portal.blueprints.contacts.queries import list_only_hard
from portal.pupils import Child


def summarise(*, viewer: Viewer) -> tuple[Child, ...]:
    """The pupils whose key worker this person is and whose family heard only hard things for two weeks."""
    return tuple(list_only_hard(viewer=viewer)) if Permission.CONTACTS_KEEP in viewer.permissions else ()
