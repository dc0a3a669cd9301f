"""Parent groups: find one, ask to join, leave, be invited; keep two people apart; set a group up."""

from flask import Blueprint

bp = Blueprint("groups", __name__, url_prefix="/groups")

from portal.blueprints.groups import routes  # noqa: E402, F401
from portal.blueprints.groups.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
