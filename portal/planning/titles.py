"""What the lines of a plan and the pages of the house are called on which somebody says something."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.models import PolicyTopic

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
# How we do things here: the same name on the page itself and beside a question about it.
TOPICS: dict[PolicyTopic, LazyString] = {
    PolicyTopic.SAFEGUARDING: _l("Keeping children safe"),
    PolicyTopic.ADMISSIONS: _l("How to start here"),
    PolicyTopic.ATTENDANCE: _l("Coming here"),
    # TRANSLATORS: the page of the setting's behaviour policy
    PolicyTopic.BEHAVIOUR: _l("When it gets hard"),
    # TRANSLATORS: the page of the curriculum
    PolicyTopic.CURRICULUM: _l("What we learn here"),
    PolicyTopic.EXAMS: _l("Exams"),
    # TRANSLATORS: the page of the lockdown policy
    PolicyTopic.LOCKDOWN: _l("When we stay inside"),
    PolicyTopic.MEDICAL: _l("Medicine and health"),
    # TRANSLATORS: the page about special educational needs
    PolicyTopic.SEND: _l("Extra help to learn"),
    # TRANSLATORS: the page about suspension: a child must stay at home for some days
    PolicyTopic.SUSPENSION: _l("Sent home for a time"),
    PolicyTopic.WORK: _l("Learning about work"),
    # TRANSLATORS: the page about "British values"
    PolicyTopic.VALUES: _l("Being fair to each other"),
    PolicyTopic.COMPLAINTS: _l("How to complain"),
}
