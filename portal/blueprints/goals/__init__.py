"""The goals of the support plan, with two ladders and everybody's notes."""

from flask import Blueprint

bp = Blueprint("goals", __name__, url_prefix="/goals")

from portal.blueprints.goals import routes  # noqa: E402, F401
from portal.blueprints.goals.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
