"""What the sections of a plan are called, and the one question of each: for a young person, and for everybody else."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal.models import Destination, PersonRole, SectionKind, WayKind
from portal.web.said import fill, said

Pair = tuple[LazyString, LazyString]

KINDS: dict[WayKind, Pair] = {
    # TRANSLATORS: what a plan is called: a young person reads the first of each pair, everybody else the second
    WayKind.STAYING_IN: (_l("I stay in my school"), _l("%(name)s stays in school")),
    WayKind.WAY_BACK: (_l("My way back"), _l("The way back for %(name)s")),
    WayKind.MOVING_ON: (_l("My next place"), _l("The next place for %(name)s")),
    WayKind.SHORT_BREAK: (_l("My short break"), _l("A short break for %(name)s")),
}
DESTINATIONS: dict[Destination, LazyString] = {
    # TRANSLATORS: where a plan leads, as a label by itself
    Destination.OWN_SCHOOL: _l("Back in their own school"),
    Destination.OTHER_SCHOOL: _l("Another school"),
    Destination.SPECIAL_SCHOOL: _l("A special school"),
    Destination.COLLEGE: _l("College"),
    Destination.WORK: _l("Work"),
    Destination.OTHER_PROVISION: _l("Another place to learn"),
    Destination.NOT_KNOWN: _l("We do not know yet"),
}
# The same for who says "I".
DESTINATIONS_YOUNG: dict[Destination, LazyString] = {Destination.OWN_SCHOOL: _l("My own school")}
SECTIONS: dict[SectionKind, Pair] = {
    # TRANSLATORS: names of the parts of a plan: a young person reads the first of each pair, everybody else the second
    SectionKind.ABOUT_ME: (_l("About me"), _l("About %(name)s")),
    SectionKind.GOAL: (_l("Where I want to be"), _l("Where it leads")),
    SectionKind.HELPS: (_l("What helps me"), _l("What helps %(name)s")),
    SectionKind.PEOPLE: (_l("My people"), _l("People who help")),
    SectionKind.STEPS: (_l("My steps"), _l("The steps")),
    SectionKind.ARRIVAL: (_l("Coming in, going home"), _l("Coming in and going home")),
    SectionKind.HOME: (_l("At home"), _l("At home")),
    SectionKind.SCHOOL: (_l("At school"), _l("At school")),
    SectionKind.WOBBLE: (_l("When it gets hard"), _l("When it gets hard")),
    SectionKind.RISK: (_l("Keeping safe"), _l("Keeping safe")),
    SectionKind.RISK_STAFF: (_l("Keeping safe: staff only"), _l("Keeping safe: staff only")),
    SectionKind.REVIEWS: (_l("When we look at it"), _l("When we look at it")),
}
QUESTIONS: dict[SectionKind, Pair] = {
    SectionKind.ABOUT_ME: (_l("What should we know of you?"), _l("What does %(name)s like and need?")),
    SectionKind.GOAL: (_l("Where do you want to be?"), _l("Where do we want to get to?")),
    SectionKind.HELPS: (_l("What helps you?"), _l("What helps %(name)s when it gets hard?")),
    SectionKind.PEOPLE: (_l("Who helps you there?"), _l("Who helps %(name)s there?")),
    SectionKind.STEPS: (_l("Which small steps?"), _l("Which small steps?")),
    SectionKind.ARRIVAL: (_l("How does your day start and end?"), _l("How does the day start and end?")),
    SectionKind.HOME: (_l("What helps at home?"), _l("What helps at home?")),
    SectionKind.SCHOOL: (_l("What should school do?"), _l("What does the school do?")),
    SectionKind.WOBBLE: (_l("What do we do when it gets hard?"), _l("What do we do when it gets hard?")),
    SectionKind.RISK: (_l("How do we keep you safe?"), _l("How do we keep everybody safe?")),
    SectionKind.RISK_STAFF: (_l("What must only staff know?"), _l("What must only staff know?")),
    SectionKind.REVIEWS: (_l("When do we look at the plan?"), _l("When do we look at the plan?")),
}
PICTURES: dict[SectionKind, str] = {
    # icons of static/img/icons
    SectionKind.ABOUT_ME: "me",
    SectionKind.GOAL: "flag",
    SectionKind.HELPS: "heart",
    SectionKind.PEOPLE: "people",
    SectionKind.STEPS: "goals",
    SectionKind.ARRIVAL: "clock",
    SectionKind.HOME: "home",
    SectionKind.SCHOOL: "bag",
    SectionKind.WOBBLE: "pause",
    SectionKind.RISK: "hand",
    SectionKind.RISK_STAFF: "eye",
    SectionKind.REVIEWS: "week",
}
THINGS: dict[SectionKind, str] = {
    # the same in colour, for paper: files of static/img/things
    SectionKind.ABOUT_ME: "balloon",
    SectionKind.GOAL: "rocket",
    SectionKind.HELPS: "turtle",
    SectionKind.PEOPLE: "fox",
    SectionKind.STEPS: "seedling",
    SectionKind.ARRIVAL: "watch",
    SectionKind.HOME: "rabbit-face",
    SectionKind.SCHOOL: "backpack",
    SectionKind.WOBBLE: "umbrella",
    SectionKind.RISK: "key",
    SectionKind.RISK_STAFF: "key",
    SectionKind.REVIEWS: "open-book",
}
ROLES: dict[PersonRole, LazyString] = {
    # TRANSLATORS: what an adult of the plan is there for
    PersonRole.KEY_ADULT: _l("The first to go to"),
    PersonRole.BACK_UP: _l("When the first is not there"),
    PersonRole.OUR_LINK: _l("From us"),
    PersonRole.FAMILY_LINK: _l("Talks with home"),
    PersonRole.OTHER: _l("Helps, too"),
}


def kind_title(kind: WayKind, audience: str, name: str) -> Markup | str:
    """What a plan is called on this page."""
    return _for(KINDS[kind], audience, name)


def section_title(kind: SectionKind, audience: str, name: str) -> Markup | str:
    """What a section is called on this page."""
    return _for(SECTIONS[kind], audience, name)


def section_question(kind: SectionKind, audience: str, name: str) -> Markup | str:
    """The one question of a section."""
    return _for(QUESTIONS[kind], audience, name)


def on_the_tab(pair: Pair, audience: str) -> str:
    """The same for the browser's tab, which others may read: empty where it would name the child."""
    words = str(pair[0 if audience == "young" else 1])
    return "" if "%(name)s" in words else words


def destination_word(destination: Destination, audience: str) -> str:
    """Where a plan leads."""
    own = DESTINATIONS_YOUNG if audience == "young" else {}
    return str(own.get(destination, DESTINATIONS[destination]))


def _for(pair: Pair, audience: str, name: str) -> Markup | str:
    return fill(str(pair[0 if audience == "young" else 1]), name=said(name))
