"""How we do things here, how to complain, and who helps independently."""

from flask import Blueprint

bp = Blueprint("policies", __name__, url_prefix="/house")
