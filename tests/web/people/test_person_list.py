"""The list of people: a caseload or the whole setting, 25 a page, and no name in an address."""

import json

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import AuditEntry, Person, Placement, Pupil
from tests.cast import person, pupil, setting, site
from tests.support.client import Browser
from tests.support.examples import each_on_both
from tests.support.portal import Look, SignedInAs


def _names(browser: Browser, path: str = "/people/") -> list[str]:
    return [heading.text for heading in browser.reads(path).all("h2")]


def test_mr_okoro_sees_his_caseload(signed_in_as: SignedInAs) -> None:
    assert _names(signed_in_as("okoro")) == ["Maya Haddad", "Jakub Nowak", "Zofia Nowak"]


def test_ms_lewis_sees_hers(signed_in_as: SignedInAs) -> None:
    assert _names(signed_in_as("lewis")) == ["Tyler Marsh", "Rohan Mehta"]


@pytest.mark.parametrize("slug", ["byrne", "khan", "rees", "patel"])
def test_who_answers_for_the_setting_sees_everyone(signed_in_as: SignedInAs, slug: str) -> None:
    assert len(_names(signed_in_as(slug))) == 5


def test_another_settings_coordinator_sees_nobody_of_this_one(signed_in_as: SignedInAs) -> None:
    assert _names(signed_in_as("quinn")) == []
    assert "The pupils you look after will stand here" in signed_in_as("quinn").get("/people/").text


@pytest.mark.parametrize("slug", ["leila", "dan", "tomasz", "grace", "maya", "tyler", "hughes", "amara", "joanna"])
def test_nobody_else_has_a_people_page(signed_in_as: SignedInAs, slug: str) -> None:
    browser = signed_in_as(slug)
    for path in ("/people/", "/people/staff", "/people/contact-changes", f"/people/{person('maya')}"):
        assert browser.get(path).status_code == 403
    assert not any("People" in place.text for place in browser.reads("/help").all("nav"))


def test_the_adults_around_a_pupil_stand_beside_them(signed_in_as: SignedInAs) -> None:
    text = signed_in_as("okoro").reads("/people/").one("main").text
    assert "Dan Foster · father No contact" in text
    assert "Leila Haddad · mother Has access" in text


@each_on_both
@pytest.mark.parametrize("typed", ["maya", "HADDAD", "may had", "Foster", " Leila ", "máya"])
def test_a_name_is_found_however_it_is_typed(signed_in_as: SignedInAs, typed: str) -> None:
    answer = signed_in_as("okoro").sends("/people/", to="/search", name=typed)
    assert answer.status_code == 200
    assert "1 pupil fits" in answer.text
    assert "Maya Haddad" in answer.text


def test_a_name_outside_the_caseload_is_not_found(signed_in_as: SignedInAs) -> None:
    for typed in ("rohan", "Priya", "grace"):
        assert "Nobody here has that name" in signed_in_as("okoro").sends("/people/", to="/search", name=typed).text


def test_a_letter_with_a_stroke_is_found_by_its_plain_one(signed_in_as: SignedInAs) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, person("zofia")).last_name = "Łącka"
    assert "Zofia Łącka" in signed_in_as("okoro").sends("/people/", to="/search", name="lacka").text


@pytest.mark.parametrize("typed", ["", "   ", "x" * 101, "\u0000"])
def test_who_types_no_name_is_asked_for_one(signed_in_as: SignedInAs, typed: str) -> None:
    assert signed_in_as("okoro").sends("/people/", to="/search", name=typed).status_code == 422


@each_on_both
@pytest.mark.parametrize("typed", ["\u202emaya", "a\u0000b", "👩‍👧", "' or 1=1 --", "%", "x" * 100])
def test_odd_signs_break_nothing(signed_in_as: SignedInAs, typed: str) -> None:
    assert signed_in_as("okoro").sends("/people/", to="/search", name=typed).status_code == 200


def test_a_name_is_never_part_of_an_address(signed_in_as: SignedInAs) -> None:
    okoro = signed_in_as("okoro")
    assert okoro.form("/people/", to="/search").attrs["method"] == "post"
    assert okoro.get("/people/search?name=maya").headers["Location"].endswith("/people/")


def test_the_list_and_the_search_leave_one_line_each(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    okoro.sends("/people/", to="/search", name="maya")
    lines = look(sa.select(AuditEntry).where(AuditEntry.event == "people.list.shown").order_by(AuditEntry.number))
    assert [json.loads(line.facts)["searched"] for line in lines] == [False, True]
    assert json.loads(lines[1].pupils) == [str(pupil("maya"))]
    assert "maya" not in (lines[1].facts).lower()


def test_twenty_five_stand_on_a_page(signed_in_as: SignedInAs) -> None:
    _add_pupils(60)
    patel = signed_in_as("patel")
    assert [len(_names(patel, f"/people/?page={at}")) for at in (1, 2, 3)] == [25, 25, 15]
    assert _names(patel, "/people/?page=99") == _names(patel, "/people/?page=3")
    assert _names(patel, "/people/?page=-1") == _names(patel, "/people/?page=x") == _names(patel)
    everyone = [name for at in (1, 2, 3) for name in _names(patel, f"/people/?page={at}")]
    assert len(set(everyone)) == 65


def test_a_long_result_says_that_it_is_cut(signed_in_as: SignedInAs) -> None:
    _add_pupils(40)
    answer = signed_in_as("patel").sends("/people/", to="/search", name="Pupil")
    assert "40 pupils fit" in answer.text
    assert "The first 25 are shown" in answer.text


def test_the_coordinator_finds_staff_and_professionals(signed_in_as: SignedInAs) -> None:
    text = signed_in_as("patel").reads("/people/staff").one("main").text
    assert all(name in text for name in ("Anna Clarke", "Owen Hughes", "Amara Diallo", "Joanna Price"))
    assert "Leila" not in text
    assert signed_in_as("okoro").get("/people/staff").status_code == 403


def _add_pupils(count: int) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        for number in range(count):
            name = f"pupil {number}"
            session.add(Person(id=person(name), setting_id=setting(), first_name="Pupil", last_name=f"{number:03}"))
            session.flush()
            session.add(Pupil(id=pupil(name), setting_id=setting(), person_id=person(name), year_group=5))
            session.flush()
            session.add(
                Placement(
                    setting_id=setting(),
                    pupil_id=pupil(name),
                    key_worker_id=person("okoro"),
                    site_id=site(),
                    tier=1,
                    weekly_minutes=60,
                    starts_on=sa.func.current_date(),
                )
            )
