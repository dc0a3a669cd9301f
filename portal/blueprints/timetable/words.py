"""How templates say things of the timetable: filters, so that every page says them the same way."""

from collections.abc import Callable
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from portal import clock
from portal.blueprints.timetable.presenters import WeekOfChild
from portal.models import Way
from portal.timetable import names, sentences
from portal.timetable.days import Day
from portal.timetable.plan import Occurrence
from portal.web.said import said

Pill = dict[str, Any]


def _way_label(way: Way) -> str:
    return str(names.WAYS[way])


def _what_changed(one: Occurrence) -> Markup:
    return sentences.what_changed(one, clock.today())


def _change_sentence(one: Occurrence) -> Markup:
    return sentences.change_sentence(one, clock.today())


def _named_change(one: Occurrence) -> Markup:
    """The sentence for a week: it may be read on paper, on another day."""
    return sentences.change_sentence(one, None)


def _nothing_on(day: Day) -> Markup:
    return sentences.nothing_on(day, clock.today())


def _on_day(one: Occurrence) -> str:
    return names.on_day(one.on, clock.today())


def _week_pills(shown: WeekOfChild) -> list[Pill]:
    """This week and the next one, of the same child."""
    words = {"this": _("This week"), "next": _("Next week")}
    return [
        {
            "url": url_for("timetable.week", pupil_id=shown.child.pupil_id, which=which),
            "label": label,
            "current": which == shown.week.which,
        }
        for which, label in words.items()
    ]


def _child_pills(shown: WeekOfChild) -> list[Pill]:
    """The same week of each child of the family."""
    return [
        {
            "url": url_for("timetable.week", pupil_id=child.pupil_id, which=shown.week.which),
            "label": said(child.first_name),
            "current": child.pupil_id == shown.child.pupil_id,
        }
        for child in shown.children
    ]


FILTERS: dict[str, Callable[..., Any]] = {
    "change_sentence": _change_sentence,
    "child_pills": _child_pills,
    "closed_sentence": sentences.closed_sentence,
    "hours_sentence": sentences.hours_sentence,
    "named_change": _named_change,
    "nothing_on": _nothing_on,
    "on_day": _on_day,
    "usual": names.usual,
    "way_label": _way_label,
    "week_pills": _week_pills,
    "what_changed": _what_changed,
    "what_stays": sentences.what_stays,
    "where": sentences.where,
}
