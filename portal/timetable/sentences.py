"""What is different, in one plain sentence; how many hours; where a session is. Whole phrases in every language."""

from collections.abc import Callable
from datetime import date

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from portal.models import DayKind, Way
from portal.timetable.days import SATURDAY, Day
from portal.timetable.hours import Hours
from portal.timetable.names import WAYS_IN_A_SENTENCE, inside, inside_words, is_usual, on_day
from portal.timetable.plan import Adult, Occurrence, Plan, What
from portal.web.said import at, capital, fill, said, theirs

# Each difference says old and new in one sentence, also where there was none before or is none now. It has a phrase
# that begins the sentence and one that carries it on; %(first)s is what was said before.
_Phrases = tuple[LazyString, LazyString]
# TRANSLATORS: %(day)s is "today", "tomorrow" or "on Thursday 26 November"; %(new)s and %(old)s are first names
_WHO_COMES = _l("%(new)s comes %(day)s, not %(old)s")
# TRANSLATORS: somebody teaches instead of somebody else; %(new)s and %(old)s are first names, %(day)s is "today"
_WHO_IS_IT = _l("It is %(new)s %(day)s, not %(old)s")
_NOT_WHO = _l("%(old)s is not there %(day)s, and we will tell you who is")
# TRANSLATORS: nobody was named before: "We did not know who, but today it is Sam"
_NOW_WHO = _l("We did not know who, but %(day)s it is %(new)s")

_PHRASES: dict[What, _Phrases] = {
    What.WAY: (
        # TRANSLATORS: %(new)s and %(old)s are "at your home", "online", "out and about", "at our place", "at school"
        _l("It is %(new)s %(day)s, not %(old)s"),
        _l("%(first)s, and it is %(new)s, not %(old)s"),
    ),
    What.PLACE: (
        # TRANSLATORS: %(new)s and %(old)s are places as the setting wrote them: "the allotment", "Room 2"
        _l("The place is %(new)s %(day)s, not %(old)s"),
        _l("%(first)s, and the place is %(new)s, not %(old)s"),
    ),
    What.SUBJECT: (
        # TRANSLATORS: %(new)s and %(old)s are subjects: "art", "maths"
        _l("There is %(new)s %(day)s, not %(old)s"),
        _l("%(first)s, and there is %(new)s, not %(old)s"),
    ),
    What.BRING: (
        # TRANSLATORS: %(new)s and %(old)s are what to bring or have ready, as the setting wrote it: "boots", "your bag"
        _l("You need %(new)s %(day)s, not %(old)s"),
        _l("%(first)s, and you need %(new)s, not %(old)s"),
    ),
    # An old address must not be opened any more, so no address is written out.
    What.LINK: (_l("The link to join is new %(day)s"), _l("%(first)s, and the link to join is new")),
}
_NONE_BEFORE: dict[What, _Phrases] = {
    What.PLACE: (
        # TRANSLATORS: %(new)s is a place as the setting wrote it: "the allotment"
        _l("There was no place before, but %(day)s it is %(new)s"),
        _l("%(first)s, and there was no place before, but now it is %(new)s"),
    ),
    What.BRING: (
        # TRANSLATORS: %(new)s is what to bring or have ready, as the setting wrote it: "boots"
        _l("You needed nothing before, but %(day)s you need %(new)s"),
        _l("%(first)s, and you needed nothing before, but now you need %(new)s"),
    ),
    What.LINK: (
        _l("There was no link to join before, but %(day)s there is one"),
        _l("%(first)s, and there was no link to join before, but now there is one"),
    ),
}
_NONE_NOW: dict[What, _Phrases] = {
    What.PLACE: (
        # TRANSLATORS: %(old)s is a place as the setting wrote it: "Room 2"
        _l("The place is not %(old)s %(day)s, and there is no new place yet"),
        _l("%(first)s, and the place is not %(old)s, and there is no new place yet"),
    ),
    What.BRING: (
        # TRANSLATORS: %(old)s is what to bring or have ready, as the setting wrote it: "boots"
        _l("You do not need %(old)s or any other thing %(day)s"),
        _l("%(first)s, and you do not need %(old)s or any other thing"),
    ),
    What.LINK: (
        _l("The old link to join is gone %(day)s, and there is no new one yet"),
        _l("%(first)s, and the old link to join is gone, and there is no new one yet"),
    ),
}
_STARTS = (
    _l("It starts at %(new)s %(day)s, not %(old)s"),
    _l("%(first)s, and it starts at %(new)s, not %(old)s"),
)
_ENDS = (
    _l("It ends at %(new)s %(day)s, not %(old)s"),
    _l("%(first)s, and it ends at %(new)s, not %(old)s"),
)


def what_changed(one: Occurrence, today: date | None) -> Markup:
    """What is different as a heading, without a full stop: "Anna comes today, not Sam". Empty when nothing is."""
    words = Markup("")
    for what in one.differences:
        words = _SAY[what](one, words, on_day(one.on, today))
    # Polish may begin with the day.
    return Markup(capital(words))  # noqa: S704 - it is markup already


def change_sentence(one: Occurrence, today: date | None) -> Markup:
    """The same with its full stop. Without a today the day is named, as on a week that hangs on the fridge."""
    # TRANSLATORS: puts the full stop behind a sentence
    return fill(_("%(sentence)s."), sentence=what_changed(one, today)) if one.differences else Markup("")


def _cancelled(one: Occurrence, _first: Markup, day: str) -> Markup:
    # TRANSLATORS: %(what)s is a subject ("maths"), %(day)s is "today" or "on Thursday 26 November"
    return fill(_("There is no %(what)s %(day)s"), what=inside(one.was.subject), day=day)


def _who(one: Occurrence, _first: Markup, day: str) -> Markup:
    new, old = one.plan.adult, one.was.adult
    if new is None:
        return fill(str(_NOT_WHO), old=_name(old), day=day)
    if old is None:
        return fill(str(_NOW_WHO), new=_name(new), day=day)
    phrase = _WHO_COMES if one.plan.way is Way.HOME_VISIT else _WHO_IS_IT
    return fill(str(phrase), new=_name(new), old=_name(old), day=day)


def _time(one: Occurrence, first: Markup, day: str) -> Markup:
    words = first
    for phrases, new, old in (
        (_STARTS, one.plan.starts, one.was.starts),
        (_ENDS, one.plan.ends, one.was.ends),
    ):
        moved_as_a_whole = phrases is _ENDS and one.plan.minutes == one.was.minutes
        if new != old and not moved_as_a_whole:
            words = fill(str(phrases[bool(words)]), first=words, new=at(new), old=at(old), day=day)
    return words


def _plain(what: What, shown: Callable[[Plan], object]) -> Callable[[Occurrence, Markup, str], Markup]:
    def say(one: Occurrence, first: Markup, day: str) -> Markup:
        phrase = str(_PHRASES[what][bool(first)])
        return fill(phrase, first=first, new=shown(one.plan), old=shown(one.was), day=day)

    return say


def _maybe(what: What, field: Callable[[Plan], str]) -> Callable[[Occurrence, Markup, str], Markup]:
    """The same for what a session may be without."""

    def say(one: Occurrence, first: Markup, day: str) -> Markup:
        new, old = field(one.plan), field(one.was)
        phrases = _NONE_NOW if not new else _PHRASES if old else _NONE_BEFORE
        phrase = str(phrases[what][bool(first)])
        return fill(phrase, first=first, new=said(inside_words(new)), old=said(inside_words(old)), day=day)

    return say


_SAY: dict[What, Callable[[Occurrence, Markup, str], Markup]] = {
    What.CANCELLED: _cancelled,
    What.WHO: _who,
    What.TIME: _time,
    What.WAY: _plain(What.WAY, lambda plan: WAYS_IN_A_SENTENCE[plan.way]),
    What.PLACE: _maybe(What.PLACE, lambda plan: plan.place),
    What.SUBJECT: _plain(What.SUBJECT, lambda plan: inside(plan.subject)),
    What.BRING: _maybe(What.BRING, lambda plan: plan.bring),
    What.LINK: _maybe(What.LINK, lambda plan: plan.join_url),
}


def _name(adult: Adult | None) -> Markup:
    return said(adult.first_name) if adult else Markup("")


def what_stays(one: Occurrence) -> str:
    """What is the same although somebody else comes; empty when more is new, or when the setting has said why."""
    told = one.change is None or one.change.reason
    return str(_("The time is the same.")) if one.differences == (What.WHO,) and not told else ""


def where(plan: Plan) -> Markup | str:
    """Where a session is, as a family reads it under the way. Never an address."""
    if plan.way is Way.HOME_VISIT:
        return fill(_("%(name)s comes to your home"), name=_name(plan.adult)) if plan.adult else ""
    if plan.way is Way.ONLINE:
        return str(_("On your phone or computer"))
    return said(plan.place) if plan.place else ""


def closed_sentence(day: Day) -> Markup:
    """Why nothing takes place on a day: "We are closed. The staff have a training day.", "It is half term." """
    if day.kind is DayKind.CLOSED:
        return fill("%(closed)s %(why)s", closed=_("We are closed."), why=_reason(day))
    return _reason(day) or escape(_("It is the holidays."))


def _reason(day: Day) -> Markup:
    return escape(is_usual(day.reason)) or (theirs(day.reason) if day.reason else Markup(""))


def nothing_on(day: Day, today: date) -> Markup:
    """Why today or tomorrow has no session: closed, holidays, the weekend, or simply free."""
    if not day.is_open:
        return closed_sentence(day)
    if day.on.weekday() >= SATURDAY:
        return escape(_("It is the weekend."))
    return escape(_("Nothing is planned today.") if day.on == today else _("Nothing is planned tomorrow."))


def length(minutes: int) -> str:
    """How long, in hours and minutes: "10 hours", "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    # TRANSLATORS: how long something is
    in_hours = ngettext("%(num)d hour", "%(num)d hours", hours)
    # TRANSLATORS: how long something is
    in_minutes = ngettext("%(num)d minute", "%(num)d minutes", rest)
    if hours and rest:
        # TRANSLATORS: "1 hour 30 minutes"
        return str(_("%(hours)s %(minutes)s", hours=in_hours, minutes=in_minutes))
    return str(in_hours if hours or not rest else in_minutes)


def hours_sentence(hours: Hours) -> str:
    """Hours planned beside hours promised: "10 hours of the 11 we promised"."""
    planned, promised = length(hours.planned), length(hours.promised)
    if hours.planned == hours.promised:
        return str(_("%(promised)s, as we promised", promised=promised))
    if hours.planned > hours.promised:
        return str(_("%(planned)s. We promised %(promised)s", planned=planned, promised=promised))
    whole = hours.promised % 60 == 0 and hours.planned % 60 == 0 and hours.planned
    # TRANSLATORS: "10 hours of the 11 we promised", "45 minutes of the 2 hours we promised"
    return str(
        _("%(planned)s of the %(promised)s we promised", planned=planned, promised=hours.promised // 60)
        if whole
        else _("%(planned)s of the %(promised)s we promised", planned=planned, promised=promised)
    )
