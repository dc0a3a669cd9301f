"""Rules that keep a restriction from being walked round: by another id, another mailbox, a role, or a lesson."""

from collections.abc import Iterator
from typing import Any

from portal.access.policy import PROFESSIONALS
from portal.models import Contact, ParentalResponsibility, is_stricter
from portal.roster.book import Book
from portal.roster.marks import NAME, hashed
from portal.roster.problems import Problem
from portal.roster.rows import Row
from portal.roster.rules import Rule

_OPENS = (ParentalResponsibility.YES, ParentalResponsibility.COUNCIL)


def same_adult(book: Book, row: Row, whole: dict[str, Any]) -> Iterator[Problem]:
    """Somebody who was restricted does not come back under another id: not by name, by mailbox or by phone."""
    if row.id in book.known.kinds["relationships"] or whole["contact"] in (Contact.NONE, Contact.UNKNOWN):
        return
    here, child = (whole["person"], whole["pupil"]), book.name_of(whole["pupil"])
    for mark in sorted(book.marks_of(whole["person"])):
        for pair in book.restricted.get((hashed(mark), child), ()):
            if pair != here and _is_looser(book.known.pairs[pair].values, whole):
                yield row.problem(
                    "contact",
                    f"Somebody with the same {mark[0]} (the id {pair[0]}) may do less with this pupil, or nothing. "
                    "If it is the same person, use that id. If not, write unknown here, and let two of the staff open "
                    "it on the portal.",
                )
                return


def _is_looser(before: dict[str, Any], after: dict[str, Any]) -> bool:
    ended, ends = before["until_on"], after["until_on"]
    return (
        is_stricter(before["contact"], after["contact"])
        or (
            before["parental_responsibility"] is ParentalResponsibility.NO
            and after["parental_responsibility"] in _OPENS
        )
        or bool(ended and (ends is None or ends > ended))
    )


def no_role_for_somebody_barred(book: Book, row: Row, whole: dict[str, Any]) -> Iterator[Problem]:
    """An adult without contact does not come in as staff: a role would open what contact keeps closed."""
    marks = {hashed(mark) for mark in book.marks_of(row.id) if mark[0] != NAME}
    barred = book.barred & {row.id} or {each for mark in marks for each in book.barred_marks.get(mark, ())}
    found = book.known.person(row.id)
    held = book.known.roles.get(next(iter(found[1].ids.values())), {}) if found else {}
    if barred and set(whole["roles"] or ()) & PROFESSIONALS - set(held):
        yield row.problem(
            "roles",
            f"This person (the id {min(barred)}) must have no contact with a pupil here, so an import gives them no "
            "role among the staff. Take the roles out; the safeguarding lead decides.",
        )


def never_together(column: str) -> Rule:
    """Whoever must have no contact with a pupil does not teach them, and is not their key worker."""

    def rule(book: Book, row: Row, whole: dict[str, Any]) -> Iterator[Problem]:
        about = (book.merged("sessions", whole["session"]) or {}) if "session" in whole else whole
        pair = (whole[column], about.get("pupil", ""))
        if pair[0] and pair in book.pairs_without_contact:
            yield row.problem(column, "This person must have no contact with this pupil. Name somebody else.")

    return rule
