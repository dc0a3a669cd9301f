"""Part-time timetables: what they need before they start, and that they end."""

from flask import Blueprint

bp = Blueprint("part_time", __name__, url_prefix="/part-time")
