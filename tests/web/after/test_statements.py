"""The same few statements however often somebody was asked, and however much was noticed."""

from datetime import timedelta

import pytest

from portal.models import HowItGoes, Voice
from tests import cast
from tests.factories.returns import TODAY, asked_today, returned, said
from tests.support.portal import SignedInAs
from tests.web.home.test_statements import counted

ROHAN = f"/after/of/{cast.pupil('rohan')}"


@pytest.mark.parametrize("path", ["/after/", ROHAN])
@pytest.mark.parametrize("slug", ["priya", "lewis"])
def test_a_page_asks_as_often_for_much_as_for_little(signed_in_as: SignedInAs, slug: str, path: str) -> None:
    browser = signed_in_as(slug)
    returned("rohan", TODAY - timedelta(weeks=30))
    for weeks in range(1, 3):
        said("priya", "rohan", weeks, HowItGoes.HARD, Voice.HOME)
        said("rohan", "rohan", weeks, HowItGoes.HARD, Voice.YOUNG)
    asked_today()
    browser.reads(path)
    with counted() as few:
        browser.reads(path)
    for weeks in (3, 5, 6, 7, 9, 10):
        said("priya", "rohan", weeks, HowItGoes.HARD, Voice.HOME)
        said("arjun", "rohan", weeks, HowItGoes.GOOD, Voice.HOME)
    asked_today(TODAY + timedelta(days=1))
    with counted() as many:
        browser.reads(path)
    assert len(many) == len(few)
