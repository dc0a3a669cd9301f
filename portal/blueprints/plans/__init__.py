"""The support plan: where we are, about me, the welcome, and the reviews."""

from flask import Blueprint

bp = Blueprint("plans", __name__, url_prefix="/plan")

from portal.blueprints.plans import routes  # noqa: E402, F401
from portal.blueprints.plans.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
