"""Check-ins: a young person says how they are, chooses who gets it, and hears what came of it."""

from flask import Blueprint

bp = Blueprint("checkins", __name__, url_prefix="/check-in")

from portal.blueprints.checkins import presenters, routes  # noqa: E402, F401
from portal.blueprints.checkins.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
for _name, _names in presenters.FILTERS.items():
    bp.add_app_template_filter(_names, _name)
bp.add_app_template_global(presenters.for_phone, "for_phone")
