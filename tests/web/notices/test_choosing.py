"""Everybody chooses for themself how they hear of what is new."""

from datetime import time

import pytest
import sqlalchemy as sa

from portal.models import Channel, HowOften, NoticeChoice
from tests import cast
from tests.factories.reaching import hears, reached_by
from tests.support.portal import Look, SignedInAs

PAGE, CHOICES = "/notices/", sa.select(NoticeChoice)
NIGHT = {"quiet": "night", "quiet_from": "", "quiet_until": ""}


@pytest.mark.parametrize("who", ["leila", "okoro", "byrne"])
def test_each_chooses_the_way_how_often_and_their_quiet_hours(signed_in_as: SignedInAs, look: Look, who: str) -> None:
    reached_by(who, email=f"{who}@example.org", phone="07700 900302")
    browser = signed_in_as(who)
    assert browser.reads("/account").all("a", where=lambda node: node.attrs.get("href") == PAGE)
    own = {"quiet": "own", "quiet_from": "18:15", "quiet_until": "09:30"}
    for number in range(2):  # sent twice, it is one row
        assert browser.sends(PAGE, channel="sms", how_often="daily", **own).status_code == 302, number
    [row] = look(CHOICES)
    assert (row.person_id, row.channel, row.how_often) == (cast.person(who), Channel.SMS, HowOften.DAILY)
    assert (row.quiet_from, row.quiet_until) == (time(18, 15), time(9, 30))
    checked = {field.attrs["value"] for field in browser.reads(PAGE).all("input") if "checked" in field.attrs}
    assert checked == {"sms", "daily", "own"}
    browser.sends(PAGE, channel="none", how_often="at_once", quiet="never", quiet_from="", quiet_until="")
    [row] = look(CHOICES)
    assert (row.channel, row.quiet_from, row.quiet_until) == (None, None, None)


def test_only_ways_by_which_they_can_be_reached_are_offered(signed_in_as: SignedInAs, look: Look) -> None:
    reached_by("leila", email="leila@example.org", phone=None)
    leila = signed_in_as("leila")
    assert "By text (SMS)" not in leila.reads(PAGE).text
    assert leila.sends(PAGE, channel="sms", how_often="daily", **NIGHT).status_code == 422
    assert look(CHOICES) == []


def test_a_young_person_without_either_reads_where_it_stands(signed_in_as: SignedInAs) -> None:
    reached_by("zofia")
    page = signed_in_as("zofia").reads(PAGE).text
    assert "We have no e-mail and no number for you." in page
    assert "By e-mail" not in page


@pytest.mark.parametrize(
    "hours", [("", ""), ("20:00", ""), ("25:00", "07:00"), ("evening", "morning"), ("20:00:00x", "7")]
)
def test_times_that_are_none_are_a_sentence(signed_in_as: SignedInAs, look: Look, hours: tuple[str, str]) -> None:
    answer = signed_in_as("leila").sends(
        PAGE, channel="email", how_often="at_once", quiet="own", quiet_from=hours[0], quiet_until=hours[1]
    )
    assert answer.status_code == 422
    assert "Type two times, like 20:00 and 07:30" in answer.text
    assert look(CHOICES) == []


def test_nobody_reads_what_somebody_else_chose(signed_in_as: SignedInAs) -> None:
    hears("leila", None)
    page = signed_in_as("okoro").reads(PAGE)
    assert "none" not in {field.attrs["value"] for field in page.all("input") if "checked" in field.attrs}
