"""News of the setting to all or some families, in their language, also on paper."""

from flask import Blueprint

bp = Blueprint("news", __name__, url_prefix="/news")

from portal.blueprints.news import routes  # noqa: E402, F401
from portal.blueprints.news.forms import mark_of  # noqa: E402
from portal.blueprints.news.words import FILTERS  # noqa: E402

for _name, _filter in {**FILTERS, "pupil_mark": mark_of}.items():
    bp.add_app_template_filter(_filter, _name)
