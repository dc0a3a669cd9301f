"""Questions and wishes, and what became of them."""

from flask import Blueprint

bp = Blueprint("asks", __name__, url_prefix="/asks")
