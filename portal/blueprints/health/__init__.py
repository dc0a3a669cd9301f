"""Is the portal up, and is everything it needs there? For whoever watches the machine; nothing personal."""

from flask import Blueprint

bp = Blueprint("health", __name__)

from portal.blueprints.health import routes  # noqa: E402, F401
