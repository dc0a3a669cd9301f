"""What there is to read, open or listen to, by topic, in the family's language."""

from flask import Blueprint

bp = Blueprint("resources", __name__, url_prefix="/groups/resources")
