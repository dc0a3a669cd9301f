"""Signing in and out, language, how the portal looks on this device."""

from flask import Blueprint

bp = Blueprint("account", __name__)

from portal.blueprints.account import cards, routes  # noqa: E402, F401
