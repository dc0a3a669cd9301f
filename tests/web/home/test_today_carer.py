"""A carer's page of today: who comes, what is different, tomorrow; nothing of anybody else."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import AuditEntry, AuditPupil, DayKind, Person, Relationship, SessionChange, TimetableSession
from tests import cast
from tests.factories.demo_day import Sessions
from tests.factories.timetable import change, days, keep
from tests.support.examples import drawn_once
from tests.support.html import Node
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime


def card(page: Node, name: str) -> str:
    return page.one("section", where=lambda node: bool(node.all("h2", where=lambda h: h.text == name))).text


def test_leila_sees_who_comes_today_and_tomorrow(signed_in_as: SignedInAs, planned: Sessions) -> None:
    page = signed_in_as("leila").reads("/")
    assert page.one("h1").text == "Hello Leila"
    assert "Tuesday 24 November" in page.text
    today, _, tomorrow = card(page, "Maya").partition("Tomorrow")
    assert "On now English Changed 10:00 to 11:30 in the morning Anna English teacher" in today
    assert "Home visit Anna comes to your home" in today
    assert "Have ready The blue folder and a warm coat" in today
    assert "After that 1:00 to 2:00 Maths Online Ben" in today
    assert "9:30 to 12:30 Garden Out and about Sam" in tomorrow


def test_the_change_is_the_first_thing_and_stays_until_it_was_seen(signed_in_as: SignedInAs, planned: Sessions) -> None:
    leila = signed_in_as("leila")
    page = leila.reads("/")
    [lit] = page.all("section", where=lambda node: "card--lit" in node.attrs.get("class", ""))
    assert lit is page.all("section")[0]
    assert "A change today" in lit.text
    assert lit.one("h2").text == "Anna comes today, not Sam"
    assert "Sam has to stay at our place." in lit.text
    assert leila.sends("/", to="/home").headers["Location"] == "/"
    assert not leila.reads("/").all("section", where=lambda node: "card--lit" in node.attrs.get("class", ""))


def test_only_the_soonest_change_is_lit(signed_in_as: SignedInAs, planned: Sessions) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        garden = session.get_one(TimetableSession, planned["maya"][3].id)
        keep(session, change(garden, garden.from_on.replace(month=11, day=25), is_cancelled=True))
    leila = signed_in_as("leila")
    for heading in ("Anna comes today, not Sam", "There is no garden tomorrow"):
        [lit] = leila.reads("/").all("section", where=lambda node: "card--lit" in node.attrs.get("class", ""))
        assert lit.one("h2").text == heading
        leila.sends("/", to="/home")


def test_tomasz_is_told_whose_change_it_is(signed_in_as: SignedInAs, planned: Sessions) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        art = session.get_one(TimetableSession, planned["zofia"][0].id)
        keep(session, change(art, art.from_on.replace(month=11, day=24), ends="10:15"))
    page = signed_in_as("tomasz").reads("/")
    assert "Zofia: a change today" in page.text
    assert [heading.text for heading in page.all("h2")] == [
        "It ends at 10:15 today, not 10:30",
        "Jakub",
        "Zofia",
    ]


@drawn_once
def test_the_week_of_each_child_is_one_tap_away(signed_in_as: SignedInAs, planned: Sessions) -> None:
    page = signed_in_as("tomasz").reads("/")
    links = {link.text: link.attrs["href"] for link in page.all("a")}
    assert links["Jakub's week"] == f"/week/{cast.pupil('jakub')}/this"
    assert links["Zofia's week"] == f"/week/{cast.pupil('zofia')}/this"


def test_tomasz_moves_from_child_to_child_on_the_page(signed_in_as: SignedInAs, planned: Sessions) -> None:
    page = signed_in_as("tomasz").reads("/")
    [pills] = page.all("nav", where=lambda node: node.attrs.get("aria-label") == "Your children")
    places = {link.text: link.attrs["href"].removeprefix("#") for link in pills.all("a")}
    assert {h2.text: h2.attrs["id"] for h2 in page.all("h2") if h2.text in places} == places
    assert (
        not signed_in_as("leila")
        .reads("/")
        .all("nav", where=lambda node: node.attrs.get("aria-label") == "Your children")
    )


def test_an_empty_day_says_so_and_when_the_next_time_is(signed_in_as: SignedInAs, planned: Sessions) -> None:
    jakub = card(signed_in_as("tomasz").reads("/"), "Jakub")
    assert "That was all for today." in jakub
    assert "Tomorrow Nothing is planned tomorrow." in jakub
    assert "The next time Thursday 26 November Maths 10:00 to 11:30" in jakub
    assert "You can join from here on the day." in jakub
    assert "Join" not in jakub.replace("You can join", "")


def test_the_weekend_is_not_said_twice(signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime) -> None:
    the_time_is("2026-11-28 09:00")
    page = signed_in_as("leila").reads("/")
    assert page.text.count("It is the weekend.") == 1
    assert page.one("a", where=lambda node: node.text == "Maya's week").attrs["href"].endswith("/next")
    assert "That is all for today." not in page.text


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_a_sentence_begins_with_a_capital_and_what_staff_wrote_stands_by_itself(
    signed_in_as: SignedInAs, planned: Sessions, language: str
) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        art = session.get_one(TimetableSession, planned["zofia"][0].id)
        keep(session, change(art, art.from_on.replace(month=11, day=24), ends="10:15", reason="The bus is late."))
    tomasz = signed_in_as("tomasz")
    tomasz.sends("/language", to="/language", language=language)
    [lit] = tomasz.reads("/").all("section", where=lambda node: "card--lit" in node.attrs.get("class", ""))
    assert not lit.one("h2").text[0].islower()
    assert lit.one("span", where=lambda node: node.attrs.get("class") == "theirs").text == "The bus is late."


@drawn_once
@pytest.mark.parametrize(
    ("moment", "sentences"),
    [
        ("2026-11-24 15:00", ["Tomorrow Garden 9:30 to 12:30 in the morning Sam", "Bring Boots"]),
        ("2026-11-25 15:00", ["Tomorrow Art 12:30 to 2:30 in the afternoon Hana", "Mr Hughes meets Maya"]),
        ("2026-11-26 18:00", ["That was all for today.", "Tomorrow We are closed. The staff have a training day.",
                              "The next time Monday 30 November"]),
        ("2026-11-27 09:00", ["We are closed. The staff have a training day.", "Tomorrow It is the weekend."]),
        ("2026-11-28 09:00", ["It is the weekend.", "The next time Monday 30 November Cooking 9:30 to 12:00"]),
        ("2026-12-21 09:00", ["It is the holidays."]),
        ("2026-11-24 11:30", ["Maths 1:00 to 2:00 in the afternoon", "Online On your phone or computer", "Join"]),
    ],
)  # fmt: skip
def test_each_hour_has_its_honest_sentence(
    signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime, moment: str, sentences: list[str]
) -> None:
    the_time_is(moment)
    words = card(signed_in_as("leila").reads("/"), "Maya")
    assert [sentence for sentence in sentences if sentence not in words] == []


def test_a_cancelled_session_is_neither_now_nor_silent(signed_in_as: SignedInAs, planned: Sessions) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.scalars(sa.select(SessionChange)).one().is_cancelled = True
    words = card(signed_in_as("leila").reads("/"), "Maya")
    assert "There is no English today." in words
    assert "On now" not in words


@pytest.mark.parametrize("on", ["2026-10-24", "2026-10-25", "2026-10-26", "2027-03-27", "2027-03-28", "2027-03-29"])
def test_ten_is_ten_on_both_sides_of_a_clock_change(
    signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime, on: str
) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        keep(session, days(DayKind.TERM, date(2026, 9, 1), date(2027, 7, 1)))
        for planned_one in planned["maya"][:2]:
            session.get_one(TimetableSession, planned_one.id).weekday = date.fromisoformat(on).weekday()
    the_time_is(f"{on} 09:59")
    before = card(signed_in_as("leila").reads("/"), "Maya")
    assert "On now Cooking 9:30 to 12:00" in before
    assert "After that 10:00 to 11:30 English" in before
    the_time_is(f"{on} 10:00")
    assert "On now English 10:00 to 11:30" in card(signed_in_as("leila").reads("/"), "Maya")


def test_every_look_is_in_the_record_with_every_child(signed_in_as: SignedInAs, planned: Sessions, look: Look) -> None:
    signed_in_as("tomasz").reads("/")
    assert look(sa.select(AuditEntry.event)) == ["home.today.shown"]
    assert set(look(sa.select(AuditPupil.about_id))) == {cast.pupil("jakub"), cast.pupil("zofia")}


# ---- nothing of anybody else ----


def everything(signed_in_as: SignedInAs, who: str, child: str) -> str:
    browser = signed_in_as(who)
    weeks = [f"/week/{cast.pupil(child)}/{which}" for which in ("this", "next")]
    pages = ["/", "/week/", *weeks, "/help", "/ring", f"/calls/ask/{cast.pupil(child)}"]
    text = "\n".join(browser.get(page, follow_redirects=True).text for page in pages)
    return re.sub(r'(name="(csrf_token|client_id)" value|datetime|data-ends-in)="[^"]*"', "", text)


@pytest.mark.parametrize(("one", "other"), [("priya", "Arjun"), ("arjun", "Priya"), ("leila", "Dan")])
def test_no_page_of_one_parent_names_the_other(
    signed_in_as: SignedInAs, planned: Sessions, one: str, other: str
) -> None:
    child = "maya" if one == "leila" else "rohan"
    assert not re.search(rf"\b{other}\b", everything(signed_in_as, one, child))


def test_leilas_pages_are_the_same_with_and_without_dan(
    signed_in_as: SignedInAs, planned: Sessions, the_time_is: SetTime
) -> None:
    with_dan = everything(signed_in_as, "leila", "maya")
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.delete(Relationship).where(Relationship.person_id == cast.person("dan")))
    assert everything(signed_in_as, "leila", "maya") == with_dan


def test_what_arjun_does_changes_nothing_for_priya(signed_in_as: SignedInAs, planned: Sessions) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        one = session.get_one(TimetableSession, planned["rohan"][0].id)
        keep(session, change(one, one.from_on.replace(month=12, day=1), starts="10:00"))
        session.get_one(Person, cast.person("arjun")).phone = "07700 900 999"
    before = everything(signed_in_as, "priya", "rohan")
    arjun = signed_in_as("arjun")
    arjun.sends("/", to="/home")
    arjun.sends(f"/calls/ask/{cast.pupil('rohan')}", good_time="any")
    assert everything(signed_in_as, "priya", "rohan") == before


def test_dan_sees_nothing(signed_in_as: SignedInAs, planned: Sessions) -> None:
    pages = everything(signed_in_as, "dan", "maya")
    assert "There is nothing here for you now." in pages
    assert not re.search(r"\b(Maya|Leila|Sam|Anna|Haddad)\b", pages)


@pytest.mark.parametrize("field", ["first_name"])
def test_names_of_sixty_letters_and_families_of_emoji_are_whole(
    signed_in_as: SignedInAs, planned: Sessions, field: str
) -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff-👨‍👩‍👧‍👦 <b>O'Neill</b> Ní"
    with db.work(SYSTEM, reason="a test") as session:
        setattr(session.get_one(Person, cast.person("maya")), field, name)
    page = signed_in_as("leila").reads("/")
    assert page.all("h2", where=lambda node: node.text == name)
