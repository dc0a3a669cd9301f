""" "We can't come": said from a session, by home or by the young person; to the key worker at once."""

from flask import Blueprint

bp = Blueprint("cant_come", __name__, url_prefix="/cant-come")

from portal.blueprints.cant_come import routes  # noqa: E402, F401
from portal.blueprints.cant_come.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
