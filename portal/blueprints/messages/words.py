"""What is said about threads: by when somebody hears, who answers meanwhile, and when a message was sent."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from babel.dates import get_day_names
from flask_babel import gettext as _
from markupsafe import Markup

from portal import clock
from portal.messaging.answering import Answering, As
from portal.messaging.phrase_book import entry_of, phrase_said
from portal.models import Contribution, Person, ReplyPromise, Voice
from portal.timetable.names import on_day
from portal.web.dates import day
from portal.web.said import at, fill, said
from portal.web.words import babel_locale


def works_on(person: Person, weekdays: Sequence[int]) -> Markup:
    """ "Sam works Monday to Thursday."; the days one by one where they are not in a row."""
    names = get_day_names("wide", locale=babel_locale())
    if len(weekdays) > 2 and list(weekdays) == list(range(weekdays[0], weekdays[-1] + 1)):
        phrase = _("%(name)s works %(first)s to %(last)s.")
        return fill(phrase, name=said(person.first_name), first=names[weekdays[0]], last=names[weekdays[-1]])
    days = ", ".join(names[one] for one in weekdays)
    # TRANSLATORS: %(days)s is one day or several with commas: "Monday, Wednesday"
    return fill(_("%(name)s works on these days: %(days)s."), name=said(person.first_name), days=days)


def hears_by(due: datetime) -> Markup:
    """ "You will hear by Tuesday 24 November at 4:00." """
    return fill(_("You will hear by %(day)s at %(time)s."), day=day(clock.london(due).date()), time=at(due))


def who_answers(answering: Answering) -> list[Markup]:
    """Who answers now, and on which days they work; where the key worker is away, that somebody else does.

    While they are not at work, plainly that, and from when they can read it (domain.md §7.3).
    """
    now = answering.now
    if now is None:
        return [Markup.escape(_("Nobody is here to answer now. Please ring us."))]
    lines = []
    if now.role is not As.KEY_WORKER and answering.key_worker:
        names = {"name": said(answering.key_worker.first_name), "other": said(now.person.first_name)}
        if answering.away_until:
            until = day(answering.away_until)
            lines.append(fill(_("%(name)s is away until %(day)s. %(other)s answers you."), **names, day=until))
        else:
            lines.append(fill(_("%(other)s answers you now."), other=names["other"]))
    lines.append(works_on(now.person, now.pattern.weekdays))
    begins = answering.there_from(clock.now())
    if begins and not answering.is_there_now:
        phrase = _("%(name)s is not at work now. %(name)s can read it %(when)s.")
        lines.append(fill(phrase, name=said(now.person.first_name), when=sent_when(begins)))
    return lines


def reply_lines(answering: Answering, promise: ReplyPromise | None, for_name: str = "") -> list[Markup]:
    """What whoever wrote is told of the answer: who gives it, by when; and plainly that it is late."""
    if promise is None:
        return []
    if promise.due_at > clock.now():
        return [*who_answers(answering), hears_by(promise.due_at)]
    late = Markup.escape(_("The answer is late. You can ring us."))
    asked = promise.cover_asked_at or promise.coordinator_asked_at
    return [late, fill(_("We asked %(name)s to answer you."), name=said(for_name))] if asked and for_name else [late]


def due_tag(due: datetime) -> str:
    """For staff: by when, in two or three words."""
    if due <= clock.now():
        return str(_("late"))
    moment = clock.london(due)
    return str(_("by %(day)s", day=f"{day(moment.date())}, {moment:%H:%M}"))


def sent_when(moment: datetime) -> Markup:
    """When a message was sent: "today at 9:10", "on Monday 23 November at 9:10"."""
    when = on_day(clock.london(moment).date(), clock.today())
    return fill(_("%(day)s at %(time)s"), day=when, time=at(moment))


def said_by_phrase(contribution: Contribution) -> Markup:
    """The phrase of the phrase book that was sent, in the language of the page; nothing where none was."""
    return phrase_said(contribution.topic, is_young=contribution.voice is Voice.YOUNG)


FILTERS: dict[str, Callable[..., Any]] = {
    "message_due": due_tag,
    "message_phrase": said_by_phrase,
    "message_when": sent_when,
    "phrase_entry": entry_of,
}
