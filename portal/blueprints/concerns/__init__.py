"""Concerns: the page of a young person who is not safe, and the pages of those who answer for it."""

from flask import Blueprint

bp = Blueprint("concerns", __name__)

from portal.blueprints.concerns import routes  # noqa: E402, F401
from portal.blueprints.concerns.speaking import spoken  # noqa: E402
from portal.blueprints.concerns.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
bp.add_app_template_filter(spoken, "spoken")
