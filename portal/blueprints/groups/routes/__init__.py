"""The pages of parent groups, one subject a file."""

from portal.blueprints.groups.routes import apart, finding, inviting, joining, setting_up

__all__ = ["apart", "finding", "inviting", "joining", "setting_up"]
