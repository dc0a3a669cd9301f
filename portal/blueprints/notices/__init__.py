"""How people hear that there is something new: by which way, when not; and what did not arrive."""

from flask import Blueprint

bp = Blueprint("notices", __name__, url_prefix="/notices")
