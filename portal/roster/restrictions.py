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

# The boxes that staff tick or leave empty when they check parental responsibility on the People page.
_BOXES = ("sees_timetable", "sees_plan", "sees_attendance", "gets_messages", "may_agree")
_AT_HOME = ("collects", "lives_with")
_HOLDS = (ParentalResponsibility.YES, ParentalResponsibility.COUNCIL)
_ENDS = "an import never takes back or puts off an end that was set"


def _contact(before: Values, facts: Values, after: Any, _today: date) -> str | None:
    if facts["contact_decided_here"]:
        return "staff decided about contact on the portal"
    if STRICTNESS.index(after) < STRICTNESS.index(before["contact"]):
        return "an import only makes contact stricter; staff open it on the People page"
    return None


def _responsibility(before: Values, facts: Values, after: Any, today: date) -> str | None:
    if facts["responsibility_checked_on"]:
        return "staff checked it on the portal"
    stands = before["parental_responsibility"]
    if stands is ParentalResponsibility.NO:
        return "somebody said no before; staff check it on the People page"
    # Where the child is in their care, also a known "no" opens what "unknown" keeps closed.
    opens = after in _HOLDS or (stands is ParentalResponsibility.UNKNOWN and before["is_education_parent"])
    return _nothing_more(before, facts, opens, today)


def _box(before: Values, facts: Values, after: Any, today: date) -> str | None:
    if after and facts["responsibility_checked_on"]:
        return "staff decided on the portal what this adult is given"
    return _nothing_more(before, facts, after, today)


def _nothing_more(before: Values, _facts: Values, after: Any, _today: date) -> str | None:
    if after and before["contact"] is not Contact.OPEN:
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
        "is_education_parent": _box,
        "from_on": _from_on,
        "until_on": _an_end("until_on"),
        **dict.fromkeys(_BOXES, _box),
        **dict.fromkeys(_AT_HOME, _nothing_more),
        **{name: _an_order(name) for name in ("order_type", "order_seen_by", "order_seen_on", "order_expires_on")},
    },
}


def keep(kind: str, before: Values, facts: Values, changes: Values, said: Values, today: date) -> dict[str, str]:
    """Take out of `changes` what would loosen a restriction; `said` is the whole row. Returns why, by column."""
    kept: dict[str, str] = {}
    if kind == "relationships" and _forgets_a_no(before, facts, said):
        kept = _open_nothing(before, changes, said)
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


def _forgets_a_no(before: Values, facts: Values, said: Values) -> bool:
    """Somebody said no before, nobody here checked it, and this file knows nothing of it any more."""
    unknown = said.get("parental_responsibility", ParentalResponsibility.UNKNOWN) is ParentalResponsibility.UNKNOWN
    stands_no = before["parental_responsibility"] is ParentalResponsibility.NO
    return unknown and stands_no and not facts["responsibility_checked_on"]


def _open_nothing(before: Values, changes: Values, said: Values) -> dict[str, str]:
    """The "no" stays, so that it never becomes a "yes"; and like anything unknown it opens nothing.

    A file without the column takes no care of a child away, and gives none.
    """
    given = changes.pop("is_education_parent", None)
    if before["is_education_parent"] and (given is False or "parental_responsibility" in said):
        changes["is_education_parent"] = False
    why = "the file does not know who has parental responsibility, and then an import gives nothing"
    return {"is_education_parent": why} if given else {}


def takes_access_away(before: Values, after: Values, on: date) -> bool:
    """True when contact became stricter, or when a row that gave access gives none any more."""
    stricter = STRICTNESS.index(after["contact"]) > STRICTNESS.index(before["contact"])
    return stricter or (_is_open(before, on) and not _is_open(after, on))


def _is_open(values: Values, on: date) -> bool:
    decides = ("contact", "parental_responsibility", "is_education_parent", "from_on", "until_on")
    return Relationship(**{name: values[name] for name in decides}).is_open_on(on)
