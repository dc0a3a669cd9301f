"""Parent groups: find one, ask to join, leave, be invited."""

from flask import Blueprint

bp = Blueprint("groups", __name__, url_prefix="/groups")
