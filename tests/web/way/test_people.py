"""The adult at school changes: one save, one sentence, and whoever agreed to the people of the plan is asked again."""

import json
import uuid
from typing import Any

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Agreement, SectionKind, WayPerson, WaySection
from portal.returning.agreed import agreed_words, hashes_of
from tests import cast
from tests.factories.ways import answered, section_of, way_of
from tests.support.client import Browser
from tests.support.html import parse
from tests.support.portal import Look, SignedInAs


def people() -> str:
    return f"/way/section/{section_of('maya', SectionKind.PEOPLE)}"


def named(browser: Browser, look: Look, name: str = "Mrs Shah", role: str = "key_adult", **words: Any) -> uuid.UUID:
    """Somebody is in the plan. Returns the id of their line."""
    assert browser.sends(f"{people()}/people", role=role, name=name, **words).status_code == 302
    (line,) = look(sa.select(WayPerson.id).where(WayPerson.name == name))
    return uuid.UUID(str(line))


def edit(line: uuid.UUID) -> str:
    return f"/way/people/{line}/edit"


def versions(look: Look) -> int:
    return int(look(sa.select(WaySection.version).where(WaySection.id == section_of("maya", SectionKind.PEOPLE)))[0])


def test_somebody_else_comes_in_her_place_in_one_save_and_one_sentence(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    named(okoro, look, "Mr Lee", "back_up")
    line = named(okoro, look, words="At the gate at 9.")
    before = versions(look)
    assert okoro.sends(edit(line), name="Mr Ali").status_code == 302
    assert versions(look) == before + 1
    assert look(sa.select(WayPerson.name).where(WayPerson.id == line)) == ["Mr Ali"]
    leila = signed_in_as("leila")
    page = leila.reads(people()).one("main").text
    assert "Mr Ali" in page
    assert "Mrs Shah" not in page
    history = leila.reads(f"{people()}/history").one("main").text
    assert "Sam changed “The people who help” from The first to go to: Mrs Shah. At the gate at 9. to" in history


def test_somebody_from_here_comes_in_the_place_of_a_name(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    line = named(okoro, look)
    assert okoro.sends(edit(line), person=str(cast.person("patel")), role="our_link").status_code == 302
    (row,) = look(sa.select(WayPerson).where(WayPerson.id == line))
    assert (row.name, row.person_id, row.role) == ("", cast.person("patel"), "our_link")
    assert "Nisha" in signed_in_as("leila").reads(people()).one("main").text


def test_whoever_agreed_to_the_people_is_asked_again(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    line, way_id = named(okoro, look), way_of("maya")
    with db.work(SYSTEM, reason="a test"):
        hashes = json.dumps(hashes_of(agreed_words(way_id)))
    answered("leila", "maya", hashes=hashes)
    assert okoro.sends(edit(line)).status_code == 302
    assert look(sa.select(Agreement.lifted)) == [""]
    assert okoro.sends(edit(line), name="Mr Ali").status_code == 302
    assert look(sa.select(Agreement.lifted)) == ["people"]


def test_two_who_change_the_same_line_see_three_texts_and_lose_nothing(signed_in_as: SignedInAs, look: Look) -> None:
    okoro, patel = signed_in_as("okoro"), signed_in_as("patel")
    line = named(okoro, look)
    hers = {**patel.form(edit(line)).hidden_values(), "role": "key_adult", "name": "Ms Ford", "person": "", "words": ""}
    assert okoro.sends(edit(line), name="Mr Ali").status_code == 302
    clash = patel.post(edit(line), data=hers)
    assert clash.status_code == 409
    text = parse(clash.text).one("main").text
    for name in ("Mrs Shah", "Mr Ali", "Ms Ford"):
        assert name in text
    again = {**hers, **parse(clash.text).one("main").one("form").hidden_values()}
    assert patel.post(edit(line), data=again).status_code == 302
    assert look(sa.select(WayPerson.name).where(WayPerson.id == line)) == ["Ms Ford"]


def test_a_save_of_somebody_else_beside_it_is_no_clash(signed_in_as: SignedInAs, look: Look) -> None:
    okoro, patel = signed_in_as("okoro"), signed_in_as("patel")
    line = named(okoro, look)
    hers = {**patel.form(edit(line)).hidden_values(), "role": "key_adult", "name": "Ms Ford", "person": "", "words": ""}
    named(okoro, look, "Mr Lee", "back_up")
    assert patel.post(edit(line), data=hers).status_code == 302
    assert sorted(look(sa.select(WayPerson.name))) == ["Mr Lee", "Ms Ford"]


def test_a_line_without_a_name_is_not_taken(signed_in_as: SignedInAs, look: Look) -> None:
    okoro = signed_in_as("okoro")
    line = named(okoro, look)
    assert okoro.sends(edit(line), name=" ").status_code == 422
    assert look(sa.select(WayPerson.name)) == ["Mrs Shah"]


@pytest.mark.parametrize("who", ["leila", "maya", "dan", "hughes", "lewis", "quinn", "amara"])
def test_nobody_else_changes_who_helps(who: str, signed_in_as: SignedInAs, look: Look) -> None:
    line = named(signed_in_as("okoro"), look)
    assert signed_in_as(who).get(edit(line)).status_code in (403, 404)
