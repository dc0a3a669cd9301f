"""Who must agree to a plan, what each answers, and what happens about a no."""

from flask import Blueprint

bp = Blueprint("agreeing", __name__, url_prefix="/agreeing")
