"""What must be true across rows and files: the list of rules."""

from collections.abc import Callable, Iterator

from portal.access.policy import Role
from portal.roster import rules_of_people as people
from portal.roster import rules_of_restrictions as restricted
from portal.roster import rules_of_weeks as weeks
from portal.roster.book import Book
from portal.roster.problems import Problem
from portal.roster.rows import Row
from portal.roster.rules import Rule, has_role, in_order, references, stays

RULES: dict[str, tuple[Rule, ...]] = {
    "term_dates": (in_order("from_on", "until_on"),),
    "staff": (people.no_pupil_role, people.same_person, restricted.no_role_for_somebody_barred),
    "pupils": (people.same_person,),
    "carers": (people.same_person,),
    "relationships": (
        stays("pupil", "pupil"),
        stays("person", "adult"),
        in_order("from_on", "until_on"),
        has_role("person", Role.CARER, Role.SOCIAL_WORKER),
        people.council_signs_itself,
        people.same_pair,
        restricted.same_adult,
    ),
    "placements": (
        stays("pupil", "pupil"),
        in_order("starts_on", "ended_on"),
        has_role("key_worker", Role.KEY_WORKER),
        has_role("link_teacher", Role.LINK_TEACHER),
        restricted.never_together("key_worker"),
        restricted.never_together("link_teacher"),
    ),
    "sessions": (
        stays("pupil", "pupil"),
        in_order("from_on", "until_on"),
        in_order("starts", "ends", same_is_fine=False),
        weeks.has_a_site,
        weeks.no_home_address,
        weeks.has_a_face,
        restricted.never_together("staff"),
    ),
    "session_changes": (
        stays("session", "session"),
        weeks.fits_its_session,
        weeks.no_home_address,
        weeks.has_a_face,
        restricted.never_together("staff"),
    ),
}
# Rules that look at all rows of a setting together.
TOGETHER = (people.one_mailbox_each, people.one_row_a_pair, weeks.one_change_a_day)


def check(book: Book, tick: Callable[[int], object]) -> list[Problem]:
    """Everything that is wrong with a setting's rows, once each row by itself has been read."""
    problems: list[Problem] = []
    for row in book.all_rows():
        was_read = row.is_whole
        problems += references(book, row)
        if was_read and row.is_whole:
            problems += _rules(book, row)
        tick(1)
    return [*problems, *(problem for rule in TOGETHER for problem in rule(book))]


def _rules(book: Book, row: Row) -> Iterator[Problem]:
    whole = book.merged(row.kind.name, row.id) or {}
    for column in row.kind.columns:
        whole.setdefault(column.name, column.blank)
    for rule in RULES.get(row.kind.name, ()):
        yield from rule(book, row, whole)
