"""Questions and wishes, and what became of them."""

from flask import Blueprint

bp = Blueprint("asks", __name__, url_prefix="/asks")

from portal.blueprints.asks import routes, staff_routes  # noqa: E402, F401
from portal.blueprints.asks.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
