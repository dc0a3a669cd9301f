"""Today, in one screen: the only capability that looks across the others."""

from flask import Blueprint

bp = Blueprint("home", __name__)

from portal.blueprints.home import routes  # noqa: E402, F401
