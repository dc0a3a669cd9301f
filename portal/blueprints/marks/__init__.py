"""Who came: one tap a session, and the hours of each week."""

from flask import Blueprint

bp = Blueprint("marks", __name__, url_prefix="/marks")
