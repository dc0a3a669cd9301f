"""What adults promised, by when, and whether it is done."""

from flask import Blueprint

bp = Blueprint("promises", __name__, url_prefix="/promises")
