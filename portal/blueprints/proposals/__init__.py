"""What the setting has decided, or has not decided and asks."""

from flask import Blueprint

bp = Blueprint("proposals", __name__, url_prefix="/choices")
