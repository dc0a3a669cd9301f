"""A member of staff is worried about a child: the one mechanism raises it, and nobody at home learns of it."""

import uuid

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Cause, Concern, ConcernAbout, ConcernNotice, ConcernStep, Level, OutboxItem
from portal.safeguarding import climb
from tests import cast
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime
from tests.web.concerns.scene import somebody_watches
from tests.web.home.test_statements import statements

PAGE = "/concerns/worried"
WORDS = "Maya said: “I can’t go home.” 9:20, in the kitchen."


def worries(browser: Browser, child: str = "maya", **answers: object) -> int:
    facts = {"pupil": str(cast.pupil(child)), "level": "now", "words": WORDS}
    return browser.sends(PAGE, to=PAGE, **{**facts, **answers}).status_code


@pytest.mark.parametrize(("level", "told"), [("now", {"byrne", "khan"}), ("today", {"okoro", "byrne"})])
def test_it_is_a_concern_as_any_other_and_the_words_stand_in_it(
    signed_in_as: SignedInAs, look: Look, level: str, told: set[str]
) -> None:
    assert worries(signed_in_as("okoro"), level=level) == 303
    [row] = look(sa.select(Concern))
    assert (row.level, row.cause, row.pupil_id) == (Level(level), Cause.STAFF, cast.pupil("maya"))
    assert row.person_id == cast.person("okoro")
    assert {one.person_id for one in look(sa.select(ConcernNotice))} == {cast.person(one) for one in told}
    assert look(sa.select(OutboxItem.letter))
    byrne = signed_in_as("byrne")
    byrne.sends(f"/concerns/{row.id}", to=f"/concerns/{row.id}/open")
    page = byrne.reads(f"/concerns/{row.id}").text
    assert WORDS in page
    assert "Raised by staff" in page


def test_the_same_form_sent_twice_is_one(signed_in_as: SignedInAs, look: Look) -> None:
    number = str(uuid.uuid4())
    okoro = signed_in_as("okoro")
    assert [worries(okoro, client_id=number) for _ in range(2)] == [303, 303]
    assert (len(look(sa.select(Concern))), len(look(sa.select(ConcernStep)))) == (1, 1)


def test_whom_it_is_about_is_skipped_on_every_rung_from_the_first_moment(
    signed_in_as: SignedInAs, look: Look, the_time_is: SetTime
) -> None:
    somebody_watches()
    accused = {cast.person("byrne"), cast.person("lewis")}
    assert worries(signed_in_as("okoro"), about=[str(one) for one in sorted(accused)]) == 303
    assert set(look(sa.select(ConcernAbout.person_id))) == accused
    for minute in range(0, 50, 5):
        the_time_is(f"2026-11-24 10:{minute:02d}")
        with db.work(SYSTEM, reason="a test") as session:
            climb(session)
    told = {one.person_id for one in look(sa.select(ConcernNotice))}
    assert cast.person("rees") in told
    assert not accused & (told | set(look(sa.select(OutboxItem.person_id))))
    [row] = look(sa.select(Concern))
    assert signed_in_as("byrne").get(f"/concerns/{row.id}").status_code == 404


@pytest.mark.parametrize("words", ["Ruth was there, too.", "It was Ms Byrne’s room.", "Ben/Ruth: shouting."])
def test_a_colleague_whose_name_stands_in_the_words_is_asked_about_before_anything_goes_out(
    signed_in_as: SignedInAs, look: Look, words: str
) -> None:
    okoro = signed_in_as("okoro")
    facts = {"pupil": str(cast.pupil("maya")), "level": "now", "words": words}
    answer = okoro.sends(PAGE, to=PAGE, **facts)
    assert (answer.status_code, "Is this about <bdi>Ruth Byrne</bdi>?" in answer.text) == (422, True)
    assert words in answer.text
    assert (look(sa.select(Concern)), look(sa.select(ConcernNotice)), look(sa.select(OutboxItem))) == ([], [], [])


@pytest.mark.parametrize(
    ("said", "about", "told"), [("yes", {"byrne"}, {"khan", "rees"}), ("no", set(), {"byrne", "khan"})]
)
def test_it_goes_where_the_answer_says(
    signed_in_as: SignedInAs, look: Look, said: str, about: set[str], told: set[str]
) -> None:
    named = {f"named-{cast.person('byrne')}": said}
    assert worries(signed_in_as("okoro"), words="Ruth was there, too.", **named) == 303
    assert set(look(sa.select(ConcernAbout.person_id))) == {cast.person(one) for one in about}
    assert set(look(sa.select(ConcernNotice.person_id))) == {cast.person(one) for one in told}


def test_whoever_is_ticked_and_whoever_writes_is_asked_about_no_more(signed_in_as: SignedInAs, look: Look) -> None:
    words = "Ruth and I, Sam, were there."
    assert worries(signed_in_as("okoro"), words=words, about=[str(cast.person("byrne"))]) == 303
    assert look(sa.select(ConcernAbout.person_id)) == [cast.person("byrne")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": " "},
        {"words": "a" * 10_001},
        {"level": ""},
        {"level": "never"},
        {"pupil": ""},
        {"pupil": str(cast.pupil("rohan"))},
        {"about": [str(cast.person("leila"))]},
    ],
)
def test_what_is_missing_or_not_theirs_is_asked_about_and_the_words_stay(
    signed_in_as: SignedInAs, look: Look, wrong: dict[str, object]
) -> None:
    okoro = signed_in_as("okoro")
    facts = {"pupil": str(cast.pupil("maya")), "level": "now", "words": WORDS}
    answer = okoro.sends(PAGE, to=PAGE, **{**facts, **wrong})
    assert answer.status_code == 422
    assert str({**facts, **wrong}["words"]).strip() in answer.text
    assert look(sa.select(Concern)) == []


def test_one_comes_to_it_from_the_list_and_from_the_page_of_the_child(signed_in_as: SignedInAs) -> None:
    okoro = signed_in_as("okoro")
    from_child = f"{PAGE}?child={cast.pupil('maya')}"
    assert PAGE in {link.attrs.get("href") for link in okoro.reads("/concerns/").all("a")}
    assert from_child in {link.attrs.get("href") for link in okoro.reads(f"/people/{cast.person('maya')}").all("a")}
    [chosen] = okoro.reads(from_child).all("option", where=lambda node: "selected" in node.attrs)
    assert chosen.attrs["value"] == str(cast.pupil("maya"))
    assert "worried" not in signed_in_as("patel").reads(f"/people/{cast.person('maya')}").text


@pytest.mark.parametrize("who", ["maya", "leila", "dan", "quinn", "patel", "hughes"])
def test_nobody_else_has_the_page(signed_in_as: SignedInAs, who: str) -> None:
    assert signed_in_as(who).get(PAGE).status_code == 403


def test_nothing_of_it_is_at_home(signed_in_as: SignedInAs) -> None:
    worries(signed_in_as("okoro"), level="today")
    for who in ("maya", "leila"):
        browser = signed_in_as(who)
        for page in ("/", "/asks/"):
            assert WORDS not in browser.reads(page).text


def test_the_page_asks_the_same_of_few_children_and_of_many(signed_in_as: SignedInAs) -> None:
    assert statements(signed_in_as("okoro"), PAGE) == statements(signed_in_as("byrne"), PAGE)
