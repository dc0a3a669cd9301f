"""The year after a return: short questions, what is noticed, and whether it held."""

from flask import Blueprint

bp = Blueprint("after", __name__, url_prefix="/after")
