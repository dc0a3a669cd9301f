"""Messages between one person of a family and the team around the child, and the promise of a reply."""

from flask import Blueprint

bp = Blueprint("messages", __name__, url_prefix="/messages")
