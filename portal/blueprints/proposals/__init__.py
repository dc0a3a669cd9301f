"""What the setting has decided, or has not decided and asks."""

from flask import Blueprint

bp = Blueprint("proposals", __name__, url_prefix="/choices")

from portal.blueprints.proposals import routes  # noqa: E402, F401
from portal.blueprints.proposals.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
