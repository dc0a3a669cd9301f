"""The week, and what is different today."""

from flask import Blueprint

bp = Blueprint("timetable", __name__, url_prefix="/week")

from portal.blueprints.timetable import routes  # noqa: E402, F401
from portal.blueprints.timetable.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
