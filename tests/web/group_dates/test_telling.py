"""The day before, when a date moves, when it is called off; the calendar; and how it was."""

import uuid
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from icalendar import Calendar

from portal import clock
from portal.cli.telling import Teller
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import Concern, GroupComing, GroupDate, GroupFeedback, GroupMember, OutboxItem
from portal.outbox import letters
from tests import cast
from tests.factories.group_dates import LINK, PLACE, a_date, a_tea, comes, group_of
from tests.factories.groups import a_group, belongs
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime

LETTERS = sa.select(OutboxItem).order_by(OutboxItem.created_at)
OURS = "/groups/dates"


def told(look: Look) -> list[tuple[str, uuid.UUID]]:
    return sorted((item.letter, item.person_id) for item in look(LETTERS))


def test_whoever_comes_is_reminded_once_on_the_day_before_and_neutrally(
    signed_in_as: SignedInAs, look: Look, settings: Settings, the_time_is: SetTime
) -> None:
    date_id = a_tea("leila", "priya", "tomasz", "arjun", places=3)
    comes("leila", date_id)
    comes("priya", date_id, has_place=False)
    comes("tomasz", date_id, cancelled_at=clock.now())
    comes("arjun", date_id)
    with db.work(SYSTEM, reason="a test") as session:
        gone = GroupMember.person_id == cast.person("arjun")
        session.execute(sa.update(GroupMember).where(gone).values(left_at=clock.now()))
        session.execute(sa.update(GroupDate).values(places=1))
    worker = Teller(settings.data_folder)
    worker.tell_once()
    assert told(look) == []  # it is the day after tomorrow
    the_time_is("2026-11-25 10:00")
    for _again in range(3):
        worker.tell_once()
    assert told(look) == [("to_do", cast.person("leila"))]
    letter = letters.render("to_do", "en", phone="01632 960 000")
    for word in ("group", "tea", "Tea", "Quarry", "meeting", "parent"):
        assert word not in letter.subject + letter.text


def test_a_moved_date_says_old_and_new_and_tells_who_comes(signed_in_as: SignedInAs, look: Look) -> None:
    date_id, joanna = a_tea("leila", "priya", "tomasz", places=1), signed_in_as("joanna")
    comes("leila", date_id)
    comes("priya", date_id, has_place=False)
    page = f"{OURS}/run/one/{date_id}/change"
    kept = {"place": PLACE, "link": LINK, "places": "1"}
    when = {"on-day": "3", "on-month": "12", "on-year": "2026", "starts": "18:00", "ends": "19:30"}
    assert joanna.sends(page, **when, **kept).status_code == 302
    assert told(look) == sorted([("something_new", cast.person("leila")), ("something_new", cast.person("priya"))])
    text = signed_in_as("leila").reads(f"{OURS}/{date_id}").one("main").text
    assert "Thursday 3 December" in text
    assert "This date moved. It was on Thursday 26 November at 10:00." in text
    # More places: the next in turn has one.
    joanna.sends(page, **when, **kept | {"places": "2"})
    assert all(row.place_at for row in look(sa.select(GroupComing)))


def test_two_who_change_a_date_at_once_lose_nothing(signed_in_as: SignedInAs, look: Look) -> None:
    date_id = a_tea()
    joanna = signed_in_as("joanna")
    page = f"{OURS}/run/one/{date_id}/change"
    older = joanna.form(page).hidden_values()
    when = {"on-day": "3", "on-month": "12", "on-year": "2026", "starts": "18:00", "ends": "19:30", "link": ""}
    joanna.sends(page, **when, places="5", place="The hall")
    answer = joanna.post(page, data={**older, **when, "places": "8", "place": "The garden"})
    assert answer.status_code == 409
    for words in ("Somebody else changed this date while you wrote.", "The hall", "The garden"):
        assert words in answer.text
    assert look(sa.select(GroupDate.places)) == [5]


def test_a_date_that_is_called_off_tells_and_gives_nobody_a_place(signed_in_as: SignedInAs, look: Look) -> None:
    date_id = a_tea("leila", "priya", places=1)
    comes("leila", date_id)
    comes("priya", date_id, has_place=False)
    assert signed_in_as("joanna").sends(f"{OURS}/run/one/{date_id}/off").status_code == 302
    assert len(told(look)) == 2
    leila = signed_in_as("leila")
    page = leila.reads(f"{OURS}/{date_id}").one("main").text
    assert "This date is called off." in page
    assert PLACE not in page
    file = Calendar.from_ical(leila.get(f"{OURS}/{date_id}/meeting.ics").data)
    assert file.walk("VEVENT")[0]["status"] == "CANCELLED"


def test_the_calendar_file_is_neutral_and_knows_london(signed_in_as: SignedInAs) -> None:
    summer = datetime(2027, 7, 1, 10, tzinfo=clock.LONDON)
    date_id = a_tea("leila", "priya", starts=summer)
    comes("leila", date_id)
    for who, where in (("leila", PLACE), ("priya", None)):
        answer = signed_in_as(who).get(f"{OURS}/{date_id}/meeting.ics")
        assert answer.content_type == "text/calendar; charset=utf-8"
        lines = answer.data.split(b"\r\n")
        assert all(len(line) <= 75 and b"\n" not in line for line in lines)
        assert b"Tea" not in answer.data
        file = Calendar.from_ical(answer.data)
        (event,) = file.walk("VEVENT")
        assert event["summary"] == "Meeting"
        assert event["dtstart"].dt == summer
        assert event["dtstart"].params["TZID"] == "Europe/London"
        assert file.walk("VTIMEZONE")[0]["tzid"] == "Europe/London"
        assert event.get("location") == where
        assert (event.get("url") == LINK) == (where is not None)


def test_how_it_was_is_said_once_without_a_name_and_signs_are_looked_for(
    signed_in_as: SignedInAs, look: Look, the_time_is: SetTime
) -> None:
    date_id = a_tea("leila", "priya", "tomasz", places=5)
    comes("leila", date_id)
    comes("priya", date_id)
    page = f"{OURS}/{date_id}/how"
    assert signed_in_as("leila").get(page).status_code == 404
    the_time_is("2026-11-26 12:00")
    leila = signed_in_as("leila")
    assert leila.sends(page).status_code == 422
    assert leila.sends(page, face="hard", words="I want to kill myself.").status_code == 302
    leila.sends(page, face="good", words="Another time.")
    signed_in_as("priya").sends(page, face="good", words="More tea.")
    assert signed_in_as("tomasz").get(page).status_code == 404
    assert len(look(sa.select(GroupFeedback))) == 2
    assert len(look(sa.select(Concern))) == 1
    text = signed_in_as("joanna").reads(f"{OURS}/run/one/{date_id}").one("main").text
    assert "More tea." in text
    assert "Faces are counted here when 5 people have tapped one." in text
    assert "Another time." not in text
    the_time_is("2026-12-11 12:00")
    assert signed_in_as("priya").get(page).status_code == 404


def test_faces_are_counted_from_five_on(signed_in_as: SignedInAs, the_time_is: SetTime) -> None:
    date_id = a_tea()
    here = {"setting_id": cast.setting(), "date_id": date_id, "group_id": group_of(date_id)}
    with db.work(SYSTEM, reason="a test") as session:
        for who in ("leila", "priya", "tomasz", "arjun", "grace"):
            session.add(GroupFeedback(person_id=cast.person(who), face="good", client_id=uuid.uuid4(), **here))
    the_time_is("2026-11-26 12:00")
    assert "Good: 5" in signed_in_as("joanna").reads(f"{OURS}/run/one/{date_id}").text


def test_whoever_runs_it_makes_a_series_once_by_day_and_in_the_evening(signed_in_as: SignedInAs, look: Look) -> None:
    group_id, joanna = a_group(), signed_in_as("joanna")
    page = f"{OURS}/run/{group_id}/new"
    typed = {"on-day": "3", "on-month": "12", "on-year": "2026", "starts": "10:00", "ends": "11:30", "every": "week"}
    more = {"count": "3", "other_starts": "18:00", "places": "8", "place": "The hall", "link": ""}
    sent = {**joanna.form(page).hidden_values(), **typed, **more}
    for _again in range(2):
        assert joanna.post(page, data=sent).status_code == 302
    found = [clock.london(at) for at in look(sa.select(GroupDate.starts_at).order_by(GroupDate.starts_at))]
    assert [f"{at:%d.%m. %H:%M}" for at in found] == ["03.12. 10:00", "10.12. 18:00", "17.12. 10:00"]
    for wrong in ({"link": "javascript:alert(1)"}, {"place": "", "link": ""}, {"places": "0"}, {"ends": "09:00"}):
        answer = joanna.post(page, data={**sent, **wrong, "client_id": str(uuid.uuid4())})
        assert answer.status_code == 422, wrong


def test_dates_of_a_group_are_run_by_its_leaders_alone(signed_in_as: SignedInAs) -> None:
    mine, others = a_group(), a_group(by="grace", name="Carers")
    date_id = a_date(others)
    belongs("leila", mine)
    for path in (f"{OURS}/run/{others}", f"{OURS}/run/{others}/new", f"{OURS}/run/one/{date_id}/change"):
        assert signed_in_as("joanna").get(path).status_code == 404
        assert signed_in_as("leila").get(path).status_code == 403
        assert signed_in_as("rees").get(path).status_code in (403, 404)


@pytest.mark.parametrize("came", ["7", "0"])
def test_how_many_came_is_a_number(signed_in_as: SignedInAs, look: Look, the_time_is: SetTime, came: str) -> None:
    date_id = a_tea(starts=clock.now() - timedelta(hours=3))
    page, joanna = f"{OURS}/run/one/{date_id}", signed_in_as("joanna")
    assert joanna.sends(page, to="/came", came="many").status_code == 422
    assert joanna.sends(page, to="/came", came=came).status_code == 302
    assert look(sa.select(GroupDate.came)) == [int(came)]
