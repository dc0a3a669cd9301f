"""The goals of the support plan, with two ladders and everybody's notes."""

from flask import Blueprint

bp = Blueprint("goals", __name__, url_prefix="/goals")
