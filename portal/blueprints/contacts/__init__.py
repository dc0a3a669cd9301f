"""Contacts with a family as staff remember them: good news, calls, and what was hard."""

from flask import Blueprint

bp = Blueprint("contacts", __name__, url_prefix="/contacts")
