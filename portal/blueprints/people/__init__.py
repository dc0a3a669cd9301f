"""People: who is who to which pupil, cards and codes, and ending access."""

from flask import Blueprint

bp = Blueprint("people", __name__, url_prefix="/people")

from portal.blueprints.people import routes  # noqa: E402, F401
from portal.blueprints.people.sent import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
