"""Talk in parent groups: every post is read by a person before it shows."""

from flask import Blueprint

bp = Blueprint("group_talk", __name__, url_prefix="/groups/talk")
