"""The plan that everybody writes together: the way back, staying in, moving on, or a short break."""

from flask import Blueprint

bp = Blueprint("way", __name__, url_prefix="/way")

from portal.blueprints.way import routes  # noqa: E402, F401
from portal.blueprints.way.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
