"""Names and words that people wrote, inside pages and sentences: isolated, and marked with the language they are in."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time

from babel.lists import format_list
from markupsafe import Markup, escape

from portal import clock as the_clock
from portal.web import dates
from portal.web.words import RIGHT_TO_LEFT, babel_locale

# What the settings write is English; a page in another language says so, for its voice and for its line of reading.
OF_THE_SETTING = "en"
# Signs that turn or hold the line of reading; a closing one inside a name would end our own isolation of it.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def said(words: object) -> Markup:
    """A name, or words that somebody wrote: they keep their own direction and do not turn the sentence around them."""
    return _isolated(escape(_unturned(str(words))))


def _unturned(words: str) -> str:
    return _TURNS.sub("", words)


def _isolated(shown: Markup) -> Markup:
    if babel_locale().language != OF_THE_SETTING:
        return Markup('<bdi lang="en">{}</bdi>').format(shown)
    return Markup("<bdi>{}</bdi>").format(shown)


def theirs(words: object, places: Iterable[tuple[int, int]] = ()) -> Markup:
    """Whole sentences that somebody wrote, on a line of their own where the page is in another language.

    Beside a sentence of the page they would run into it, and in Arabic its full stop would jump. `places`, (from, to),
    are marked in them.
    """
    written, shown, at = str(words), Markup(), 0
    for begins, ends in places:
        shown += Markup("{}<mark>{}</mark>").format(_unturned(written[at:begins]), _unturned(written[begins:ends]))
        at = ends
    isolated = _isolated(shown + _unturned(written[at:]))
    if babel_locale().language == OF_THE_SETTING:
        return isolated
    return Markup('<span class="theirs">{}</span>').format(isolated)


def written_in(words: object, of: str) -> Markup:
    """Words that somebody wrote in a language that is known ('en', 'pl' or 'ar'): in its voice and its direction."""
    shown = Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(
        of, "rtl" if of in RIGHT_TO_LEFT else "ltr", escape(_unturned(str(words)))
    )
    return shown if babel_locale().language == of else Markup('<span class="theirs">{}</span>').format(shown)


def capital(words: str) -> str:
    """The same beginning with a capital: for a day that stands by itself, where a language writes days small."""
    return words[:1].upper() + words[1:]


def at(moment: datetime | time) -> Markup:
    """A moment, or a time of every week, as an element: "1:00" to read, the whole of it for machines.

    It stands in the direction of its language, whatever is beside it.
    """
    moment = the_clock.london(moment) if isinstance(moment, datetime) else moment
    direction = "rtl" if babel_locale().language in RIGHT_TO_LEFT else "ltr"
    return Markup('<time datetime="{}" dir="{}">{}</time>').format(
        moment.isoformat(timespec="minutes"), direction, dates.clock(moment)
    )


class InEachLanguage:
    """Words of ours inside a sentence that may stand on the page twice: in its language, and in English beside it."""

    def __init__(self, make: Callable[[], Markup]) -> None:
        self._make = make

    def __html__(self) -> str:
        """In the language in which the sentence around it is being filled."""
        return str(self._make())

    __str__ = __html__


def names_list(first_names: Iterable[str]) -> InEachLanguage:
    """First names as a language joins them: "Ruth, Amir and Sam"."""
    names = {f"name{number}": name for number, name in enumerate(first_names)}
    joined = [f"%({key})s" for key in names]

    def make() -> Markup:
        return fill(format_list(joined, locale=babel_locale()), **{key: said(name) for key, name in names.items()})

    return InEachLanguage(make)


def day_said(day: date) -> InEachLanguage:
    """A day as a sentence names it: "Monday 23 November"."""
    return InEachLanguage(lambda: escape(dates.day(day)))


def time_said(moment: datetime | time) -> InEachLanguage:
    """A time as a sentence names it: "1:00"."""
    return InEachLanguage(lambda: at(moment))


def fill(phrase: str, **places: object) -> Markup:
    """A translated phrase with its named places filled; whatever is not markup already is escaped."""
    return Markup(escape(phrase) % places)  # noqa: S704 - `%` on escaped markup escapes each place
