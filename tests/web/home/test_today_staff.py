"""The page of today of everyone who works here or comes with a job."""

import uuid
from datetime import date

import pytest
import sqlalchemy as sa

from portal import clock
from portal.database import SYSTEM, db
from portal.models import (
    AuditEntry,
    AuditPupil,
    CallRequest,
    ChangeSeen,
    Contact,
    ContactChange,
    GoodTime,
    SessionChange,
    TimetableSession,
)
from tests import cast
from tests.factories.demo_day import Sessions
from tests.factories.timetable import change, keep, session
from tests.support.html import Node
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime


def names(page: Node) -> list[str]:
    rows = page.all("ul", where=lambda node: "slots" in node.attrs.get("class", "").split())
    return [row.one("b").text for rows_of in rows for row in rows_of.all("li")]


def call(adult: str, child: str, **facts: object) -> CallRequest:
    facts = {"good_time": GoodTime.AFTERNOON, "page": "timetable.week", "client_id": uuid.uuid4(), **facts}
    ids = {"person_id": cast.person(adult), "pupil_id": cast.pupil(child), "for_id": cast.person("okoro")}
    return CallRequest(setting_id=cast.setting(), **ids, **facts)


def test_mr_okoro_sees_his_families_by_the_clock(signed_in_as: SignedInAs, planned: Sessions) -> None:
    page = signed_in_as("okoro").reads("/")
    assert names(page) == ["Jakub", "Zofia", "Maya", "Zofia", "Maya"]
    words = page.one("main").text
    assert "9:00 Jakub Science with Ben done" in words
    assert "9:30 Zofia Art with Anna on now" in words
    assert "10:00 Maya English with Anna on now instead of you" in words
    assert "10:45 Zofia Read a book with you next" in words


def test_the_call_that_waits_longest_is_lit(signed_in_as: SignedInAs, planned: Sessions, look: Look) -> None:
    with db.work(SYSTEM, reason="a test") as database:
        keep(database, call("tomasz", "zofia"), call("leila", "maya"), call("priya", "rohan"))
    okoro = signed_in_as("okoro")
    page = okoro.reads("/")
    [lit] = page.all("section", where=lambda node: "card--lit" in node.attrs.get("class", ""))
    assert "Ring Tomasz For Zofia. Asked today at 10:00. It was from the page of the week." in lit.text
    assert "In the afternoon" in lit.text
    assert "Ring Leila" in page.text
    assert "Priya" not in page.text
    okoro.sends("/", to="/done")
    page = okoro.reads("/")
    assert "Thank you. This call is off the list." in page.text
    assert "Tomasz" not in page.text


def test_a_young_person_who_asked_is_not_rung_at_home(signed_in_as: SignedInAs, planned: Sessions) -> None:
    with db.work(SYSTEM, reason="a test") as database:
        keep(database, call("maya", "maya", good_time=GoodTime.ANY))
    words = signed_in_as("okoro").reads("/").text
    assert "Talk to Maya From their own page." in words
    assert "Ring Maya" not in words


def test_changes_that_home_has_not_seen_stand_there(signed_in_as: SignedInAs, planned: Sessions) -> None:
    okoro = signed_in_as("okoro")
    assert "Maya Anna comes today, not Sam. Leila has not seen it" in okoro.reads("/").text
    assert "Dan" not in okoro.reads("/").one("main").text
    signed_in_as("leila").sends("/", to="/home")
    assert "has not seen it" not in okoro.reads("/").text
    with db.work(SYSTEM, reason="a test") as database:
        database.scalars(sa.select(SessionChange)).one().revision = 2
    assert "Leila has not seen it" in okoro.reads("/").text


def test_each_parent_sees_a_change_for_themself(signed_in_as: SignedInAs, planned: Sessions) -> None:
    with db.work(SYSTEM, reason="a test") as database:
        lessons = database.get_one(TimetableSession, planned["rohan"][0].id)
        keep(database, change(lessons, date(2026, 12, 1), starts="10:00"))
    lewis = signed_in_as("lewis")
    assert {"Priya has not seen it", "Arjun has not seen it"} <= {tag.text for tag in lewis.reads("/").all("span")}
    signed_in_as("arjun").sends("/", to="/home")
    words = lewis.reads("/").text
    assert "Priya has not seen it" in words
    assert "Arjun" not in words


@pytest.mark.parametrize("who", ["byrne", "khan", "rees", "patel"])
def test_who_sees_the_whole_setting_sees_everyone_today(signed_in_as: SignedInAs, planned: Sessions, who: str) -> None:
    page = signed_in_as(who).reads("/")
    assert names(page) == ["Jakub", "Rohan", "Zofia", "Maya", "Zofia", "Maya"]
    assert "Everyone today" in page.text


def test_a_change_of_contact_waits_for_the_second_person(
    signed_in_as: SignedInAs, planned: Sessions, look: Look
) -> None:
    with db.work(SYSTEM, reason="a test") as database:
        tie = {"relationship_id": cast.relationship("leila", "maya"), "pupil_id": cast.pupil("maya")}
        asked = {"asked_by_id": cast.person("okoro"), "reason": "court_order", "setting_id": cast.setting()}
        keep(database, ContactChange(before=Contact.OPEN, after=Contact.NONE, **tie, **asked))
    page = signed_in_as("byrne").reads("/")
    assert "Contact of Leila Haddad with Maya Haddad" in page.text
    assert page.all("a", where=lambda node: node.text == "Read and answer")
    [line] = look(sa.select(AuditEntry).where(AuditEntry.event == "home.today.shown"))
    assert str(cast.pupil("maya")) in line.pupils
    assert "Waits for your answer" not in signed_in_as("okoro").reads("/").text


def test_who_asked_is_told_for_three_days_that_the_answer_was_no(
    signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime
) -> None:
    with db.work(SYSTEM, reason="a test") as database:
        tie = {"relationship_id": cast.relationship("dan", "maya"), "pupil_id": cast.pupil("maya")}
        asked = {"asked_by_id": cast.person("okoro"), "reason": "order_ended", "setting_id": cast.setting()}
        said_no = {"answered_by_id": cast.person("byrne"), "answered_at": clock.now(), "is_confirmed": False}
        keep(database, ContactChange(before=Contact.NONE, after=Contact.OPEN, **tie, **asked, **said_no))
    okoro = signed_in_as("okoro").reads("/").text
    assert "Contact of Dan Foster with Maya Haddad It is as it was before you asked." in okoro
    assert "Dan Foster" not in signed_in_as("byrne").reads("/").text
    the_time_is("2026-11-27 10:01")
    assert "Dan Foster" not in signed_in_as("okoro").reads("/").text


def test_ms_lewis_sees_only_hers(signed_in_as: SignedInAs, planned: Sessions) -> None:
    assert names(signed_in_as("lewis").reads("/")) == ["Rohan"]


def test_quinn_of_another_setting_sees_nothing_of_this_one(signed_in_as: SignedInAs, planned: Sessions) -> None:
    with db.work(SYSTEM, reason="a test") as database:
        keep(database, call("tomasz", "zofia"))
    page = signed_in_as("quinn").reads("/")
    assert names(page) == []
    assert "Tomasz" not in page.text


def test_amara_sees_who_was_released_to_her(signed_in_as: SignedInAs, planned: Sessions) -> None:
    with db.work(SYSTEM, reason="a test") as database:
        keep(database, session("tyler", starts="12:00", ends="13:00", staff_id=cast.person("lewis")))
    page = signed_in_as("amara").reads("/")
    assert names(page) == ["Tyler"]
    [link] = page.all("a", where=lambda node: node.text == "Tyler")
    assert link.attrs["href"] == f"/week/{cast.pupil('tyler')}/this"
    assert not page.one("main").all("form")


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("hughes", "What is shared with you is here."),
        ("joanna", "Nothing waits"),
    ],
)
def test_who_has_nothing_yet_is_told_what_will_come(
    signed_in_as: SignedInAs, planned: Sessions, who: str, sentence: str
) -> None:
    page = signed_in_as(who).reads("/")
    assert sentence in page.text
    assert not any(name in page.one("main").text for name in ("Maya", "Zofia", "Rohan", "Tyler", "Jakub"))


def test_on_a_closed_day_it_says_why(signed_in_as: SignedInAs, planned: Sessions, the_time_is) -> None:
    the_time_is("2026-11-27 09:00")
    assert "We are closed. The staff have a training day." in signed_in_as("okoro").reads("/").text


def test_a_session_that_is_off_is_neither_done_nor_on(signed_in_as: SignedInAs, planned: Sessions) -> None:
    with db.work(SYSTEM, reason="a test") as database:
        database.scalars(sa.select(SessionChange)).one().is_cancelled = True
    words = signed_in_as("okoro").reads("/").text
    assert "10:00 Maya English with Anna not today" in words


def test_the_record_names_every_pupil_of_the_page(signed_in_as: SignedInAs, planned: Sessions, look: Look) -> None:
    signed_in_as("okoro").reads("/")
    assert look(sa.select(AuditEntry.event)) == ["home.today.shown"]
    assert set(look(sa.select(AuditPupil.about_id))) == {cast.pupil(slug) for slug in ("maya", "zofia", "jakub")}


def test_a_long_day_comes_in_pages_and_opens_where_now_is(signed_in_as: SignedInAs, planned: Sessions) -> None:
    with db.work(SYSTEM, reason="a test") as database:
        many = [session("tyler", starts=f"{8 + n // 30}:{n % 30:02d}", ends=f"{8 + n // 30}:59") for n in range(60)]
        keep(database, *many)
    byrne = signed_in_as("byrne")
    page = byrne.reads("/")
    assert "Page 3 of 3" in page.text
    assert len(names(byrne.reads("/?page=1"))) == 25
    assert len(names(byrne.reads("/?page=2"))) == 25
    assert [len(names(byrne.reads(f"/?page={page}"))) for page in ("0", "99", "-1", "x")] == [25, 16, 25, 16]


def test_looking_changes_nothing(signed_in_as: SignedInAs, planned: Sessions, look: Look) -> None:
    signed_in_as("okoro").reads("/")
    assert look(sa.select(ChangeSeen)) == []
    assert len(look(sa.select(TimetableSession))) == 12
