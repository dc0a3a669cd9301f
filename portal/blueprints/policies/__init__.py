"""How we do things here, how to complain, and who helps independently."""

from flask import Blueprint

bp = Blueprint("policies", __name__, url_prefix="/house")

from portal.blueprints.policies import routes  # noqa: E402, F401
from portal.blueprints.policies.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
