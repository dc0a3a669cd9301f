"""The support plan: where we are, about me, the welcome, and the reviews."""

from flask import Blueprint

bp = Blueprint("plans", __name__, url_prefix="/plan")
