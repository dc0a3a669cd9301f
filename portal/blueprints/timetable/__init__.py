"""The week, and what is different today."""

from flask import Blueprint

bp = Blueprint("timetable", __name__, url_prefix="/week")

from portal.blueprints.timetable import routes  # noqa: E402, F401
