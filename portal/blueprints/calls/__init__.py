"""Ring me instead: somebody asks to be rung, and a key worker rings."""

from flask import Blueprint

bp = Blueprint("calls", __name__, url_prefix="/calls")

from portal.blueprints.calls import routes  # noqa: E402, F401
from portal.blueprints.calls.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
