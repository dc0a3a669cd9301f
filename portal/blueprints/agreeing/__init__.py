"""Agreeing: who is asked, the four answers, and who decides where somebody does not agree."""

from flask import Blueprint

bp = Blueprint("agreeing", __name__, url_prefix="/agreeing")

from portal.blueprints.agreeing import routes  # noqa: E402, F401
from portal.blueprints.agreeing.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
