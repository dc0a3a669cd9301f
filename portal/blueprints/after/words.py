"""How the year after a return is said: filters, so that every page says it the same way."""

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal.models import Destination, HowItGoes, WarningRule, YesNoUnknown
from portal.returning.attendance import PlanAttendance
from portal.web.said import fill, said
from portal.web.static import static_url

# What is tapped, and its picture (static/img/feelings).
GOING: dict[HowItGoes, tuple[LazyString, str]] = {
    # TRANSLATORS: how somebody says it goes, on a picture to tap
    HowItGoes.GOOD: (_l("Good"), "happy"),
    HowItGoes.MIXED: (_l("Some good, some hard"), "middle"),
    HowItGoes.HARD: (_l("Hard"), "heavy"),
    HowItGoes.NOT_SURE: (_l("Not sure"), "not_sure"),
}
KNOWN: dict[YesNoUnknown, LazyString] = {
    # TRANSLATORS: whether something about a pupil is so, for staff
    YesNoUnknown.YES: _l("Yes"),
    YesNoUnknown.NO: _l("No"),
    YesNoUnknown.UNKNOWN: _l("Not known"),
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


def going(value: HowItGoes | None) -> str:
    """How it goes, in words; where nobody said, that."""
    return str(GOING[value][0] if value else _("No answer"))


def going_choices(_of: object) -> list[dict[str, str]]:
    """The four pictures."""
    return [
        {"value": one.value, "label": str(label), "url": static_url(f"img/feelings/{picture}.svg")}
        for one, (label, picture) in GOING.items()
    ]


def destination(value: Destination) -> str:
    """Where a plan leads."""
    return str(DESTINATIONS[value])


def known(value: YesNoUnknown) -> str:
    """Yes, no, or that nobody knows."""
    return str(KNOWN[value])


def why(rule: WarningRule, names: Iterable[str], child: str, days: int) -> Markup:
    """Why somebody is told, in a sentence."""
    who = said(", ".join(names))
    match rule:
        case WarningRule.HARD_TWICE:
            return fill(_("%(names)s said “hard” two times in a row."), names=who)
        case WarningRule.NO_ANSWER_TWICE:
            return fill(_("%(names)s did not answer two times in a row."), names=who)
        case WarningRule.DAYS_MISSED:
            # TRANSLATORS: how many days of school a child missed in the last month, as these people count them
            sentence = ngettext(
                "%(child)s missed %(num)d day in a month. %(names)s said so.",
                "%(child)s missed %(num)d days in a month. %(names)s said so.",
                days,
                child="%(child)s",
                names="%(names)s",
            )
            return fill(sentence, child=said(child), names=who)
        case WarningRule.VOICES_DIFFER:
            return fill(_("%(child)s said “hard”, and an adult said “good”: %(names)s."), child=said(child), names=who)


def counts(attended: int | None, possible: int | None, percent: int) -> str:
    """The half days as counts, with the threshold beside them; below 20 there is no share (domain.md §1.4)."""
    if attended is None or not possible:
        return str(_("Nobody knows the half days. It needs %(percent)s in 100.", percent=percent))
    facts = {"attended": attended, "possible": possible, "percent": percent}
    return str(_("There on %(attended)s of %(possible)s half days. It needs %(percent)s in 100.", **facts))


def marks_beside(marked: PlanAttendance, *, is_noted: bool) -> str:
    """What our own marks say of the same half term, beside what staff have noted; without marks, that."""
    if not marked.has_any:
        return str(_("We have no marks of that half term."))
    if not is_noted:
        return str(_("This is counted from our marks of that half term."))
    facts = {"attended": marked.attended, "possible": marked.possible}
    return str(_("Staff wrote this. Our marks of that half term say %(attended)s of %(possible)s half days.", **facts))


FILTERS: dict[str, Callable[..., Any]] = {
    "after_destination": destination,
    "after_going": going,
    "after_going_choices": going_choices,
    "after_known": known,
}
