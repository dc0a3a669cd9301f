"""All words of young people and of home are looked at, wherever they are said; those of staff are not."""

import uuid

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.heard import Saying, say
from portal.models import (
    Cause,
    Concern,
    ConcernAbout,
    ConcernNotice,
    Contribution,
    HowSaid,
    Level,
    Person,
    Place,
    Voice,
)
from tests import cast
from tests.support.narrowed import As
from tests.support.portal import Look, SignedInAs

WORDS = "I want to kill myself."
CALM = "I made soup today."


def says(seen_by: As, who: str, words: str = WORDS, *, place: Place = Place.ASK, **more: object) -> None:
    with seen_by(who) as session:
        saying = Saying(cast.pupil("maya"), place, more.pop("client_id", None) or uuid.uuid4(), words=words, **more)  # type: ignore[arg-type]
        say(saying, by=session.info["viewer"])
        db.keep()


@pytest.mark.parametrize("place", list(Place))
@pytest.mark.parametrize("who", ["maya", "leila"])
def test_words_of_every_place_are_looked_at(seen_by: As, look: Look, who: str, place: Place) -> None:
    says(seen_by, who, place=place)
    [concern] = look(sa.select(Concern))
    [said] = look(sa.select(Contribution))
    assert (concern.cause, concern.level) == (Cause.WORDS, Level.NOW)
    assert (concern.contribution_id, concern.person_id) == (said.id, cast.person(who))
    assert concern.phrases


def test_calm_words_raise_nothing(seen_by: As, look: Look) -> None:
    says(seen_by, "maya", CALM)
    assert look(sa.select(Concern)) == []


def test_the_same_words_sent_twice_are_one(seen_by: As, look: Look) -> None:
    number = uuid.uuid4()
    for _ in range(2):
        says(seen_by, "maya", client_id=number)
    assert len(look(sa.select(Concern))) == 1


def test_what_staff_write_down_as_said_is_looked_at(seen_by: As, look: Look) -> None:
    says(seen_by, "okoro", speaker=(cast.person("leila"), Voice.HOME), how_said=HowSaid.BY_PHONE, place=Place.CALL)
    [concern] = look(sa.select(Concern))
    assert concern.person_id == cast.person("leila")


def test_the_words_of_staff_themselves_are_not(seen_by: As, look: Look) -> None:
    says(seen_by, "okoro", "He said: I want to kill myself.", place=Place.GOAL_NOTE)
    assert look(sa.select(Concern)) == []


def test_whom_the_writer_left_out_is_told_of_nothing(seen_by: As, look: Look) -> None:
    says(seen_by, "maya", not_for_id=cast.person("byrne"))
    assert look(sa.select(ConcernAbout.person_id)) == [cast.person("byrne")]
    told = look(sa.select(ConcernNotice.person_id))
    assert told
    assert cast.person("byrne") not in told


def test_words_and_concern_are_kept_together_or_not_at_all(seen_by: As, look: Look) -> None:
    with seen_by("maya") as session:
        say(Saying(cast.pupil("maya"), Place.ASK, uuid.uuid4(), words=WORDS), by=session.info["viewer"])
        session.rollback()
    assert look(sa.select(Concern)) == []
    assert look(sa.select(Contribution)) == []


# --- What whoever said it sees -------------------------------------------------------------------------------------


def asks(signed_in_as: SignedInAs, who: str, words: str, **headers: str) -> tuple[int, str, str]:
    browser = signed_in_as(who)
    address = f"/asks/new/{cast.pupil('maya')}/can_i_ask/something_else"
    form = browser.form(address)
    data = {**form.hidden_values(), "words": words, "how_said": "by_myself"}
    answer = browser.post(form.attrs.get("action") or address, data=data, headers=headers)
    return answer.status_code, answer.headers.get("Location", ""), answer.headers.get("HX-Redirect", "")


def test_a_young_person_sees_at_once_who_reads_it(signed_in_as: SignedInAs, look: Look) -> None:
    status, location, _ = asks(signed_in_as, "maya", WORDS)
    [concern] = look(sa.select(Concern.id))
    assert (status, location) == (303, f"/help/{concern}")


def test_with_htmx_too(signed_in_as: SignedInAs, look: Look) -> None:
    status, _, location = asks(signed_in_as, "maya", WORDS, **{"HX-Request": "true"})
    [concern] = look(sa.select(Concern.id))
    assert (status, location) == (204, f"/help/{concern}")


def test_a_carer_sees_what_they_would_have_seen_without(signed_in_as: SignedInAs, look: Look) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, cast.person("leila")).language = "en"
    status, location, _ = asks(signed_in_as, "leila", CALM)
    again = asks(signed_in_as, "leila", WORDS)
    assert len(look(sa.select(Concern))) == 1
    assert "/concerns/" not in again[1]
    assert (status, location.rpartition("/")[0]) == (again[0], again[1].rpartition("/")[0])


def test_a_lead_reads_which_of_the_words_it_was(seen_by: As, signed_in_as: SignedInAs, look: Look) -> None:
    says(seen_by, "maya", f"<b>Lunch</b> was fine. {WORDS}")
    [concern] = look(sa.select(Concern))
    byrne, address = signed_in_as("byrne"), f"/concerns/{concern.id}"
    assert "kill" not in byrne.get(address).text
    byrne.sends(address, to=f"{address}/open")
    page = byrne.get(address).text
    assert "&lt;b&gt;Lunch&lt;/b&gt; was fine. I <mark>want to kill myself.</mark>" in page
    assert "On the list, from these words: <bdi>want to kill myself.</bdi>" in page
    assert concern.phrases not in page
