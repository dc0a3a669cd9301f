"""How people hear that there is something new: by which way, when not; and what did not arrive."""

from flask import Blueprint

bp = Blueprint("notices", __name__, url_prefix="/notices")

from portal.blueprints.notices import routes  # noqa: E402, F401
from portal.blueprints.notices.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
