"""Signing in and out, language, how the portal looks on this device."""

from flask import Blueprint

bp = Blueprint("account", __name__)

from portal.blueprints.account import (  # noqa: E402, F401
    account_routes,
    card_routes,
    first_routes,
    leaving_routes,
    link_routes,
    look_routes,
    open_routes,
    paper_routes,
    passkey_routes,
    phone_routes,
    prove_routes,
    routes,
    secret_routes,
    staff_routes,
)
