"""Contacts with a family as staff remember them: good news, calls, and what was hard."""

from flask import Blueprint

bp = Blueprint("contacts", __name__, url_prefix="/contacts")

from portal.blueprints.contacts import routes  # noqa: E402, F401
from portal.blueprints.contacts.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
