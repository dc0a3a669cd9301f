"""Whether it held is counted from our marks where there are marks; staff may say another number, with a reason."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from portal.models import DayKind, Mark, ReturnOutcome, Revision, TermDate, YesNoUnknown
from portal.returning.after import half_term_before
from portal.returning.attendance import Marked, half_days_of_the_plan
from tests import cast
from tests.factories.marks import marked, session_of
from tests.factories.returns import TODAY, returned
from tests.support.html import Node
from tests.support.portal import Look, SignedInAs

MAYA = f"/after/of/{cast.pupil('maya')}"
KNOWN = {"on_roll": "yes", "not_excluded": "yes", "possible": "", "attended": "", "why": ""}
OTHER = {**KNOWN, "possible": "10", "attended": "9"}


@pytest.fixture(autouse=True)
def back(app: object) -> None:
    """Maya is back for twelve weeks today."""
    returned("maya", TODAY - timedelta(weeks=12))


def four_marks() -> None:
    """Four mornings of these weeks: three to which she came, one not; one more when we did not come."""
    english = session_of("maya")
    for weeks, mark in enumerate((Mark.CAME, Mark.CAME_LATE, Mark.PART, Mark.DID_NOT_COME, Mark.WE_DID_NOT_COME)):
        marked(english, mark, TODAY - timedelta(weeks=weeks))


def stand(page: Node) -> str:
    return page.one("section", where=lambda node: node.attrs.get("aria-labelledby") == "weeks-12").text


def test_without_marks_nobody_knows_and_the_page_says_so(signed_in_as: SignedInAs) -> None:
    words = stand(signed_in_as("okoro").reads(MAYA))
    assert words.count("Not known") == 3
    assert "We have no marks of that half term." in words
    assert "Why is it not what our marks say?" not in signed_in_as("okoro").reads(f"{MAYA}/weeks/12").text


def test_marks_count_before_anybody_has_noted_anything(signed_in_as: SignedInAs) -> None:
    four_marks()
    words = stand(signed_in_as("okoro").reads(MAYA))
    assert "There on 3 of 4 half days. It needs 85 in 100." in words
    assert "This is counted from our marks of that half term." in words
    assert words.count("Not known") == 2


def test_both_numbers_left_empty_leave_the_marks_to_count(signed_in_as: SignedInAs, look: Look) -> None:
    four_marks()
    okoro = signed_in_as("okoro")
    assert okoro.sends(f"{MAYA}/weeks/12", **KNOWN).status_code == 302
    [row] = look(sa.select(ReturnOutcome))
    assert (row.on_roll, row.sessions_possible) == (YesNoUnknown.YES, None)
    assert "There on 3 of 4 half days." in stand(okoro.reads(MAYA))


def test_another_number_needs_a_reason_and_stands_beside_the_marks(signed_in_as: SignedInAs, look: Look) -> None:
    four_marks()
    okoro = signed_in_as("okoro")
    answer = okoro.sends(f"{MAYA}/weeks/12", **OTHER)
    assert (answer.status_code, "Write why it is not what our marks say." in answer.text) == (422, True)
    assert look(sa.select(ReturnOutcome)) == []
    assert okoro.sends(f"{MAYA}/weeks/12", **{**OTHER, "why": "The school counts her days."}).status_code == 302
    words = stand(okoro.reads(MAYA))
    assert "There on 9 of 10 half days. It needs 85 in 100." in words
    assert "Our marks of that half term say 3 of 4 half days." in words
    assert "The school counts her days." in words
    assert "The school counts her days." in okoro.reads(f"{MAYA}/weeks/12").text


def test_a_reason_is_kept_with_each_save_and_goes_with_the_number(signed_in_as: SignedInAs, look: Look) -> None:
    four_marks()
    okoro = signed_in_as("okoro")
    for why in ("The school counts her days.", "They counted again."):
        assert okoro.sends(f"{MAYA}/weeks/12", **{**OTHER, "why": why}).status_code == 302
    saves = look(sa.select(Revision.fields).where(Revision.subject == "return_outcome").order_by(Revision.version))
    assert [why in save for why, save in zip(("The school counts", "They counted"), saves, strict=True)] == [True, True]
    assert okoro.sends(f"{MAYA}/weeks/12", **KNOWN).status_code == 302
    words = stand(okoro.reads(MAYA))
    assert "They counted again." not in words
    assert "There on 3 of 4 half days." in words


def test_no_family_reads_any_of_it(signed_in_as: SignedInAs) -> None:
    four_marks()
    for slug in ("leila", "maya"):
        assert "half days" not in signed_in_as(slug).reads(MAYA).text


def test_a_half_day_with_two_sessions_counts_once_and_a_child_who_came_to_one_of_them_came() -> None:
    day = date(2026, 11, 23)
    both = [Marked(day, True, Mark.DID_NOT_COME, 60, 0), Marked(day, True, Mark.CAME, 60, 60)]
    found = half_days_of_the_plan([*both, Marked(day, False, Mark.DID_NOT_COME, 60, 0)])
    assert (found.attended, found.possible) == (1, 2)


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2026, 11, 24), date(2026, 11, 2), date(2026, 11, 24)),
        (date(2026, 11, 10), date(2026, 9, 1), date(2026, 10, 23)),
        (date(2026, 10, 28), date(2026, 9, 1), date(2026, 10, 23)),
        (date(2026, 9, 5), date(2026, 7, 18), date(2026, 9, 5)),
    ],
)
def test_the_last_half_term_is_the_newest_one_of_which_two_weeks_are_over(on: date, first: date, last: date) -> None:
    halves = [(date(2026, 9, 1), date(2026, 10, 23)), (date(2026, 11, 2), date(2026, 12, 18))]
    terms = [TermDate(from_on=begins, until_on=ends, kind=DayKind.TERM) for begins, ends in halves]
    assert half_term_before(on, terms) == (first, last)
