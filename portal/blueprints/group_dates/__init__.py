"""Dates of parent groups: who comes, who waits in turn, what would help next time."""

from flask import Blueprint

bp = Blueprint("group_dates", __name__, url_prefix="/groups/dates")

from portal.blueprints.group_dates import lead_routes, routes  # noqa: E402, F401
