"""What the sections of the plan and the parts of a part-time timetable are called on every page, and their icons."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal.models import PartTimeReason, SectionKind
from portal.web.said import fill, said

# The words of a young person's page, and those of everybody else's; the icon (static/img/icons).
SECTIONS: dict[SectionKind, tuple[LazyString, LazyString, str]] = {
    # TRANSLATORS: sections of the plan of the way back; a young person reads the first of each pair
    SectionKind.ABOUT_ME: (_l("About me"), _l("About %(name)s"), "me"),
    SectionKind.GOAL: (_l("Where I want to go"), _l("The goal and the day"), "flag"),
    SectionKind.HELPS: (_l("What helps me"), _l("What helps %(name)s"), "heart"),
    SectionKind.PEOPLE: (_l("My people"), _l("The people who help"), "people"),
    SectionKind.STEPS: (_l("My steps"), _l("The steps"), "way"),
    SectionKind.ARRIVAL: (_l("How my day starts and ends"), _l("How the day starts and ends"), "clock"),
    SectionKind.HOME: (_l("What we do at home"), _l("What home does"), "home"),
    SectionKind.SCHOOL: (_l("What my school does"), _l("What the school does"), "bag"),
    SectionKind.WOBBLE: (_l("If it gets hard"), _l("If it gets hard"), "hand"),
    SectionKind.RISK: (_l("How I stay safe"), _l("How everybody stays safe"), "eye"),
    SectionKind.RISK_STAFF: (_l("For staff only"), _l("For staff only"), "quiet"),
    SectionKind.REVIEWS: (_l("When we look at it again"), _l("When we look at it again"), "week"),
}
# The parts that a part-time timetable is agreed in (returning/agreed.py), in the order in which they are read.
PARTS: dict[str, tuple[LazyString, str]] = {
    # TRANSLATORS: parts of the page of a part-time timetable
    "why": (_l("Why it is needed"), "speak"),
    "days": (_l("When it starts and ends"), "flag"),
    "week": (_l("The days and times"), "week"),
    "home": (_l("When the child is at home"), "home"),
    "step_up": (_l("How it grows to all day"), "go"),
}
REASONS: dict[PartTimeReason, LazyString] = {
    # TRANSLATORS: why a timetable is part-time
    PartTimeReason.HEALTH: _l("It is for the child's health."),
    PartTimeReason.STEP_BACK_IN: _l("It is a step on the way back."),
    PartTimeReason.OTHER_AGREED_NEED: _l("It is for something else that we agreed."),
}


def section_title(kind: SectionKind, audience: str, first_name: str) -> Markup:
    """What a section is called for this reader: 'young', 'family' or 'staff'."""
    young, others, _icon = SECTIONS[kind]
    return fill(str(young if audience == "young" else others), name=said(first_name))
