"""The plan that everybody writes together: its sections, three voices in each, and what was agreed."""

from flask import Blueprint

bp = Blueprint("way", __name__, url_prefix="/way")
