"""What the lines of a plan are called on which somebody says something."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

# The cards of "about me": the words of a young person's page, and those of everybody else's.
CARDS: dict[str, tuple[LazyString, LazyString]] = {
    # TRANSLATORS: cards of the page "About me": a young person reads the first of each pair, everybody else the second
    "likes": (_l("What people like about me"), _l("What people like about %(name)s")),
    "matters": (_l("What matters to me"), _l("What matters to %(name)s")),
    "helps": (_l("What helps me"), _l("What helps %(name)s")),
    "not_helps": (_l("What does not help me"), _l("What does not help %(name)s")),
    "early_signs": (_l("Signs that I am not OK"), _l("Signs that %(name)s is not OK")),
    "talk": (_l("How I talk best"), _l("How %(name)s talks best")),
}
# The questions of a review, in their order.
QUESTIONS: dict[str, LazyString] = {
    "good": _l("What is going well?"),
    "hard": _l("What is hard?"),
    "want": _l("What do you want next?"),
}
