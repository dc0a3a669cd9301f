"""The faces of staff."""

from flask import Blueprint

bp = Blueprint("photos", __name__, url_prefix="/photos")

from portal.blueprints.photos import routes  # noqa: E402, F401
