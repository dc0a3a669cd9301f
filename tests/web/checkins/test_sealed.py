"""What was said without signal comes later: kept once, for the right child, whoever is signed in by then."""

import base64
import uuid

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet

from portal import seals
from portal.config import Settings
from portal.models import Ask, AskKind, Cause, CheckIn, Concern, Contribution, Level, Place, SafetyAnswer, Sharing
from tests import cast
from tests.factories.checkins import begins
from tests.factories.sealed import TO, Phone, kept, receipt
from tests.house_rules.page_rules import NAMES
from tests.support.client import Browser
from tests.support.narrowed import As
from tests.support.portal import SEAL_KEY, Look, SignedInAs
from tests.support.time import SetTime

WORDS = "Tata krzyczał \U0001f622"


def readers(seen_by: As) -> set[str]:
    found = set()
    for slug in cast.SLUGS:
        with seen_by(slug) as session:
            found |= {slug} if session.scalar(sa.select(CheckIn.id)) else set()
    return found


# ---- delivered: once, to the right child ----


@pytest.mark.parametrize("who", [None, "rohan", "dan", "okoro", "maya"])
def test_it_is_kept_for_the_child_who_said_it_whoever_is_signed_in(
    visitor: Browser, signed_in_as: SignedInAs, phone: Phone, look: Look, who: str | None
) -> None:
    sent = phone.seals()
    browser = signed_in_as(who) if who else visitor
    assert receipt(browser.post(TO, json=sent), sent)
    [one] = look(sa.select(CheckIn))
    assert (one.person_id, one.pupil_id, one.sharing) == (cast.person("maya"), cast.pupil("maya"), Sharing.TEAM)
    assert (one.how, one.feelings, one.body, one.energy, one.talk) == ("good", "happy", "fine", "middle", "not_today")
    assert str(one.client_id) == sent["client_id"]


@pytest.mark.parametrize(
    ("way", "who"),
    [
        ("team", {"maya", "okoro", "byrne", "khan"}),
        ("not_first", {"maya", "byrne", "khan"}),
        ("just_me", {"maya"}),
        ("stop", {"maya"}),
    ],
)
def test_it_is_read_by_whom_they_chose(visitor: Browser, phone: Phone, seen_by: As, way: str, who: set[str]) -> None:
    visitor.post(TO, json=phone.seals(way=way))
    assert readers(seen_by) == who


def test_a_no_reaches_a_person_and_nothing_leads_whoever_holds_the_phone_to_where(
    visitor: Browser, signed_in_as: SignedInAs, phone: Phone, look: Look
) -> None:
    sent = phone.seals(safe="no")
    for _ in range(2):
        assert receipt(visitor.post(TO, json=sent), sent)
    assert [(one.level, one.cause, one.person_id) for one in look(sa.select(Concern))] == [
        (Level.NOW, Cause.SAID_NO, cast.person("maya"))
    ]
    assert {one.answer for one in look(sa.select(SafetyAnswer))} == {"no"}
    answer = signed_in_as("maya").get("/check-in/go-on")
    assert "where" not in answer.headers["Location"]


def test_the_button_of_help_that_was_pressed_as_the_signal_went_is_one_press_however_it_comes(
    visitor: Browser, signed_in_as: SignedInAs, phone: Phone, look: Look
) -> None:
    maya = signed_in_as("maya")
    form = maya.form("/help", to="/help/now").hidden_values()
    maya.post("/help/now", data=form)  # its answer never came back
    sent = phone.seals(help=True, form=form["client_id"])
    for _ in range(2):
        assert receipt(visitor.post(TO, json=sent), sent)
    assert [(one.level, one.cause) for one in look(sa.select(Concern))] == [(Level.NOW, Cause.HELP_BUTTON)]
    other = phone.seals(help=True)
    assert receipt(visitor.post(TO, json=other), other)
    assert {one.person_id for one in look(sa.select(Concern))} == {cast.person("maya")}
    assert len(look(sa.select(Concern))) == 2


def test_an_answer_that_came_and_came_again_sealed_is_one(
    visitor: Browser, signed_in_as: SignedInAs, phone: Phone, look: Look
) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    form = maya.form(f"{at}safe").hidden_values()
    maya.post(f"{at}safe", data={**form, "answer": "no"})  # its answer never came back
    sent = phone.seals(safe="no", form=form["client_id"])
    assert receipt(visitor.post(TO, json=sent), sent)
    assert len(look(sa.select(Concern))) == len(look(sa.select(SafetyAnswer))) == 1
    # She went back and tapped something else: nothing is taken back, and nothing stays on the phone for ever.
    sent = phone.seals(safe="yes", form=form["client_id"])
    assert receipt(visitor.post(TO, json=sent), sent)
    assert {one.answer for one in look(sa.select(SafetyAnswer))} == {"no", "yes"}


def test_who_was_left_out_is_told_of_no_wish(visitor: Browser, phone: Phone, seen_by: As) -> None:
    visitor.post(TO, json=phone.seals(talk="today", way="not_first"))
    with seen_by("okoro") as session:
        assert session.scalars(sa.select(Concern)).all() == []
    with seen_by("byrne") as session:
        assert len(session.scalars(sa.select(Concern)).all()) == 1


@pytest.mark.parametrize("safe", ["yes", "skip"])
def test_a_yes_raises_nothing(visitor: Browser, phone: Phone, look: Look, safe: str) -> None:
    visitor.post(TO, json=phone.seals(safe=safe))
    assert look(sa.select(Concern)) == []
    assert {one.answer for one in look(sa.select(SafetyAnswer))} == {safe}


def test_words_have_a_reader_and_a_wish_is_a_question(visitor: Browser, phone: Phone, look: Look) -> None:
    words = "I want to hurt myself"
    visitor.post(TO, json=phone.seals(words=words, talk="today", way="not_first"))
    [said] = look(sa.select(Contribution).where(Contribution.place == Place.CHECK_IN))
    assert (said.words, said.person_id, said.not_for_id) == (words, cast.person("maya"), cast.person("okoro"))
    asks = {ask.kind: ask.for_id for ask in look(sa.select(Ask))}
    assert set(asks) == {AskKind.SAID, AskKind.TALK}
    assert cast.person("okoro") not in asks.values()
    # The words are looked at as everywhere else.
    assert {one.cause for one in look(sa.select(Concern))} == {Cause.WORDS, Cause.WANTS_TO_TALK}


def test_very_many_words_are_kept_in_parts_and_none_is_cut(visitor: Browser, phone: Phone, look: Look) -> None:
    visitor.post(TO, json=phone.seals(words="a" * 45_000))
    assert sum(len(said.words) for said in look(sa.select(Contribution))) == 45_000


def test_beside_an_adult_of_the_home_the_question_stays_open(visitor: Browser, phone: Phone, look: Look) -> None:
    visitor.post(TO, json=phone.seals(helped="home_read"))
    assert look(sa.select(CheckIn.safety_is_open)) == [True]


AT_HOME = {"safe": "no", "where": "at_home"}


@pytest.mark.parametrize("first", ["safe", "where"])
def test_where_they_tapped_it_stands_beside_the_answer_whichever_comes_first(
    visitor: Browser, phone: Phone, look: Look, first: str
) -> None:
    said = phone.seals(safe="no")
    where = phone.seals(**AT_HOME, of=said["client_id"])
    for sent in (said, where) if first == "safe" else (where, said):
        for _ in range(2):
            assert receipt(visitor.post(TO, json=sent), sent)
    answer, place = sorted(look(sa.select(SafetyAnswer)), key=lambda row: row.where)
    assert (answer.where, place.where, place.id) == ("", "at_home", uuid.uuid5(answer.id, "where"))
    assert [one.safety_answer_id for one in look(sa.select(Concern))] == [answer.id]


@pytest.mark.parametrize(
    "said", [{"where": "on_the_way"}, {"safe": "yes"}, {"where": "purple"}, {"where": ["at_home"]}, {"of": "x"}]
)
def test_another_place_or_none_of_ours_is_not_taken(
    visitor: Browser, phone: Phone, look: Look, said: dict[str, object]
) -> None:
    of = phone.seals(safe="no")["client_id"]
    visitor.post(TO, json=phone.seals(**AT_HOME, of=of))
    before = len(kept(look))
    assert visitor.post(TO, json=phone.seals(**{**AT_HOME, "of": of, **said})).status_code == 422
    assert len(kept(look)) == before
    assert {row.where for row in look(sa.select(SafetyAnswer))} == {"", "at_home"}


# ---- the same again, and something else under the same number ----


@pytest.mark.parametrize("said", [{"how": ["ok"]}, {"safe": "not_sure"}, {"words": WORDS}])
def test_sent_again_it_is_the_same_receipt(visitor: Browser, phone: Phone, look: Look, said: dict[str, object]) -> None:
    sent = phone.seals(**said)
    assert receipt(visitor.post(TO, json=sent), sent)
    before = len(kept(look))
    for _ in range(3):
        assert receipt(visitor.post(TO, json=sent), sent)
    assert len(kept(look)) == before


@pytest.mark.parametrize(("first", "then"), [({"how": ["ok"]}, {"how": ["great"]}), ({"safe": "no"}, {"safe": "yes"})])
def test_something_else_under_the_same_number_is_refused(
    visitor: Browser, phone: Phone, look: Look, first: dict[str, object], then: dict[str, object]
) -> None:
    number = str(uuid.uuid4())
    visitor.post(TO, json=phone.seals(number, **first))
    before = len(kept(look))
    assert visitor.post(TO, json=phone.seals(number, **then)).status_code == 422
    assert len(kept(look)) == before
    assert {one.answer for one in look(sa.select(SafetyAnswer))} <= {"no"}
    assert {one.how for one in look(sa.select(CheckIn))} <= {"ok"}


def test_a_check_in_that_was_begun_with_signal_is_not_written_over(
    visitor: Browser, signed_in_as: SignedInAs, phone: Phone, look: Look
) -> None:
    number = str(uuid.uuid4())
    signed_in_as("maya").sends("/check-in/", helped="by_myself", client_id=number)
    assert visitor.post(TO, json=phone.seals(number)).status_code == 422
    assert look(sa.select(CheckIn.how)) == [""]


# ---- tickets ----


def test_after_a_week_it_waits_for_that_child_and_no_other(
    visitor: Browser, signed_in_as: SignedInAs, phone: Phone, look: Look, the_time_is: SetTime
) -> None:
    sent = phone.seals(safe="not_sure")
    the_time_is("2026-12-04 10:00")
    answer = visitor.post(TO, json=sent)
    assert (answer.status_code, answer.json) == (409, {"stored": None, "sign_in": True})
    rohans = {**sent, "ticket": Phone(signed_in_as("rohan")).ticket}
    assert visitor.post(TO, json=rohans).status_code == 403
    assert kept(look) == []
    hers = {**sent, "ticket": Phone(signed_in_as("maya"), "/").ticket}
    assert receipt(visitor.post(TO, json=hers), sent)
    assert {one.person_id for one in look(sa.select(SafetyAnswer))} == {cast.person("maya")}


def test_a_ticket_of_another_child_does_not_make_it_theirs(
    visitor: Browser, signed_in_as: SignedInAs, phone: Phone, look: Look
) -> None:
    rohan = Phone(signed_in_as("rohan"))
    assert visitor.post(TO, json={**phone.seals(), "ticket": rohan.ticket}).status_code == 403
    assert visitor.post(TO, json={**rohan.seals(), "ticket": phone.ticket}).status_code == 403
    assert kept(look) == []


def test_what_was_sealed_before_the_keys_changed_still_opens(
    visitor: Browser, phone: Phone, settings: Settings, look: Look
) -> None:
    sent = phone.seals()
    seals.use_keys(f"{Fernet.generate_key().decode()},{SEAL_KEY}", pepper=settings.pepper.get_secret_value())
    assert seals.key_for_phones() != base64.b64encode(phone.key).decode()
    assert receipt(visitor.post(TO, json=sent), sent)
    assert len(look(sa.select(CheckIn))) == 1


def test_a_ticket_tells_nothing_and_only_a_young_person_gets_one(signed_in_as: SignedInAs, phone: Phone) -> None:
    raw = base64.urlsafe_b64decode(phone.ticket + "==")
    assert not any(str(each).encode() in raw for each in (cast.person("maya"), cast.pupil("maya"), "maya", "Maya"))
    for slug in ("leila", "okoro", "byrne"):
        assert 'name="ticket"' not in signed_in_as(slug).get("/").text


@pytest.mark.parametrize(
    "at", ["2027-11-24T09:00:00.000Z", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "x", None]
)
def test_a_phone_whose_clock_is_wrong_changes_nothing_else(
    visitor: Browser, phone: Phone, look: Look, at: str | None
) -> None:
    sent = phone.seals(at=at)
    assert receipt(visitor.post(TO, json=sent), sent)
    [one] = look(sa.select(CheckIn))
    assert one.begun_at.year == 2026
    assert (one.said_on_phone_at.isoformat()[:4] if one.said_on_phone_at else None) in {"2027", "1970", None}


# ---- the page that a phone keeps ----


def test_the_page_for_the_phone_is_nobodys_and_has_every_question(visitor: Browser) -> None:
    answer = visitor.get("/check-in/offline")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
    page = visitor.reads("/check-in/offline")
    for words in ("How are you today?", "Do you feel safe?", "Would you like to talk to someone?", "Who gets this?"):
        assert words in page.text
    assert "tel:999" in {link.attrs.get("href") for link in page.all("a")}
    assert not {name for name in NAMES if name in page.one("main").text.split()}
    assert not page.one("main").all("form")


def test_it_comes_in_the_language_of_the_phone(visitor: Browser) -> None:
    answer = visitor.get("/check-in/offline", headers={"Accept-Language": "pl"})
    assert '<html lang="pl"' in answer.text
    assert "Accept-Language" in answer.headers["Vary"]


def test_who_is_signed_in_has_pages_of_their_own(signed_in_as: SignedInAs) -> None:
    assert signed_in_as("maya").get("/check-in/offline").headers["Location"] == "/"
