"""What somebody had typed when their time on a page ended: the frame's pages send it, and it waits for them there."""

from flask import Blueprint

bp = Blueprint("kept", __name__, url_prefix="/kept")

from portal.blueprints.kept import routes  # noqa: E402, F401
