"""The promises of adults: by whom, by when, done or late, seen by all."""

from flask import Blueprint

bp = Blueprint("promises", __name__, url_prefix="/promises")

from portal.blueprints.promises import routes  # noqa: E402, F401
