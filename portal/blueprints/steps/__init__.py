"""The steps of a way back: written by the adults, sorted and chosen by the young person, lived in the timetable."""

from flask import Blueprint

bp = Blueprint("steps", __name__, url_prefix="/steps")
