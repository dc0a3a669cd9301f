"""Ring me instead: somebody asks to be rung, and a key worker rings."""

from flask import Blueprint

bp = Blueprint("calls", __name__, url_prefix="/calls")

from portal.blueprints.calls import routes  # noqa: E402, F401
