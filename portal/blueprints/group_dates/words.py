"""What somebody may need to come, how a date was, how often a series is: in words, with their pictures."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.grouping.series import Every

# TRANSLATORS: how often the dates of a series are
HOW_OFTEN: dict[Every, LazyString] = {
    Every.ONCE: _l("Once"),
    Every.WEEK: _l("Every week"),
    Every.MONTH: _l("Every month"),
}
