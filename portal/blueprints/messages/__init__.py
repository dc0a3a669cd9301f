"""Messages between one person of a family and the team around the child, and the promise of a reply."""

from flask import Blueprint

bp = Blueprint("messages", __name__, url_prefix="/messages")

from portal.blueprints.messages import routes  # noqa: E402, F401
from portal.blueprints.messages.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
