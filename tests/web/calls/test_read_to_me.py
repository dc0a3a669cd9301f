"""Help me read this: somebody rings and reads it, or with an interpreter of their language; a call on the list."""

import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import CallRequest, Contribution, Person
from tests import cast
from tests.factories.messages import writes
from tests.support.portal import Look, SignedInAs

MAYA = f"/calls/read/{cast.pupil('maya')}"
FROM = f"{MAYA}?page=messages.thread_show"


def speaks(slug: str, language: str) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, cast.person(slug)).language = language


def test_each_free_text_of_staff_has_the_way_and_a_phrase_has_none(signed_in_as: SignedInAs) -> None:
    leila, okoro = signed_in_as("leila"), signed_in_as("okoro")
    path = writes(leila, "maya")
    okoro.sends(f"{path}/write", phrase="see_you")
    ways = [link.attrs.get("href") for link in leila.reads(path).all("a")]
    assert FROM not in ways
    okoro.sends(f"{path}/write", words="We moved the trip to Thursday.")
    assert [link.attrs.get("href") for link in leila.reads(path).all("a")].count(FROM) == 1
    assert FROM not in [link.attrs.get("href") for link in okoro.reads(path).all("a")]


def test_her_own_language_is_offered_first_and_another_one_can_be_chosen(signed_in_as: SignedInAs, look: Look) -> None:
    speaks("leila", "ar")
    leila = signed_in_as("leila")
    offered = [one.attrs.get("value") for one in leila.reads(FROM).all("button") if one.attrs.get("name") == "wanted"]
    assert offered[:2] == ["alone", "ar"]
    assert {"pl", "uk", "other"} <= set(offered[2:])
    assert leila.sends(FROM, wanted="ar").status_code == 302
    okoro = " ".join(signed_in_as("okoro").reads("/").text.split())
    assert "Read to them what they could not read. With an interpreter: Arabic." in okoro
    # Asked again it is the same call, and what was asked last counts.
    leila.sends(MAYA, wanted="uk")
    (call,) = look(sa.select(CallRequest))
    assert (call.is_to_read, call.interpreter, call.page) == (True, "uk", "messages.thread_show")
    assert signed_in_as("okoro").sends(f"/calls/{call.id}/done").status_code == 302
    assert look(sa.select(CallRequest.done_at.is_not(None))) == [True]
    assert look(sa.select(Contribution.id)) == []


def test_without_an_interpreter_it_says_only_that_it_is_read(signed_in_as: SignedInAs, look: Look) -> None:
    speaks("leila", "en")
    leila = signed_in_as("leila")
    leila.sends(f"/calls/ask/{cast.pupil('maya')}", good_time="morning")
    shown = leila.sends(MAYA, wanted="alone").headers["Location"]
    assert "You asked us to read it to you." in leila.reads(shown).text
    (call,) = look(sa.select(CallRequest))
    assert (call.is_to_read, call.interpreter, call.good_time.value) == (True, "", "morning")
    assert "With an interpreter" not in signed_in_as("okoro").reads("/").text
    assert leila.sends(MAYA, wanted="klingon").status_code == 422


def test_a_page_about_nobody_in_particular_asks_which_child(signed_in_as: SignedInAs) -> None:
    speaks("tomasz", "en")
    tomasz = signed_in_as("tomasz")
    ways = [link.attrs.get("href", "") for link in tomasz.reads("/calls/read?page=home.today").all("a")]
    assert {f"/calls/read/{cast.pupil(child)}?page=home.today" for child in ("zofia", "jakub")} <= set(ways)
    assert signed_in_as("leila").get("/calls/read").headers["Location"] == MAYA + "?page="
    assert signed_in_as("dan").get(MAYA).status_code == 404
    assert signed_in_as("priya").get(MAYA).status_code == 404
    assert signed_in_as("maya").sends(MAYA, wanted="alone").status_code == 302
