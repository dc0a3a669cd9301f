"""What there is to read, open or listen to, by topic, in the family's language."""

from flask import Blueprint

bp = Blueprint("resources", __name__, url_prefix="/groups/resources")

from portal.blueprints.resources import routes  # noqa: E402, F401
from portal.blueprints.resources.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
