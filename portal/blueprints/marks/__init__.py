"""Who came: one tap a session, and the hours of each week."""

from flask import Blueprint

bp = Blueprint("marks", __name__, url_prefix="/marks")

from portal.blueprints.marks import routes  # noqa: E402, F401
from portal.blueprints.marks.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
