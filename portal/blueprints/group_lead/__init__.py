"""For those who run a parent group: today's list, its notes, who stands in; and numbers for the setting."""

from flask import Blueprint

bp = Blueprint("group_lead", __name__, url_prefix="/groups/run")

from portal.blueprints.group_lead import number_routes, routes  # noqa: E402, F401
from portal.blueprints.group_lead.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
