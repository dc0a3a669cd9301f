"""The year after a return: short questions, what is noticed, and whether it held."""

from flask import Blueprint

bp = Blueprint("after", __name__, url_prefix="/after")

from portal.blueprints.after import routes  # noqa: E402, F401
from portal.blueprints.after.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
