"""News of the setting to all or some families, in their language, also on paper."""

from flask import Blueprint

bp = Blueprint("news", __name__, url_prefix="/news")
