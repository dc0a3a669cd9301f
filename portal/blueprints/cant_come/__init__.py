""" "We can't come": said from a session, by home or by the young person; to the key worker at once."""

from flask import Blueprint

bp = Blueprint("cant_come", __name__, url_prefix="/cant-come")
