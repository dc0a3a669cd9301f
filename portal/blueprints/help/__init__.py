"""I need help now: open to everyone, with no script and no signal."""

from flask import Blueprint

bp = Blueprint("help", __name__)

from portal.blueprints.help import routes  # noqa: E402, F401
