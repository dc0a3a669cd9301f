"""What things of the timetable are called: ways, usual subjects and jobs in every language, days inside a sentence."""

from datetime import date, timedelta

from babel.dates import format_date
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal.models import Way
from portal.web.said import said
from portal.web.words import babel_locale

WAYS: dict[Way, LazyString] = {
    Way.HOME_VISIT: _l("Home visit"),
    Way.ONLINE: _l("Online"),
    Way.OUT_AND_ABOUT: _l("Out and about"),
    Way.OUR_PLACE: _l("Our place"),
    Way.SCHOOL: _l("School"),
}

# TRANSLATORS: these five fill the places of "It is %(new)s today, not %(old)s"
WAYS_IN_A_SENTENCE: dict[Way, LazyString] = {
    Way.HOME_VISIT: _l("at your home"),
    Way.ONLINE: _l("online"),
    Way.OUT_AND_ABOUT: _l("out and about"),
    Way.OUR_PLACE: _l("at our place"),
    Way.SCHOOL: _l("at school"),
}

# Subjects, jobs and why a day is closed are the setting's own words. The usual ones are translated; any other stands
# as it was written.
_USUAL: dict[str, LazyString] = {
    "art": _l("Art"),
    "breakfast": _l("Breakfast"),
    "cooking": _l("Cooking"),
    "drama": _l("Drama"),
    "english": _l("English"),
    "english and art": _l("English and art"),
    "games": _l("Games"),
    "garden": _l("Garden"),
    "geography": _l("Geography"),
    "guitar": _l("Guitar"),
    "history": _l("History"),
    "how was today?": _l("How was today?"),
    "lessons": _l("Lessons"),
    "lunch": _l("Lunch"),
    "maths": _l("Maths"),
    "music": _l("Music"),
    "read a book": _l("Read a book"),
    "reading": _l("Reading"),
    "science": _l("Science"),
    "sport": _l("Sport"),
    "walk": _l("Walk"),
    "woodwork": _l("Woodwork"),
    "art teacher": _l("Art teacher"),
    "coordinator": _l("Coordinator"),
    "english teacher": _l("English teacher"),
    "head": _l("Head"),
    "keeps children safe": _l("Keeps children safe"),
    "key worker": _l("Key worker"),
    "maths and science teacher": _l("Maths and science teacher"),
    "maths teacher": _l("Maths teacher"),
    "plans the week": _l("Plans the week"),
    "science teacher": _l("Science teacher"),
    "social worker": _l("Social worker"),
    "teacher": _l("Teacher"),
    "teaches games and music": _l("Teaches games and music"),
    "it is half term.": _l("It is half term."),
    "it is the holidays.": _l("It is the holidays."),
    "the staff have a training day.": _l("The staff have a training day."),
}
# English writes these with a capital inside a sentence, too.
_KEEP_CAPITAL = frozenset({"english"})
# Words that only the beginning of a line has written large; any other may be a name.
_BEGIN_SMALL = frozenset({"Some", "The", "Your"})


def usual(words: str) -> Markup | str:
    """A subject, job or reason in the language of the page when it is a usual one, else as the setting wrote it."""
    return is_usual(words) or said(words)


def is_usual(words: str) -> str:
    """The same words in the language of the page; empty when they are the setting's own."""
    known = _USUAL.get(words.strip().casefold())
    return str(known) if known is not None else ""


def inside(subject: str) -> Markup | str:
    """A subject in the middle of a sentence: "maths", "English", "PE", and “Lessons with Hana” as it was written."""
    shown = usual(subject) if subject else str(_("Session"))
    if isinstance(shown, Markup) or not shown.replace(" ", "").isalpha():
        return Markup("“{}”").format(shown)
    keeps = babel_locale().language == "en" and subject.split(" ")[0].casefold() in _KEEP_CAPITAL
    return shown if keeps else shown[:1].lower() + shown[1:]


def inside_words(written: str) -> str:
    """A place or a thing of the setting in the middle of a sentence: "The allotment" is "the allotment" there."""
    first, space, rest = written.partition(" ")
    return f"{first.lower()}{space}{rest}" if first in _BEGIN_SMALL else written


# TRANSLATORS: each names a day inside a sentence, as in "Anna comes on Tuesday 24 November, not Sam"
_WEEKDAYS = (
    _l("on Monday %(date)s"),
    _l("on Tuesday %(date)s"),
    _l("on Wednesday %(date)s"),
    _l("on Thursday %(date)s"),
    _l("on Friday %(date)s"),
    _l("on Saturday %(date)s"),
    _l("on Sunday %(date)s"),
)


def on_day(on: date, today: date | None) -> str:
    """A day inside a sentence: "today", "tomorrow", "on Thursday 26 November". Without a today it is always named."""
    if on == today:
        return str(_("today"))
    if today and on == today + timedelta(days=1):
        return str(_("tomorrow"))
    return str(_WEEKDAYS[on.weekday()]) % {"date": format_date(on, "d MMMM", locale=babel_locale())}
