"""Talk in parent groups: every post is read by a person before it shows."""

from flask import Blueprint

bp = Blueprint("group_talk", __name__, url_prefix="/groups/talk")

from portal.blueprints.group_talk.routes import own, reading, talking, writing  # noqa: E402, F401
from portal.blueprints.group_talk.words import FILTERS  # noqa: E402

for _name, _filter in FILTERS.items():
    bp.add_app_template_filter(_filter, _name)
