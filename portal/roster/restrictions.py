"""What an import never does: loosen a restriction. Each refusal is kept for the report.

The other system may be wrong, old, or written to by somebody who should not. So contact only becomes stricter, an end
that was set stays, an order stays, and what staff decided or checked on the portal stays (domain.md §8.4).
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from portal.models import STRICTNESS, Contact, ParentalResponsibility, Relationship

Values = dict[str, Any]
# Given what stands there (values and facts) and what the file says: why it stays, or nothing when it may change.
Rule = Callable[[Values, Values, Any, date], str | None]

_GIVEN = ("sees_timetable", "sees_plan", "sees_attendance", "gets_messages", "may_agree", "collects", "lives_with")
_ENDS = "an import never takes back or puts off an end that was set"


def _contact(before: Values, facts: Values, after: Any, _today: date) -> str | None:
    if facts["contact_decided_here"]:
        return "staff decided about contact on the portal"
    if STRICTNESS.index(after) < STRICTNESS.index(before["contact"]):
        return "an import only makes contact stricter; staff open it on the People page"
    return None


def _responsibility(before: Values, facts: Values, after: Any, _today: date) -> str | None:
    if facts["responsibility_checked_on"]:
        return "staff checked it on the portal"
    if after in (ParentalResponsibility.YES, ParentalResponsibility.COUNCIL):
        if before["parental_responsibility"] is ParentalResponsibility.NO:
            return "somebody said no before; staff check it on the People page"
        if before["contact"] is Contact.NONE:
            return "contact is none"
    return None


def _care(before: Values, facts: Values, after: Any, _today: date) -> str | None:
    if after and facts["responsibility_checked_on"]:
        return "staff checked on the portal what this adult may decide"
    return _nothing_more(before, facts, after, _today)


def _nothing_more(before: Values, _facts: Values, after: Any, _today: date) -> str | None:
    if after and before["contact"] in (Contact.NONE, Contact.LIMITED):
        return f"contact is {before['contact']}, and then an import gives nothing more"
    return None


def _an_end(column: str) -> Rule:
    def rule(before: Values, _facts: Values, after: Any, _today: date) -> str | None:
        stands = before[column]
        return _ENDS if stands and (after is None or after > stands) else None

    return rule


def _an_order(column: str) -> Rule:
    def rule(before: Values, _facts: Values, after: Any, _today: date) -> str | None:
        if before[column] and not (column == "order_expires_on" and after and after > before[column]):
            return "an import never takes an order away or changes it"
        return None

    return rule


def _from_on(before: Values, _facts: Values, after: Any, today: date) -> str | None:
    if before["from_on"] > today and after < before["from_on"]:
        return "an import does not bring a start forward"
    return None


RULES: dict[str, dict[str, Rule]] = {
    "staff": {"left_on": _an_end("left_on")},
    "pupils": {"left_on": _an_end("left_on")},
    "carers": {"left_on": _an_end("left_on")},
    "placements": {"ended_on": _an_end("ended_on")},
    "relationships": {
        "contact": _contact,
        "parental_responsibility": _responsibility,
        "is_education_parent": _care,
        "from_on": _from_on,
        "until_on": _an_end("until_on"),
        **dict.fromkeys(_GIVEN, _nothing_more),
        **{name: _an_order(name) for name in ("order_type", "order_seen_by", "order_seen_on", "order_expires_on")},
    },
}


def keep(kind: str, before: Values, facts: Values, changes: Values, today: date) -> dict[str, str]:
    """Take out of `changes` what would loosen a restriction. Returns why, by column."""
    kept: dict[str, str] = {}
    for column, rule in RULES.get(kind, {}).items():
        if column in changes:
            why = rule(before, facts, changes[column], today)
            if why:
                kept[column] = why
                del changes[column]
            elif column == "contact":
                # Contact comes first: what it becomes decides about the rest.
                before = before | {"contact": changes["contact"]}
    return kept


def takes_access_away(before: Values, after: Values, on: date) -> bool:
    """True when contact became stricter, or when a row that gave access gives none any more."""
    stricter = STRICTNESS.index(after["contact"]) > STRICTNESS.index(before["contact"])
    return stricter or (_is_open(before, on) and not _is_open(after, on))


def _is_open(values: Values, on: date) -> bool:
    decides = ("contact", "parental_responsibility", "is_education_parent", "from_on", "until_on")
    return Relationship(**{name: values[name] for name in decides}).is_open_on(on)
