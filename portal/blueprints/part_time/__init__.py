"""Part-time timetables: for very exceptional circumstances, short, agreed, with an end (domain.md §2)."""

from flask import Blueprint

bp = Blueprint("part_time", __name__, url_prefix="/part-time")

from portal.blueprints.part_time import routes  # noqa: E402, F401
from portal.blueprints.part_time.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
