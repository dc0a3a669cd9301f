"""The pages of weeks and promises read as their readers do, and are there in their language."""

from datetime import date

import pytest

from portal.database import SYSTEM, db
from portal.models import Mark, Person
from tests import cast
from tests.factories.marks import TODAY, marked, session_of
from tests.factories.promises import promised
from tests.factories.timetable import MONDAY
from tests.house_rules.reading import grade
from tests.support.portal import SignedInAs

PAGES = [f"/marks/{cast.pupil('maya')}", f"/promises/{cast.pupil('maya')}"]


def everything() -> None:
    marked(session_of(weekday=MONDAY), Mark.CAME, date(2026, 11, 23))
    marked(session_of(), Mark.WE_DID_NOT_COME, TODAY)
    session_of(weekday=MONDAY, starts="8:00", ends="8:30")
    promised(due_on=date(2026, 11, 20))
    promised(done_on=date(2026, 11, 20))
    promised(dropped_on=date(2026, 11, 20), dropped_why="It is shut.")


@pytest.mark.parametrize(("slug", "most"), [("maya", 2), ("leila", 4)])
@pytest.mark.parametrize("path", PAGES)
def test_it_reads_as_its_readers_do(signed_in_as: SignedInAs, slug: str, most: int, path: str) -> None:
    browser = signed_in_as(slug)
    assert (grade(browser.reads(path).one("main")) or 0) <= most
    everything()
    assert (grade(browser.reads(path).one("main")) or 0) <= most


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["pl", "ar"])
def test_it_is_there_in_their_language(signed_in_as: SignedInAs, path: str, language: str) -> None:
    everything()
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, cast.person("leila")).language = language
    page = signed_in_as("leila").reads(path)
    assert page.one("html").attrs["lang"] == language
    for english in ("We did not come", "promised", "This is late", "All in all"):
        assert english not in page.one("main").text
