"""Who runs parent groups, and how."""

from portal.access.policy import Role
from portal.access.viewer import Viewer


def is_facilitator(*, viewer: Viewer) -> bool:
    """True for whoever runs groups as their work; false for a parent who helps to run one."""
    return Role.FACILITATOR in viewer.roles
