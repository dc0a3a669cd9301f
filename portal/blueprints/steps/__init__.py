"""The steps of a way back: written by the adults, sorted and chosen by the young person, lived in the timetable."""

from flask import Blueprint

bp = Blueprint("steps", __name__, url_prefix="/steps")

from portal.blueprints.steps import routes  # noqa: E402, F401
from portal.blueprints.steps.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
