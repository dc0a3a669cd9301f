"""Coming to a date: a place or a turn in the list, a way back in one tap, and no place for two."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal import clock
from portal.access.ending import end_access
from portal.cli.telling import Teller
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import GroupComing, GroupHelp, GroupHelps, GroupKind, GroupMember, OutboxItem
from tests import cast
from tests.factories.group_dates import LINK, PLACE, a_date, a_tea, comes, group_of
from tests.factories.groups import a_group, belongs, kept_apart, runs
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs

ALL = sa.select(GroupComing).order_by(GroupComing.asked_at)
LETTERS = sa.select(OutboxItem).order_by(OutboxItem.created_at)
OURS = "/groups/dates"


def says_yes(browser: Browser, date_id: uuid.UUID, **answers: object) -> str:
    """ "I am coming"; the page that follows, as text."""
    answer = browser.sends(f"{OURS}/{date_id}/come", **answers)
    assert answer.status_code == 302, answer.text
    return browser.reads(answer.headers["Location"]).one("main").text


def with_place(look: Look) -> set[uuid.UUID]:
    there = ALL.where(GroupComing.place_at.is_not(None), GroupComing.cancelled_at.is_(None))
    return {row.person_id for row in look(there)}


def told(look: Look) -> list[tuple[str, uuid.UUID]]:
    return [(item.letter, item.person_id) for item in look(LETTERS)]


def test_two_take_the_last_place_at_once_and_one_has_it(signed_in_as: SignedInAs, look: Look) -> None:
    date_id, two = a_tea("leila", "priya", places=1), [signed_in_as("leila"), signed_in_as("priya")]
    page = f"{OURS}/{date_id}/come"
    forms = [one.form(page).hidden_values() for one in two]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda pair: pair[0].post(page, data=pair[1]), zip(two, forms, strict=True)))
    assert {answer.status_code for answer in answers} == {302}
    assert len(with_place(look)) == 1
    pages = [one.reads(f"{OURS}/{date_id}").one("main").text for one in two]
    assert sum("You have a place" in page for page in pages) == 1
    assert sum("You are the first." in page for page in pages) == 1
    assert sum(PLACE in page for page in pages) == 1


def test_a_form_that_is_sent_often_and_at_once_is_one(signed_in_as: SignedInAs, look: Look) -> None:
    date_id, leila = a_tea("leila", places=9), signed_in_as("leila")
    page = f"{OURS}/{date_id}/come"
    sent = leila.form(page).hidden_values()
    with ThreadPoolExecutor(4) as pool:
        assert {one.status_code for one in pool.map(lambda _n: leila.post(page, data=sent), range(4))} == {302}
    says_yes(leila, date_id)
    assert len(look(ALL)) == 1


def test_whoever_cannot_come_gives_the_place_to_the_next_in_turn(signed_in_as: SignedInAs, look: Look) -> None:
    date_id, leila = a_tea("leila", "priya", "tomasz", places=1), signed_in_as("leila")
    assert PLACE in says_yes(leila, date_id)
    for who, before in (("priya", "You are the first."), ("tomasz", "1 person is before you.")):
        page = says_yes(signed_in_as(who), date_id)
        assert before in page
        assert PLACE not in page
    assert told(look) == []
    leila.sends(f"{OURS}/{date_id}", to="/cannot")
    assert with_place(look) == {cast.person("priya")}
    assert told(look) == [("something_new", cast.person("priya"))]
    assert PLACE not in leila.reads(f"{OURS}/{date_id}").text
    says_yes(leila, date_id)  # at the end of the list now
    signed_in_as("priya").sends(f"{OURS}/{date_id}", to="/cannot")
    assert with_place(look) == {cast.person("tomasz")}


@pytest.mark.parametrize("way", ["access", "left"])
def test_a_place_that_falls_free_another_way_goes_on_by_the_worker(
    signed_in_as: SignedInAs, look: Look, settings: Settings, way: str
) -> None:
    date_id = a_tea("leila", "priya", "tomasz", places=1)
    for who in ("leila", "priya", "tomasz"):
        says_yes(signed_in_as(who), date_id)
    # Leila had the place; Priya, who is first, goes as well.
    with db.work(SYSTEM, reason="a test") as session:
        if way == "access":
            end_access(cast.person("leila"), why="court")
            end_access(cast.person("priya"), why="court")
        else:
            theirs = GroupMember.person_id.in_([cast.person("leila"), cast.person("priya")])
            session.execute(sa.update(GroupMember).where(theirs).values(left_at=clock.now()))
    worker = Teller(settings.data_folder)
    for _again in range(2):
        worker.tell_once()
    assert with_place(look) == {cast.person("tomasz")}
    assert told(look).count(("something_new", cast.person("tomasz"))) == 1


def test_whoever_leaves_the_group_gives_every_place_on_at_once(signed_in_as: SignedInAs, look: Look) -> None:
    date_id, leila = a_tea("leila", "priya", places=1), signed_in_as("leila")
    for who in ("leila", "priya"):
        says_yes(signed_in_as(who), date_id)
    group_id = group_of(date_id)
    assert leila.sends(f"/groups/{group_id}", to=f"/{group_id}/leave").status_code == 302
    assert with_place(look) == {cast.person("priya")}


def test_a_date_one_never_said_yes_to_is_not_there_to_take_back(signed_in_as: SignedInAs) -> None:
    date_id, arjun = a_tea("leila", "priya", places=2), signed_in_as("arjun")
    hidden = arjun.form("/notices/").hidden_values()
    assert arjun.post(f"{OURS}/{date_id}/cannot", data=hidden).status_code == 404
    assert arjun.post(f"{OURS}/{uuid.uuid4()}/cannot", data=hidden).status_code == 404


def test_somebody_who_brings_one_needs_two_places(signed_in_as: SignedInAs, look: Look) -> None:
    date_id, leila = a_tea("leila", "priya", "tomasz", places=3), signed_in_as("leila")
    says_yes(leila, date_id, brings_one="y")
    says_yes(signed_in_as("priya"), date_id, brings_one="y")
    says_yes(signed_in_as("tomasz"), date_id)
    # One place was left: Priya needs two, Tomasz one.
    assert with_place(look) == {cast.person("leila"), cast.person("tomasz")}
    leila.sends(f"{OURS}/{date_id}", to="/cannot")
    assert with_place(look) == {cast.person("priya"), cast.person("tomasz")}


def test_a_second_place_that_is_not_there_costs_nobody_the_first(signed_in_as: SignedInAs, look: Look) -> None:
    date_id, leila = a_tea("leila", "priya", places=2), signed_in_as("leila")
    says_yes(leila, date_id)
    says_yes(signed_in_as("priya"), date_id)
    assert "There is no second place just now. You still have yours." in says_yes(leila, date_id, brings_one="y")
    assert with_place(look) == {cast.person("leila"), cast.person("priya")}


def test_place_and_link_stand_on_no_page_of_whoever_has_no_place(signed_in_as: SignedInAs) -> None:
    group_id = a_group()
    for who in ("leila", "priya", "tomasz"):
        belongs(who, group_id)
    date_id = a_date(group_id, places=1)
    comes("leila", date_id)
    comes("priya", date_id, has_place=False)
    pages = ("", "/come", "/meeting.ics", "/how")
    for who in ("priya", "tomasz", "arjun", "grace", "maya", "okoro", "rees", "byrne", "patel", "hughes", "dan"):
        browser = signed_in_as(who)
        for path in (
            *(f"{OURS}/{date_id}{each}" for each in pages),
            f"{OURS}/of/{group_id}",
            f"{OURS}/run/{group_id}",
            f"{OURS}/run/one/{date_id}",
            "/",
        ):
            text = browser.get(path, follow_redirects=True).text
            assert PLACE not in text, (who, path)
            assert LINK not in text, (who, path)
            assert "Friend of tea" not in text, (who, path)
    page = signed_in_as("leila").reads(f"{OURS}/{date_id}")
    assert PLACE in page.text
    assert LINK in [a.attrs.get("href") for a in page.all("a")]


def test_only_members_come_and_nobody_who_was_held_back(signed_in_as: SignedInAs, look: Look) -> None:
    date_id = a_tea("leila")
    kept_apart("tomasz", "leila")
    belongs("tomasz", group_of(date_id), has_joined=False, held_at=clock.now())
    for who in ("tomasz", "priya", "joanna", "maya"):
        assert signed_in_as(who).get(f"{OURS}/{date_id}/come").status_code in (403, 404)
        assert "I am coming" not in signed_in_as(who).get(f"{OURS}/{date_id}").text
    assert look(ALL) == []


def test_a_date_that_was_called_off_meanwhile_says_so(signed_in_as: SignedInAs, look: Look) -> None:
    date_id, leila = a_tea("leila"), signed_in_as("leila")
    sent = leila.form(f"{OURS}/{date_id}/come").hidden_values()
    signed_in_as("joanna").sends(f"{OURS}/run/one/{date_id}/off")
    assert leila.post(f"{OURS}/{date_id}/come", data=sent).status_code == 302
    assert "This date is over, or it is called off." in leila.reads(f"{OURS}/{date_id}").text
    assert look(ALL) == []


def test_a_programme_is_joined_for_every_week_at_once_or_for_one(signed_in_as: SignedInAs, look: Look) -> None:
    group_id = a_group(kind=GroupKind.PROGRAMME)
    for who in ("leila", "priya"):
        belongs(who, group_id)
    weeks = [a_date(group_id, starts=clock.now() + timedelta(weeks=n), week=n, places=1) for n in (1, 2, 3)]
    assert "Week 2 of 6" in signed_in_as("leila").reads(f"{OURS}/{weeks[1]}").text
    says_yes(signed_in_as("leila"), weeks[1], weeks="one")
    assert [row.date_id for row in look(ALL)] == [weeks[1]]
    says_yes(signed_in_as("priya"), weeks[0], weeks="all")
    priya = ALL.where(GroupComing.person_id == cast.person("priya"))
    assert {row.date_id: bool(row.place_at) for row in look(priya)} == {
        weeks[0]: True,
        weeks[1]: False,
        weeks[2]: True,
    }
    # In one tap they give back every week; the other has the place that was theirs, and what is over stays as it was.
    over = comes("priya", a_date(group_id, starts=clock.now() - timedelta(weeks=1)))
    browser = signed_in_as("priya")
    for _again in range(2):
        back = browser.post(
            f"{OURS}/{weeks[0]}/cannot", data={**browser.form("/notices/").hidden_values(), "weeks": "all"}
        )
        assert back.status_code == 302
    assert [row.id for row in look(priya.where(GroupComing.cancelled_at.is_(None)))] == [over]
    assert signed_in_as("priya").sends(f"/groups/{group_id}", to=f"/{group_id}/leave").status_code == 302
    assert [row.id for row in look(priya.where(GroupComing.cancelled_at.is_(None)))] == [over]
    with db.work(SYSTEM, reason="a test"):
        end_access(cast.person("priya"), why="test")
    assert [row.id for row in look(priya.where(GroupComing.cancelled_at.is_(None)))] == [over]


def test_what_somebody_needs_is_changed_for_every_week_also_where_one_has_no_second_place(
    signed_in_as: SignedInAs, look: Look
) -> None:
    group_id = a_group(kind=GroupKind.PROGRAMME)
    belongs("leila", group_id)
    belongs("priya", group_id)
    with db.work(SYSTEM, reason="a test") as session:
        session.add(GroupHelp(setting_id=cast.setting(), group_id=group_id, what=GroupHelps.CRECHE))
    weeks = [a_date(group_id, starts=clock.now() + timedelta(weeks=n), week=n, places=2) for n in (1, 2)]
    says_yes(signed_in_as("leila"), weeks[0], weeks="all")
    says_yes(signed_in_as("priya"), weeks[1], weeks="one")
    page = says_yes(signed_in_as("leila"), weeks[0], weeks="all", brings_one="y", needs="creche")
    assert "There is no second place" in page
    leila = ALL.where(GroupComing.person_id == cast.person("leila"))
    assert {row.date_id: (row.brings_one, row.needs) for row in look(leila)} == {
        weeks[0]: (True, "creche"),
        weeks[1]: (False, "creche"),
    }


def test_one_to_one_is_seen_by_the_two_of_them_alone(signed_in_as: SignedInAs) -> None:
    group_id = a_group(kind=GroupKind.COACHING)
    for who in ("leila", "priya"):
        belongs(who, group_id)
    date_id = a_date(group_id, places=1, for_id=cast.person("priya"))
    comes("priya", date_id)
    page = signed_in_as("priya").reads(f"{OURS}/{date_id}").text
    assert "Only the two of you know of this date." in page
    assert PLACE in page
    assert signed_in_as("joanna").get(f"{OURS}/run/one/{date_id}").status_code == 200
    for who in ("leila", "tomasz", "arjun", "rees", "okoro", "patel", "byrne"):
        assert signed_in_as(who).get(f"{OURS}/{date_id}").status_code == 404
        assert f"{date_id}" not in signed_in_as(who).get(f"{OURS}/of/{group_id}").text


def test_what_they_need_is_read_by_whoever_runs_it_under_the_chosen_name(signed_in_as: SignedInAs) -> None:
    group_id = a_group()
    runs("grace", group_id)
    with db.work(SYSTEM, reason="a test") as session:
        for what in (GroupHelps.CRECHE, GroupHelps.EVENING):
            session.add(GroupHelp(setting_id=cast.setting(), group_id=group_id, what=what))
    belongs("leila", group_id, name="Noor")
    date_id, leila = a_date(group_id), signed_in_as("leila")
    assert {
        box.attrs["value"]
        for box in leila.reads(f"{OURS}/{date_id}/come").all("input")
        if box.attrs.get("name") == "needs"
    } == {"creche"}
    assert "Somebody to look after my child" in says_yes(leila, date_id, needs=["creche", "no such thing"])
    page = signed_in_as("joanna").reads(f"{OURS}/run/one/{date_id}").one("main").text
    assert "Noor Somebody to look after my child" in " ".join(page.split())
    assert "Leila" not in page
