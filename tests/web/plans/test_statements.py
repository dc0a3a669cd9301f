"""The same few statements however much was said and however many reviews there are."""

import uuid
from datetime import date, timedelta

import pytest

from portal.database import SYSTEM, db
from portal.models import Contribution, Place, Voice
from tests import cast
from tests.factories.plans import put_review
from tests.support.portal import SignedInAs
from tests.web.home.test_statements import counted

MAYA = f"/plan/{cast.pupil('maya')}"


def much_is_said(times: int) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        for slug, voice in (("leila", Voice.HOME), ("maya", Voice.YOUNG), ("okoro", Voice.TEAM)):
            session.add_all(
                Contribution(
                    setting_id=cast.setting(),
                    pupil_id=cast.pupil("maya"),
                    person_id=cast.person(slug),
                    voice=voice,
                    place=Place.ABOUT_ME,
                    topic="helps",
                    words="Words.",
                    client_id=uuid.uuid4(),
                )
                for _ in range(times)
            )
    for number in range(times):
        put_review("maya", date(2026, 12, 1) + timedelta(days=number))


@pytest.mark.parametrize("path", ["", "/about", "/reviews", "/print"])
@pytest.mark.parametrize("slug", ["leila", "okoro"])
def test_a_page_of_the_plan_asks_as_often_for_much_as_for_little(
    signed_in_as: SignedInAs, slug: str, path: str
) -> None:
    browser = signed_in_as(slug)
    much_is_said(1)
    browser.reads(MAYA + path)
    with counted() as few:
        browser.reads(MAYA + path)
    much_is_said(6)
    with counted() as many:
        browser.reads(MAYA + path)
    assert len(many) == len(few)
